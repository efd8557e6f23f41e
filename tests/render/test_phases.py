"""The phase bar: to scale, in order, and absent where it would say nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from itertools import pairwise

import pytest
from msgspec.structs import replace

from postmortem.diagnostics import Span
from postmortem.model.report import Report, Times
from postmortem.model.timeline import Entry, Precision, Timeline
from postmortem.render.parts import PhaseBar
from postmortem.render.phases import phase_bar

CET = timezone(timedelta(hours=1))
START = datetime(2023, 2, 9, 9, 47, tzinfo=CET)
Make = Callable[..., Report]
BarOf = Callable[..., PhaseBar | None]
TIMES = Times(
    started=START,
    detected=START + timedelta(minutes=6),
    mitigated=START + timedelta(hours=2, minutes=6),
    resolved=START + timedelta(hours=10, minutes=13),
)


@pytest.fixture
def bar_of(make_report: Make) -> BarOf:
    """The bar of a report with these times; `told` are those of entries in its timeline."""

    def made(times: Times, *told: datetime) -> PhaseBar | None:
        entries = (Entry(str(at), at, None, Precision.MINUTE, None, "", "", "", Span("a.md")) for at in told)
        return phase_bar(make_report(times=times, timeline=Timeline(tuple(entries))))

    return made


def test_phases_are_true_to_scale(bar_of: BarOf) -> None:
    bar = bar_of(TIMES)
    assert bar is not None
    assert [phase.name for phase in bar.phases] == ["undetected", "responding", "recovering"]
    assert [phase.length for phase in bar.phases] == [
        timedelta(minutes=6), timedelta(hours=2), timedelta(hours=8, minutes=7)
    ]  # fmt: skip
    assert sum(phase.width for phase in bar.phases) == pytest.approx(100, abs=0.1)
    assert bar.phases[1].width == pytest.approx(100 * 120 / 613, abs=0.01)


def test_labels_that_are_close_are_moved_apart_within_the_bar(bar_of: BarOf) -> None:
    close = replace(TIMES, mitigated=START + timedelta(minutes=7))
    bar = bar_of(close)
    assert bar is not None
    for labels in ([j.narrow_x for j in bar.joints], [j.wide_x for j in bar.joints]):
        assert labels == sorted(labels)
        assert labels[0] == 0
        assert labels[-1] == 100
        assert all(after - before >= 5 for before, after in pairwise(labels))
    narrow = [joint.narrow_x for joint in bar.joints]
    assert all(after - before >= 14 for before, after in pairwise(narrow))


def test_labels_at_the_far_end_are_moved_back(bar_of: BarOf) -> None:
    late = replace(
        TIMES, detected=START + timedelta(hours=10), mitigated=START + timedelta(hours=10, minutes=5)
    )
    bar = bar_of(late)
    assert bar is not None
    narrow = [joint.narrow_x for joint in bar.joints]
    assert narrow == sorted(narrow)
    assert narrow[-2] < 100 - 14


def test_the_date_stands_where_the_day_changes(bar_of: BarOf) -> None:
    bar = bar_of(replace(TIMES, resolved=START + timedelta(days=1)))
    assert bar is not None
    assert [joint.new_day for joint in bar.joints] == [True, False, False, True]


def test_an_unrecorded_detection_joins_two_phases(bar_of: BarOf) -> None:
    bar = bar_of(replace(TIMES, detected=None, unknown=("detected",)))
    assert bar is not None
    assert [phase.name for phase in bar.phases] == ["unmitigated", "recovering"]


def test_a_single_phase_fills_the_bar(bar_of: BarOf) -> None:
    bar = bar_of(replace(TIMES, detected=START, mitigated=START))
    assert bar is not None
    assert [(phase.name, phase.start, phase.width) for phase in bar.phases] == [("recovering", 0, 100)]
    assert [joint.anchor for joint in bar.joints] == ["start", "end"]


@pytest.mark.parametrize(
    "times",
    [
        Times(),
        replace(TIMES, resolved=None, unknown=("resolved",)),
        replace(TIMES, detected=None, mitigated=None, resolved=None),
        replace(TIMES, started=None),
        replace(TIMES, detected=None, mitigated=None),
        replace(TIMES, mitigated=START - timedelta(hours=1)),
        replace(TIMES, detected=START, mitigated=START, resolved=START),
    ],
)
def test_no_bar_where_it_would_say_nothing(bar_of: BarOf, times: Times) -> None:
    assert bar_of(times) is None


ONGOING = replace(TIMES, resolved=None)


def test_the_last_phase_of_what_goes_on_is_open_and_has_no_length(bar_of: BarOf) -> None:
    bar = bar_of(ONGOING)
    assert bar is not None
    assert [(phase.name, phase.length, phase.open) for phase in bar.phases] == [
        ("undetected", timedelta(minutes=6), False),
        ("responding", timedelta(hours=2), False),
        ("recovering", timedelta(0), True),
    ]
    assert bar.phases[1].width / bar.phases[0].width == pytest.approx(20, abs=0.01)
    assert bar.phases[-1].start == bar.joints[-1].x == 50
    assert bar.phases[-1].start + bar.phases[-1].width == 92


def test_labels_of_what_goes_on_stand_at_their_joints(bar_of: BarOf) -> None:
    bar = bar_of(replace(ONGOING, mitigated=None))
    assert bar is not None
    assert [(phase.name, phase.open) for phase in bar.phases] == [("undetected", False), ("responding", True)]
    assert [(joint.name, joint.anchor) for joint in bar.joints] == [
        ("started", "start"),
        ("detected", "middle"),
    ]
    assert [(joint.narrow_x, joint.wide_x) for joint in bar.joints] == [(0, 0), (50, 50)]


@pytest.mark.parametrize("later", [timedelta(hours=5), timedelta(days=3)])
def test_what_entries_tell_of_what_goes_on_may_be_planned(bar_of: BarOf, later: timedelta) -> None:
    assert bar_of(ONGOING, START + later) == bar_of(ONGOING)


@pytest.mark.parametrize(
    "times",
    [
        replace(ONGOING, mitigated=None, unknown=("mitigated",)),
        replace(ONGOING, mitigated=None, detected=None),
        replace(ONGOING, mitigated=None, detected=START),
    ],
)
def test_what_goes_on_without_a_phase_behind_it_or_with_one_nobody_can_name_has_no_bar(
    bar_of: BarOf, times: Times
) -> None:
    assert bar_of(times) is None
