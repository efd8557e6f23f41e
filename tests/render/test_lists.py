"""Lists: paging, years, services, tags and severities."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from postmortem.model.plan import PlannedFile
from postmortem.model.report import Kind, Report, Times

Plan = Callable[..., dict[str, PlannedFile]]
Page = Callable[..., str]
Make = Callable[..., Report]


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html))


def many(make_report: Make, count: int) -> list[Report]:
    return [
        make_report(
            id=f"r{number:03}",
            title=f"Report {number}",
            times=Times(started=datetime(2020 + number // 40, 1, 1 + number % 28, tzinfo=UTC)),
        )
        for number in range(count)
    ]


def test_a_row_tells_date_severity_title_services_and_time_to_resolve(page: Page, make_report: Make) -> None:
    html = page("index.html", make_report())
    row = words(html[html.index('<div id="_all">') :])
    assert row.split("RSS:")[0].strip() == (
        "2023 9 Feb SEV1 Database reset The production database was reset. API 10 h 13 min to resolve"
    )


def test_an_empty_site_has_a_friendly_page(page: Page) -> None:
    assert "There are no reports yet." in page("index.html")


def test_lists_have_pages_of_fifty(plan: Plan, make_report: Make) -> None:
    files = plan(*many(make_report, 101))
    assert {"index.html", "page/2/index.html", "page/3/index.html"} <= files.keys()
    assert "services/api/page/3/index.html" in files
    assert "page/4/index.html" not in files
    first, last = files["index.html"].render().decode(), files["page/3/index.html"].render().decode()
    assert first[first.index('id="_all"') :].count('class="row"') == 50
    assert last[last.index('id="_all"') :].count('class="row"') == 1
    assert "<title>Incidents · page 3 of 3</title>" in last
    assert 'rel="next" href="./page/2/"' in first
    assert 'rel="prev" href="../../page/2/"' in last
    assert "page 3 of 3" in last
    assert 'rel="prev" href="../../"' in files["page/2/index.html"].render().decode()


def test_rows_are_newest_first_and_grouped_by_year(page: Page, make_report: Make) -> None:
    html = page("index.html", *many(make_report, 45))
    assert re.findall(r'<h2 id="_y\d+">(\d+)</h2>', html) == ["2021", "2020"]
    assert html.index("Report 44<") < html.index("Report 40<") < html.index("Report 27<")


def test_each_id_is_listed_once_in_the_sites_language(page: Page, make_report: Make) -> None:
    german = make_report(lang="de", path="a-first.md", title="Datenbank zurückgesetzt")
    english = make_report(path="z-last.md")
    html = page("index.html", german, english)
    assert "Datenbank" not in html
    assert "1 report" in words(html)
    other_order = page("index.html", german, english, language="fr", languages=("de", "en"))
    assert '<a href="./reports/2023-02-09-reset/" lang="de" hreflang="de">Datenbank' in other_order


def test_a_german_site_lists_in_german(page: Page, make_report: Make) -> None:
    html = page("index.html", make_report(), language="de")
    assert '<html lang="de">' in html
    assert "bis zur Behebung" in html
    assert 'lang="en" hreflang="en">Database reset</a>' in html


def test_every_service_tag_and_severity_has_a_page_and_a_feed(plan: Plan, make_report: Make) -> None:
    files = plan(make_report(services=("api", "Sign-in / SSO"), tags=("Über", "uber"), severity="p0"))
    for path in ("services/api", "services/sign-in-sso", "tags/ueber", "tags/uber", "severities/p0"):
        assert f"{path}/index.html" in files
        assert f"{path}/feed.xml" in files
    html = files["services/api/index.html"].render().decode()
    assert "What programs talk to." in html
    assert 'title="Incidents: API" href="../../services/api/feed.xml"' in html


def test_an_overview_counts_reports(page: Page, make_report: Make) -> None:
    html = page("severities/index.html", make_report(), make_report(id="b", severity="p0"))
    text = words(html)
    assert text.index("SEV1 1 report latest 9 February 2023") < text.index("SEV2 0 reports")
    assert "p0 1 report" in text


def test_a_near_miss_does_not_ask_for_a_time_to_resolve(page: Page, make_report: Make) -> None:
    html = page("index.html", make_report(kind=Kind.NEAR_MISS, times=Times(unknown=("started", "resolved"))))
    assert "Near miss" in html
    assert "to resolve" not in html
