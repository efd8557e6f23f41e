"""Dates, clock times, numbers and zones in English and in German."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from postmortem.model.impact import Quantity
from postmortem.render.language import Language

CET, CEST = timezone(timedelta(hours=1)), timezone(timedelta(hours=2))
NOON = datetime(2023, 2, 9, 9, 47, tzinfo=CET)
ENGLISH, GERMAN = Language("en"), Language("de")


def test_a_day_is_written_as_the_language_writes_it() -> None:
    assert ENGLISH.date(date(2023, 2, 9)) == "9 February 2023"
    assert GERMAN.date(date(2023, 2, 9)) == "9. Februar 2023"
    assert ENGLISH.date(NOON, "day") == "Thursday, 9 February 2023"
    assert GERMAN.date(NOON, "short") == "9. Feb."


def test_a_german_clock_time_within_a_sentence_says_uhr() -> None:
    assert ENGLISH.moment(NOON) == "9 February 2023, 09:47"
    assert GERMAN.moment(NOON) == "9. Februar 2023, 09:47\xa0Uhr"
    assert GERMAN.clock_words(NOON) == "09:47\xa0Uhr"


def test_a_stretch_within_a_day_says_the_day_once() -> None:
    assert GERMAN.stretch(NOON, NOON.replace(hour=19)) == "9. Februar 2023, 09:47–19:47\xa0Uhr"
    assert ENGLISH.stretch(NOON, NOON.replace(day=10)) == "9 February 2023, 09:47 to 10 February 2023, 09:47"


@pytest.mark.parametrize(
    ("quantity", "english", "german"),
    [
        (Quantity(count=1200), "1,200", "1.200"),
        (Quantity(count=1200, total=40000, percent=3.0), "1,200 of 40,000 (3%)", "1.200 von 40.000 (3 %)"),
        (Quantity(count=1200, estimate=True), "about 1,200", "etwa 1.200"),
        (Quantity(percent=34.6), "34.6%", "34,6 %"),
        (Quantity(), "", ""),
    ],
)
def test_a_quantity_is_told_as_it_was_given(quantity: Quantity, english: str, german: str) -> None:
    assert ENGLISH.quantity(quantity) == english
    assert GERMAN.quantity(quantity).replace("\xa0", " ") == german


def test_a_zone_is_named_with_what_it_is_called_at_these_moments() -> None:
    summer = datetime(2026, 10, 25, 2, 30, tzinfo=CEST)
    winter = datetime(2026, 10, 25, 2, 30, tzinfo=CET)
    assert ENGLISH.zone("Europe/Berlin", (NOON,)) == "Europe/Berlin (CET)"
    assert GERMAN.zone("Europe/Berlin", (NOON, NOON)) == "Europe/Berlin (MEZ)"
    assert ENGLISH.zone("Europe/Berlin", (summer, winter)) == "Europe/Berlin (CEST, CET)"
    assert ENGLISH.zone("UTC", (NOON.astimezone(UTC),)) == "UTC"
    assert ENGLISH.zone("America/Sao_Paulo", (NOON,)) == "America/Sao_Paulo (UTC-03:00)"
    assert ENGLISH.zone("Nowhere/Land", (NOON,)) == "Nowhere/Land"


def test_a_value_of_the_sites_own_is_shown_as_it_is() -> None:
    assert GERMAN.word("capacity", "trigger") == "Kapazität"
    assert GERMAN.word("full-moon", "trigger") == "full moon"


def test_numbers_choose_the_plural() -> None:
    forms = ("%(num)s report", "%(num)s reports")
    assert [GERMAN.ngettext(*forms, n) for n in (0, 1, 1200)] == ["0 Berichte", "1 Bericht", "1.200 Berichte"]


def test_a_language_without_a_catalogue_speaks_english() -> None:
    assert Language("fr").code == "en"
    assert Language("de-AT").code == "de"


def test_a_language_is_called_by_its_own_name() -> None:
    assert ENGLISH.language_name("de") == "Deutsch"
    assert ENGLISH.language_name("not a tag") == "not a tag"
