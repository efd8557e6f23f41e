"""Prose as readers see it, with the lines it stands on."""

import pytest

from postmortem.model.passage import Passage
from postmortem.model.report import Audience
from postmortem.model.site import Settings
from postmortem.parse.report import ParsedReport, parse_report

FRONT = "---\ntitle: x\nkind: near-miss\n---\n"


def read(body: str) -> ParsedReport:
    return parse_report((FRONT + body).encode(), "x.md", "", Settings(), Audience.PUBLIC)


def passages(body: str) -> tuple[Passage, ...]:
    report = read(body).report
    assert report is not None
    return report.passages


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("*a* **b** [c](d.md) ![e](f.png)", ["a b c e"]),
        ("a\nb", ["a\nb"]),
        ("a `code` b", ["a  b"]),
        ("```\ncode\n```", []),
        ("- a\n  - b\n\n1. c", ["a", "b", "c"]),
        ("| a | b |\n|---|---|\n| c | `d` |", ["a", "b", "c"]),
        ("> a", ["a"]),
        ("a[^1]\n\n[^1]: b", ["a", "b"]),
        ("a &amp; b \\* c", ["a & b * c"]),
        ("[a]{.internal} b", ["b"]),
    ],
)
def test_a_passage_is_what_is_read_without_code(body: str, texts: list[str]) -> None:
    assert [passage.text for passage in passages(body)] == texts


def test_a_passage_knows_its_section_and_its_lines() -> None:
    found = passages("before\n\n## Impact\n\na\nb\n\n### Shop\n\nc\n\n## Timeline\n\nd\n")
    assert [(p.text, p.section, p.line, p.source) for p in found] == [
        ("before", None, 5, ("before",)),
        ("a\nb", "impact", 9, ("a", "b")),
        ("c", None, 14, ("c",)),
        ("d", "timeline", 18, ("d",)),
    ]


def test_a_note_amid_other_words_stands_where_it_was_written() -> None:
    found = passages("a\n\nb ^[TODO c\nd] e\n\nf\n")
    assert [(p.text, p.line, p.source) for p in found if "TODO" in p.text] == [
        ("TODO c\nd", 7, ("b ^[TODO c", "d] e"))
    ]


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        ("a <b>c</b>", [("<b>", 5, 3)]),
        ("</b> a", [("</b>", 5, 1)]),
        ("<br> <br/>\n<BR >", [("<br>", 5, 1), ("<br/>", 5, 6), ("<BR >", 6, 1)]),
        ("<details><summary>a</summary></details>", [("<details>", 5, 1), ("<summary>", 5, 10)]),
        ('<a href="x">y</a>', [('<a href="x">', 5, 1)]),
    ],
)
def test_html_that_will_show_up_as_text_is_reported(body: str, tags: list[tuple[str, int, int]]) -> None:
    found = read(body).diagnostics
    assert [(d.message.split("`")[1], d.span.line, d.span.column) for d in found] == tags


@pytest.mark.parametrize(
    "body", ["`<b>`", "a < b > c", "<https://x.example>", "<T> List<String>", "<!-- <b> -->", "x <3"]
)
def test_what_is_no_html_is_not(body: str) -> None:
    assert read(body).diagnostics == ()
