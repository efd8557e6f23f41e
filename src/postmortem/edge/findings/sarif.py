"""Findings as SARIF 2.1.0, the OASIS format that code scanning services read."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from postmortem import __version__
from postmortem.codes import BY_CODE
from postmortem.diagnostics import Diagnostic, Level, Span
from postmortem.model.fingerprints import fingerprints

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}
_FINGERPRINT = "postmortemFinding/v1"


def format_sarif(found: Sequence[Diagnostic], lines: Mapping[str, Sequence[str]]) -> str:
    """Give the log, indented, with a line end; `lines` are the source lines by path, for the fingerprints."""
    codes = sorted({diagnostic.code for diagnostic in found})
    driver = {"name": "postmortem", "version": __version__, "rules": [_rule(code) for code in codes]}
    names = fingerprints(found, lines)
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(d, codes.index(d.code), name) for d, name in zip(found, names, strict=True)],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str) -> dict[str, Any]:
    known = BY_CODE[code]
    return {
        "id": code,
        "name": known.name.title().replace("-", ""),
        "shortDescription": {"text": known.name.replace("-", " ")},
        "help": {
            "text": f"Run `postmortem explain {code}` for what it checks, why, and what to write instead."
        },
        "defaultConfiguration": {"level": _LEVELS[known.level]},
    }


def _result(diagnostic: Diagnostic, index: int, fingerprint: str) -> dict[str, Any]:
    text = ": ".join(part for part in (diagnostic.message, diagnostic.help) if part)
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.level or Level.ERROR],
        "message": {"text": text},
        "locations": [{"physicalLocation": _location(diagnostic.span)}],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
    }


def _address(path: str) -> str:
    """A path as an address: one from the root names its scheme, for else it would be one of a host."""
    return f"file://{quote(path)}" if path.startswith("/") else quote(path)


def _location(span: Span) -> dict[str, Any]:
    """The place; columns count from 1, and the end column is the first one after it, as in a span."""
    return {
        "artifactLocation": {"uri": _address(span.path)},
        "region": {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": max(span.end_column, span.column) if span.end_line == span.line else span.end_column,
        },
    }
