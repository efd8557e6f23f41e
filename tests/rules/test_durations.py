"""Durations as words state them, and how near the truth must be."""

import pytest

from postmortem.rules.durations import HOUR, MINUTE, Stated, read_durations


def only(text: str, lang: str) -> Stated:
    (stated,) = read_durations(text, lang)
    return stated


@pytest.mark.parametrize(
    ("lang", "text", "minutes", "tolerance"),
    [
        ("en", "for 27 minutes", 27, 1),
        ("en", "1 hour 57 minutes", 117, 1),
        ("en", "1 hour, 57 minutes", 117, 1),
        ("en", "2h 8m", 128, 1),
        ("en", "0h 07m", 7, 1),
        ("en", "0h 30m", 30, 1),
        ("en", "1d 5h 47m", 1787, 1),
        ("en", "148 minutes", 148, 1),
        ("en", "45 minutes", 45, 3),
        ("en", "40 minutes", 40, 5),
        ("en", "30 minutes", 30, 10),
        ("en", "a 27-minute outage", 27, 1),
        ("en", "an hour", 60, 30),
        ("en", "half an hour", 30, 10),
        ("en", "an hour and a half", 90, 10),
        ("en", "1.5 hours", 90, 15),
        ("en", "two and a half hours", 150, 15),
        ("en", "ten hours", 600, 30),
        ("en", "2 days and 3 hours", 3060, 60),
        ("en", "90 seconds", 1.5, 1),
        ("de", "zehn Stunden", 600, 30),
        ("de", "2 Std. 5 Min.", 125, 1),
        ("de", "1 Stunde und 57 Minuten", 117, 1),
        ("de", "eine halbe Stunde", 30, 10),
        ("de", "anderthalb Stunden", 90, 15),
        ("de", "1,5 Stunden", 90, 15),
        ("de", "27 minutes", 27, 1),
    ],
)
def test_words_state_a_length_and_how_finely_they_speak(
    lang: str, text: str, minutes: float, tolerance: int
) -> None:
    stated = only(text, lang)
    assert (stated.seconds / MINUTE, stated.tolerance / MINUTE) == (minutes, tolerance)


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "about 2 hours"), ("de", "ca. 2 Stunden"), ("de", "knapp 2 Stunden")]
)
def test_about_widens_what_fits(lang: str, text: str) -> None:
    stated = only(text, lang)
    assert stated.fits(2 * HOUR + 40 * MINUTE)
    assert not stated.fits(3 * HOUR)


@pytest.mark.parametrize(
    ("lang", "text", "fits", "too_short", "too_long"),
    [
        ("en", "more than 27 minutes", 300, 20, None),
        ("de", "mindestens 27 Minuten", 300, 20, None),
        ("en", "less than 27 minutes", 5, None, 40),
        ("de", "höchstens 27 Minuten", 5, None, 40),
    ],
)
def test_a_bound_is_open_on_one_side(
    lang: str, text: str, fits: int, too_short: int | None, too_long: int | None
) -> None:
    stated = only(text, lang)
    assert stated.fits(fits * MINUTE)
    for minutes in (too_short, too_long):
        assert minutes is None or not stated.fits(minutes * MINUTE)


@pytest.mark.parametrize(
    "text",
    [
        "version 1.5 h2",
        "10 hosts",
        "5 MB",
        "at 10:15 hours",
        "HTTP 500",
        "3 pm",
        "and d",
        "1.2.3 days",
        "x5 minutes",
    ],
)
def test_other_numbers_state_no_length(text: str) -> None:
    assert list(read_durations(text, "en")) == []


def test_the_place_of_the_words_is_told() -> None:
    text = "It took 1 hour 57 minutes, then it was fine."
    stated = only(text, "en")
    assert text[stated.start : stated.end] == "1 hour 57 minutes"


def test_parts_count_as_long_as_their_units_get_smaller() -> None:
    assert only("5 min 2 h", "en").seconds == 5 * MINUTE
