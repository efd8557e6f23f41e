"""What an internal edition marks in a body: spans, blocks, and notes that only it has."""

import re

import pytest

from postmortem.model.report import Audience, Report
from postmortem.model.site import Settings
from postmortem.parse.report import parse_report


def read(body: str, audience: Audience = Audience.INTERNAL, lang: str = "en") -> Report:
    front = f"---\ntitle: Outage\nlang: {lang}\naudience: public\n---\n\n"
    report = parse_report((front + body).encode(), "a.md", "", Settings(), audience).report
    assert report is not None
    return report


SHOWN = {
    "a [x]{.internal} b": '<p>a <span class="internal">[internal: x]</span> b</p>',
    "a [x **y**]{.internal}": '<p>a <span class="internal">[internal: x <strong>y</strong>]</span></p>',
    "[a](https://a.example){.internal}": '[internal: <a href="https://a.example" class="internal">a</a>]',
    "`a`{.internal}": '[internal: <code class="internal">a</code>]',
    "![a](https://a.example/a.png){.internal}": "[internal: <img ",
    "![a [x]{.internal}](https://a.example/a.png)": 'alt="a [internal: x]"',
    "::: internal\na\n:::": '<p class="inside">Internal:</p>\n<p>a</p>',
    "a [x](https://a.example){.other}": '<p>a <a href="https://a.example" class="other">x</a></p>',
}


@pytest.mark.parametrize("body", SHOWN)
def test_what_is_internal_is_marked_in_html(body: str) -> None:
    assert SHOWN[body] in read(body).sections[0].html


@pytest.mark.parametrize("body", SHOWN)
def test_a_public_edition_has_no_mark(body: str) -> None:
    report = read(body, Audience.PUBLIC)
    assert "nternal:" not in repr([(section.html, section.text) for section in report.sections])


WORDS = {
    "a [x]{.internal} b": "a [internal: x] b",
    "a\n\n::: internal\nb\n\n- c\n:::\n\nd": "a\n[internal: b\nc]\nd",
    "a\n\n::: internal\nb\n\n::: internal\nc\n:::\n:::": "a\n[internal: b\nc]",
    "- a\n  ::: internal\n  b\n  :::\n- c": "a\n[internal: b]\nc",
    "a `x`{.internal}": "a [internal: x]",
    "no part": "no part",
}


@pytest.mark.parametrize("body", WORDS)
def test_what_is_internal_is_marked_in_plain_text(body: str) -> None:
    assert read(body).sections[0].text == WORDS[body]


NOTES = {
    "text[^1]\n\n[^1]: public": 0,
    "text[^1]\n\n[^1]: [in part]{.internal}": 0,
    "text [[^1]]{.internal}\n\n[^1]: inside": 1,
    "text [[^1]]{.internal} and[^1]\n\n[^1]: public": 0,
    "::: internal\ntext[^1]\n:::\n\n[^1]: inside": 1,
    "text[^1]\n\n::: internal\n[^1]: inside\n:::": 1,
    "text [[^1]]{.internal}\n\n[^1]: inside[^2]\n\n[^2]: inside": 2,
    "text [[^1]]{.internal}[^2]\n\n[^1]: inside[^2]\n\n[^2]: public": 1,
    "text [a ^[inside]]{.internal}, ^[public]": 1,
    "text[^1]\n\n[^1]: public[^2]\n\n[^2]: public": 0,
}


@pytest.mark.parametrize("body", NOTES)
def test_notes_are_marked_that_only_an_internal_edition_has(body: str) -> None:
    notes = read(body).footnotes_html
    assert len(re.findall(r'<li[^>]*><div class="internal"', notes)) == NOTES[body]
    assert notes.count("<div") == notes.count("</div>")
    assert '<div class="internal"' not in read(body, Audience.PUBLIC).footnotes_html


def test_a_heading_is_known_by_its_public_words_and_shown_with_a_mark() -> None:
    (section,) = read("## Summary [of it]{.internal}\n\na").sections
    assert (section.key, section.title, section.anchor) == (
        "summary", "Summary [internal: of it]", "summary-of-it",
    )  # fmt: skip


def test_marks_are_in_the_language_of_the_report_if_there_are_words_for_it() -> None:
    assert "[intern: x]" in read("[x]{.internal}", lang="de").sections[0].html
    assert "[internal: x]" in read("[x]{.internal}", lang="fr").sections[0].html


def test_an_entry_of_an_internal_block_is_marked() -> None:
    body = "## Timeline\n\n- 2026-03-01 10:00 a\n::: internal\n- 2026-03-01 10:01 b\n:::\n"
    entries = read(body).timeline.entries
    assert [entry.text for entry in entries] == ["a", "[internal: b]"]
    assert '<p class="inside">Internal:</p>' in entries[1].html
