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


def test_an_unrecorded_end_is_not_guessed_but_said(page: Page, make_report: Make) -> None:
    report = make_report(times=Times(started=END - timedelta(days=1), unknown=("resolved",)))
    text = words(page(PATH, report))
    assert "1 incident has no recorded end and is not counted." in text
    assert "30 days 100.000%" in text


def test_the_page_holds_availability_against_the_objective(page: Page, make_report: Make) -> None:
    services = (Service("api", "API", "", 99.0),)
    text = words(page(PATH, make_report(), services=services))
    assert "30 days 98.581% 99% missed 10 h 13 min 1" in text
    assert "365 days 99.883% 99% met 10 h 13 min 1" in text


def test_without_an_objective_nothing_is_met_or_missed(page: Page, make_report: Make) -> None:
    text = words(page(PATH, make_report()))
    assert "Objective" not in text
    assert "98.581%" in text


def test_a_near_miss_costs_no_availability(page: Page, make_report: Make) -> None:
    text = words(page(PATH, make_report(kind=Kind.NEAR_MISS)))
    assert "30 days 100.000%" in text


def test_figures_do_not_depend_on_the_clock(page: Page, make_report: Make) -> None:
    text = words(page(PATH, make_report(published=date(2023, 2, 20))))
    assert "Up to the end of 20 February 2023 (UTC)" in text
