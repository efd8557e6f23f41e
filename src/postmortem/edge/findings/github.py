"""Findings as GitHub's workflow commands, which become annotations beside the lines of a change."""

from collections.abc import Sequence

from postmortem.codes import BY_CODE
from postmortem.diagnostics import Diagnostic, Level
from postmortem.edge.findings.text import printable

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}


def format_github(found: Sequence[Diagnostic]) -> str:
    """Give one command a line. GitHub shows columns only for findings on a single line."""
    return "".join(_command(diagnostic) for diagnostic in found)


def _command(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    name = BY_CODE[diagnostic.code].name if diagnostic.code in BY_CODE else ""
    values: dict[str, str | int] = {"file": span.path, "line": span.line, "endLine": span.end_line}
    if span.end_line == span.line:
        values |= {"col": span.column, "endColumn": max(span.column, span.end_column - 1)}
    values["title"] = f"{diagnostic.code} {name}".strip()
    told = ",".join(f"{key}={_value(str(value))}" for key, value in values.items())
    words = [printable(part) for part in (diagnostic.message, diagnostic.help) if part]
    text = _data("\n".join(words))
    return f"::{_COMMANDS[diagnostic.level or Level.ERROR]} {told}::{text}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
