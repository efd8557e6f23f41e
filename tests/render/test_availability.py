"""How much of the last days a service was there."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from postmortem.model.impact import Impact, Window
from postmortem.model.report import Kind, Report, Times
from postmortem.model.site import Service
from postmortem.render.availability import Outage, lost_seconds, outages_of

Page = Callable[..., str]
Make = Callable[..., Report]
END = datetime(2023, 2, 11, tzinfo=UTC)
PATH = "services/api/index.html"


def window(start: int, end: int | None, share: float = 1.0, services: tuple[str, ...] = ()) -> Window:
    def at(hour: int) -> datetime:
        return datetime(2023, 2, 9, hour, tzinfo=UTC)

    return Window(at(start), at(end) if end is not None else None, services, share)


def hours(report: Report, service: str = "api") -> float:
    return lost_seconds(outages_of(report, service, END), 0, END.timestamp()) / 3600


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


def test_without_windows_the_time_from_start_to_resolution_counts(make_report: Make) -> None:
    assert hours(make_report()) == pytest.approx(10 + 13 / 60)


@pytest.mark.parametrize(
    ("windows", "lost"),
    [
        ((window(9, 11),), 2),
        ((window(9, 11), window(10, 12)), 3),
        ((window(9, 11), window(9, 11)), 2),
        ((window(9, 11, 0.5),), 1),
        ((window(9, 12, 0.1), window(10, 11)), 1.2),
        ((window(9, 11, 1.0, ("other",)),), 0),
        ((window(9, 11, 1.0, ("api", "other")),), 2),
    ],
)
def test_windows_count_once_with_the_greatest_share(
    make_report: Make, windows: tuple[Window, ...], lost: float
) -> None:
    report = make_report(impact=Impact(windows=windows))
    # A report whose windows are all another service's tells of this one by its times.
    assert hours(report) == pytest.approx(lost or 10 + 13 / 60)


def test_what_is_ongoing_counts_up_to_the_end(make_report: Make) -> None:
    start = datetime(2023, 2, 10, 12, tzinfo=UTC)
    assert hours(make_report(times=Times(started=start))) == 12
    assert hours(make_report(impact=Impact(windows=(window(12, None),)))) == 36


def test_an_unrecorded_end_is_not_guessed_but_said(page: Page, make_report: Make) -> None:
    report = make_report(times=Times(started=END - timedelta(days=1), unknown=("resolved",)))
    assert outages_of(report, "api", END) == ()
    text = words(page(PATH, report))
    assert "1 incident has no recorded end and is not counted." in text
    assert "30 days 100.000%" in text


def test_only_what_lies_within_the_stretch_counts() -> None:
    outage = Outage(0, 100, 0.5, "x")
    assert lost_seconds([outage], 50, 80) == 15
    assert lost_seconds([outage], 100, 200) == 0


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
