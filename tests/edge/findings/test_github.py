"""Workflow commands: nothing in a finding can end one early or begin another."""

from hypothesis import given
from hypothesis.strategies import text

from postmortem.diagnostics import Diagnostic, Level, Span
from postmortem.edge.findings.github import format_github
from postmortem.edge.findings.text import printable


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


_ESCAPED = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))


def as_read_by_the_runner(line: str) -> tuple[str, dict[str, str], str]:
    """The command, its values and its words, by the runner's way: ends first, then the escapes in order."""
    assert line.startswith("::")
    head, _, words = line[2:].partition("::")
    name, _, told = head.partition(" ")
    values = dict(part.split("=", 1) for part in told.split(","))
    for sign, char in _ESCAPED:
        values = {key: value.replace(sign, char) for key, value in values.items()}
    for sign, char in (_ESCAPED[0], _ESCAPED[1], _ESCAPED[4]):
        words = words.replace(sign, char)
    return name, values, words


@given(
    text("ab:,%=02ADC\n", max_size=20).filter(str.strip),
    text("ab:,%=02ADC\n", max_size=20).filter(str.strip),
)
def test_the_runner_reads_what_was_meant(path: str, message: str) -> None:
    output = format_github([Diagnostic("PM203", message, Span(path, 3, 5, 3, 9), "help")])
    name, values, words = as_read_by_the_runner(output.removesuffix("\n"))
    assert output.count("\n") == 1
    assert (name, values["file"], values["line"], values["col"], values["endColumn"]) == (
        "error", path, "3", "5", "8",
    )  # fmt: skip
    assert words == f"{printable(message)}\nhelp"
