"""The words of times: complete, and chosen by the report's language."""

import pytest

from postmortem.locales.times import time_words


@pytest.mark.parametrize("lang", ["en", "de"])
def test_a_language_names_all_months_and_weekdays(lang) -> None:
    words = time_words(lang)
    assert set(words.months.values()) == set(range(1, 13))
    assert set(words.weekdays.values()) == set(range(1, 8))


def test_a_regional_language_has_the_words_of_its_language() -> None:
    assert time_words("de-AT") == time_words("de")
    assert time_words("de_CH") == time_words("de")


@pytest.mark.parametrize("lang", ["tlh", "", "../en", "x" * 5000, "日本"])
def test_a_language_without_words_has_the_english_ones(lang) -> None:
    assert time_words(lang) == time_words("en")


def test_a_german_report_knows_english_words_too(read) -> None:
    found = read("- 9 February 2023, around 10:45: First detected", lang="de")
    assert found.at == ["2023-02-09 10:45"]
    assert found.entry.precision.value == "approximate"


def test_an_english_report_does_not_know_german_words(read) -> None:
    assert read("- gegen 10:45 Anruf").entry.at is None


def test_am_is_a_preposition_in_german_and_the_morning_in_english(read) -> None:
    assert read("- 10:45 am 10.02.2023: Anruf", lang="de").at == ["2023-02-10 10:45"]
    assert read("- 12:45 am A call", started="2023-02-09 00:30").at == ["2023-02-09 00:45"]
