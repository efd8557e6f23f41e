"""Filters of the templates: dates, durations and values in the words of one language.

Those that give a `<time>` element give Markup; all others plain text, which the environment escapes.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from markupsafe import Markup, escape

from postmortem.render.addresses import quoted
from postmortem.render.durations import duration_iso, duration_words, elapsed_words
from postmortem.render.language import Language, clock, direction
from postmortem.render.titles import with_code


def filters_of(language: Language) -> Mapping[str, Callable[..., Any]]:
    """Every filter that a template has besides the engine's own, by its name there."""
    return _of_times(language) | {
        "code": with_code,
        "clock_text": clock,
        "clock_words": language.clock_words,
        "day_text": language.date,
        "duration": _duration,
        "duration_text": duration_words,
        "elapsed": elapsed_words,
        "iso": _iso,
        "listed": ", ".join,
        "language_name": language.language_name,
        "marked": _marked,
        "moment_text": language.moment,
        "month": language.month,
        "number": language.number,
        "percent": language.percent,
        "quantity": language.quantity,
        "short_zone": language.short_zone,
        "url": quoted,
        "word": language.word,
        "zone": language.zone,
    }


def _of_times(language: Language) -> dict[str, Callable[..., Any]]:
    """Those that give `<time>` elements of a language."""

    def moment(instant: datetime) -> Markup:
        return _time(instant.isoformat(), language.moment(instant))

    def clock_time(instant: datetime, precision: str = "") -> Markup:
        return _time(instant.isoformat(), clock(instant, seconds=precision == "second"))

    def day(value: date, style: str = "date") -> Markup:
        words = escape(language.date(value, style))
        return Markup(f'<time datetime="{value.isoformat()[:10]}">{words}</time>')  # noqa: S704 - digits

    def stretch(start: datetime, end: datetime) -> Markup:
        words = language.stretch(start, end, lambda at, words: _time(at.isoformat(), words))
        return Markup(words)  # noqa: S704 - the words between are of our catalogues

    return {"clock": clock_time, "day": day, "moment": moment, "stretch": stretch}


def _time(machine: str, words: str) -> Markup:
    return Markup(f'<time datetime="{machine}">{escape(words)}</time>')  # noqa: S704 - machine: digits and signs


def _marked(lang: str, around: str = "") -> Markup:
    """The attributes of an element in that language within another one; nothing where it is the same."""
    if not lang or lang == around:
        return Markup("")
    own = direction(lang)
    turn = f' dir="{own}"' if own != direction(around or "en") else ""
    return Markup(f' lang="{escape(lang)}"{turn}')  # noqa: S704 - escaped


def _duration(length: timedelta) -> Markup:
    words = f'<time datetime="{duration_iso(length)}">{duration_words(length)}</time>'
    return Markup(words)  # noqa: S704 - digits and units


def _iso(value: date) -> str:
    return value.isoformat()
