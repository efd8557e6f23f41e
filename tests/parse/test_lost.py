"""Text that Markdown drops is found where it stands, and a report that has any is not published as source."""

import pytest

from postmortem.model.report import Audience
from postmortem.model.site import Settings
from postmortem.parse.lost import MAX_LEVELS
from postmortem.parse.report import ParsedReport, parse_report

FRONT = "---\ntitle: x\nkind: near-miss\naudience: public\n---\n"
TABLE = "| a | b |\n|---|---|\n"


def read(body: str, audience: Audience = Audience.PUBLIC) -> ParsedReport:
    return parse_report((FRONT + body).encode(), "x.md", "", Settings(), audience)


def found(body: str, code: str = "PM215", audience: Audience = Audience.PUBLIC) -> list[tuple[int, int]]:
    """Lines in the body, and columns, of the findings with that code."""
    return [(d.span.line - 5, d.span.column) for d in read(body, audience).diagnostics if d.code == code]


LOST = {
    f"{TABLE}| 1 | 2 | 3 |": (3, 11),
    f"{TABLE}1 | 2 | 3": (3, 9),
    f"{TABLE}| 1 | 2 | `3|4` |": (3, 11),
    f"{TABLE}| | | 3": (3, 7),
    f"x\n\n- y\n\n{TABLE}| 1 | 2 | 3 |".replace("\n|", "\n  |"): (7, 13),
    f"> {TABLE}| 1 | 2 | 3 |".replace("\n", "\n> "): (3, 13),
    f"## Timeline\n\n{TABLE}| 10:00 | down | 3 |": (5, 18),
    "[r]\n\n[r]: https://e.example\n[R]: https://f.example": (4, 1),
    "[r]\n\n[r]: https://e.example\n\n> [r]:\n> https://f.example": (5, 3),
    "[r]: https://e.example 'a'\n[r]: https://e.example 'b'": (2, 1),
    "a[^1]\n\n[^1]: b\n\n[^1]: c": (5, 1),
    "a[^1][^2]\n\n[^1]: b\n\n    [^2]: c": (3, 1),
    ">" * (MAX_LEVELS + 1) + " x": (1, MAX_LEVELS + 1),
    "- " * MAX_LEVELS + "x": (1, MAX_LEVELS + 1),
}


@pytest.mark.parametrize("body", LOST)
@pytest.mark.parametrize("audience", Audience)
def test_what_markdown_drops_is_found_where_it_stands(body: str, audience: Audience) -> None:
    assert found(body, audience=audience) == [LOST[body]]
    report = read(body, audience).report
    assert report is not None
    assert report.markdown == ""


@pytest.mark.parametrize(
    "body",
    [
        f"{TABLE}| 1 | 2 | |\n| 1 |\n| 1 \\| 3 | `2 \\| 4` |\n1 | 2 |",
        "[r] [s]\n\n[r]: https://e.example\n[s]: https://e.example",
        "[r]\n\n[r]: https://e.example 'a'\n\n> [R]:\n>   <https://e.example> (a)",
        "[[r]: https://e.example\n\n[r]: https://e.example",
        "a[^1][^2]\n\n[^1]: b\n\n[^2]: c",
        "```\n[r]: a\n[r]: a\n```",
        ">" * (MAX_LEVELS - 1) + " x",
    ],
)
def test_what_is_read_is_not_called_lost(body: str) -> None:
    assert found(body) == []


MARKS = ("[x]{.internal}", "[x]{.internl}", "<!-- internal -->", "[x] {.internal}", "[x]{#.internal}")
PLACES = {
    "cell": f"{TABLE}| 1 | 2 | 3 MARK |",
    "address": "[r]: https://e.example\n[r]: https://f.example '3 MARK'",
    "depth": ">" * (MAX_LEVELS + 20) + " MARK",
}


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("audience", Audience)
def test_a_mark_in_what_markdown_drops_is_a_wrong_one(place: str, mark: str, audience: Audience) -> None:
    assert found(PLACES[place].replace("MARK", mark), "PM210", audience)


def test_a_misspelt_mark_in_the_lost_half_of_a_footnote_is_found() -> None:
    assert found("a[^1][^2]\n\n[^1]: c [x]{.internl}\n\n    [^2]: d", "PM210") == [(3, 12)]


def test_a_block_that_is_nested_too_deep_is_a_wrong_mark() -> None:
    deep = ">" * (MAX_LEVELS + 20)
    assert found(f"{deep} ::: internal\n{deep} x\n{deep} :::", "PM210")
