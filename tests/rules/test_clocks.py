"""Clock times and ranges of them in running text."""

from datetime import timedelta

import pytest

from postmortem.rules.clocks import clock_in, clock_source, offsets_of, range_in, range_patterns
from postmortem.rules.durations import compiled


def clocks(text: str, lang: str = "en") -> list[str]:
    return [found[0] for found in compiled(clock_source(lang)).finditer(text)]


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "at 10:15 and 9:05", ["10:15", "9:05"]),
        ("en", "at 10:15 UTC, then", ["10:15 UTC"]),
        ("en", "at 2:15 pm on", ["2:15 pm"]),
        ("de", "um 19:20 Uhr und 9.47 Uhr", ["19:20 Uhr", "9.47 Uhr"]),
        ("en", "ratio 10:1, ::1, 10:15:20.5, 1.25.3 and a:10:15", []),
        ("en", "10:15 we saw HTTP", ["10:15"]),
    ],
)
def test_only_clock_times_are_found(lang: str, text: str, found: list[str]) -> None:
    assert clocks(text, lang) == found


@pytest.mark.parametrize(
    ("text", "minute"), [("00:00", 0), ("24:00", 0), ("2:15 pm", 855), ("12:05 am", 5), ("12:05 p.m.", 725)]
)
def test_a_clock_counts_minutes_from_midnight(text: str, minute: int) -> None:
    clock = clock_in(text)
    assert clock is not None
    assert clock.minute == minute


@pytest.mark.parametrize("text", ["25:10", "10:75", "no"])
def test_there_is_no_such_time(text: str) -> None:
    assert clock_in(text) is None


@pytest.mark.parametrize(
    ("lang", "text", "seconds", "between"),
    [
        ("en", "from 10:15 to 11:40", 5100, False),
        ("en", "between 10:15 and 11:40", 5100, True),
        ("en", "from 10:15–11:40", 5100, False),
        ("en", "from 23:30 to 00:30", 3600, False),
        ("de", "von 11:53 Uhr bis 19:20 Uhr", 26820, False),
        ("de", "zwischen 11:53 und 12:00 Uhr", 420, True),
    ],
)
def test_a_range_has_a_length_by_the_clock(lang: str, text: str, seconds: int, between: bool) -> None:
    assert range_patterns(lang)[1].fullmatch(text)
    found = range_in(text, lang)
    assert found is not None
    assert (found.seconds, found.between) == (seconds, between)


def test_a_range_of_two_zones_has_no_length() -> None:
    found = range_in("from 10:15 CET to 11:40 UTC", "en")
    assert found is not None
    assert found.seconds is None


def test_an_abbreviation_has_the_offsets_that_it_is_known_for() -> None:
    assert offsets_of("UTC", "en") == (timedelta(0),)
    assert timedelta(hours=-6) in offsets_of("CST", "en")
    assert offsets_of("MEZ", "de") == (timedelta(hours=1),)
    assert offsets_of("XYZ", "en") == ()
