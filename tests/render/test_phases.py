"""The phase bar: to scale, in order, and absent where it would say nothing."""

from datetime import datetime, timedelta, timezone
from itertools import pairwise

import pytest
from msgspec.structs import replace

from postmortem.model.report import Times
from postmortem.render.phases import phase_bar

CET = timezone(timedelta(hours=1))
START = datetime(2023, 2, 9, 9, 47, tzinfo=CET)
TIMES = Times(
    started=START,
    detected=START + timedelta(minutes=6),
    mitigated=START + timedelta(hours=2, minutes=6),
    resolved=START + timedelta(hours=10, minutes=13),
)


def test_phases_are_true_to_scale() -> None:
    bar = phase_bar(TIMES)
    assert bar is not None
    assert [phase.name for phase in bar.phases] == ["undetected", "responding", "recovering"]
    assert [phase.length for phase in bar.phases] == [
        timedelta(minutes=6), timedelta(hours=2), timedelta(hours=8, minutes=7)
    ]  # fmt: skip
    assert sum(phase.width for phase in bar.phases) == pytest.approx(100, abs=0.1)
    assert bar.phases[1].width == pytest.approx(100 * 120 / 613, abs=0.01)


def test_labels_that_are_close_are_moved_apart_within_the_bar() -> None:
    close = replace(TIMES, mitigated=START + timedelta(minutes=7))
    bar = phase_bar(close)
    assert bar is not None
    for labels in ([j.narrow_x for j in bar.joints], [j.wide_x for j in bar.joints]):
        assert labels == sorted(labels)
        assert labels[0] == 0
        assert labels[-1] == 100
        assert all(after - before >= 5 for before, after in pairwise(labels))
    narrow = [joint.narrow_x for joint in bar.joints]
    assert all(after - before >= 14 for before, after in pairwise(narrow))


def test_labels_at_the_far_end_are_moved_back() -> None:
    late = replace(
        TIMES, detected=START + timedelta(hours=10), mitigated=START + timedelta(hours=10, minutes=5)
    )
    bar = phase_bar(late)
    assert bar is not None
    narrow = [joint.narrow_x for joint in bar.joints]
    assert narrow == sorted(narrow)
    assert narrow[-2] < 100 - 14


def test_the_date_stands_where_the_day_changes() -> None:
    bar = phase_bar(replace(TIMES, resolved=START + timedelta(days=1)))
    assert bar is not None
    assert [joint.new_day for joint in bar.joints] == [True, False, False, True]


def test_an_unrecorded_detection_joins_two_phases() -> None:
    bar = phase_bar(replace(TIMES, detected=None, unknown=("detected",)))
    assert bar is not None
    assert [phase.name for phase in bar.phases] == ["unmitigated", "recovering"]


def test_a_single_phase_fills_the_bar() -> None:
    bar = phase_bar(replace(TIMES, detected=START, mitigated=START))
    assert bar is not None
    assert [(phase.name, phase.start, phase.width) for phase in bar.phases] == [("recovering", 0, 100)]
    assert [joint.anchor for joint in bar.joints] == ["start", "end"]


@pytest.mark.parametrize(
    "times",
    [
        Times(),
        replace(TIMES, resolved=None),
        replace(TIMES, started=None),
        replace(TIMES, detected=None, mitigated=None),
        replace(TIMES, mitigated=START - timedelta(hours=1)),
        replace(TIMES, detected=START, mitigated=START, resolved=START),
    ],
)
def test_no_bar_where_it_would_say_nothing(times: Times) -> None:
    assert phase_bar(times) is None
