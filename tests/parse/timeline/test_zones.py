"""Zones beside a time, and clocks that change."""

import pytest

from postmortem.diagnostics import Level


def test_an_instant_has_the_fixed_offset_of_the_reports_zone_at_that_moment(read) -> None:
    winter, summer = read("- 2023-02-09 16:58 UTC Up\n- 2023-07-09 16:58 UTC Up").entries
    assert winter.at.isoformat() == "2023-02-09T17:58:00+01:00"
    assert summer.at.isoformat() == "2023-07-09T18:58:00+02:00"
    assert type(summer.at.tzinfo).__name__ == "timezone"


@pytest.mark.parametrize("zone", ["CST", "PST", "EDT", "JST", "ET:"])
def test_an_abbreviation_that_is_not_the_reports_is_refused(read, zone) -> None:
    found = read(f"- 10:45 {zone} Up")
    assert (found.at, found.codes) == ([None], ["PM308"])
    assert "`10:45 UTC+1`" in found.diagnostics[0].help
    assert found.entry.text == "Up"


@pytest.mark.parametrize("word", ["API", "VPN", "AWS", "DNS", "IT", "HTTP"])
def test_a_word_in_capitals_is_no_zone(read, word) -> None:
    found = read(f"- 10:45 {word} is down")
    assert found.codes == []
    assert found.entry.text == f"{word} is down"


def test_the_abbreviation_of_the_other_half_of_the_year_is_asked_about(read) -> None:
    found = read("- 2023-07-01 10:00 CET Up")
    assert (found.at, found.codes) == ([None], ["PM308"])
    assert "`10:00 CEST`" in found.diagnostics[0].help


def test_a_zone_that_does_not_exist_is_refused(read) -> None:
    found = read("- 11:03 Europe/Berln Up")
    assert (found.at, found.codes) == ([None], ["PM308"])
    assert "`Europe/Berln`" in found.diagnostics[0].message


def test_a_time_that_occurs_twice_asks_for_its_offset(read) -> None:
    found = read("- 2023-10-29 02:30 Up")
    assert (found.at, found.codes) == ([None], ["PM306"])
    assert "`02:30+02:00` or `02:30+01:00`" in found.diagnostics[0].help


def test_a_time_that_occurs_twice_is_not_settled_by_the_entry_before(read) -> None:
    assert read("- 2023-10-29 02:45+02:00 Down\n- 02:30 Up").at == ["2023-10-29 02:45", None]


@pytest.mark.parametrize(
    ("item", "instant"),
    [
        ("2023-10-29 02:30+02:00", "2023-10-29T02:30:00+02:00"),
        ("2023-10-29 02:30+01:00", "2023-10-29T02:30:00+01:00"),
        ("2023-10-29 02:30 CEST", "2023-10-29T02:30:00+02:00"),
        ("2023-10-29 02:30 CET", "2023-10-29T02:30:00+01:00"),
        ("2023-10-29 00:30 UTC", "2023-10-29T02:30:00+02:00"),
    ],
)
def test_a_zone_settles_a_time_that_occurs_twice(read, item, instant) -> None:
    assert read(f"- {item} Up").entry.at.isoformat() == instant


def test_the_help_for_a_negative_offset_is_written_so_that_it_is_read_back(read) -> None:
    found = read("- 2023-11-05 01:30 Up", zone="America/New_York")
    assert "`01:30 UTC-04:00` or `01:30 UTC-05:00`" in found.diagnostics[0].help
    again = read("- 2023-11-05 01:30 UTC-05:00 Up", zone="America/New_York")
    assert again.entry.at.isoformat() == "2023-11-05T01:30:00-05:00"


def test_what_may_be_a_range_or_an_offset_is_asked_about(read) -> None:
    found = read("- 2023-11-05 03:30-05:00 Up", zone="America/New_York")
    assert (found.at, found.codes) == ([None], ["PM301"])
    assert "`2023-11-05 03:30 - 05:00`" in found.diagnostics[0].help
    assert "`2023-11-05 03:30 UTC-05:00`" in found.diagnostics[0].help
    assert read("- 03:30-05:00 Up").codes == []


def test_a_time_that_the_clocks_skip_is_refused(read) -> None:
    found = read("- 2023-03-26 02:30 Down\n- 03:10 Up")
    assert found.at == [None, "2023-03-26 03:10"]
    assert found.codes == ["PM306"]


def test_the_zone_of_all_times_is_held_against_the_reports(read) -> None:
    found = read("All times in UTC.\n\n- 10:45 Up")
    assert found.codes == ["PM308"]
    assert found.diagnostics[0].level.word == "warning"
    assert (found.diagnostics[0].span.line, found.diagnostics[0].span.column) == (6, 14)


@pytest.mark.parametrize(
    ("said", "zone"),
    [("All times in CET.", "Europe/Berlin"), ("All times in UTC", "Etc/UTC"), ("All times", "UTC")],
)
def test_a_zone_of_all_times_that_is_the_reports_is_fine(read, said, zone) -> None:
    assert read(f"{said}\n\n- 10:45 Up", zone=zone).codes == []


def test_the_zone_in_a_columns_title_is_held_against_the_reports(read) -> None:
    table = "| Time (UTC) | What |\n|---|---|\n| 10:45 | Up |"
    assert read(table).codes == ["PM308"]
    assert read(table, zone="UTC").codes == []


@pytest.mark.parametrize(
    "title",
    [
        "Timeline (all times UTC)",
        "Timeline (UTC)",
        "Timeline [times in UTC+0]",
        "Timeline (all times in Etc/UTC)",
    ],
)
def test_the_heading_gives_the_zone_of_all_times_where_the_report_gives_none(read, title) -> None:
    found = read("- 08:50 a\n- 09:50 CET b", title=title, zone_given=False)
    assert found.at == ["2023-02-09 09:50", "2023-02-09 09:50"]
    assert found.codes == []


def test_a_sentence_gives_the_zone_of_all_times_where_the_report_gives_none(read) -> None:
    source = "All times in America/New_York.\n\n- 04:50 a\n- 23:00 b\n- 00:10 c"
    found = read(source, zone_given=False)
    assert found.at == ["2023-02-09 10:50", "2023-02-10 05:00", "2023-02-10 06:10"]
    assert found.codes == []


def test_the_front_matter_wins_over_the_heading_and_a_contradiction_is_told(read) -> None:
    found = read("- 09:50 a", title="Timeline (all times UTC)")
    assert found.at == ["2023-02-09 09:50"]
    assert [(d.code, d.span.line) for d in found.diagnostics] == [("PM308", 4)]


def test_an_abbreviation_that_is_not_the_reports_settles_nothing(read) -> None:
    found = read("- 09:50 a", title="Timeline (all times PST)", zone_given=False)
    assert found.at == ["2023-02-09 09:50"]
    assert found.codes == ["PM308"]


def test_two_zones_for_all_times_contradict_each_other(read) -> None:
    found = read("All times in UTC+3.\n\n- 09:50 a", title="Timeline (UTC)", zone_given=False)
    assert found.at == ["2023-02-09 10:50"]
    assert found.codes == ["PM308"]


def test_a_heading_without_a_zone_says_nothing_of_zones(read) -> None:
    assert read("- 09:50 a", title="Timeline (draft)", zone_given=False).codes == []


def test_short_names_of_american_zones_need_the_end_of_the_label(read) -> None:
    found = read("- 09:50 – CT scan\n- 09:55 PT: b")
    assert found.entries[0].text == "CT scan"
    assert found.codes == ["PM308"]


@pytest.mark.parametrize(
    "label",
    [
        "9:50 AM PT",
        "4 pm ET",
        "10:15 Pacific time",
        "10:15 Eastern Standard Time",
        "10:15 Central Daylight Time",
    ],
)
def test_american_zones_with_am_or_pm_or_time_are_zones(read, label) -> None:
    found = read(f"- {label} they join")
    assert (found.at, found.codes) == ([None], ["PM308"])
    assert found.entry.text == "they join"


def test_the_time_of_a_city_is_its_zone(read) -> None:
    found = read("- 10:30 London time a\n- 08:30 New York time b\n- 14:40 Response time rises")
    assert found.at == ["2023-02-09 11:30", "2023-02-09 14:30", "2023-02-09 14:40"]
    assert (found.entries[2].text, found.codes) == ("Response time rises", [])


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("PT begins", "en"),
        ("ET phones home", "en"),
        ("CT scan", "en"),
        ("Pacific rollback", "en"),
        ("Londoner Zeit x", "de"),
    ],
)
def test_a_word_that_may_be_a_zone_or_begin_the_text_is_asked_about(read, text, lang) -> None:
    found = read(f"- 09:50 {text}", lang=lang)
    assert (found.at, found.entry.text) == (["2023-02-09 09:50"], text)
    assert [(d.code, d.level) for d in found.diagnostics] == [("PM308", Level.WARNING)]
    assert read(f"- 09:50 – {text}", lang=lang).codes == []


@pytest.mark.parametrize("text", ["ET: a", "9:55 AM ET a", "Eastern Time a", "ET they say"])
def test_such_a_name_of_the_reports_own_zone_is_its_time(read, text) -> None:
    label = text if text[0].isdigit() else f"09:55 {text}"
    found = read(f"- {label}", zone="America/New_York")
    assert (found.at, found.codes) == (["2023-02-09 09:55"], [])


def test_a_zone_of_the_timeline_alone_does_not_hold_for_the_front_matter(read) -> None:
    found = read("- 09:47 a\n- 10:00 b", title="Timeline (UTC)", zone_given=False)
    assert found.at == ["2023-02-09 10:47", "2023-02-09 11:00"]
    assert [(d.code, d.level) for d in found.diagnostics] == [("PM308", Level.WARNING)]
    assert "09:47" in found.diagnostics[0].message
    assert read("- 08:47 a\n- 09:47 b", title="Timeline (UTC)", zone_given=False).codes == []
    assert read("- 09:47 a\n- 10:00 b", title="Timeline (UTC+1)", zone_given=False).codes == []


def test_the_times_of_the_front_matter_count_beside_its_start(read) -> None:
    found = read("- 09:00 a\n- 10:00 b", title="Timeline (UTC)", zone_given=False, times=["2023-02-09 10:00"])
    assert found.codes == []
    found = read("- 09:20 a\n- 10:05 b", title="Timeline (UTC)", zone_given=False, times=["2023-02-09 10:05"])
    assert found.codes == ["PM308"]
