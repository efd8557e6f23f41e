"""Anchors of headings."""

from collections.abc import Sequence

import pytest

from postmortem.diagnostics import Diagnostic
from postmortem.model.report import Audience
from postmortem.parse.headings import Heading, anchor_of, read_headings
from postmortem.parse.limits import TooLarge
from postmortem.parse.markdown import markdown
from postmortem.parse.places import Places
from postmortem.parse.redaction.blocks import BodyFindings


def headings(body: str) -> tuple[Sequence[Heading], list[Diagnostic]]:
    too_large: list[TooLarge] = []
    env = {"audience": Audience.PUBLIC, "redaction": BodyFindings(), "too_large": too_large}
    return read_headings(markdown().parse(body, env), Places("x.md", tuple(body.split("\n")), 0), list)


def anchors(body: str) -> list[str]:
    return [heading.anchor for heading in headings(body)[0]]


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("Impact", "impact"),
        ("What went *well*?", "what-went-well"),
        ("Größe & Übermaß", "groesse-uebermass"),
        ("1. Zeitablauf", "1-zeitablauf"),
        ("Café Ñandú", "cafe-nandu"),
        ("経緯", "経緯"),
        ("がぎ", "がぎ"),
        ("Ελλάδα", "ελλαδα"),
        ("שלום עולם", "שלום-עולם"),
        ("!!!", "section"),
        ("🚨", "section"),
        ("a" * 200, "a" * 80),
        ('"><script>', "script"),
    ],
)
def test_an_anchor_is_made_of_the_titles_words(title: str, anchor: str) -> None:
    assert anchor_of(title.replace("*", "")) == anchor
    assert anchors("## " + title) == [anchor]


def test_equal_titles_get_numbers_and_never_meet() -> None:
    assert anchors("## a\n## a\n## a-2\n## a\n## a\n") == ["a", "a-2", "a-2-2", "a-3", "a-4"]


def test_a_name_of_its_own_is_taken_off_the_title_and_comes_first() -> None:
    found, findings = headings("## Response\n\n## Was wir taten {#response}\n")
    assert findings == []
    assert [(h.title, h.anchor, h.explicit) for h in found] == [
        ("Response", "response-2", None),
        ("Was wir taten", "response", "response"),
    ]


def test_a_name_given_twice_is_reported_where_it_stands() -> None:
    _, (finding,) = headings("## a {#x}\n\n### b {#x}\n")
    assert (finding.code, finding.span.line, finding.span.column) == ("PM211", 3, 7)


@pytest.mark.parametrize("title", ["a {#}", "a {#x y}", "a {x}", "{#x} a", "`{#x}`", "a {#" + "x" * 90 + "}"])
def test_what_is_no_name_stays_in_the_title(title: str) -> None:
    (heading,) = headings("## " + title)[0]
    assert heading.explicit is None
    assert "x" in heading.title or "{#}" in heading.title


def test_headings_in_lists_and_quotes_have_anchors_and_name_no_section() -> None:
    assert anchors("> ## Impact\n\n- ## Impact\n\n## Impact\n") == ["impact-3"]


def test_thousands_of_equal_headings_are_numbered() -> None:
    assert anchors("## x\n" * 5000)[-1] == "x-5000"
