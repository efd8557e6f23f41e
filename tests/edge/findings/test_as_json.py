"""Findings as JSON."""

import json

from postmortem.diagnostics import Diagnostic, Level, Span
from postmortem.edge.findings.as_json import format_json


def test_every_field_of_a_finding_is_there() -> None:
    finding = Diagnostic("PM205", "`„TODO“` was left", Span("ä/x.md", 12, 7, 13, 2), "remove it", Level.INFO)
    text = format_json([finding])
    assert "„TODO“" in text
    assert json.loads(text) == {
        "schema": 1,
        "diagnostics": [
            {
                "code": "PM205", "level": "info", "message": "`„TODO“` was left", "help": "remove it",
                "path": "ä/x.md", "line": 12, "column": 7, "end_line": 13, "end_column": 2,
            }
        ],
    }  # fmt: skip


def test_nothing_found_is_an_empty_list() -> None:
    assert json.loads(format_json([])) == {"schema": 1, "diagnostics": []}
