"""Old addresses."""

from collections.abc import Callable

from postmortem.model.plan import PlannedFile
from postmortem.model.report import Report

Plan = Callable[..., dict[str, PlannedFile]]
Make = Callable[..., Report]


def test_an_alias_becomes_a_page_that_leads_on(plan: Plan, make_report: Make) -> None:
    files = plan(make_report(aliases=("2023/reset", "old.html")))
    html = files["2023/reset/index.html"].render().decode()
    assert 'content="0; url=../../reports/2023-02-09-reset/"' in html
    assert 'rel="canonical" href="https://status.example.org/pm/reports/2023-02-09-reset/"' in html
    assert "url=./reports/2023-02-09-reset/" in files["old.html"].render().decode()


def test_hosts_are_told_of_all_redirects(plan: Plan, make_report: Make) -> None:
    files = plan(make_report(aliases=("2023/reset", "old.html")))
    assert files["_redirects"].render().decode().splitlines() == [
        "/pm/2023/reset/ /pm/reports/2023-02-09-reset/ 301",
        "/pm/old.html /pm/reports/2023-02-09-reset/ 301",
    ]


def test_without_aliases_there_is_no_list(plan: Plan, make_report: Make) -> None:
    assert "_redirects" not in plan(make_report())


def test_an_alias_never_takes_the_place_of_a_page(plan: Plan, make_report: Make) -> None:
    taken = ("reports/2023-02-09-reset", "feed.xml/x", "services", "assets", "../up", "a/b", "a")
    files = plan(make_report(aliases=taken), make_report(id="b", aliases=("a/b",)))
    assert "retitled" not in files
    assert b"refresh" not in files["reports/2023-02-09-reset/index.html"].render()
    assert b"refresh" not in files["services/index.html"].render()
    assert {"a/index.html", "a/b/index.html", "assets/index.html"} <= files.keys()
    assert not [path for path in files if path.startswith(("feed.xml/", "..", "up"))]


def test_an_alias_in_the_way_of_a_folder_is_left_out(plan: Plan, make_report: Make) -> None:
    files = plan(make_report(aliases=("x.html/y", "x.html")))
    assert "x.html/y/index.html" in files
    assert "x.html" not in files
