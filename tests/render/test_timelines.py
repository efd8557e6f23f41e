"""The timeline's rows: days, gaps, marks, distances."""

from datetime import datetime, timedelta, timezone
from typing import Any

from markupsafe import Markup

from postmortem.diagnostics import Span
from postmortem.model.report import Times
from postmortem.model.timeline import Entry, EventKind, Note, Precision, Timeline
from postmortem.render.parts import TimelineRow
from postmortem.render.timelines import timeline_days

CET, CEST = timezone(timedelta(hours=1)), timezone(timedelta(hours=2))
HERE = Span("a.md")


def at(hour: int, minute: int = 0, day: int = 9, zone: timezone = CET) -> datetime:
    return datetime(2023, 2, day, hour, minute, tzinfo=zone)


def entry(moment: datetime | None, anchor: str, **changes: Any) -> Entry:
    label = "as written" if moment is None else f"{moment:%H:%M}"
    values: dict[str, Any] = {
        "label": label, "at": moment, "until": None, "precision": Precision.MINUTE, "kind": None,
        "html": "<p>x</p>", "text": "x", "anchor": anchor, "span": HERE,
    }  # fmt: skip
    return Entry(**(values | changes))


def rows(*items: Entry | Note, times: Times | None = None) -> list[TimelineRow]:
    days = timeline_days(Timeline(items), times or Times(), Markup, "en")
    return [row for day in days for row in day.rows]


def entries(*items: Entry | Note, times: Times | None = None) -> dict[str, TimelineRow]:
    return {row.anchor: row for row in rows(*items, times=times) if row.type == "entry"}


def test_a_day_begins_whenever_the_day_changes() -> None:
    timeline = Timeline((entry(at(23), "a"), entry(at(0, day=10), "b"), entry(at(1, day=10), "c")))
    days = timeline_days(timeline, Times(), Markup, "en")
    assert [(day.day and day.day.day, len(day.rows)) for day in days] == [(9, 2), (10, 3)]
    assert days[0].rows[-1].type == "gap", "the hour before midnight belongs to the day before"


def test_what_stands_before_the_first_time_has_no_day() -> None:
    timeline = Timeline((Note("<p>All times CET</p>", HERE), entry(at(9), "a")))
    days = timeline_days(timeline, Times(), Markup, "en")
    assert [day.day is None for day in days] == [True, False]


def titled(words: str, anchor: str | None) -> Note:
    return Note(f"<h3>{words}</h3>", HERE, is_day=True, anchor=anchor)


def test_a_date_over_entries_becomes_the_line_of_their_day() -> None:
    dated = titled("2023-02-10", "2023-02-10")
    timeline = Timeline((entry(at(9), "a"), dated, entry(at(9, day=10), "b")))
    days = timeline_days(timeline, Times(), Markup, "en")
    assert [day.anchor for day in days] == ["", "2023-02-10"]
    assert [row.type for day in days for row in day.rows] == ["entry", "gap", "entry"]


def test_words_over_a_day_stand_below_its_line_and_behind_the_gap() -> None:
    remark = Note("<p>All quiet</p>", HERE)
    timeline = Timeline((entry(at(9), "a"), titled("Day 2", None), remark, entry(at(9, day=10), "b")))
    first, second = timeline_days(timeline, Times(), Markup, "en")
    assert [row.type for row in first.rows] == ["entry", "gap"]
    assert [str(row.html) for row in second.rows] == ["<h3>Day 2</h3>", "<p>All quiet</p>", "<p>x</p>"]


def test_a_date_that_no_line_repeats_stays() -> None:
    dated = titled("2023-02-09", "2023-02-09")
    again = rows(entry(at(9), "a"), dated, entry(at(10), "b"))
    assert [row.type for row in again] == ["entry", "gap", "note", "entry"]
    alone = rows(entry(at(9), "a"), dated)
    assert [row.type for row in alone] == ["entry", "note"]
    other = rows(dated, entry(at(9, day=11), "b", explicit_date=True))
    assert [row.type for row in other] == ["note", "entry"]


def test_an_entry_without_a_time_stands_as_written_under_the_day_before_it() -> None:
    timeline = Timeline((entry(at(9), "a"), entry(None, "b", precision=None)))
    (day,) = timeline_days(timeline, Times(), Markup, "en")
    assert day.rows[1].label == "as written"
    assert day.rows[1].elapsed is None


def test_the_distance_counts_from_the_start_of_impact() -> None:
    found = entries(entry(at(9, 40), "a"), entry(at(11, 53), "b"), times=Times(started=at(9, 47)))
    assert found["a"].elapsed == timedelta(minutes=-7)
    assert found["b"].elapsed == timedelta(hours=2, minutes=6)


def test_without_a_start_the_distance_counts_from_the_first_entry() -> None:
    assert entries(entry(at(9), "a"), entry(at(10), "b"))["b"].elapsed == timedelta(hours=1)


def test_a_whole_day_has_no_distance() -> None:
    assert entries(entry(at(0), "a", precision=Precision.DAY))["a"].elapsed is None


def test_a_long_gap_is_marked_and_short_ones_are_told_by_space() -> None:
    found = rows(entry(at(9), "a"), entry(at(9, 10), "b"), entry(at(9, 12), "c"), entry(at(12), "d"))
    assert [row.type for row in found] == ["entry", "entry", "entry", "gap", "entry"]
    assert found[3].elapsed == timedelta(hours=2, minutes=48)
    assert [row.space for row in found] == [1, 0, 0, 0, 0]


def test_a_gap_counts_from_the_end_of_a_range() -> None:
    found = rows(entry(at(9), "a", until=at(11)), entry(at(12), "b"), entry(at(12, 1), "c"))
    assert found[1].elapsed == timedelta(hours=1)


def test_marks_come_from_the_writer_first() -> None:
    times = Times(started=at(9), detected=at(10))
    found = entries(
        entry(at(9), "a"), entry(at(10), "b"), entry(at(11), "c", kind=EventKind.DETECTED), times=times
    )
    assert [found[anchor].mark for anchor in "abc"] == ["started", "", "detected"]


def test_a_mark_is_found_at_the_very_instant_only_and_once() -> None:
    times = Times(detected=at(10), resolved=at(12))
    found = entries(entry(at(10), "a"), entry(at(10), "b"), entry(at(12, 1), "c"), times=times)
    assert [found[anchor].mark for anchor in "abc"] == ["detected", "", ""]


def test_the_later_stage_names_an_instant_that_two_share() -> None:
    times = Times(mitigated=at(12), resolved=at(12))
    assert entries(entry(at(12), "a"), times=times)["a"].mark == "resolved"


def test_the_same_instant_in_another_offset_is_the_same() -> None:
    found = entries(entry(at(11, zone=CEST), "a"), times=Times(detected=at(10)))
    assert found["a"].mark == "detected"


def test_zones_are_named_only_where_the_clocks_are_changed() -> None:
    plain = entries(entry(at(9), "a"), entry(at(10), "b"))
    assert not any(row.new_offset for row in plain.values())
    changed = entries(entry(at(1, zone=CEST), "a"), entry(at(2, zone=CEST), "b"), entry(at(2), "c"))
    assert [changed[anchor].new_offset for anchor in "abc"] == [True, False, True]


def test_an_empty_timeline_has_no_rows() -> None:
    assert rows() == []


def test_a_time_in_another_zone_is_shown_in_its_own_words_too() -> None:
    found = entries(entry(at(9), "a", label="08:00 UTC"), entry(at(10), "b"))
    assert [found[anchor].wording for anchor in "ab"] == ["08:00 UTC", ""]
