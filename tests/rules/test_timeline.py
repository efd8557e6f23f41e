"""The timeline against the front matter."""

from collections.abc import Callable

import pytest

from postmortem.diagnostics import Diagnostic, Level
from postmortem.rules.timeline import (
    check_entries_exist,
    check_entries_near_incident,
    check_marks_agree,
    check_something_before_detection,
    check_times_have_entries,
    check_windows_within_incident,
)

Run = Callable[..., list[Diagnostic]]

FRONT = "started: 2024-03-05 09:47\ndetected: 2024-03-05 09:53\nresolved: 2024-03-05 12:20\n"


def timeline(*entries: str) -> str:
    return "## Timeline\n\n" + "".join(f"- {entry}\n" for entry in entries)


def codes(found: list[Diagnostic]) -> list[tuple[str, int]]:
    return [(d.code, d.span.line) for d in found]


def test_every_time_of_the_front_matter_has_an_entry_to_the_minute(run: Run) -> None:
    assert run(check_times_have_entries, FRONT, timeline("09:47:30 a", "09:53 b", "12:20 c")) == []
    found = run(check_times_have_entries, FRONT, timeline("09:47 a", "09:54 b", "12:20 c"))
    assert codes(found) == [("PM310", 4)]
    assert found[0].help == "add an entry at 09:53, or correct one"


def test_an_approximate_entry_may_be_a_quarter_of_an_hour_away(run: Run) -> None:
    assert run(check_times_have_entries, FRONT, timeline("09:47 a", "~10:05 b", "12:20 c")) == []
    assert codes(run(check_times_have_entries, FRONT, timeline("09:47 a", "~10:10 b", "12:20 c"))) == [
        ("PM310", 4)
    ]


@pytest.mark.parametrize("body", ["", timeline(), timeline("told later"), "## Timeline\n\nProse.\n"])
def test_without_entries_no_time_is_missed(body: str, run: Run) -> None:
    assert run(check_times_have_entries, FRONT, body) == []
    assert run(check_something_before_detection, FRONT, body) == []


def test_where_an_entry_could_not_be_read_nothing_is_said_to_be_missing(run: Run) -> None:
    body = timeline("25:10 a", "09:54 b", "12:20 c")
    assert run(check_times_have_entries, FRONT, body) == []
    assert run(check_something_before_detection, FRONT, body) == []


def test_a_timeline_that_begins_with_the_detection_is_asked_what_came_before(run: Run) -> None:
    body = timeline("09:53 b", "12:20 c")
    assert codes(run(check_something_before_detection, FRONT, body)) == [("PM311", 9)]
    assert run(check_times_have_entries, FRONT, body) == []  # the missing start is said once
    assert run(check_something_before_detection, FRONT, timeline("09:40 a", "09:53 b")) == []


def test_what_was_detected_at_once_has_nothing_before_it(run: Run) -> None:
    front = "started: 2024-03-05 09:47\ndetected: 2024-03-05 09:47\n"
    assert run(check_something_before_detection, front, timeline("09:47 a")) == []


@pytest.mark.parametrize(
    ("entry", "far"),
    [
        ("2024-04-05 12:20 x", False),
        ("2024-04-05 12:21 x", True),
        ("2024-02-03 09:47 x", False),
        ("2024-02-03 09:46 x", True),
        ("2023-03-05 09:47 x", True),
    ],
)
def test_an_entry_lies_within_a_month_of_the_incident(entry: str, far: bool, run: Run) -> None:
    assert codes(run(check_entries_near_incident, FRONT, timeline(entry))) == ([("PM312", 9)] if far else [])


def test_while_an_incident_goes_on_entries_may_come_until_now(run: Run) -> None:
    front = "started: 2024-03-05 09:47\ndetected: 2024-03-05 09:53\n"
    assert run(check_entries_near_incident, front, timeline("2026-10-01 10:00 x")) == []
    assert codes(run(check_entries_near_incident, front, timeline("2026-12-01 10:00 x"))) == [("PM312", 8)]


def test_a_mark_stands_at_the_time_that_the_front_matter_gives(run: Run) -> None:
    body = timeline("09:47 a {started}", "~09:55 b {detected}", "12:02 c {resolved}", "12:30 d {closed}")
    found = run(check_marks_agree, FRONT, body)
    assert codes(found) == [("PM313", 11)]
    assert found[0].help == "correct one of the two; `resolved` is on line 5"


def test_a_mark_without_its_field_contradicts_nothing(run: Run) -> None:
    assert run(check_marks_agree, FRONT, timeline("11:00 a {mitigated}")) == []
    twice = timeline(
        "10:00 a {acknowledged}", "10:10 b {acknowledged}", "11:00 c {mitigated}", "11:10 d {mitigated}"
    )
    assert run(check_marks_agree, FRONT, twice) == []


def test_of_several_marks_of_an_end_only_the_last_counts(run: Run) -> None:
    assert run(check_marks_agree, FRONT, timeline("11:00 a {resolved}", "12:20 b {resolved}")) == []
    found = run(check_marks_agree, FRONT, timeline("12:20 a {resolved}", "13:00 b {resolved}"))
    assert codes(found) == [("PM313", 10)]


def test_a_timeline_section_holds_entries(run: Run) -> None:
    assert codes(run(check_entries_exist, "", "## Timeline\n\nIt was told in prose.\n")) == [("PM314", 4)]
    assert run(check_entries_exist, "", "## Timeline\n") == []  # that it is empty is said elsewhere
    assert run(check_entries_exist, "", "## Impact\n\nx\n") == []
    (found,) = run(check_entries_exist, "status: draft\n", "## Timeline\n\n‹One entry a line›\n")
    assert found.level is Level.WARNING


def test_the_end_of_a_range_is_an_entry_too(run: Run) -> None:
    front = FRONT + "mitigated: 2024-03-05 11:53\n"
    body = timeline("09:47 a", "09:53 b", "11:40 - 11:53 c {mitigated}", "12:20 d")
    assert run(check_times_have_entries, front, body) == []
    assert run(check_marks_agree, front, body) == []


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("09:47", "12:20", []),
        ("10:00", "11:00", []),
        ("09:46", "11:00", ["this window of impact is before the incident: `2024-03-05 09:46`"]),
        ("10:00", "12:21", ["this window of impact is after the incident: `2024-03-05 12:21`"]),
    ],
)
def test_a_window_of_impact_lies_within_the_incident(run: Run, start: str, end: str, told: list[str]) -> None:
    windows = f"impact:\n  windows:\n    - from: 2024-03-05 {start}\n      to: 2024-03-05 {end}\n"
    found = run(check_windows_within_incident, FRONT + windows, "")
    assert [d.message for d in found] == told
    assert {(d.code, d.span.line) for d in found} <= {("PM320", 8), ("PM320", 9)}


def test_without_a_start_or_an_end_of_the_incident_a_window_may_be_anywhere(run: Run) -> None:
    windows = "impact:\n  windows:\n    - from: 2024-03-05 08:00\n"
    assert run(check_windows_within_incident, windows, "") == []
