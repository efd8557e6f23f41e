"""Clock times and ranges of them as prose states them: "from 10:15 to 11:40", "von 11:53 Uhr bis 19:20 Uhr".

    text -> Clock(minute, zone, start, end), ClockRange(begin, finish, between)

Only times with a colon count, or with "Uhr"; a date beside them is not read.
"""

import re
from datetime import timedelta
from functools import lru_cache

from msgspec import Struct

from postmortem.locales.durations import duration_words
from postmortem.locales.times import time_words
from postmortem.rules.durations import any_of, compiled

DAY_MINUTES = 24 * 60

_PARTS = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2})|(?=\s?Uhr|$))(?::[0-9]{2})?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s?(?:Uhr|h)\b)?(?:\s?(?P<zone>[A-Za-z]{1,5}))?",
    re.IGNORECASE,
)
_UNIVERSAL = ("UTC", "GMT", "Z")


class Clock(Struct, frozen=True):
    """A clock time: `minute` counts from midnight, `zone` is an abbreviation or empty; as `written`.

    `slack` are the minutes that the words leave open: "10 Uhr" may be 10:20.
    """

    minute: int
    zone: str
    written: str
    slack: int = 1


class ClockRange(Struct, frozen=True):
    """Two clock times; `between` says that what happened may have been shorter than all of it."""

    begin: Clock
    finish: Clock
    between: bool

    @property
    def seconds(self) -> int | None:
        """Its length by the clock, past midnight if need be; None where its ends name two zones."""
        if self.begin.zone and self.finish.zone and self.begin.zone != self.finish.zone:
            return None
        return (self.finish.minute - self.begin.minute) % DAY_MINUTES * 60


@lru_cache(maxsize=8)
def clock_source(lang: str) -> str:
    """The pattern of a clock time in a language, without groups, to stand inside of other patterns."""
    zones = any_of((*time_words(lang).abbreviations, *time_words(lang).zones, *_UNIVERSAL))
    tail = rf"(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:Uhr|h)\b)?(?:\s?(?-i:{zones})\b)?"
    colon = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9]|[.:,][0-9]|%)"
    # The second "Uhr" of a range belongs to both its ends: "von 9 bis 12 Uhr".
    dotted = (
        r"[0-9]{1,2}(?:\.[0-9]{2})?(?=\s?Uhr\b|\s?(?:bis|und|[-–])\s?[0-9]{1,2}(?:[.:][0-9]{2})?\s?Uhr\b)"
    )
    return rf"(?<![\w.:/,-])(?:{colon}|{dotted}){tail}"


@lru_cache(maxsize=8)
def range_patterns(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The pattern by which a range that a word begins may be found, and that of all of it."""
    words = duration_words(lang)
    clock = clock_source(lang)
    begins = rf"(?<!\w)(?:{any_of((*words.between, *words.ranges))})\s{{1,2}}"
    joined = rf"(?:\s?[-–—]\s?|\s{{1,2}}(?:{any_of(words.until)})\s{{1,2}})"
    return compiled(rf"{begins}(?=[0-9])"), compiled(rf"{begins}{clock}{joined}{clock}")


def clock_in(words: str) -> Clock | None:
    """The clock time in matched words; None where there is no such time of day."""
    found = _PARTS.search(words)
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = (found["half"] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59:
        return None
    zone = (found["zone"] or "").upper()
    return Clock(
        (hour * 60 + minute) % DAY_MINUTES, zone, found[0].strip(), slack=1 if found["minute"] else 30
    )


def range_in(words: str, lang: str) -> ClockRange | None:
    """The range in matched words."""
    found = [clock_in(match[0]) for match in compiled(clock_source(lang)).finditer(words)]
    if len(found) != 2 or found[0] is None or found[1] is None:
        return None
    between = words.split()[0].casefold() in {word.casefold() for word in duration_words(lang).between}
    return ClockRange(found[0], found[1], between)


def offsets_of(zone: str, lang: str) -> tuple[timedelta, ...]:
    """The offsets from UTC that an abbreviation can mean."""
    if zone in _UNIVERSAL:
        return (timedelta(),)
    words = time_words(lang)
    written = words.abbreviations.get(words.zones.get(zone, zone), ())
    return tuple(_offset(hours) for hours in written)


def _offset(written: str) -> timedelta:
    hours, _, minutes = written[1:].partition(":")
    length = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return -length if written.startswith("-") else length
