"""The last gate, at work: what comes round the redaction is refused, and nothing is published."""

import zlib
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from packed_files import zipped
from postmortem.app.gate import Gate
from postmortem.cli import cli

SECRET = "Acme Hosting paid us a fine of 4711 euros"
REPORT = """---
title: Outage
status: {status}
published: 2026-03-02
audience: public
started: 2026-03-01 10:00
detected: 2026-03-01 10:05
resolved: 2026-03-01 11:00
---

## Summary

The service was down.

{body}

## Timeline

- 10:00 Change rolled out
"""
SITE = (
    "title: Reports\nbase_url: https://status.example.org/pm\nsections: {incident: {required: [summary]}}\n"
)
BLOCK = f"::: internal\n{SECRET}.\n:::"
PAGE = '{% extends "default/report.html" %}\n{% block title %}' + SECRET + "{% endblock %}\n"


def build(root: Path, files: Mapping[str, str], *arguments: str) -> Result:
    for name, text in {"postmortems/site.yml": SITE, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    command = ["build", str(root / "postmortems"), "--output", str(root / "out"), *arguments]
    return CliRunner().invoke(cli, command, catch_exceptions=False)


def report(body: str, status: str = "published") -> str:
    return REPORT.format(body=body, status=status)


def test_a_public_file_with_an_internal_text_is_refused(tmp_path: Path) -> None:
    files = {
        "postmortems/a.md": report(f"![A graph](graph.svg)\n\n{BLOCK}"),
        "postmortems/graph.svg": f"<svg xmlns='http://www.w3.org/2000/svg'><text>{SECRET}</text></svg>",
    }
    done = build(tmp_path, files)
    assert done.exit_code == 2
    assert "`reports/a/graph.svg`" in done.stderr
    assert "`a.md`, line 17" in done.stderr
    assert "nothing was published" in done.stderr
    assert "Acme" not in done.output
    assert not (tmp_path / "out").exists()


WORD = (
    "<w:document><w:body><w:p><w:r><w:t>Acme Hos</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>ting paid</w:t>"
    "</w:r><w:r><w:t> us a fine of 4711 euros</w:t></w:r></w:p></w:body></w:document>"
)


PACKED = {
    "notes.docx": (zipped({"word/document.xml": WORD}), "`word/document.xml`"),
    "logs.zip": (zipped({"day/a.log": f"10:00 {SECRET}\n"}), "`day/a.log`"),
    "report.pdf": (
        b"%PDF-1.7\n4 0 obj << /Filter /FlateDecode >> stream\n"
        + zlib.compress(b"BT [(Acme Hos) 12 (ting) -333 (paid us a fine)] TJ 0 -12 Td (of 4711 euros) Tj ET")
        + b"\nendstream\nendobj\n%%EOF\n",
        "`reports/a/report.pdf`",
    ),
}


def test_a_name_in_an_archive_that_is_internal_is_refused_and_not_told(tmp_path: Path) -> None:
    (tmp_path / "postmortems").mkdir()
    inner = zipped({"a.log": SECRET})
    with ZipFile(tmp_path / "postmortems" / "logs.zip", "w") as archive:
        archive.writestr(f"{SECRET}.zip", inner)
    done = build(tmp_path, {"postmortems/a.md": report(f"See [the logs](logs.zip).\n\n{BLOCK}")})
    assert done.exit_code == 2
    assert "the file `reports/a/logs.zip` would hold a text" in done.stderr
    assert "Acme" not in done.output


@pytest.mark.parametrize("name", PACKED)
def test_an_internal_text_packed_in_a_public_file_is_refused_with_its_place(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "postmortems").mkdir()
    data, place = PACKED[name]
    (tmp_path / "postmortems" / name).write_bytes(data)
    done = build(tmp_path, {"postmortems/a.md": report(f"See [the file]({name}).\n\n{BLOCK}")})
    assert done.exit_code == 2
    assert f"`reports/a/{name}`" in done.stderr
    assert place in done.stderr
    assert "`a.md`, line 17" in done.stderr
    assert "Acme" not in done.output
    assert not (tmp_path / "out").exists()


def test_an_attachment_that_is_much_in_little_is_told_of_and_published(tmp_path: Path) -> None:
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "logs.zip").write_bytes(zipped({"a.log": "0" * 40_000_000}))
    done = build(tmp_path, {"postmortems/a.md": report(f"See [the logs](logs.zip).\n\n{BLOCK}")})
    assert done.exit_code == 0
    assert "1 warning" in done.stdout
    assert (tmp_path / "out" / "reports" / "a" / "logs.zip").exists()
    told = CliRunner().invoke(cli, ["check", str(tmp_path / "postmortems"), "--format", "concise"]).stdout
    assert "[PM610] `a.log` in `logs.zip` was not looked through: it holds more than 8 MB" in told


def test_a_site_that_stands_is_left_as_it_was(tmp_path: Path) -> None:
    good = {"postmortems/a.md": report("![A graph](graph.svg)"), "postmortems/graph.svg": "<svg/>"}
    assert build(tmp_path, good).exit_code == 0
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    words = f"<svg xmlns='http://www.w3.org/2000/svg'><text>{SECRET}</text></svg>"
    bad = {"postmortems/a.md": report(f"![A graph](graph.svg)\n\n{BLOCK}"), "postmortems/graph.svg": words}
    assert build(tmp_path, bad).exit_code == 2
    assert {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()} == before
    others = [p for p in tmp_path.rglob("*") if p.is_file() and "postmortems" not in p.parts]
    assert not [path for path in others if b"Acme" in path.read_bytes()]


def test_a_text_of_a_report_outside_the_edition_is_refused_without_its_name(tmp_path: Path) -> None:
    files = {
        "postmortems/a.md": report("![A graph](graph.svg)"),
        "postmortems/acme-pays.md": report(SECRET, status="draft"),
        "postmortems/graph.svg": f"<svg xmlns='http://www.w3.org/2000/svg'><desc>{SECRET}</desc></svg>",
    }
    done = build(tmp_path, files)
    assert done.exit_code == 2
    assert "a report outside this edition" in done.stderr
    assert "acme" not in done.output.lower()


def test_an_internal_edition_has_no_gate(tmp_path: Path) -> None:
    files = {
        "postmortems/a.md": report(f"![A graph](g.svg)\n\n{BLOCK}"),
        "postmortems/g.svg": f"<svg>{SECRET}</svg>",
    }
    assert build(tmp_path, files, "--audience", "internal").exit_code == 0


@pytest.mark.parametrize(
    "where",
    [
        {"postmortems/b.md": report(f"{SECRET}.")},
        {"postmortems/site.yml": f"{SITE}footer: {SECRET}\n"},
        {"themes/mine/templates/report.html": PAGE, "postmortems/site.yml": f"{SITE}theme: mine\n"},
    ],
    ids=["in another report", "in the settings", "in a template"],
)
def test_what_is_said_in_public_elsewhere_is_no_leak(tmp_path: Path, where: dict[str, str]) -> None:
    done = build(tmp_path, {"postmortems/a.md": report(BLOCK), **where})
    assert done.exit_code == 0, done.stderr


def test_what_is_published_already_is_looked_through_again_when_something_else_must_not_be_there(
    tmp_path: Path,
) -> None:
    files = {
        "postmortems/a.md": report("![A graph](graph.svg)"),
        "postmortems/graph.svg": f"<svg xmlns='http://www.w3.org/2000/svg'><text>{SECRET}</text></svg>",
        "postmortems/b.md": report(f"{SECRET}.").replace("Outage", "Second outage"),
        "postmortems/c.md": report(f"{SECRET}. A vault stood open all night.", status="draft"),
    }
    assert build(tmp_path, files).exit_code == 0
    assert (
        build(tmp_path, {"postmortems/b.md": files["postmortems/b.md"] + "- 10:30 A vault\n"}).exit_code == 0
    )
    done = build(tmp_path, {"postmortems/b.md": report("We paid.").replace("Outage", "Second outage")})
    assert done.exit_code == 2
    assert "`reports/a/graph.svg`" in done.stderr


def test_after_an_edit_only_what_is_written_is_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    find = Gate.inspect

    def noting(gate: Gate, path: str, data: bytes) -> None:
        looked.append(path)
        find(gate, path, data)

    monkeypatch.setattr(Gate, "inspect", noting)
    files = {f"postmortems/{name}.md": report("Words.").replace("Outage", f"Outage {name}") for name in "abc"}
    build(tmp_path, {**files, "postmortems/d.md": report(SECRET, status="draft")}, "--jobs", "1")
    assert {"reports/a/index.html", "reports/c/index.html", "404.html"} <= set(looked)
    for words in ("Other words.", "Yet others."):
        looked.clear()
        files["postmortems/b.md"] = report(words).replace("Outage", "Outage b")
        assert build(tmp_path, files, "--jobs", "1").exit_code == 0
        assert "reports/b/index.html" in looked
        assert not {"reports/a/index.html", "reports/c/index.html", "404.html"} & set(looked)
    looked.clear()
    build(tmp_path, {"postmortems/d.md": report(f"{SECRET} again.", status="draft")}, "--jobs", "1")
    assert {"reports/a/index.html", "reports/c/index.html", "404.html"} <= set(looked)


def test_words_of_the_pages_themselves_are_no_leak(tmp_path: Path) -> None:
    words = "Affected services\n\nTime to resolve\n\nSkip to content\n\nstatus: published\n\nincident reports"
    done = build(
        tmp_path,
        {"postmortems/a.md": report(f"::: internal\n{words}\n:::"), "postmortems/b.md": "---\n" + words},
    )
    assert done.exit_code == 1  # for b.md alone, which cannot be read
    done = build(tmp_path, {"postmortems/b.md": report(words, status="draft")})
    assert done.exit_code == 0, done.stderr


@pytest.mark.parametrize(
    "words",
    [
        "https://status.example.org/pm/reports/a/",
        "See https://status.example.org/pm/feed.xml today",
        "reports/a/index.html",
        "2026-03-01T10:00:00+00:00",
        "Sunday, 1 March 2026",
        "Sonntag, 1. März 2026",
    ],
)
def test_where_and_when_something_public_is_is_no_leak(tmp_path: Path, words: str) -> None:
    done = build(tmp_path, {"postmortems/a.md": report(f"::: internal\n{words}\n:::")})
    assert done.exit_code == 0, done.stderr
    other = report("Hidden.").replace("audience: public", "audience: internal")
    done = build(tmp_path, {"postmortems/b.md": other.replace("Hidden.", words)})
    assert done.exit_code == 0, done.stderr


@pytest.mark.parametrize("lang", ["en", "de"])
def test_what_pages_say_of_the_time_zone_is_no_leak(tmp_path: Path, lang: str) -> None:
    zones = {"en": "Europe/Berlin CET", "de": "Europe/Berlin MEZ"}
    body = f"::: internal\nStarted 1 March 2026, 10:00 {zones[lang]}\n:::"
    text = report(body).replace("audience:", f"lang: {lang}\ntimezone: Europe/Berlin\naudience:")
    text = text.replace("## Summary", "## Summary {#summary}").replace(
        "## Timeline", "## Timeline {#timeline}"
    )
    done = build(tmp_path, {"postmortems/a.md": text})
    assert done.exit_code == 0, done.output
