"""Building: the same bytes everywhere, nothing at errors, nothing that does not belong out there."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
REPORT = """---
title: {title}
status: {status}
published: 2026-03-02
audience: {audience}
services: [api]
started: 2026-03-01 10:00
detected: 2026-03-01 10:05
resolved: 2026-03-01 11:00
{more}---

## Summary

The service was down. {words}

## Impact

All requests failed.

## Detection

An alert fired.

## Response

The change was taken back.

## Recovery

Traffic came back.

## Timeline

- 10:00 Change rolled out
- 10:05 Alert fires
- 11:00 All requests succeed
"""
SITE = "title: Reports\nbase_url: https://status.example.org/pm\n"


def report(**changes: str) -> str:
    values = {"title": "Outage", "status": "published", "audience": "public", "words": "", "more": ""}
    return REPORT.format(**{**values, **changes})


def run(
    *arguments: str | Path, env: Mapping[str, str] | None = None, umask: int = -1
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "postmortem", *map(str, arguments)],
        capture_output=True, text=True, check=False, umask=umask, timeout=120,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795435200", **(env or {})},
    )  # fmt: skip


def tree(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path.relative_to(folder)): (path.stat().st_mode & 0o777, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "postmortems"
    source.mkdir()
    (source / "site.yml").write_text(SITE)
    return source


def test_not_one_byte_depends_on_the_surroundings(tmp_path: Path) -> None:
    places = [
        (tmp_path / "here", {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"}, 0o022, "1"),
        (
            tmp_path / "there" / "a b ü",
            {"TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
            0o077,
            "2",
        ),
        (tmp_path / "x", {"TZ": "America/St_Johns", "LANG": "de_DE.UTF-8", "NO_COLOR": "1"}, 0o002, "2"),
    ]
    trees = []
    for place, env, umask, jobs in places:
        source = place / "postmortems"
        for file in sorted((ROOT / "postmortems").rglob("*"), reverse=umask == 0o077):
            if file.is_file():
                copy = source / file.relative_to(ROOT / "postmortems")
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(file.read_bytes())
        done = run("build", source, "--output", place / "out", "--jobs", jobs, env=env, umask=umask)
        assert done.returncode == 0, done.stderr
        trees.append(tree(place / "out"))
    assert trees[0] == trees[1] == trees[2]
    assert len(trees[0]) > 30


def test_an_error_stops_the_build_before_anything_is_written(folder: Path, tmp_path: Path) -> None:
    (folder / "good.md").write_text(report())
    assert run("build", folder, "--output", tmp_path / "out").returncode == 0
    before = tree(tmp_path / "out")
    (folder / "bad.md").write_text(report(more="resolvd: 2026-03-01 12:00\n"))
    done = run("build", folder, "--output", tmp_path / "out")
    assert done.returncode == 1
    assert "did you mean `resolved`?" in done.stderr
    assert "nothing was written" in done.stderr
    assert tree(tmp_path / "out") == before


def test_a_first_build_with_an_error_makes_no_folder(folder: Path, tmp_path: Path) -> None:
    (folder / "bad.md").write_text("no front matter")
    assert run("build", folder, "--output", tmp_path / "out").returncode == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == [".postmortem", "postmortems"]


def test_keep_going_leaves_broken_reports_out_and_still_fails(folder: Path, tmp_path: Path) -> None:
    (folder / "good.md").write_text(report())
    (folder / "bad.md").write_text(report(title="Zebra", more="resolvd: 2026-03-01 12:00\n"))
    done = run("build", folder, "--output", tmp_path / "out", "--keep-going")
    assert done.returncode == 1
    assert "1 with errors" in done.stdout
    published = b"".join(content for _, content in tree(tmp_path / "out").values())
    assert b"Outage" in published
    assert b"Zebra" not in published


HIDDEN = {
    "draft": report(title="Zebra", status="draft"),
    "review": report(title="Zebra", status="review"),
    "internal": report(title="Zebra", audience="internal"),
    "embargo": report(title="Zebra", more="embargo_until: 2126-03-01 12:00\n").replace(
        "2026-03-02", "2126-03-01"
    ),
    "block": report(words="\n\n::: internal\nZebra\n:::"),
    "span": report(words="[Zebra]{.internal}"),
    "comment": report(words="<!-- Zebra -->"),
    "field": report(more="internal: {channel: Zebra}\n"),
    "title span": report(title="'Outage [Zebra]{.internal}'"),
    "action": report(more="actions: [{title: Zebra, audience: internal}]\n"),
    "reference": report(words="\n\n::: internal\n[x]: https://zebra.example\n:::\n\n[x]"),
}


@pytest.mark.parametrize("what", HIDDEN)
def test_what_stays_inside_is_nowhere_in_a_public_site(folder: Path, tmp_path: Path, what: str) -> None:
    (folder / "good.md").write_text(report())
    (folder / "zebra.md").write_text(HIDDEN[what].replace("id: ", "id: "))
    done = run("build", folder, "--output", tmp_path / "out", "--keep-going")
    assert done.returncode == 0, done.stderr
    for name, (_, content) in tree(tmp_path / "out").items():
        if what in ("draft", "review", "internal", "embargo"):
            assert "zebra" not in name.lower()
            assert b"zebra" not in content.lower(), name
        assert b"Zebra" not in content, name
        assert b"zebra.example" not in content, name


def test_a_public_log_does_not_say_what_must_not_be_public(folder: Path, tmp_path: Path) -> None:
    (folder / "site.yml").write_text(SITE + "safety: {deny: [Ferrous]}\n")
    (folder / "a.md").write_text(
        report(words="It hit Ferrous, mail ann@ferrous-acme.com on pay-7.prod.internal.")
    )
    run("build", folder, "--output", tmp_path / "site")
    for _ in range(2):  # the second time from what was kept of the first
        result = run("build", folder, "--output", tmp_path / "site")
        told = result.stdout + result.stderr
        assert {code for code in ("PM602", "PM605", "PM607") if code in told} == {"PM602", "PM605", "PM607"}
        assert "ferrous" not in told.lower()
        assert "pay-7" not in told
    assert "Ferrous" in run("check", folder).stdout


def test_no_place_of_a_report_outside_is_suggested(folder: Path, tmp_path: Path) -> None:
    (folder / "b.md").write_text(report(title="B", status="draft").replace("## Response", "## Ärger im Büro"))
    (folder / "a.md").write_text(report(words="See [that](b.md#aerger-im-buro)."))
    result = run("build", folder, "--output", tmp_path / "site")
    assert "PM208" in result.stderr
    assert "did you mean" not in result.stderr


def test_an_internal_edition_shows_it(folder: Path, tmp_path: Path) -> None:
    (folder / "a.md").write_text(HIDDEN["block"])
    (folder / "b.md").write_text(HIDDEN["internal"].replace("Zebra", "Giraffe"))
    assert run("build", folder, "--output", tmp_path / "out", "--audience", "internal").returncode == 0
    published = b"".join(content for _, content in tree(tmp_path / "out").values())
    assert b"Zebra" in published
    assert b"Giraffe" in published


def test_a_report_that_becomes_a_draft_leaves_no_trace_on_disk(folder: Path, tmp_path: Path) -> None:
    (folder / "good.md").write_text(report())
    (folder / "zebra.md").write_text(report(title="Zebra", words="Quagga"))
    assert run("build", folder, "--output", tmp_path / "out").returncode == 0
    (folder / "zebra.md").write_text(report(title="Zebra", words="Quagga", status="draft"))
    assert run("build", folder, "--output", tmp_path / "out").returncode == 0
    for path in tmp_path.rglob("*"):
        if path.is_file() and folder not in path.parents:
            assert b"Quagga" not in path.read_bytes(), path


def test_the_closing_line_says_what_was_built_and_what_was_left_out(folder: Path, tmp_path: Path) -> None:
    (folder / "good.md").write_text(report())
    (folder / "later.md").write_text(report(status="draft"))
    done = run("build", folder, "--output", tmp_path / "out")
    assert "public site of 1 report" in done.stdout
    assert "1 left out: 1 draft" in done.stdout


def test_an_output_that_is_not_ours_is_refused(folder: Path, tmp_path: Path) -> None:
    (folder / "good.md").write_text(report())
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work")
    done = run("build", folder, "--output", tmp_path / "out")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert (tmp_path / "out" / "thesis.txt").read_text() == "years of work"


def test_a_base_url_from_the_command_line_wins_and_is_checked(folder: Path, tmp_path: Path) -> None:
    (folder / "good.md").write_text(report())
    assert (
        run("build", folder, "--output", tmp_path / "out", "--base-url", "https://b.example/x/").returncode
        == 0
    )
    assert b"https://b.example/x/feed.xml" in (tmp_path / "out" / "feed.xml").read_bytes()
    done = run("build", folder, "--output", tmp_path / "out", "--base-url", "javascript:alert(1)")
    assert done.returncode == 2


def test_a_build_shows_errors_rather_than_all_of_many_warnings(folder: Path, tmp_path: Path) -> None:
    names = "".join(f"- @person{number} looked.\n" for number in range(80))
    (folder / "a.md").write_text(report(words=f"\n\n{names}"))
    (folder / "b.md").write_text(report(title="Other", more="resolvd: 2026-03-01 12:00\n"))
    done = run("build", folder, "--output", tmp_path / "out")
    assert done.returncode == 1
    assert done.stderr.count("warning[PM504]") < 60
    assert "error[PM107]" in done.stderr
    assert " more findings: run `postmortem check`" in done.stderr
