"""What helps to find a report: calendar, choices, and the file behind the filters."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime

from postmortem.model.plan import PlannedFile
from postmortem.model.report import Kind, Report, Status, Times

Plan = Callable[..., dict[str, PlannedFile]]
Page = Callable[..., str]
Make = Callable[..., Report]


def started(year: int, month: int, **changes: object) -> dict[str, object]:
    times = Times(started=datetime(year, month, 3, tzinfo=UTC))
    return {"id": f"r{year}-{month}", "times": times, **changes}


def index(
    plan: Plan, *reports: Report, path: str = "reports-index.json", **options: object
) -> dict[str, list]:
    return json.loads(plan(*reports, **options)[path].render())


def test_the_file_has_a_line_for_each_report_in_the_words_of_the_list(plan: Plan, make_report: Make) -> None:
    found = index(plan, make_report())
    assert found == {
        "severities": ["sev1"],
        "rows": [
            [
                "reports/2023-02-09-reset/", "", "2023-02-09", "9 Feb", 2023, 0, ["Database reset"], "API",
                "10 h 13 min", "to resolve", "The production database was reset.", ["database"], "", ["api"],
            ]
        ],
    }  # fmt: skip


def test_the_file_of_another_language_speaks_it(plan: Plan, make_report: Make) -> None:
    report = make_report(kind=Kind.SECURITY)
    (row,) = index(plan, report, path="de/reports-index.json", languages=("en", "de"))["rows"]
    assert row[1] == "en"
    assert row[3] == "9. Feb."
    assert row[9] == "bis zur Behebung"
    assert row[12] == "Sicherheitsvorfall"


def test_a_retracted_report_gives_nothing_away(plan: Plan, make_report: Make) -> None:
    (row,) = index(plan, make_report(status=Status.RETRACTED))["rows"]
    assert "production" not in json.dumps(row)
    assert row[8] == ""


def test_choices_are_those_that_reports_have(page: Page, make_report: Make) -> None:
    html = page(
        "index.html", make_report(tags=("b", "A")), make_report(id="x", severity="p0", services=("z",))
    )
    options = re.findall(r'<option value="([^"]+)">', html)
    assert options == ["api", "z", "sev1", "p0", "A", "b", "database"]


def test_a_choice_between_one_thing_is_none(page: Page, make_report: Make) -> None:
    html = page("index.html", make_report())
    assert "<select" not in html
    assert 'type="search"' in html


def test_the_calendar_shows_every_year_between_the_first_and_the_last(page: Page, make_report: Make) -> None:
    reports = [make_report(**started(y, m)) for y, m in ((2020, 1), (2023, 12))]
    calendar = page("index.html", *reports).split('class="calendar"')[1].split("</table>")[0]
    assert re.findall(r">(20\d\d)<", calendar) == ["2023", "2022", "2021", "2020"]
    assert re.findall(r'href="\./#_y(\d+)"', calendar) == ["2023", "2020"]
    assert calendar.count("<svg") == 2


def test_a_month_shows_how_many_and_the_gravest(page: Page, make_report: Make) -> None:
    reports = [make_report(**started(2023, 5, id=f"r{n}", severity=f"sev{n}")) for n in (1, 2)]
    calendar = page("index.html", *reports).split('class="calendar"')[1].split("</table>")[0]
    shown = r'href="[^"]+" tabindex="-1" title="May 2023: SEV1"><svg.*</svg><span aria-hidden="true">2</span>'
    assert re.search(shown, calendar)
    assert '<span class="visually-hidden">May 2023: SEV1, 2 reports</span>' in calendar


def test_a_mark_leads_to_the_report_or_to_the_first_of_several_in_the_list(
    plan: Plan, make_report: Make
) -> None:
    newest = [make_report(**started(2023, 5, id=f"r{n:03}")) for n in range(60)]
    older = [make_report(**started(2023, 4, id=f"o{n}")) for n in (1, 2)]
    files = plan(*newest, *older, make_report(**started(2023, 3, id="alone")))
    first, second = (files[path].render().decode() for path in ("index.html", "page/2/index.html"))
    marks = re.findall(r'<a class="sev-1" href="([^"]+)" tabindex', first)
    assert marks == ["./reports/alone/", "./page/2/#_m2023-4", "./#_m2023-5"]
    assert re.findall(r'<li class="row" id="(\w+-\d+)">', first) == ["_m2023-5"]
    assert re.findall(r'<li class="row" id="(\w+-\d+)">', second) == ["_m2023-5", "_m2023-4", "_m2023-3"]
    statistics = files["statistics/index.html"].render().decode()
    assert 'href="../page/2/#_m2023-4"' in statistics
    assert "_m2023" not in files["services/api/index.html"].render().decode()


def test_a_year_on_a_later_page_is_found_there(plan: Plan, make_report: Make) -> None:
    reports = [make_report(**started(2023, 5, id=f"r{n:03}")) for n in range(60)]
    files = plan(*reports, make_report(**started(2019, 1)))
    assert 'href="./page/2/#_y2019"' in files["index.html"].render().decode()
    assert 'id="_y2019"' in files["page/2/index.html"].render().decode()
    assert "calendar" not in files["page/2/index.html"].render().decode()


def test_an_empty_site_has_nothing_to_filter(plan: Plan) -> None:
    files = plan()
    assert "reports-index.json" not in files
    assert "<search" not in files["index.html"].render().decode()


def test_years_long_past_are_folded_in_the_index(page: Page, make_report: Make) -> None:
    reports = [make_report(**started(y, 1, id=f"r{y}")) for y in range(2015, 2024)]
    html = page("index.html", *reports)
    assert html.count('<table class="calendar">') == 2
    assert html.index(">2018</a>") < html.index("Earlier years") < html.index(">2017</a>")
    assert "Earlier years" not in page("statistics/index.html", *reports)
