"""Findings as JSON: `{"schema": 1, "diagnostics": [{code, level, message, help, path, line, …}]}`."""

import json
from collections.abc import Sequence

from postmortem.diagnostics import Diagnostic, Level

SCHEMA = 1


def format_json(found: Sequence[Diagnostic]) -> str:
    """Give the document, indented, with a line end."""
    document = {"schema": SCHEMA, "diagnostics": [_fields(diagnostic) for diagnostic in found]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _fields(diagnostic: Diagnostic) -> dict[str, str | int]:
    span = diagnostic.span
    return {
        "code": diagnostic.code,
        "level": (diagnostic.level or Level.ERROR).word,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
