"""Texts that would take long are not read, and this is said where they stand."""

import pytest

from postmortem.model.report import Audience
from postmortem.model.site import Settings
from postmortem.parse.limits import MAX_BRACKETS, MAX_CELLS, MAX_INLINE, MAX_LINES, MAX_TASKS, limit_lines
from postmortem.parse.report import ParsedReport, parse_report

FRONT = "---\ntitle: x\nkind: near-miss\n---\n"


def read(body: str) -> ParsedReport:
    return parse_report((FRONT + body).encode(), "x.md", "", Settings(), Audience.PUBLIC)


def places(result: ParsedReport) -> list[tuple[str, int]]:
    return [(d.code, d.span.line) for d in result.diagnostics if d.code == "PM105"]


def test_a_body_of_ordinary_size_is_read_whole() -> None:
    assert places(read("[a](b.md) *c* `d`\n\n" * 500 + "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 500)) == []


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("x\n\n" + "y" * (MAX_INLINE + 1), 7),
        ("x\n\n" + "[" * (MAX_BRACKETS + 1), 7),
        ("- [ ] x\n" * (MAX_TASKS + 1), 5 + MAX_TASKS),
        ("\n" * MAX_LINES + "x", 5 + MAX_LINES),
        ("| a | b |\n|---|---|\n" + "|" * MAX_CELLS, 7),
    ],
)
def test_what_is_beyond_a_limit_is_reported_where_it_begins(body: str, line: int) -> None:
    result = read(body)
    assert places(result) == [("PM105", line)]
    assert result.report is not None


@pytest.mark.parametrize(
    "body", ["y" * MAX_INLINE, "[" * MAX_BRACKETS, "- [ ] x\n" * MAX_TASKS, "\n" * (MAX_LINES - 1)]
)
def test_what_is_just_within_a_limit_is_read(body: str) -> None:
    assert places(read(body)) == []


def test_the_rest_of_a_report_with_too_long_a_paragraph_is_still_checked() -> None:
    result = read("y " * MAX_INLINE + "\n\n![](x.png)\n")
    assert [d.code for d in result.diagnostics] == ["PM105", "PM206"]


def test_many_paragraphs_full_of_brackets_cost_no_more_than_one() -> None:
    result = read(("[" * 900 + "\n\n") * 200)
    assert len(places(result)) > 150
    assert "too many brackets" in result.diagnostics[-1].message


def test_a_section_of_which_nothing_was_read_is_not_called_empty() -> None:
    result = read("## Impact\n\n" + "y" * (MAX_INLINE + 1))
    assert result.report is not None
    assert result.report.sections[-1].text == "…"


def test_code_may_be_long() -> None:
    assert places(read("```\n" + "[x" * 100_000 + "\n```\n")) == []


def test_what_is_read_of_a_body_that_is_too_long_ends_before_the_line_that_is_reported() -> None:
    text, unread = limit_lines("x\n" * (MAX_LINES + 10))
    assert text.count("\n") == MAX_LINES - 1
    assert unread is not None
    assert unread[0] == MAX_LINES


@pytest.mark.parametrize("piece", ["[", "*", "_", "`", ">", "<!--", "![", "|", "- ", ":::\n",
"::: internal\n", "[^1]",
                                   "^[", "{.internal}", "&", "<", "~~", "**a", "`a", "](", "\\",
                                   "- [ ] x\n", "## x\n",
                                   "[^1]: x\n", "  - x\n", "TODO ", "<b>", "http://", "1. ",
                                   "::\n"])  # fmt: skip
def test_ten_thousand_characters_of_marks_end_in_a_report(piece: str) -> None:
    result = read(piece * (10_000 // len(piece)))
    assert result.report is not None
