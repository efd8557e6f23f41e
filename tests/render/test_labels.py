"""Labels that say more than the time which is shown, and those that do not."""

from datetime import datetime, timedelta, timezone

import pytest

from postmortem.diagnostics import Span
from postmortem.model.timeline import Entry, Precision
from postmortem.render.labels import wording

CET = timezone(timedelta(hours=1))


def entry(label: str, at: str | None, until: str | None, precision: Precision = Precision.MINUTE) -> Entry:
    def instant(clock: str | None) -> datetime | None:
        return datetime.fromisoformat(f"2023-02-09T{clock}").replace(tzinfo=CET) if clock else None

    return Entry(label, instant(at), instant(until), precision, None, "", "", "t", Span("a.md"))


@pytest.mark.parametrize(
    ("label", "at", "until", "lang"),
    [
        ("09:47", "09:47", None, "en"),
        ("9:47 Uhr", "09:47", None, "de"),
        ("14 Uhr", "14:00", None, "de"),
        ("14.43 Uhr", "14:43", None, "de"),
        ("9 h 10", "09:10", None, "fr"),
        ("１０：４５", "10:45", None, "ja"),
        ("3pm", "15:00", None, "en"),
        ("11:12 a.m.", "11:12", None, "en"),
        ("1645", "16:45", None, "en"),
        ("10:45:12", "10:45", None, "en"),
        ("16:58 CET", "16:58", None, "en"),
        ("16:58+01:00", "16:58", None, "en"),
        ("am 09.02. gegen 15:20 Uhr", "15:20", None, "de"),
        ("10/20/2022 - 15:38", "15:38", None, "en"),
        ("10:15 - 11:40", "10:15", "11:40", "en"),
        ("2:00-3:30 pm", "14:00", "15:30", "en"),
        ("ca. 04:10", "04:10", None, "de"),
        ("a eso de las 10:45", "10:45", None, "es"),
        ("", "04:10", None, "de"),
        ("some time", None, None, "en"),
    ],
)
def test_a_time_that_is_shown_is_not_said_twice(label: str, at: str, until: str | None, lang: str) -> None:
    assert wording(entry(label, at, until), lang) == ""


@pytest.mark.parametrize(
    ("label", "at", "until", "lang"),
    [
        ("16:58 UTC", "17:58", None, "en"),
        ("04:49 PM UTC", "17:49", None, "en"),
        ("T+1h15m", "11:02", None, "en"),
        ("T0", "09:47", None, "en"),
        ("halb 4", "15:30", None, "de"),
        ("shortly after 10:45", "10:45", None, "en"),
        ("Kurz nach 10:45 Uhr", "10:45", None, "de"),
        ("10:00 - 10:30 UTC", "11:00", "11:30", "en"),
        ("7:00 NZST", "19:00", None, "en"),
    ],
)
def test_what_the_page_does_not_show_is_said_as_written(
    label: str, at: str, until: str | None, lang: str
) -> None:
    assert wording(entry(label, at, until), lang) == label


def test_a_day_alone_is_in_the_heading_and_several_days_are_not() -> None:
    assert wording(entry("9 February 2023", "00:00", None, Precision.DAY), "en") == ""
    days = "9 to 11 February 2023"
    assert wording(entry(days, "00:00", "23:00", Precision.DAY), "en") == days
