"""Findings for people: carets under the right characters, whatever these are."""

import pytest

from postmortem.diagnostics import Diagnostic, Level, Span
from postmortem.edge.findings.text import columns, format_text, printable


def shown(line: str, column: int, end: int = 0, *, width: int = 80, number: int = 1) -> list[str]:
    span = Span("x.md", number, column, number, end or column + 1)
    lines = [""] * (number - 1) + [line]
    return format_text([Diagnostic("PM205", "m", span, "h")], {"x.md": lines}, width=width).split("\n")


def test_a_finding_has_its_message_place_line_caret_and_help() -> None:
    finding = Diagnostic(
        "PM205", "the placeholder `TODO` was left", Span("a/x.md", 12, 7, 12, 11), "remove it", Level.WARNING
    )
    lines = {"a/x.md": ["", *["x"] * 10, "About TODO users"]}
    assert format_text([finding], lines) == (
        "warning[PM205]: the placeholder `TODO` was left\n"
        "  --> a/x.md:12:7\n"
        "   |\n"
        "12 | About TODO users\n"
        "   |       ^^^^\n"
        "  = help: remove it\n\n"
    )


@pytest.mark.parametrize(
    ("line", "column", "end", "before", "carets"),
    [
        ("aTODO", 2, 6, 1, 4),
        ("äöüTODO", 4, 8, 3, 4),
        ("\tTODO", 2, 6, 4, 4),
        ("日本TODO", 3, 7, 4, 4),
        ("TODO日本", 5, 7, 4, 4),
        ("🚨TODO", 2, 6, 2, 4),
        ("e\u0301TODO", 3, 7, 1, 4),
        ("a\u200bTODO", 3, 7, 9, 4),
        ("TODO", 5, 6, 4, 1),
        ("TODO", 1, 99, 0, 4),
        ("", 1, 2, None, 0),
    ],
)
def test_the_caret_stands_under_the_place(
    line: str, column: int, end: int, before: int | None, carets: int
) -> None:
    block = shown(line, column, end)
    if before is None:
        assert not any("^" in row for row in block)
        return
    assert block[4] == "  | " + " " * before + "^" * carets


def test_a_long_line_is_cut_around_the_place() -> None:
    block = shown("x" * 500 + "TODO" + "y" * 500, 501, 505, width=60)
    assert all(columns(row) <= 60 for row in block)
    at = block[4].index("^")
    assert block[3][at : at + 4] == "TODO"
    assert block[3].startswith("1 | …")
    assert block[3].endswith("…")


@pytest.mark.parametrize("width", [1, 10, 40, 80, 120])
def test_no_width_is_too_small(width: int) -> None:
    assert any("^" in row for row in shown("日本語 " * 100, 200, 210, width=width))


def test_nothing_in_a_report_can_steer_the_terminal() -> None:
    text = printable("a\x1b[31m\x07\u202e\u2028\r\nb")
    assert text == "a<U+001B>[31m<U+0007><U+202E><U+2028><U+000D> b"
    block = "\n".join(shown("\x1b]0;owned\x07 TODO", 12))
    assert "\x1b" not in block
    assert "\x07" not in block


def test_a_place_without_a_line_is_shown_without_one() -> None:
    block = format_text([Diagnostic("PM101", "gone", Span("y.md"), "h")], {})
    assert block == "error[PM101]: gone\n  --> y.md:1:1\n  = help: h\n\n"


def test_long_messages_and_help_are_wrapped_between_words() -> None:
    finding = Diagnostic("PM201", "word " * 40, Span("x.md"), "help " * 40)
    assert all(len(row) <= 80 for row in format_text([finding], {}, width=80).split("\n"))


def test_colour_marks_the_level_and_changes_no_word() -> None:
    finding = Diagnostic("PM205", "m", Span("x.md", 1, 1, 1, 5), "h", Level.WARNING)
    painted = format_text([finding], {"x.md": ["TODO"]}, paint=lambda text, colour: f"<{colour}>{text}</>")
    assert painted.startswith("<yellow>warning[PM205]</>: m\n")
    assert "<yellow>^^^^</>" in painted
