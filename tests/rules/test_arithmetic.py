"""What the timestamps of a report give."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from postmortem.model.report import Report
from postmortem.rules.arithmetic import (
    Anchor,
    anchors,
    counted_ends,
    longest,
    seconds_of,
    shown,
    shown_pair,
    some_fit,
    usual_pair,
)
from postmortem.rules.durations import Stated, read_durations

Read = Callable[..., Report]


def only(text: str) -> Stated:
    (stated,) = read_durations(text, "en")
    return stated


def at(hour: int, minute: int = 0, day: int = 5) -> datetime:
    return datetime(2024, 3, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 min"),
        (59, "59 s"),
        (60, "1 min"),
        (7020, "1 h 57 min"),
        (36000, "10 h"),
        (107220, "1 d 5 h 47 min"),
    ],
)
def test_a_length_is_shown_in_days_hours_and_minutes(seconds: int, words: str) -> None:
    assert shown(seconds) == words


def test_a_pair_is_shown_with_its_names_and_with_dates_where_they_differ() -> None:
    assert (
        shown_pair((Anchor("detected", at(8)), Anchor("mitigated", at(9))))
        == "detected 08:00 to mitigated 09:00"
    )
    told = shown_pair((Anchor("window", at(8)), Anchor("window-end", at(9, day=6))))
    assert told == "window 2024-03-05 08:00 to window 2024-03-06 09:00"


def test_the_usual_pair_is_the_first_start_with_an_end_after_it() -> None:
    known = (
        Anchor("resolved", at(12)),
        Anchor("detected", at(9)),
        Anchor("started", at(8)),
        Anchor("mitigated", at(7)),
    )
    pair = usual_pair(counted_ends(known, "mitigate"))
    assert pair is not None
    assert [anchor.name for anchor in pair] == ["started", "resolved"]
    assert usual_pair(counted_ends(known, "acknowledge")) is None


def test_a_detection_at_the_start_itself_is_a_pair() -> None:
    ends = counted_ends((Anchor("started", at(8)), Anchor("detected", at(8))), "detect")
    assert usual_pair(ends) is not None
    assert some_fit(only("0 minutes"), ends)


@pytest.mark.parametrize(
    ("words", "fits"), [("60 min", True), ("1h 5m", False), ("1h 0m", True), ("3h 0m", True)]
)
def test_any_start_and_end_may_fit(words: str, fits: bool) -> None:
    ends = ((Anchor("", at(8)), Anchor("", at(10))), (Anchor("", at(11)), Anchor("", at(9))))
    assert some_fit(only(words), ends) is fits


def test_what_is_approximate_fits_more() -> None:
    ends = ((Anchor("", at(8)),), (Anchor("", at(9), 900), Anchor("", at(12))))
    assert some_fit(only("1h 10m"), ends)
    assert not some_fit(only("4h 10m"), ends)


def test_nothing_fits_backwards() -> None:
    assert not some_fit(only("less than 5 hours"), ((Anchor("", at(10)),), (Anchor("", at(9)),)))


def test_anchors_are_fields_then_marks_then_windows_then_all_entries(read: Read) -> None:
    window = "{from: 2024-03-05 10:00, to: 2024-03-05 11:00}"
    front = f"started: 2024-03-05 09:47\nimpact:\n  windows:\n    - {window}\n"
    body = "## Timeline\n\n- 09:47 a\n- ~09:53 - 09:58 b {detected}\n- 2024-03-06 c\n"
    names = [(anchor.name, anchor.slack) for anchor in anchors(read(front, body))]
    assert names[:2] == [("started", 0), ("detected", 0)]
    assert names[2:] == [
        ("detected", 900), ("detected", 900), ("window", 0), ("window-end", 0), ("", 0), ("", 900), ("", 900),
    ]  # fmt: skip


def test_the_longest_stretch_allows_for_approximate_ends() -> None:
    known = (Anchor("", at(8)), Anchor("", at(10), 900), Anchor("", at(9)))
    assert longest(known) == 2 * 3600 + 1800
    assert seconds_of((known[0], known[1])) == 7200
