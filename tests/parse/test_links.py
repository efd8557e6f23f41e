"""Links and images: what becomes a reference, what stays, what is refused."""

from collections.abc import Sequence

import pytest

from postmortem.model.report import Audience, Link, Report
from postmortem.model.site import Settings
from postmortem.parse.report import parse_report

FRONT = "---\ntitle: x\nkind: near-miss\n---\n"


def read(body: str, path: str = "2024/index.md") -> tuple[Report, list[tuple[str, int, int]]]:
    result = parse_report((FRONT + body).encode(), path, "", Settings(), Audience.PUBLIC)
    assert result.report is not None
    return result.report, [(d.code, d.span.line, d.span.column) for d in result.diagnostics]


def targets(links: Sequence[Link]) -> list[str]:
    return [link.target for link in links]


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("b.md", "2024/b.md"),
        ("./b.md", "2024/b.md"),
        ("../b.md#x", "b.md#x"),
        ("a/../b.md", "2024/b.md"),
        ("a%20b.csv", "2024/a b.csv"),
        ("<a b.csv>", "2024/a b.csv"),
        ("ä.md#%C3%BC", "2024/ä.md#ü"),
        ("b.md?x=1#y", "2024/b.md#y"),
        ("#x", "#x"),
        ("b.md#", "2024/b.md"),
    ],
)
def test_a_relative_address_is_a_path_of_the_source(written: str, target: str) -> None:
    report, found = read(f"[a]({written})")
    assert targets(report.links) == [target]
    assert found == []


@pytest.mark.parametrize(
    "written", ["https://a.example/x", "http://a", "mailto:a@b.example", "//a.example/x", "tel:1"]
)
def test_other_addresses_stay_as_they_are(written: str) -> None:
    report, found = read(f"[a]({written})")
    assert report.links == ()
    assert found == []
    assert f'href="{written}"' in report.sections[0].html


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("see [a](../../b.md)", ("PM207", 5, 9)),
        ("see [a](a/../../../x)", ("PM207", 5, 9)),
        ("see [a](%2e%2e/%2e%2e/x)", ("PM207", 5, 9)),
        ("see [a](/status)", ("PM207", 5, 9)),
        ("see ![a](https://x.example/y.png)", ("PM209", 5, 10)),
        ("see ![a](//x.example/y.png)", ("PM209", 5, 10)),
        ("see ![a](data:image/png;base64,xx)", ("PM209", 5, 10)),
        ("see ![](y.png)", ("PM206", 5, 9)),
        ("see ![ ](y.png)", ("PM206", 5, 10)),
        ("a\nb ![](y.png)", ("PM206", 6, 7)),
        ("- a\n- b ![](y.png)", ("PM206", 6, 9)),
        ("| a |\n|---|\n| ![](y.png) |", ("PM206", 7, 7)),
        ("> ![](y.png)", ("PM206", 5, 7)),
        ("## ![](y.png)", ("PM206", 5, 8)),
        ("[![](y.png)](z.md)", ("PM206", 5, 6)),
    ],
)
def test_what_leads_nowhere_is_reported_where_it_stands(body: str, place: tuple[str, int, int]) -> None:
    assert read(body)[1] == [place]


def test_equal_addresses_on_one_line_have_places_of_their_own() -> None:
    assert read("![](y.png) ![](y.png)\n![](y.png)")[1] == [
        ("PM206", 5, 5),
        ("PM206", 5, 16),
        ("PM206", 6, 5),
    ]


def test_a_reference_marks_its_links_where_they_are_used() -> None:
    report, _ = read("see [a][1] and [1]\n\n[1]: b.md")
    assert targets(report.links) == ["2024/b.md", "2024/b.md"]
    assert [link.span.line for link in report.links] == [5, 5]


@pytest.mark.parametrize("written", ["javascript:x", "vbscript:x", "data:text/html,x", "file:///x"])
def test_an_address_that_runs_something_is_no_link(written: str) -> None:
    report, _ = read(f"[a]({written})")
    assert report.links == ()
    assert "<a" not in report.sections[0].html
