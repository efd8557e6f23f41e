"""Filters of the templates: dates, durations and values in the words of one language.

Those that give a `<time>` element give Markup; all others plain text, which the environment escapes.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from markupsafe import Markup, escape

from postmortem.render.addresses import quoted
from postmortem.render.durations import duration_iso, duration_words, elapsed_words
from postmortem.render.language import Language, clock


def filters_of(language: Language) -> Mapping[str, Callable[..., Any]]:
    """Every filter that a template has besides the engine's own, by its name there."""

    def moment(instant: datetime) -> Markup:
        return _time(instant.isoformat(), language.moment(instant))

    def clock_time(instant: datetime) -> Markup:
        return Markup(f'<time datetime="{instant.isoformat()}">{clock(instant)}</time>')  # noqa: S704 - digits

    def day(value: date, style: str = "date") -> Markup:
        words = escape(language.date(value, style))
        return Markup(f'<time datetime="{value.isoformat()[:10]}">{words}</time>')  # noqa: S704 - digits

    def stretch(start: datetime, end: datetime) -> Markup:
        words = language.stretch(start, end, lambda at, words: _time(at.isoformat(), words))
        return Markup(words)  # noqa: S704 - the words between are of our catalogues

    return {
        "clock": clock_time,
        "clock_text": clock,
        "clock_words": language.clock_words,
        "day": day,
        "day_text": language.date,
        "duration": _duration,
        "duration_text": duration_words,
        "elapsed": elapsed_words,
        "iso": _iso,
        "listed": ", ".join,
        "language_name": language.language_name,
        "moment": moment,
        "moment_text": language.moment,
        "month": language.month,
        "number": language.number,
        "percent": language.percent,
        "quantity": language.quantity,
        "short_zone": language.short_zone,
        "stretch": stretch,
        "url": quoted,
        "word": language.word,
        "zone": language.zone,
    }


def _time(machine: str, words: str) -> Markup:
    return Markup(f'<time datetime="{machine}">{escape(words)}</time>')  # noqa: S704 - machine: digits and signs


def _duration(length: timedelta) -> Markup:
    words = f'<time datetime="{duration_iso(length)}">{duration_words(length)}</time>'
    return Markup(words)  # noqa: S704 - digits and units


def _iso(value: date) -> str:
    return value.isoformat()
