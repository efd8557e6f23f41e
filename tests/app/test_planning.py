"""A site with search in full texts, and one without: what differs, and what never gets out."""

import gzip
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from postmortem.app.assemble import assemble
from postmortem.app.planning import plan_assembly
from postmortem.app.serve import Session
from postmortem.app.wishes import Wishes
from postmortem.cli import cli
from postmortem.edge import full_text
from postmortem.edge.clock import now
from postmortem.edge.preview import Preview

REPORT = """---
title: Outage
status: published
published: 2026-03-02
audience: {audience}
started: 2026-03-01 10:00
detected: 2026-03-01 10:05
resolved: 2026-03-01 11:00
---

## Summary

The {colour} lamp was out. [The vault key was lost in the river.]{{.internal}}

## Timeline

- 10:00 Change rolled out
"""
SITE = "title: Reports\nsections: {incident: {required: [summary]}}\n"
ON = SITE + "search: pagefind\n"


def write(root: Path, settings: str) -> Path:
    source = root / "postmortems"
    source.mkdir(exist_ok=True)
    (source / "site.yml").write_text(settings)
    (source / "a.md").write_text(REPORT.format(audience="public", colour="amber"))
    (source / "b.md").write_text(REPORT.format(audience="internal", colour="violet"))
    return source


def build(root: Path, settings: str, *arguments: str) -> Result:
    command = ["build", str(write(root, settings)), "--output", str(root / "out"), *arguments]
    return CliRunner().invoke(cli, command, catch_exceptions=False)


def packed(root: Path) -> str:
    folder = root / "out" / "pagefind" / "fragment"
    return " ".join(gzip.decompress(path.read_bytes()).decode() for path in folder.iterdir())


def test_only_what_the_edition_shows_is_searched(tmp_path: Path) -> None:
    assert build(tmp_path, ON).exit_code == 0
    words = packed(tmp_path)
    assert "amber" in words
    assert "violet" not in words
    assert "vault" not in words
    policies = [
        next(line for line in path.read_text().splitlines() if "Content-Security-Policy" in line)
        for path in (tmp_path / "out" / "_headers", tmp_path / "out" / "index.html")
    ]
    assert all("script-src 'self' 'wasm-unsafe-eval';" in unescape(policy) for policy in policies)


def test_insiders_search_everything_of_their_edition(tmp_path: Path) -> None:
    assert build(tmp_path, ON, "--audience", "internal").exit_code == 0
    words = packed(tmp_path)
    assert "violet" in words
    assert "vault" in words


@pytest.mark.parametrize("settings", [SITE, SITE + "search: titles\n"])
def test_nothing_of_it_is_in_a_site_that_does_not_ask(tmp_path: Path, settings: str) -> None:
    build(tmp_path, ON)
    assert build(tmp_path, settings).exit_code == 0
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert not [path for path in files if "pagefind" in str(path) or "full-text" in path.name]
    said = "".join(path.read_text() for path in files if path.suffix == ".html" or path.name == "_headers")
    assert "wasm" not in said
    assert "full-text" not in said


def test_a_site_that_cannot_be_indexed_is_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, SITE)
    before = (tmp_path / "out" / "index.html").read_bytes()
    monkeypatch.setattr(full_text, "find_spec", lambda _: None)
    done = build(tmp_path, ON)
    assert done.exit_code == 2
    assert "pip install 'pagefind[bin]'" in done.stderr
    assert (tmp_path / "out" / "index.html").read_bytes() == before


def test_a_preview_leaves_it_out_and_knows_it(tmp_path: Path) -> None:
    source = write(tmp_path, ON)
    plan = plan_assembly(assemble(source, Wishes(jobs=1), now(), tell=lambda *_: None), source).files
    (index,) = [file.render().decode() for file in plan if file.path == "index.html"]
    assert "wasm" not in index
    assert "data-full-text" not in index
    session = Session(source, Wishes(jobs=1), Preview())
    session.refresh()
    assert session.searches_titles_only
    write(tmp_path, SITE)
    session.refresh()
    assert not session.searches_titles_only


def test_a_misspelt_choice_is_told(tmp_path: Path) -> None:
    done = build(tmp_path, SITE + "search: pagefinder\n")
    assert done.exit_code == 1
    assert "did you mean `pagefind`?" in done.stderr
