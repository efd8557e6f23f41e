"""An internal edition marks in words all that the public one does not have, wherever it shows it."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pytest
from click.testing import CliRunner

from placements import BLOCKS, CANARY, FIELDS, SPANS, STEM, TIMELINES, report, written
from postmortem.cli import cli

SITE = (
    "title: Reports\nbase_url: https://status.example.org/pm\nsections: {incident: {required: [summary]}}\n"
)
MARK = re.compile(rf"\[internal: [^\n]*{STEM}|{STEM}[^\n]*\]")
# An address is no text. What a link leads to is the writer's own public text, whoever defined it.
_HTML = frozenset(("html", "footnotes"))
ADDRESSES = frozenset(("href", "src", "id", "for", "value", "name"))
PLACEMENTS = {**BLOCKS, **SPANS, **TIMELINES, **FIELDS}


def build(folder: Path, files: Mapping[str, str]) -> Path:
    source, out = folder / "postmortems", folder / "out"
    for name, text in {"site.yml": SITE, **files}.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    command = ["build", str(source), "--output", str(out), "--audience", "internal", "--no-cache"]
    done = CliRunner().invoke(cli, command, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return out


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files: dict[str, str] = {}
    for number, placement in enumerate(PLACEMENTS.values()):
        files |= written(placement, number)
    return build(tmp_path_factory.mktemp("internal"), files)


def unmarked(element: ET.Element, *, inside: bool = False) -> Iterator[str]:
    """The texts of a page in which a canary stands without a mark."""
    classes = element.get("class", "").split()
    labelled = element.tag == "li" and any(
        (strong.text or "").startswith("Internal") for strong in element.iter("strong")
    )
    inside = inside or labelled or not {"internal", "notes"}.isdisjoint(classes)
    if inside:
        return
    texts = [value for name, value in element.attrib.items() if name not in ADDRESSES]
    texts += [element.text or "", *(child.tail or "" for child in element)]
    for text in texts:
        if STEM in text and not MARK.search(text) and not text.startswith("https://"):
            yield f"{element.tag}: {text.strip()}"
    for child in element:
        if isinstance(child.tag, str):
            yield from unmarked(child)


def page_of(html: str) -> ET.Element:
    page: ET.Element = html5lib.parse(html, namespaceHTMLElements=False)
    return page


def test_every_internal_word_on_a_page_is_marked(site: Path) -> None:
    seen = 0
    for path in sorted(site.rglob("*.html")):
        text = path.read_text("utf-8")
        seen += STEM in text
        assert list(unmarked(page_of(text))) == [], path
    assert seen > len(PLACEMENTS) * 0.8


def test_every_internal_word_in_a_feed_is_marked(site: Path) -> None:
    feed = json.loads((site / "feed.json").read_text("utf-8"))
    for item in feed["items"]:
        html = re.sub(r"<li>Internal: .*", "", item.pop("content_html"))
        assert list(unmarked(page_of(html))) == [], item["url"]
        texts = [item["title"], item["summary"], *item["tags"], *(a["name"] for a in item.get("authors", ()))]
        assert [text for text in texts if STEM in text and not MARK.search(text)] == []


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (text for key, item in value.items() if key not in _HTML for text in texts_of(item))
    elif isinstance(value, list):
        yield from (text for item in value for text in texts_of(item))
    elif isinstance(value, str):
        yield value


def test_every_internal_word_in_the_data_is_marked(site: Path) -> None:
    for path in sorted(site.glob("reports/*/report.json")):
        data = json.loads(path.read_text("utf-8"))
        del data["id"]
        named = {name.partition("/")[2] for name in data["inside"]}
        data["actions"] = [action for action in data["actions"] if action["audience"] == "public"]
        texts = (text for text in texts_of(data) if STEM in text and not text.startswith("https://"))
        wrong = [text for text in texts if not MARK.search(text) and text not in named]
        assert [text for text in wrong if not text.startswith(("services/", "tags/", "unaff", "trig"))] == []


def test_the_published_source_keeps_its_marks(site: Path) -> None:
    for path in sorted(site.glob("reports/*/report.md")):
        text = path.read_text("utf-8")
        if STEM in text.replace(path.parent.name, ""):
            assert "internal" in text, path


def test_an_internal_action_is_marked_in_every_list(tmp_path: Path) -> None:
    field = "actions: [{title: Rotate the key, owner: Vault team, due: 2126-03-04, audience: internal}]\n"
    out = build(tmp_path, {"a.md": report(fields=field)["PLACE.md"]})
    page = (out / "actions" / "index.html").read_text("utf-8")
    assert "<strong>Internal</strong> Rotate the key" in page
    assert "[internal: Vault team]" in page
    assert "[internal: Rotate the key]" in (out / "actions.csv").read_text("utf-8")
    assert "[internal: Rotate the key] (Vault team)" in (out / "actions.ics").read_text("utf-8")
    assert "Internal: Rotate the key" in (out / "feed.json").read_text("utf-8")
    assert "<strong>Internal</strong>" in (out / "reports" / "a" / "index.html").read_text("utf-8")


def test_an_internal_report_is_marked_where_it_is_named(tmp_path: Path) -> None:
    field = "actions: [{title: Add a check, owner: Team}]\n"
    out = build(tmp_path, {
        "2026-03-01-a.md": report("[b](2026-03-02-b.md)")["PLACE.md"],
        "2026-03-02-b.md": report(title="Vault", audience="internal", fields=field)["PLACE.md"],
    })  # fmt: skip
    assert "[internal: Vault]" in (out / "feed.xml").read_text("utf-8")
    assert "(internal: Vault)" in (out / "llms.txt").read_text("utf-8")
    assert "[internal: Vault]" in (out / "reports" / "2026-03-01-a" / "index.html").read_text("utf-8")
    assert re.search(
        r"<strong>Internal</strong> <a[^>]*>Vault", (out / "actions/index.html").read_text("utf-8")
    )
    rows = json.loads((out / "reports.json").read_text("utf-8"))["reports"]
    assert [row["audience"] for row in rows] == ["internal", "public"]


def test_fields_that_hold_no_words_are_named(tmp_path: Path) -> None:
    fields = "severity: '[sev1]{.internal}'\nmitigated: '[2026-03-01 10:30]{.internal}'\n"
    out = build(tmp_path, {"a.md": report(fields=fields)["PLACE.md"]})
    page = (out / "reports" / "a" / "index.html").read_text("utf-8")
    assert re.search(r"Internal fields</dt>\s*<dd>mitigated, severity</dd>", page)
    assert json.loads((out / "reports" / "a" / "report.json").read_text("utf-8"))["inside"] == [
        "mitigated", "severity",
    ]  # fmt: skip


def test_a_name_that_some_reports_have_in_public_is_marked_in_the_others_alone(tmp_path: Path) -> None:
    out = build(tmp_path, {
        "a.md": report(fields="tags: [dns]\n")["PLACE.md"],
        "b.md": report(fields="tags: ['[dns]{.internal}', '[acme]{.internal}']\n")["PLACE.md"],
    })  # fmt: skip
    overview = (out / "tags" / "index.html").read_text("utf-8")
    assert "[internal: acme]" in overview
    assert "[internal: dns]" not in overview
    assert "[internal: dns]" not in (out / "reports" / "a" / "index.html").read_text("utf-8")
    assert "[internal: dns]" in (out / "reports" / "b" / "index.html").read_text("utf-8")


def test_marks_are_in_the_language_of_the_report(tmp_path: Path) -> None:
    body = report(
        "::: internal\nGeheim\n:::\n\nEin [Wort]{.internal}", title="'Ausfall [bei Acme]{.internal}'"
    )
    out = build(tmp_path, {"a.de.md": body["PLACE.md"].replace("## Summary", "## Zusammenfassung")})
    page = (out / "reports" / "a" / "index.html").read_text("utf-8")
    assert "<h1>Ausfall [intern: bei Acme]</h1>" in page
    assert '<p class="inside">Intern:</p>' in page
    assert '<span class="internal">[intern: Wort]</span>' in page


def test_a_section_is_known_by_its_public_name(tmp_path: Path) -> None:
    text = report()["PLACE.md"].replace("## Summary", "## Summary [for Acme]{.internal}")
    out = build(tmp_path, {"a.md": text})
    data = json.loads((out / "reports" / "a" / "report.json").read_text("utf-8"))
    assert (data["sections"][0]["key"], data["sections"][0]["title"]) == (
        "summary", "Summary [internal: for Acme]",
    )  # fmt: skip


def test_a_public_site_has_no_marks_and_no_words_for_them(tmp_path: Path) -> None:
    files = written({**FIELDS["title"], "b.md": BLOCKS["block"]["PLACE.md"]}, 1)
    source, out = tmp_path / "postmortems", tmp_path / "out"
    build(tmp_path, files)
    CliRunner().invoke(cli, ["build", str(source), "--output", str(tmp_path / "public"), "--no-cache"])
    public = tmp_path / "public"
    assert out.is_dir()
    for path in public.rglob("*.html"):
        assert "[internal" not in path.read_text("utf-8")
        assert "Internal" not in path.read_text("utf-8")
    assert CANARY not in repr(sorted(public.rglob("*")))
