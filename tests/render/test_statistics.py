"""Figures over all incidents, and what small numbers may not say."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from postmortem.model.report import Kind, Report, Revision, Status, Times
from postmortem.render.statistics import days_of, percentile

Page = Callable[..., str]
Make = Callable[..., Report]
PATH = "statistics/index.html"


def lasting(make_report: Make, *minutes: int) -> list[Report]:
    start = datetime(2022, 5, 1, tzinfo=UTC)
    return [
        make_report(id=f"r{n:02}", times=Times(started=start, resolved=start + timedelta(minutes=length)))
        for n, length in enumerate(minutes)
    ]


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


def test_percentiles_are_lengths_that_were_measured() -> None:
    lengths = [timedelta(minutes=n) for n in range(1, 21)]
    assert percentile(lengths, 50) == timedelta(minutes=10)
    assert percentile(lengths, 90) == timedelta(minutes=18)
    assert percentile(lengths[:1], 90) == timedelta(minutes=1)


def test_nineteen_incidents_have_no_percentile_and_twenty_have(page: Page, make_report: Make) -> None:
    few = words(page(PATH, *lasting(make_report, *range(1, 20))))
    many = words(page(PATH, *lasting(make_report, *range(1, 21))))
    assert "To resolve 19 of 19 1 min – – 19 min" in few
    assert "To resolve 20 of 20 1 min 10 min 18 min 20 min" in many


def test_what_is_not_recorded_is_counted_and_said(page: Page, make_report: Make) -> None:
    unknown = make_report(id="x", times=Times(unknown=("started",)), triggers=(), detected_by=None)
    text = words(page(PATH, *lasting(make_report, 5), unknown))
    assert "1 of 2 incidents with a recorded time to resolve" in text
    assert "To resolve 1 of 2" in text
    assert "not recorded 1" in text


def test_near_misses_and_retracted_reports_are_no_incidents(page: Page, make_report: Make) -> None:
    html = page(
        PATH,
        make_report(),
        make_report(id="near", kind=Kind.NEAR_MISS),
        make_report(id="gone", status=Status.RETRACTED),
    )
    assert "1 incident · 1 near miss" in words(html)
    assert html.count("<use ") == 1


def test_every_incident_is_a_dot_and_a_longer_one_stands_higher(page: Page, make_report: Make) -> None:
    html = page(PATH, *lasting(make_report, 5, 600))
    low, high = sorted((int(y) for y in re.findall(r'<use [^>]* y="(\d+)"', html)), reverse=True)
    assert 0 < high < low <= 300
    assert html.count('<tr><th scope="row"><a href="../reports/') == 2


def test_a_site_without_reports_has_no_charts(page: Page) -> None:
    html = page(PATH)
    assert "0 incidents" in words(html)
    assert "<svg" not in html


def test_figures_count_up_to_the_last_day_that_reports_tell_of(make_report: Make) -> None:
    report = make_report()
    assert max(days_of([report])) == date(2023, 2, 10)
    revised = make_report(revisions=(Revision(date(2023, 3, 1), "update", "x", significant=True),))
    assert max(days_of([report, revised])) == date(2023, 3, 1)
    assert days_of([]) == []


@pytest.mark.parametrize("minutes", [15, 30, 14 * 24 * 60, 900 * 24 * 60])
def test_the_scale_has_two_labels_at_least(page: Page, make_report: Make, minutes: int) -> None:
    html = page(PATH, *lasting(make_report, minutes))
    assert html.count('<line class="grid"') >= 2
