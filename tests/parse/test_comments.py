"""Comments are dropped from every edition, and one without an end is an error."""

import pytest

from postmortem.model.report import Audience
from postmortem.model.site import Settings
from postmortem.parse.report import ParsedReport, parse_report

FRONT = "---\ntitle: x\nkind: near-miss\n---\n"


def read(body: str, audience: Audience = Audience.PUBLIC) -> ParsedReport:
    return parse_report((FRONT + body).encode(), "x.md", "", Settings(), audience)


def words(result: ParsedReport) -> str:
    assert result.report is not None
    report = result.report
    return " ".join([s.html + s.title for s in report.sections] + [report.description, report.footnotes_html])


@pytest.mark.parametrize(
    "body",
    [
        "<!-- hidden -->",
        "a <!-- hidden --> b",
        "<!-- hidden\n\nhidden -->\nb",
        "- a\n  <!-- hidden\n\n  hidden -->\n- b",
        "> <!-- hidden\n> hidden -->\n> b",
        "## a <!-- hidden -->",
        "| a <!-- hidden --> |\n|---|\n| b |",
        "a <!--\nhidden\n--> b",
        "<!---->b<!-- hidden -->",
        "<!-- hidden -- hidden > -->",
        "*a <!-- hidden --> b*",
        "[a <!-- hidden -->](b.md)",
        "![a <!-- hidden -->](b.png)",
        "a[^1]\n\n[^1]: <!-- hidden --> b",
        "Term\n: <!-- hidden -->b",
    ],
)
def test_a_comment_is_nowhere(body: str) -> None:
    for audience in Audience:
        result = read(body, audience)
        assert result.diagnostics == ()
        assert "hidden" not in words(result)
        assert "--" not in words(result).replace("<!--", "")


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("a\n\n<!-- hidden\n\nb", (7, 1)),
        ("a <!-- hidden", (5, 3)),
        ("a\nb <!-- hidden\nc", (6, 3)),
        ("- a <!-- hidden\n- b", (5, 5)),
        ("- <!-- hidden\n\nb -->", (5, 3)),
        ("| <!-- hidden | b --> |\n|---|---|", (5, 3)),
        ("> <!-- hidden\n\nb -->", (5, 3)),
        ("![<!-- hidden](b.png)", (5, 3)),
        ("a[^1]\n\n[^1]: <!-- hidden", (7, 7)),
        ("<!-- hidden\n\nb --> c", (5, 1)),
    ],
)
def test_a_comment_without_an_end_is_an_error_where_it_begins_and_shows_nothing(
    body: str, place: tuple[int, int]
) -> None:
    for audience in Audience:
        result = read(body, audience)
        assert [(d.code, d.span.line, d.span.column) for d in result.diagnostics] == [("PM210", *place)]
        assert "hidden" not in words(result)


@pytest.mark.parametrize(
    "body",
    ["`<!-- shown`", "```\n<!-- shown\n```", "\\<!-- shown", "    <!-- shown", "a <! shown", "a --> shown"],
)
def test_what_only_looks_like_a_comment_is_shown(body: str) -> None:
    result = read(body)
    assert result.diagnostics == ()
    assert "shown" in words(result)
