"""Dates of entries: their own, a heading's, the one before, the start of impact; midnight; order."""

import pytest


def items(*labels: str) -> str:
    return "\n".join(f"- {label} Event" for label in labels)


def test_the_first_entry_takes_the_day_of_the_start(read) -> None:
    assert read(items("09:47")).at == ["2023-02-09 09:47"]


def test_the_day_of_the_start_is_the_reports_own(read) -> None:
    assert read(items("00:10"), started="2023-02-10 00:10", zone="Asia/Tokyo").at == ["2023-02-10 00:10"]


def test_an_entry_after_midnight_is_on_the_next_day(read) -> None:
    found = read(items("09:47", "20:00", "00:00", "08:00"))
    assert found.at == ["2023-02-09 09:47", "2023-02-09 20:00", "2023-02-10 00:00", "2023-02-10 08:00"]
    assert found.codes == []


def test_a_first_entry_at_midnight_does_not_roll(read) -> None:
    assert read(items("00:00", "00:10"), started="2023-02-09 20:00").at[0] == "2023-02-09 00:00"


def test_a_first_entry_shortly_after_the_midnight_that_follows_the_start_is_on_the_next_day(read) -> None:
    assert read(items("00:10"), started="2023-02-09 23:50").at == ["2023-02-10 00:10"]


def test_a_first_entry_that_may_be_of_the_evening_before_is_asked_about(read) -> None:
    found = read(items("23:50", "00:10"), started="2023-02-10 00:10")
    assert found.at == [None, "2023-02-10 00:10"]
    assert found.codes == ["PM304"]
    assert "`2023-02-09 23:50` or `2023-02-10 23:50`" in found.diagnostics[0].help


def test_a_start_that_is_only_a_day_asks_nothing(read) -> None:
    assert read(items("19:30"), started="2023-02-09 00:00").codes == []


def test_twenty_four_is_the_midnight_that_follows(read) -> None:
    found = read(items("23:50", "24:00", "00:05"), started="2023-02-09 23:50")
    assert found.at == ["2023-02-09 23:50", "2023-02-10 00:00", "2023-02-10 00:05"]
    assert found.codes == []


@pytest.mark.parametrize(
    ("second", "at"),
    [("06:00", "2023-02-10 06:00"), ("06:01", "2023-02-09 06:01"), ("00:00", "2023-02-10 00:00")],
)
def test_six_hours_back_are_the_next_day_and_less_is_a_question(read, second, at) -> None:
    found = read(items("12:00", second))
    assert found.at[1] == at
    assert found.codes == (["PM304"] if at.startswith("2023-02-09") else [])


def test_a_small_step_back_says_how_to_write_the_next_day(read) -> None:
    found = read(items("2020-01-30 22:40", "22:06"))
    assert found.at == ["2020-01-30 22:40", "2020-01-30 22:06"]
    assert found.codes == ["PM304"]
    assert found.diagnostics[0].message == "`22:06` comes after `22:40`".replace(
        "`22:40`", "`2020-01-30 22:40`"
    )
    assert "`2020-01-31 22:06`" in found.diagnostics[0].help


def test_after_a_step_back_undated_entries_are_held_against_the_latest(read) -> None:
    found = read(items("22:40", "22:06", "22:20", "22:41"), started="2023-02-09 22:40")
    assert found.codes == ["PM304", "PM304"]
    assert found.at[-1] == "2023-02-09 22:41"


def test_dated_entries_out_of_order_are_told(read) -> None:
    found = read(items("2023-02-14 11:08", "2023-02-14 11:07"))
    assert found.codes == ["PM303"]
    assert found.diagnostics[0].message == "`2023-02-14 11:07` comes after `2023-02-14 11:08`"


def test_of_a_run_of_misplaced_entries_the_first_is_told(read) -> None:
    found = read(items("2023-02-14 11:08", "2023-02-13 10:00", "2023-02-13 10:05", "2023-02-14 12:00"))
    assert found.codes == ["PM303"]
    found = read(items("2023-02-14 11:08", "2023-02-13 10:00", "2023-02-13 09:00", "2023-02-14 12:00"))
    assert found.codes == ["PM303", "PM303"]


def test_a_wrong_year_is_named(read) -> None:
    found = read(items("2023-01-11 14:22", "2022-01-11 14:40", "2023-01-11 14:51"))
    assert found.codes == ["PM303"]
    assert "did you mean `2023-01-11 14:40`?" in found.diagnostics[0].help
    assert found.at == ["2023-01-11 14:22", "2022-01-11 14:40", "2023-01-11 14:51"]


def test_an_undated_entry_takes_its_date_from_the_entry_before_even_if_that_is_misplaced(read) -> None:
    found = read(items("2023-02-14 11:08", "2023-02-10 10:00", "10:30"))
    assert found.at[2] == "2023-02-10 10:30"
    assert found.codes == ["PM303"]


def test_entries_at_the_same_time_are_in_order(read) -> None:
    assert read(items("10:00", "10:00", "2023-02-09 10:00")).codes == []


@pytest.mark.parametrize(("second", "codes"), [("~09:45", []), ("~09:44", ["PM304"]), ("09:45", ["PM304"])])
def test_an_approximate_entry_may_be_a_quarter_of_an_hour_early(read, second, codes) -> None:
    assert read(items("10:00", second)).codes == codes


def test_an_exact_entry_may_be_early_after_an_approximate_one(read) -> None:
    assert read(items("~10:00", "09:50")).codes == []


def test_a_range_counts_by_its_start(read) -> None:
    assert read(items("09:00 - 11:00", "10:00")).codes == []


@pytest.mark.parametrize(
    "label", ["11:00 - 10:30", "2023-02-09 11:00 - 2023-02-08 12:00", "2023-02-09 - 2023-02-08:"]
)
def test_a_range_that_ends_before_it_begins_has_no_end(read, label) -> None:
    found = read(items(label))
    assert found.codes == ["PM303"]
    assert found.entry.until is None
    assert found.entry.at is not None


@pytest.mark.parametrize("label", ["14:20-2:00", "11:20-2:00", "9:30 - 2:00", "2:00 pm - 3:30", "2pm - 3:30"])
def test_a_range_by_two_clocks_is_refused(read, label) -> None:
    found = read(items(label))
    assert (found.at, found.codes) == ([None], ["PM301"])
    assert found.entry.label == label


def test_the_afternoon_named_twice_is_read_with_a_warning(read) -> None:
    found = read(items("13:55 PM"))
    assert found.at == ["2023-02-09 13:55"]
    assert [(d.code, d.level.word) for d in found.diagnostics] == [("PM301", "warning")]


@pytest.mark.parametrize(
    "label", ["25:10", "10:75", "24:01", "14:00 am", "00:30 pm", "10:30:99", "2023-02-09 HH:mm"]
)
def test_a_time_that_is_none_is_told(read, label) -> None:
    found = read(items(label))
    assert (found.at, found.codes) == ([None], ["PM301"])
    assert found.entry.label == label
    assert found.entry.text == "Event"


@pytest.mark.parametrize(
    "label",
    [
        "20202-01-16 12:00",
        "2023-02-30 12:00",
        "2023-13-01 12:00",
        "31.02.2023 12:00",
        "1066-10-14 12:00",
        "2022-05-?? 12:00",
        "2021/22-??-?? 12:00",
        "30 February 2023 12:00",
        "30 Feb 12:00",
    ],
)
def test_a_date_that_is_none_is_told(read, label) -> None:
    found = read(items(label))
    assert (found.at, found.codes) == ([None], ["PM305"])


def test_undated_entries_below_an_unreadable_date_are_not_guessed_and_the_first_is_told(read) -> None:
    found = read(
        items("2023-02-08 11:00", "20202-02-09 12:00", "12:30", "13:00", "2023-02-09 14:00", "14:30")
    )
    assert found.at == ["2023-02-08 11:00", None, None, None, "2023-02-09 14:00", "2023-02-09 14:30"]
    assert found.codes == ["PM305", "PM307"]


def test_the_date_of_an_entry_that_cannot_be_read_otherwise_still_holds(read) -> None:
    found = read(items("09:00", "2023-02-12 10:00 PST", "10:30"))
    assert found.at == ["2023-02-09 09:00", None, "2023-02-12 10:30"]
    assert found.codes == ["PM308"]


def test_without_any_date_there_is_no_instant(read) -> None:
    found = read(items("09:47"), started=None)
    assert (found.at, found.codes) == ([None], ["PM307"])
    assert "`started`" in found.diagnostics[0].help


def test_an_entry_counted_from_a_start_that_is_not_known_is_refused(read) -> None:
    assert read(items("T+15m"), started=None).codes == ["PM301"]


@pytest.mark.parametrize(
    ("started", "at"), [("2022-12-31 23:00", "2023-01-01 00:10"), ("2023-01-02 09:00", "2023-01-01 00:10")]
)
def test_a_year_left_out_is_the_nearest(read, started, at) -> None:
    assert read(items("Jan 1 00:10"), started=started).at == [at]


def test_a_year_left_out_with_nothing_to_take_it_from_is_asked_for(read) -> None:
    assert read(items("Jan 1 00:10"), started=None).codes == ["PM307"]


def test_day_and_month_in_doubt_are_settled_by_the_site_or_asked_for(read) -> None:
    assert read(items("10/02/2023 12:00"), order="day-first").at == ["2023-02-10 12:00"]
    assert read(items("10/02/2023 12:00"), order="month-first").at == ["2023-10-02 12:00"]
    found = read(items("10/02/2023 12:00"))
    assert (found.at, found.codes) == ([None], ["PM309"])
    assert "2023-10-02 or 2023-02-10" in found.diagnostics[0].message
    assert read(items("02/02/2023 12:00")).at == ["2023-02-02 12:00"]
    assert read(items("05/03 12:00")).codes == ["PM309"]


def test_a_weekday_that_the_date_is_not_is_told(read) -> None:
    found = read(items("Mon 2023-02-09 10:00"))
    assert (found.at, found.codes) == (["2023-02-09 10:00"], ["PM305"])
    assert "Thursday" in found.diagnostics[0].message


def test_an_undated_entry_with_a_weekday_is_on_the_next_such_day(read) -> None:
    assert read(items("2023-02-09 10:00", "Fri 11:00", "Mon 09:00")).at == [
        "2023-02-09 10:00",
        "2023-02-10 11:00",
        "2023-02-13 09:00",
    ]


def test_an_entry_in_another_zone_is_reckoned_by_that_zones_day(read) -> None:
    found = read(items("2023-02-09 23:30 UTC", "23:45 UTC", "00:50"))
    assert found.at == ["2023-02-10 00:30", "2023-02-10 00:45", "2023-02-10 00:50"]
    assert found.codes == []


def test_a_day_without_a_time_gives_its_date_to_what_follows(read) -> None:
    found = read(items("2021-12-10", "15:40", "2021-12-10"))
    assert found.at == ["2021-12-10 00:00", "2021-12-10 15:40", "2021-12-10 00:00"]
    assert found.codes == []


def test_a_day_before_the_day_above_is_out_of_order(read) -> None:
    assert read(items("2021-12-10 10:00", "2021-12-09")).codes == ["PM303"]


def test_the_date_of_an_entry_is_its_own_only_where_it_was_written(read) -> None:
    assert [e.explicit_date for e in read(items("2023-02-09 10:00", "11:00")).entries] == [True, False]


def test_dates_in_running_text_are_never_taken(read) -> None:
    found = read("- 2023-02-09 19:20 Backup of 8 February 2023, 02:00 is in\n- 20:00 All is well")
    assert found.at == ["2023-02-09 19:20", "2023-02-09 20:00"]
