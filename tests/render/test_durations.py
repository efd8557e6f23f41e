"""Lengths of time in words and for machines."""

from datetime import timedelta

import pytest

from postmortem.render.durations import duration_iso, duration_words, elapsed_words


@pytest.mark.parametrize(
    ("length", "words", "iso"),
    [
        (timedelta(0), "0 min", "PT0M"),
        (timedelta(seconds=40), "40 s", "PT40S"),
        (timedelta(minutes=6), "6 min", "PT6M"),
        (timedelta(hours=2), "2 h", "PT2H"),
        (timedelta(hours=2, minutes=6), "2 h 6 min", "PT2H6M"),
        (timedelta(hours=10, minutes=13), "10 h 13 min", "PT10H13M"),
        (timedelta(days=1), "1 d", "P1D"),
        (timedelta(days=3, hours=4, minutes=59), "3 d 4 h", "P3DT4H59M"),
        (timedelta(minutes=-5), "−5 min", "PT5M"),
    ],
)
def test_a_length_is_told_in_its_two_greatest_units(length: timedelta, words: str, iso: str) -> None:
    assert duration_words(length) == words
    assert duration_iso(length) == iso


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(0), "+0 min"),
        (timedelta(minutes=6), "+6 min"),
        (timedelta(hours=2, minutes=6), "+2 h 06"),
        (timedelta(hours=14, minutes=13), "+14 h 13"),
        (timedelta(days=5, hours=1), "+5 d 1 h"),
        (timedelta(days=1, hours=2, minutes=20), "+1 d 2 h"),
        (timedelta(seconds=5), "+5 s"),
        (timedelta(minutes=-8), "−8 min"),
    ],
)
def test_the_distance_from_the_start_has_a_sign(length: timedelta, words: str) -> None:
    assert elapsed_words(length) == words
