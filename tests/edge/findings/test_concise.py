"""Findings one a line."""

from postmortem.diagnostics import Diagnostic, Level, Span
from postmortem.edge.findings.concise import format_concise


def test_every_finding_is_one_line_with_its_place_level_and_code() -> None:
    found = [
        Diagnostic(
            "PM205", "the placeholder `TODO` was left", Span("a/x.md", 12, 7), "remove it", Level.WARNING
        ),
        Diagnostic("PM101", "two\nlines\x1b", Span("b\ty.md")),
    ]
    assert format_concise(found) == (
        "a/x.md:12:7: warning[PM205] the placeholder `TODO` was left\n"
        "b    y.md:1:1: error[PM101] two lines<U+001B>\n"
    )


def test_nothing_found_is_nothing_shown() -> None:
    assert format_concise([]) == ""
