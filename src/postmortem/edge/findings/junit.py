"""Findings as JUnit's XML: a suite for each file, in it a case for each finding, or one that passes.

What must be mended is a failure; the rest counts as skipped, so that it is seen and breaks nothing.
"""

import re
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from postmortem.codes import BY_CODE
from postmortem.diagnostics import Diagnostic, Level

# What XML 1.0 cannot carry, even escaped.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def format_junit(
    found: Sequence[Diagnostic], lines: Mapping[str, Sequence[str]], *, fails: Level = Level.ERROR
) -> str:
    """Give the document; `lines` has the path of every file that was looked at.

    From the level `fails` on a finding is a failure.
    """
    by_path: dict[str, list[Diagnostic]] = {path: [] for path in sorted(lines)}
    for diagnostic in found:
        by_path.setdefault(diagnostic.span.path, []).append(diagnostic)
    root = ET.Element("testsuites", {"name": "postmortem", **_counts(found, fails, clean=_clean(by_path))})
    for path, findings in by_path.items():
        counts = _counts(findings, fails, clean=int(not findings))
        suite = ET.SubElement(root, "testsuite", {"name": _text(path), **counts})
        if not findings:
            ET.SubElement(suite, "testcase", classname=_text(path), name="no findings", time="0")
        for diagnostic in findings:
            _case(suite, diagnostic, fails)
    ET.indent(root)
    return f"<?xml version='1.0' encoding='utf-8'?>\n{ET.tostring(root, encoding='unicode')}\n"


def _clean(by_path: Mapping[str, Sequence[Diagnostic]]) -> int:
    return sum(not findings for findings in by_path.values())


def _counts(found: Sequence[Diagnostic], fails: Level, *, clean: int) -> dict[str, str]:
    failures = sum(_level(diagnostic) >= fails for diagnostic in found)
    counts = {"tests": len(found) + clean, "failures": failures, "skipped": len(found) - failures}
    return {**{name: str(count) for name, count in counts.items()}, "errors": "0", "time": "0"}


def _case(suite: ET.Element, diagnostic: Diagnostic, fails: Level) -> None:
    span = diagnostic.span
    title = f"{diagnostic.code} {BY_CODE[diagnostic.code].name}, line {span.line}, column {span.column}"
    case = ET.SubElement(suite, "testcase", classname=_text(span.path), name=title, time="0")
    message = _text(f"{_level(diagnostic).word}: {diagnostic.message}")
    if _level(diagnostic) >= fails:
        failure = ET.SubElement(case, "failure", type=diagnostic.code, message=message)
        failure.text = _text(
            f"{span.path}:{span.line}:{span.column}: {diagnostic.message}\n{diagnostic.help}"
        )
    else:
        ET.SubElement(case, "skipped", message=message)


def _level(diagnostic: Diagnostic) -> Level:
    return diagnostic.level or Level.ERROR


def _text(text: str) -> str:
    return _ILLEGAL.sub("", text)
