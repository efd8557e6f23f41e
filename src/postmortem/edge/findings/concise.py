"""Findings one a line: `path:line:column: level[CODE] message`, for editors and grep."""

from collections.abc import Sequence

from postmortem.diagnostics import Diagnostic, Level
from postmortem.edge.findings.text import printable


def format_concise(found: Sequence[Diagnostic]) -> str:
    """Give one line a finding."""
    return "".join(
        f"{printable(d.span.path)}:{d.span.line}:{d.span.column}: {(d.level or Level.ERROR).word}[{d.code}] "
        f"{printable(d.message)}\n"
        for d in found
    )
