"""The incident's times, where only entries give them."""

from datetime import UTC, datetime

import pytest

from postmortem.diagnostics import Span
from postmortem.model.report import Times
from postmortem.model.timeline import Entry, EventKind, Precision, Timeline
from postmortem.parse.timeline import fill_times


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 2, 9, hour, minute, tzinfo=UTC)


def entry(
    kind: EventKind, moment: datetime | None, until: datetime | None = None, *, day: bool = False
) -> Entry:
    precision = Precision.DAY if day else Precision.MINUTE
    return Entry("x", moment, until, precision, kind, "", "", "t", Span("a.md"))


def test_a_marked_entry_gives_the_time_that_the_front_matter_leaves_out() -> None:
    timeline = Timeline((entry(EventKind.DETECTED, at(9)), entry(EventKind.RESOLVED, at(10))))
    filled = fill_times(Times(started=at(8)), timeline, ["started"])
    assert filled == Times(started=at(8), detected=at(9), resolved=at(10))


def test_what_the_front_matter_gives_stays() -> None:
    timeline = Timeline((entry(EventKind.DETECTED, at(9)),))
    assert fill_times(Times(detected=at(8)), timeline, ["detected"]).detected == at(8)


@pytest.mark.parametrize("times", [Times(unknown=("detected",)), Times()], ids=["unknown", "unreadable"])
def test_a_field_without_an_instant_stays_without(times: Times) -> None:
    timeline = Timeline((entry(EventKind.DETECTED, at(9)),))
    assert fill_times(times, timeline, ["detected"]) == times


def test_the_first_detection_and_the_last_resolution_count() -> None:
    timeline = Timeline(
        (
            entry(EventKind.DETECTED, at(9)),
            entry(EventKind.DETECTED, at(9, 30)),
            entry(EventKind.RESOLVED, at(10)),
            entry(EventKind.RESOLVED, at(11)),
        )
    )
    filled = fill_times(Times(), timeline, [])
    assert (filled.detected, filled.resolved) == (at(9), at(11))


def test_what_ends_something_does_so_at_the_end_of_its_range() -> None:
    timeline = Timeline(
        (entry(EventKind.DETECTED, at(9), at(10)), entry(EventKind.MITIGATED, at(10), at(11)))
    )
    filled = fill_times(Times(), timeline, [])
    assert (filled.detected, filled.mitigated) == (at(9), at(11))


def test_an_entry_of_which_only_the_day_is_known_or_nothing_gives_no_time() -> None:
    timeline = Timeline((entry(EventKind.DETECTED, at(0), day=True), entry(EventKind.RESOLVED, None)))
    assert fill_times(Times(), timeline, []) == Times()


def test_other_marks_give_no_time() -> None:
    timeline = Timeline((entry(EventKind.CLOSED, at(9)), entry(EventKind.RECOVERED, at(10))))
    assert fill_times(Times(), timeline, []) == Times()
