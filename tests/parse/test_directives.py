"""Comments that speak to the checks: their codes, their reason, and the ones that are misplaced."""

import pytest

from postmortem.model.report import Audience
from postmortem.model.site import Settings
from postmortem.parse.report import ParsedReport, parse_report

FRONT = "---\ntitle: A title\nstatus: published\naudience: public\n---\n"


def read(body: str) -> ParsedReport:
    return parse_report((FRONT + body).encode(), "x.md", "", Settings(), Audience.PUBLIC)


def allowed(body: str) -> list[tuple[tuple[str, ...], str, int]]:
    report = read(body).report
    assert report is not None
    return [(a.codes, a.reason, a.span.line) for a in report.allowed]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<!-- postmortem: allow PM501 a reason -->", [(("PM501",), "a reason", 6)]),
        ("<!--Postmortem:ALLOW pm501-->", [(("PM501",), "", 6)]),
        (
            "<!-- postmortem: allow PM501, PM502 PM503: a reason -->",
            [(("PM501", "PM502", "PM503"), "a reason", 6)],
        ),
        (
            "text\n<!-- postmortem: allow PM501\n     a long\n     reason -->\nmore",
            [(("PM501",), "a long\n     reason", 7)],
        ),
        ("<!-- postmortem: allow -->", [((), "", 6)]),
        ("<!-- a remark on PM501 -->", []),
        ("```\n<!-- postmortem: allow PM501 a reason -->\n```", []),
        ("::: internal\n<!-- postmortem: allow PM501 a reason -->\n:::", []),
    ],
)
def test_a_directive_is_read_with_its_place(
    body: str, expected: list[tuple[tuple[str, ...], str, int]]
) -> None:
    assert allowed(body + "\n") == expected


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            "a <!-- postmortem: allow PM501 x --> b",
            "a directive stands within a line, where it has no effect",
        ),
        ("<!-- postmortem: ignore PM501 x -->", "this directive is not known"),
    ],
)
def test_a_directive_without_effect_is_told(body: str, message: str) -> None:
    result = read(f"text\n\n{body}\n")
    assert [(d.code, d.message, d.span.line) for d in result.diagnostics] == [("PM213", message, 8)]
    assert result.report is not None
    assert result.report.allowed == ()
