"""How much of the last days a service was there."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from postmortem.model.report import Kind, Report, Times
from postmortem.model.site import Service

Page = Callable[..., str]
Make = Callable[..., Report]
END = datetime(2023, 2, 11, tzinfo=UTC)
PATH = "services/api/index.html"


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


def earlier(make_report: Make) -> Report:
    """Another report, by which the site tells of more than a year."""
    started = END - timedelta(days=400)
    times = Times(started=started, resolved=started + timedelta(hours=1))
    return make_report(id="earlier", times=times, services=("other",), published=started.date())


def test_an_unrecorded_end_is_not_guessed_but_said(page: Page, make_report: Make) -> None:
    report = make_report(times=Times(started=END - timedelta(days=1), unknown=("resolved",)))
    text = words(page(PATH, report, earlier(make_report)))
    assert "1 incident has no recorded end and is not counted." in text
    assert "30 days 100% 0 min" in text


def test_the_page_holds_availability_against_the_objective(page: Page, make_report: Make) -> None:
    services = (Service("api", "API", "", 99.0),)
    text = words(page(PATH, make_report(), earlier(make_report), services=services))
    assert "30 days 98.581% 99% missed 10 h 13 min 1" in text
    assert "365 days 99.883% 99% met 10 h 13 min 1" in text


def test_without_an_objective_nothing_is_met_or_missed(page: Page, make_report: Make) -> None:
    text = words(page(PATH, make_report(), earlier(make_report)))
    assert "Objective" not in text
    assert "98.581%" in text


def test_a_stretch_from_before_the_first_report_is_not_judged(page: Page, make_report: Make) -> None:
    first = make_report(id="first", published=(END - timedelta(days=100)).date(), services=("other",))
    text = words(page(PATH, make_report(), first))
    assert "90 days" in text
    assert "365 days" not in text
    alone = words(page(PATH, make_report()))
    assert "Availability" in alone
    assert "Available" not in alone


def test_what_goes_on_counts_as_far_as_its_report_tells(page: Page, make_report: Make) -> None:
    started = END - timedelta(hours=22)
    report = make_report(times=Times(started=started, detected=started + timedelta(hours=3)))
    text = words(page(PATH, report, earlier(make_report)))
    assert "3 h 1 As told" in text


def test_a_service_without_an_incident_is_not_called_available(page: Page, make_report: Make) -> None:
    for reports in ([], [make_report(kind=Kind.NEAR_MISS)]):
        text = words(page(PATH, *reports, earlier(make_report), services=(Service("api", "API"),)))
        assert "Availab" not in text


def test_a_near_miss_costs_no_availability(page: Page, make_report: Make) -> None:
    near = make_report(id="near", kind=Kind.NEAR_MISS)
    text = words(page(PATH, make_report(), near, earlier(make_report)))
    assert "30 days 98.581% 10 h 13 min 1" in text


def test_figures_do_not_depend_on_the_clock(page: Page, make_report: Make) -> None:
    text = words(page(PATH, make_report(published=date(2023, 2, 20))))
    assert "up to the end of 20 February 2023 (UTC)" in text
