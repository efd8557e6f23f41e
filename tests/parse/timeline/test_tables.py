"""Tables as timelines: which columns hold times, what the text of a row is."""


def table(header: str, *rows: str) -> str:
    rule = "|".join("---" for _ in header.split("|"))
    return "\n".join(f"|{row}|" for row in (header, rule, *rows))


def test_a_row_is_an_entry(read) -> None:
    found = read(table("Time|Event", "2019-11-29 12:00|Scaling **up**", "13:00|Down"))
    assert [(e.label, e.html, e.text) for e in found.entries] == [
        ("2019-11-29 12:00", "Scaling <strong>up</strong>", "Scaling up"),
        ("13:00", "Down", "Down"),
    ]
    assert found.at == ["2019-11-29 12:00", "2019-11-29 13:00"]
    assert (found.entries[1].span.line, found.entries[1].span.column) == (9, 2)


def test_the_other_cells_are_joined(read) -> None:
    assert read(table("Time|Event|Who", "12:00|Scaling up|On-call")).entry.html == "Scaling up — On-call"


def test_an_empty_cell_is_left_out_of_the_text(read) -> None:
    assert read(table("Time|Event|Who", "12:00||On-call")).entry.html == "On-call"


def test_date_and_time_may_have_columns_of_their_own(read) -> None:
    found = read(table("Date|Time|Event", "2023-03-01|12:00|Up", "|13:00|Down", "2023-03-02|08:00|Up"))
    assert found.at == ["2023-03-01 12:00", "2023-03-01 13:00", "2023-03-02 08:00"]
    assert [entry.html for entry in found.entries] == ["Up", "Down", "Up"]
    assert [entry.explicit_date for entry in found.entries] == [True, False, True]


def test_weekday_date_and_time_may_have_columns_of_their_own(read) -> None:
    found = read(table("Day|Date|Time|Event", "Sun|Oct 31|21:33|Up"), started="2021-10-31 20:00")
    assert (found.at, found.entry.label, found.entry.text) == (["2021-10-31 21:33"], "Sun Oct 31 21:33", "Up")


def test_a_column_is_found_by_its_title_wherever_it_stands(read) -> None:
    found = read(table("Ereignis|Uhrzeit", "Neustart|12:00 Uhr", "Ende|13.30"), lang="de")
    assert found.at == ["2023-02-09 12:00", "2023-02-09 13:30"]
    assert [entry.html for entry in found.entries] == ["Neustart", "Ende"]


def test_a_column_is_found_by_its_cells_where_no_title_says_so(read) -> None:
    found = read(table("Who|Since|What", "Ops|12:00|Restart", "Ops|12:30|Done"))
    assert found.at == ["2023-02-09 12:00", "2023-02-09 12:30"]
    assert found.entries[0].html == "Ops — Restart"


def test_a_first_row_with_a_time_is_no_header(read) -> None:
    found = read(table("12:00|Restart", "12:30|Done"))
    assert [entry.text for entry in found.entries] == ["Restart", "Done"]


def test_an_unreadable_cell_is_told_at_its_place_and_kept(read) -> None:
    found = read(table("Time|Event", "12:00|Up", "noonish|Down", "|Support is told"))
    assert found.codes == ["PM301", "PM302"]
    assert (found.diagnostics[0].span.line, found.diagnostics[0].span.column) == (9, 2)
    assert found.entries[1].html == "noonish — Down"
    assert found.entries[2].html == "Support is told"


def test_a_date_with_an_unreadable_time_beside_it_is_not_taken_for_a_day(read) -> None:
    found = read(table("Date|Time|Event", "2023-03-01|12:00|Up", "2023-03-02|9h10|Down"))
    assert found.at == ["2023-03-01 12:00", None]
    assert found.codes == ["PM301"]
    assert found.entries[1].html == "2023-03-02 — 9h10 — Down"


def test_what_stands_behind_the_time_in_its_cell_is_text(read) -> None:
    assert read(table("Time|Event", "12:00 (by the logs)|Up")).entry.html == "(by the logs) — Up"


def test_a_bad_year_is_told_at_its_cell(read) -> None:
    found = read(table("Time|Event", "20202-01-16 12:00|Up"))
    assert found.codes == ["PM305"]
    assert (found.diagnostics[0].span.line, found.diagnostics[0].span.column) == (8, 2)
    assert found.diagnostics[0].span.end_column == 2 + len("20202-01-16 12:00")


def test_a_table_without_times_is_a_note(read) -> None:
    found = read(table("Who|What", "Ops|Restart") + "\n\n- 12:00 Up")
    assert len(found.entries) == 1
    assert found.notes[0].startswith("<table>")
    assert found.codes == []


def test_a_table_of_which_no_time_can_be_read_is_told(read) -> None:
    found = read(table("Time|Event", "noon|Up", "later|Down"))
    assert found.codes == ["PM301", "PM301"]
    assert [entry.html for entry in found.entries] == ["noon — Up", "later — Down"]


def test_a_column_of_ends_makes_ranges(read) -> None:
    head = "| Start | End | Event |\n|---|---|---|\n"
    found = read(head + "| 10:00 | 10:30 | a |\n| 11:00 | | b |\n| 11:10 | ?? | c |\n| 23:50 | 00:10 | d |")
    assert [f"{e.until:%d %H:%M}" if e.until else None for e in found.entries] == [
        "09 10:30",
        None,
        None,
        "10 00:10",
    ]
    assert [e.text for e in found.entries] == ["a", "b", "c", "d"]
    assert [e.precision.value for e in found.entries] == ["minute", "minute", "unknown-end", "minute"]


def test_a_date_column_a_start_and_an_end_make_one_label(read) -> None:
    head = "| Datum | Von | Bis | Ereignis |\n|---|---|---|---|\n"
    found = read(head + "| 10.02.2023 | 10:00 | 10:30 | a |\n| | 11:00 | 11:20 | b |", lang="de")
    assert [f"{e.at:%d %H:%M}-{e.until:%H:%M}" for e in found.entries] == ["10 10:00-10:30", "10 11:00-11:20"]


def test_what_is_no_time_in_the_column_of_ends_stays_in_the_text(read) -> None:
    found = read("| From | To | Event |\n|---|---|---|\n| 10:00 | unclear | a |")
    assert found.entry.until is None
    assert found.entry.text == "unclear — a"


def test_an_end_before_its_start_is_told(read) -> None:
    assert read("| Start | End | Event |\n|---|---|---|\n| 10:30 | 10:00 | a |").codes == ["PM303"]


TWO_COLUMNS = """\
| Time (UTC) | Local time (CET) | Event |
|---|---|---|
| 10:00 | 11:00 | a |
| 10:30 | 11:40 | b |
| 11:00 | - | c |
"""


def test_two_columns_of_times_tell_one_moment_and_are_compared(read) -> None:
    found = read(TWO_COLUMNS)
    assert found.at == ["2023-02-09 11:00", "2023-02-09 11:30", "2023-02-09 12:00"]
    assert [entry.label for entry in found.entries] == ["10:00 (11:00 CET)", "10:30 (11:40 CET)", "11:00"]
    assert [entry.text for entry in found.entries] == ["a", "b", "- — c"]
    assert [(d.code, d.span.line) for d in found.diagnostics] == [("PM315", 9)]


def test_a_column_may_be_titled_with_its_zone_alone(read) -> None:
    source = "| UTC | PST | Event |\n|---|---|---|\n| 2023-02-09 20:00 | 12:00 | a |\n| 20:30 | 11:30 | b |\n"
    found = read(source)
    assert found.at == ["2023-02-09 21:00", "2023-02-09 21:30"]
    assert found.codes == ["PM315"]


def test_a_day_of_its_own_column_holds_for_both_times(read) -> None:
    source = "| Datum | MEZ | UTC | Was |\n|---|---|---|---|\n| 10.02.2023 | 00:30 | 23:30 | a |\n"
    found = read(source, lang="de")
    assert (found.at, found.codes) == (["2023-02-10 00:30"], [])


def test_a_column_of_zones_belongs_to_the_times(read) -> None:
    rows = "| 2023-02-09 | 10:00 | UTC | a |\n| | 11:30 | CET | b |\n"
    source = f"| Date | Time | TZ | Event |\n|---|---|---|---|\n{rows}"
    found = read(source)
    assert found.at == ["2023-02-09 11:00", "2023-02-09 11:30"]
    assert [(entry.label, entry.text) for entry in found.entries] == [
        ("2023-02-09 10:00 UTC", "a"), ("11:30 CET", "b"),
    ]  # fmt: skip


def test_what_is_no_zone_in_such_a_column_is_text(read) -> None:
    found = read("| Time | Zone | Event |\n|---|---|---|\n| 10:00 | north | a |\n")
    assert (found.at, found.entry.text) == (["2023-02-09 10:00"], "north — a")


def test_a_bullet_in_a_cell_is_no_time_since_the_start(read) -> None:
    found = read("| Time | Event |\n|---|---|\n| 10:05 | a |\n| - 10:10 | b |\n")
    assert (found.at, found.codes) == (["2023-02-09 10:05", None], ["PM301"])
