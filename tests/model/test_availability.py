"""Availability: exact, once for every second, and blind to the clocks' changes."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from postmortem.model.availability import (
    Outage,
    availability,
    impact_seconds,
    lost_seconds,
    outages_of,
    union,
)
from postmortem.model.impact import Impact, Window
from postmortem.model.report import Audience, Report, Times
from postmortem.model.site import Settings
from postmortem.parse.report import parse_report

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2023, 3, 1, tzinfo=UTC)
SOURCE = b"---\ntitle: A report\nid: a\nservices: [api, login]\n---\n\n## Summary\n\nText.\n"


def report(*windows: Window, **times: datetime) -> Report:
    read = parse_report(SOURCE, "a.md", "0", Settings(), Audience.PUBLIC).report
    assert read is not None
    return replace(read, times=Times(**times), impact=Impact(windows=windows))


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 2, 9, hour, minute, tzinfo=UTC)


def outage(start: int, end: int, share: Fraction = Fraction(1)) -> Outage:
    return Outage(start, end, share, "a")


shares = st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(1, 3), Fraction(1)])
outages = st.lists(
    st.builds(
        lambda start, length, share: outage(start, start + length, share),
        st.integers(0, 40), st.integers(1, 20), shares,
    ),
    max_size=8,
)  # fmt: skip


def by_second(found: Sequence[Outage], start: int, end: int) -> Fraction:
    return sum(
        (
            max((o.share for o in found if o.start <= s < o.end), default=Fraction(0))
            for s in range(start, end)
        ),
        Fraction(0),
    )


@settings(max_examples=150, deadline=None)
@given(outages, st.integers(0, 60), st.integers(0, 60))
def test_lost_seconds_are_those_that_counting_every_second_gives(
    found: list[Outage], start: int, end: int
) -> None:
    assert lost_seconds(found, start, end) == by_second(found, start, end)


@settings(max_examples=100, deadline=None)
@given(outages)
def test_a_union_holds_the_same_seconds_and_its_stretches_never_touch(found: list[Outage]) -> None:
    merged = union(found)
    assert {s for a, b in merged for s in range(a, b)} == {s for o in found for s in range(o.start, o.end)}
    assert all(before[1] < after[0] for before, after in pairwise(merged))


@settings(max_examples=100, deadline=None)
@given(outages, st.integers(-(10**9), 10**9), st.integers(0, 60), st.integers(1, 60))
def test_moving_everything_in_time_changes_no_availability(
    found: list[Outage], shift: int, start: int, length: int
) -> None:
    moved = [outage(o.start + shift, o.end + shift, o.share) for o in found]
    first = availability(found, start, start + length)
    assert 0 <= first <= 1
    assert availability(moved[::-1], start + shift, start + length + shift) == first


def test_a_period_without_outages_was_there_and_one_without_length_too() -> None:
    assert availability((), 0, 86400) == 1
    assert availability((outage(0, 10),), 5, 5) == 1


def test_availability_is_exact() -> None:
    year = 365 * 86400
    assert availability((outage(0, 1),), 0, year) == Fraction(year - 1, year)


def test_windows_name_their_services_and_one_without_services_is_for_all() -> None:
    incident = report(Window(at(9), at(10), ("api",)), Window(at(9, 30), at(11), ()))
    assert [o.end - o.start for o in outages_of(incident, "login", NOW)] == [5400]
    assert impact_seconds(incident, "api") == 7200
    assert impact_seconds(incident, "login") == 5400


def test_a_share_of_a_window_counts_as_a_share_of_its_time() -> None:
    incident = report(Window(at(9), at(10), (), 0.1), Window(at(9, 30), at(10, 30), (), 0.4))
    found = outages_of(incident, "api", NOW)
    assert lost_seconds(found, found[0].start, found[1].end) == 1800 * Fraction(1, 10) + 3600 * Fraction(
        4, 10
    )


def test_without_windows_the_incident_counts_from_its_start_to_its_resolution() -> None:
    incident = report(started=at(9), mitigated=at(9, 30), resolved=at(10))
    assert impact_seconds(incident, "api") == 3600


def test_an_incident_of_unknown_end_counts_nothing() -> None:
    incident = report(started=at(9))
    unknown = replace(incident, times=Times(started=at(9), unknown=("resolved",)))
    assert outages_of(unknown, "api", NOW) == ()
    assert impact_seconds(unknown, "api") is None


def test_what_is_ongoing_counts_up_to_now_and_has_no_length_yet() -> None:
    incident = report(started=NOW - timedelta(hours=2))
    assert [o.end - o.start for o in outages_of(incident, "api", NOW)] == [7200]
    assert impact_seconds(incident, "api") is None
    assert impact_seconds(report(Window(at(9), None)), "api") is None


def test_nothing_counts_after_now() -> None:
    assert outages_of(report(Window(at(9), at(10))), "api", at(8)) == ()


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [("2023-03-26T01:00", "2023-03-26T04:00", 2), ("2023-10-29T01:00", "2023-10-29T04:00", 4)],
    ids=["forward", "back"],
)
def test_a_change_of_the_clocks_neither_adds_nor_takes_an_hour(start: str, end: str, hours: int) -> None:
    ends = [datetime.fromisoformat(text).replace(tzinfo=BERLIN) for text in (start, end)]
    assert impact_seconds(report(Window(ends[0], ends[1])), "api") == hours * 3600
