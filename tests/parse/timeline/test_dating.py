"""On which day an entry is, where its label does not say so itself."""

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]


def test_a_date_with_days_behind_it_is_that_many_days_later(read: Read) -> None:
    found = read(
        "### 2023-02-09\n\n- 23:50 a\n\n### 2023-02-09+1\n\n- 00:10 b\n\n### 2023-02-09+2\n\n- 00:20 c"
    )
    assert found.at == ["2023-02-09 23:50", "2023-02-10 00:10", "2023-02-11 00:20"]
    assert found.codes == []


@pytest.mark.parametrize("title", ["YYYY-MM-DD", "YYYY-MM-DD+1", "20xx-MM-DD", "yyyy/mm/dd"])
def test_a_date_left_from_a_template_is_refused(read: Read, title: str) -> None:
    assert read(f"### {title}\n\n- 00:10 b").codes == ["PM305", "PM307"]


def test_a_year_of_two_digits_is_refused_unless_the_site_says_the_order(read: Read) -> None:
    source = "### 24/07/25\n\n- 10:00 a"
    assert read(source).codes == ["PM309", "PM307"]
    assert read(source, order="day-first").at == ["2025-07-24 10:00"]


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("T0: x", "2023-02-09 09:47"),
        ("T+15m: x", "2023-02-09 10:02"),
        ("T+15 min - x", "2023-02-09 10:02"),
        ("T0 + 1h30m: x", "2023-02-09 11:17"),
        ("T+0:15 x", "2023-02-09 10:02"),
        ("T-10m: x", "2023-02-09 09:37"),
        ("+15 min: x", "2023-02-09 10:02"),
        ("+2 h - x", "2023-02-09 11:47"),
        ("−10 min: x", "2023-02-09 09:37"),
        ("T+1d 2h: x", "2023-02-10 11:47"),
        ("T+90s: x", "2023-02-09 09:48"),
    ],
)
def test_times_since_the_start_count_from_started(read: Read, line: str, at: str) -> None:
    found = read(f"- {line}")
    assert found.at == [at]
    assert found.entry.text == "x"


@pytest.mark.parametrize("line", ["+15 min later we saw it", "T+15 x", "+5 nodes: x", "Test: x"])
def test_what_only_looks_like_a_time_since_the_start_is_text(read: Read, line: str) -> None:
    assert read(f"- 10:00 a\n- {line}").at[1:] == [None]


def test_a_change_of_the_clocks_does_not_bend_times_since_the_start(read: Read) -> None:
    found = read("- T+2h: x", started="2023-03-26 01:00")
    assert found.entry.at.isoformat() == "2023-03-26T04:00:00+02:00"


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("2023-02-10 1600", "2023-02-10 16:00"),
        ("2023-02-10 1600: x", "2023-02-10 16:00"),
        ("2023-02-10 1600 UTC x", "2023-02-10 17:00"),
        ("2023-02-10 1600 requests failed", None),
    ],
)
def test_four_digits_behind_a_date_are_a_time_where_the_label_ends(
    read: Read, line: str, at: str | None
) -> None:
    assert read(f"- {line}").at == [at]


@pytest.mark.parametrize("line", ["Repaired and declared: 2023-02-10 14:22", "Fault occurs 2023-02-10 14:22"])
def test_any_words_before_a_full_date_and_time_are_its_text(read: Read, line: str) -> None:
    found = read(f"- {line}")
    assert found.at == ["2023-02-10 14:22"]
    assert found.entry.text.strip() == line.partition(" 2023")[0].rstrip(":")


def test_words_before_a_time_without_a_date_are_prose(read: Read) -> None:
    assert read("- 10:00 a\n- We met at 14:22").at[1:] == [None]


@pytest.mark.parametrize(
    ("source", "at", "codes"),
    [
        # 23:00 in Moscow is 21:00 in Berlin: before the entry above, and no day later.
        ("- 22:17 a\n- 23:00+03:00 b", ["2023-02-09 22:17", "2023-02-09 21:00"], ["PM304"]),
        ("- 22:17 a\n- 00:30+03:00 b", ["2023-02-09 22:17", "2023-02-09 22:30"], []),
        ("- 2023-02-10 00:30 a\n- 23:45Z b", ["2023-02-10 00:30", "2023-02-10 00:45"], []),
        ("- 22:17 a\n- 04:00+03:00 b", ["2023-02-09 22:17", "2023-02-10 02:00"], []),
        ("- 23:10 Europe/Moscow a\n- 00:20 Europe/Moscow b", ["2023-02-09 21:10", "2023-02-09 22:20"], []),
        ("- 23:10+03:00 a\n- 22:00 b", ["2023-02-09 21:10", "2023-02-09 22:00"], []),
    ],
)
def test_entries_of_two_zones_follow_each_other_by_the_reports_own_clock(
    read: Read, source: str, at: list[str], codes: list[str]
) -> None:
    found = read(source)
    assert found.at == at
    assert found.codes == codes


def test_entries_of_two_zones_follow_each_other_by_the_clock_that_is_said_to_hold(read: Read) -> None:
    source = "All times in America/New_York.\n\n- 21:00 a\n- 03:30 UTC b\n- 23:00 c"
    found = read(source, zone_given=False)
    assert found.at == ["2023-02-10 03:00", "2023-02-10 04:30", "2023-02-10 05:00"]
    assert found.codes == []


@pytest.mark.parametrize(
    ("source", "at", "codes"),
    [
        ("- 9:47 a\n- 11:58 b\n- 1:10 c", None, ["PM304"]),
        ("- 9:47 a\n- 11:58 b\n- 1:10 pm c", "2023-02-09 13:10", []),
        ("- 09:47 a\n- 11:58 b\n- 1:10 c", "2023-02-10 01:10", []),
        ("- 9:47 a\n- 13:58 b\n- 1:10 c", "2023-02-10 01:10", []),
        ("- 9:47 a\n- 10:58 b\n- 01:10 c", "2023-02-10 01:10", []),
    ],
)
def test_an_hour_of_one_digit_may_be_of_the_afternoon_where_no_clock_of_24_hours_is_seen(
    read: Read, source: str, at: str | None, codes: list[str]
) -> None:
    found = read(source)
    assert (found.at[2], found.codes) == (at, codes)


def test_german_hours_are_of_24(read: Read) -> None:
    assert read("- 9:47 Uhr a\n- 11:58 Uhr b\n- 1:10 Uhr c", lang="de").at[2] == "2023-02-10 01:10"


def test_in_a_timeline_by_twelve_hours_any_hour_may_be_of_the_afternoon(read: Read) -> None:
    found = read("- 9:47 PM a\n- 10:30 b", started="2023-02-09 21:47")
    assert (found.at, found.codes) == (["2023-02-09 21:47", None], ["PM304"])
    assert "`22:30`" in found.diagnostics[0].help


def test_a_time_without_seconds_may_follow_one_with_seconds_in_its_minute(read: Read) -> None:
    assert read("- 09:47:30 a\n- 09:47 b\n- 09:48 c").codes == []
    assert read("- 09:47:30 a\n- 09:47:10 b").codes == ["PM304"]


DAY = ["2023-02-09 09:53", "2023-02-09 11:00"]


@pytest.mark.parametrize(
    "source",
    [
        "- 17:00 a change is merged\n- 09:47 b\n- 09:53 c\n- 11:00 d",
        "- 20:00 a\n- 10:30 b\n- 11:00 d",
        "| Time | Event |\n|---|---|\n| 23:00 | a |\n| 09:47 | b |\n| 11:00 | d |",
        "### 17:00 a\n\n### 09:47 b",
    ],
)
def test_a_first_entry_of_the_evening_before_is_asked_for_its_date(read: Read, source: str) -> None:
    found = read(source, times=DAY)
    assert found.codes == ["PM304"]
    assert "2023-02-08 " in found.diagnostics[0].help
    assert found.diagnostics[0].span == found.entries[0].span
    assert found.at[0] is None
    assert all(at.startswith("2023-02-09") for at in found.at[1:])


def test_the_evening_before_may_have_several_entries(read: Read) -> None:
    found = read("- 17:00 a\n- 18:00 b\n- 09:47 c", times=DAY)
    assert found.at == [None, "2023-02-08 18:00", "2023-02-09 09:47"]


@pytest.mark.parametrize(
    ("source", "started", "times"),
    [
        ("- 22:00 a\n- 23:10 b\n- 01:30 c", "2023-02-09 22:00", ["2023-02-10 01:30"]),
        ("- 23:50 a\n- 00:10 b\n- 09:00 c", "2023-02-09 23:50", ["2023-02-10 00:10"]),
        ("- 09:47 a\n- 11:00 b\n- 17:00 c\n- 09:00 d", "2023-02-09 09:47", DAY),
        ("- 2023-02-09 17:00 a\n- 09:47 b", "2023-02-09 09:47", DAY),
        ("- 17:00 a\n- 02:00 b\n- 03:00 c", "2023-02-09 09:47", ["2023-02-10 03:00"]),
    ],
)
def test_a_timeline_that_goes_on_past_midnight_is_not_asked(
    read: Read, source: str, started: str, times: list[str]
) -> None:
    assert read(source, started=started, times=times).codes == []
