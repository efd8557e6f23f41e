"""Workflow commands: nothing in a finding can end one early or begin another."""

from postmortem.diagnostics import Diagnostic, Level, Span
from postmortem.edge.findings.github import format_github


def test_a_finding_is_one_command() -> None:
    found = [Diagnostic("PM203", "comes twice", Span("r/a.md", 4, 3, 4, 9), "join them", Level.WARNING)]
    assert format_github(found) == (
        "::warning file=r/a.md,line=4,endLine=4,col=3,endColumn=8,title=PM203 section-twice::"
        "comes twice%0Ajoin them\n"
    )


def test_levels_are_error_warning_and_notice() -> None:
    found = [Diagnostic("PM203", "x", Span("a.md"), level=level) for level in (*reversed(Level), None)]
    assert [line.split()[0] for line in format_github(found).splitlines()] == [
        "::error", "::warning", "::notice", "::error",
    ]  # fmt: skip


def test_a_finding_over_lines_has_no_columns() -> None:
    command = format_github([Diagnostic("PM203", "x", Span("a.md", 1, 5, 3, 2))])
    assert ",line=1,endLine=3,title=" in command.replace("file=a.md", "")


def test_what_would_end_a_command_is_escaped() -> None:
    span = Span("a,b:c%\n::error::.md", 1, 1)
    command = format_github([Diagnostic("PM203", "100%\r\n::set-output name=x::y", span, "h\n::stop")])
    assert command.count("\n") == 1
    assert command.startswith("::error file=a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3A.md,line=1,")
    assert "100%25" in command
    assert "\r" not in command


def test_an_empty_place_has_a_column_of_its_own() -> None:
    assert "col=7,endColumn=7" in format_github([Diagnostic("PM203", "x", Span("a.md", 2, 7))])


def test_no_findings_are_no_commands() -> None:
    assert format_github([]) == ""
