"""Clock times in the text: against the durations beside them, and against the timestamps."""

from collections.abc import Callable

import pytest

from postmortem.diagnostics import Diagnostic, Level
from postmortem.rules.stated_times import (
    check_ranges_end_at_entries,
    check_stated_moments,
    check_stated_ranges,
)

Compare = Callable[..., list[Diagnostic]]

FRONT = (
    "timezone: Europe/Berlin\nstarted: 2024-03-05 10:02\ndetected: 2024-03-05 10:10\n"
    "mitigated: 2024-03-05 11:59\nresolved: 2024-03-05 14:30\n"
)


def summary(text: str) -> str:
    return f"## Summary\n\n{text}\n"


@pytest.mark.parametrize(
    "text",
    [
        "From 10:15 to 11:40 (1 h 25 min) it was slow.",
        "From 10:15 to 11:40, about an hour and a half, it was slow.",
        "It was slow for 85 minutes from 10:15 to 11:40.",
        "It was down for 10 minutes between 10:15 and 11:40.",
        "From 23:30 to 00:30, for an hour, it was slow.",
        "From 10:15 to 11:40 it was slow, and for 3 hours nobody knew.",
        "From 10:15 CET to 11:40 UTC (2 h 25 min) it was slow.",
        "Bis 11:40 Uhr. Von 10:15 Uhr bis 11:40 Uhr (1 Stunde 25 Minuten) war es langsam.",
    ],
)
def test_a_range_and_its_duration_agree(compare: Compare, text: str) -> None:
    assert compare(check_stated_ranges, FRONT + "lang: de\n", summary(text)) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "From 10:15 to 11:40 (1 h 35 min) it was slow.",
            "stated `1 h 35 min`, but `From 10:15 to 11:40` is 1 h 25 min",
        ),
        (
            "It was slow for 27 minutes from 10:15 to 11:40.",
            "stated `27 minutes`, but `from 10:15 to 11:40` is 1 h 25 min",
        ),
        (
            "It was down for 2 hours between 10:15 and 11:15.",
            "stated `2 hours`, but `between 10:15 and 11:15` is 1 h",
        ),
        (
            "Von 10:15 Uhr bis 11:40 Uhr, also 35 Minuten, war es langsam.",
            "stated `35 Minuten`, but `Von 10:15 Uhr bis 11:40 Uhr` is 1 h 25 min",
        ),
    ],
)
def test_a_range_and_its_duration_contradict_each_other(compare: Compare, text: str, message: str) -> None:
    found = compare(check_stated_ranges, FRONT + "lang: de\n", summary(text))
    assert [(d.code, d.message) for d in found] == [("PM316", message)]


@pytest.mark.parametrize(
    "text",
    [
        "The incident was resolved at 14:30.",
        "The incident was resolved at 13:30 UTC.",
        "The incident was fully resolved at 11:59.",
        "The outage began at 10:02 CET.",
        "Der Vorfall wurde um 14:30 Uhr behoben.",
        "An earlier ticket was resolved at 15:40.",
        "It was resolved at 14:30.",
        "If it was resolved at 15:40, nobody knew.",
        "The ticket was detected at 10:10 and resolved at 15:40.",
        "The incident was detected at 10:10. The ticket was resolved at 15:40.",
        "Die Störung begann gegen 10 Uhr.",
        "Die Störung begann gegen 09:55 Uhr.",
        "Resolved at 2024-03-05 14:30",
    ],
)
def test_a_moment_at_a_known_instant_is_fine(compare: Compare, text: str) -> None:
    assert compare(check_stated_moments, FRONT + "lang: de\n", summary(text)) == []


@pytest.mark.parametrize(
    ("text", "kind", "clock"),
    [
        ("The incident was resolved at 15:40.", "resolved", "15:40"),
        ("The outage began at 9:02.", "started", "9:02"),
        ("Der Vorfall wurde um 15:40 Uhr behoben.", "resolved", "15:40 Uhr"),
        ("Status: Resolved at 2024-03-05 15:40 CET", "resolved", "15:40 CET"),
        ("It was resolved at 15:40.", "resolved", "15:40"),
        ("All was lost. It was finally resolved at 15:40.", "resolved", "15:40"),
        ("The incident was detected at 10:10 and resolved at 15:40.", "resolved", "15:40"),
        ("The outage started at 10:02 and ended at 12:40.", "mitigated", "12:40"),
        ("Die Störung begann gegen 8 Uhr.", "started", "8 Uhr"),
    ],
)
def test_a_moment_at_which_nothing_happened_is_told(
    compare: Compare, text: str, kind: str, clock: str
) -> None:
    (found,) = compare(check_stated_moments, FRONT + "lang: de\n", summary(text))
    assert found.code == "PM317"
    assert found.message.startswith(f"the text says `{kind}` at `{clock}`, the timestamps say `2024-03-05 1")


def test_without_a_time_of_its_own_a_moment_is_not_compared(compare: Compare) -> None:
    front = "started: 2024-03-05 10:02\n"
    assert compare(check_stated_moments, front, summary("The incident was resolved at 15:40.")) == []


def test_a_range_with_one_end_beside_a_timestamp_is_a_remark(compare: Compare) -> None:
    (found,) = compare(check_ranges_end_at_entries, FRONT, summary("From 10:02 to 11:50 it was slow."))
    assert (found.code, found.level, found.message) == (
        "PM317", Level.INFO, "no timestamp gives `11:50`; the nearest is 11:59",
    )  # fmt: skip
    assert found.span.column == 15


@pytest.mark.parametrize(
    "text",
    [
        "From 10:02 to 11:59 it was slow.",
        "From 10:20 to 11:40 it was slow.",
        "From 10:02 to 13:00 it was slow.",
        "The clocks went from 03:00 to 02:00.",
    ],
)
def test_other_ranges_are_left_alone(compare: Compare, text: str) -> None:
    assert compare(check_ranges_end_at_entries, FRONT, summary(text)) == []


TIMELINE = "\n## Timeline\n\n- 10:02 a\n- 10:29 b\n- 11:59 c\n- 14:30 d\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Von 10:29 Uhr bis 11:59 Uhr war die Suche nicht erreichbar.", []),
        ("Von 10:29 Uhr bis 12:40 Uhr war die Suche nicht erreichbar.", ["12:40 Uhr"]),
        ("Von 9 Uhr bis 11:59 Uhr war die Suche nicht erreichbar.", ["9 Uhr"]),
        ("Zwischen 10 Uhr und 12 Uhr war die Suche nicht erreichbar.", []),
        ("Die Suche war von 10 bis 12 Uhr nicht erreichbar.", []),
        ("Die Suche war von 9 bis 11:59 Uhr nicht erreichbar.", ["9"]),
        ("Die Suche war von 10 bis 18 Uhr nicht erreichbar.", ["18 Uhr"]),
        ("Die Suche war von 2 bis 5 Rechnern nicht erreichbar.", []),
        ("The API was unavailable from 10:45 to 12:40.", ["10:45", "12:40"]),
        ("The API was down between 10:29 and 11:59 CET.", []),
        ("The API was down between 09:29 UTC and 10:59 UTC.", []),
        ("Last week the API was down between 09:20 and 10:50.", []),
        ("The backup ran from 09:20 to 10:50.", []),
    ],
)
def test_the_ends_of_an_outage_that_prose_tells_are_timestamps(
    compare: Compare, text: str, told: list[str]
) -> None:
    found = compare(check_ranges_end_at_entries, FRONT + "lang: de\n", summary(text) + TIMELINE)
    assert [d.message.split("`")[1] for d in found] == told
    assert all(d.code == "PM317" and d.level is None for d in found)


def test_the_ends_of_an_outage_over_midnight_are_compared_too(compare: Compare) -> None:
    front = "timezone: UTC\nstarted: 2024-03-05 23:00\nresolved: 2024-03-06 01:00\n"
    text = summary("The API was down from 23:00 to 01:20.") + "\n## Timeline\n\n- 23:00 a\n- 01:00 b\n"
    (found,) = compare(check_ranges_end_at_entries, front, text)
    assert "`01:20`" in found.message
