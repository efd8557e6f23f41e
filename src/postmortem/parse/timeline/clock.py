"""Forms of clock times, one small function a form, in one table.

A form reads at a position of a head's text and gives a `WrittenClock`, or None where it does not apply.
Nothing here asks whether there is such a time of day: `25:90` is read, and refused where it is dated.
"""

import re
from collections.abc import Callable
from datetime import timedelta

from msgspec import Struct

from postmortem.parse.timeline.vocabulary import Vocabulary
from postmortem.parse.timeline.written import WrittenClock

# What a clock time cannot be followed by: more of a longer number, an address, a version, a path; a fraction
# of a second by the level of a line of a log.
_COLON = re.compile(
    r"([0-9]{1,2}):([0-9]{2}|\?\?)(?::([0-9]{2})(?:[.,][0-9]{1,9}(?!\s+\[?[A-Z]{4}))?)?(?!\.?[0-9]|,[0-9]{3}|:[0-9]|:[0-9a-fA-F]{1,4}:|/|%)"
)
_DOT = re.compile(r"([0-9]{1,2})\.([0-9]{2})(?!\.|[0-9]|,[0-9]|%)")
_COMPACT = re.compile(r"([01][0-9]|2[0-3])([0-5][0-9])(?![0-9]|[-/.][0-9])")
_COMPACT_END = re.compile(r"\s*(?:Z\b|UTC\b|GMT\b|[)\]|]|\n|$)")
# The minutes of `9 Uhr 10`; with a noun behind them, they may be a number of something.
_MINUTES = re.compile(r"\s([0-5][0-9])(?:\s?(?:Minuten|Min\.?))?(?![\w%]|[.,:/-][0-9]|\s?(?:%|Prozent))")
_NOUN = re.compile(r"\s[^\W\d_a-zäöüß]")
_NUMBER = re.compile(r"([0-9]{1,2})(?![0-9:.,])")
_BLANK = re.compile(
    r"(?:([?]{2}|[-–]{2}):([?]{2}|[-–]{2})|([Hh]{2}:(?:[Mm]{2}|[0-5][0-9])|[0-2xX]?[0-9xX]:[xX]{2}))(?![A-Za-z0-9])"
)
_SPAN = (
    r"([+-])\s?(?:([0-9]{1,3}):([0-5][0-9])(?![0-9:])|(?=[0-9])"
    r"(?:([0-9]{1,3})\s?d(?:ays?)?\b\s?)?(?:([0-9]{1,3})\s?(?:h(?:ours?|rs?)?|[Ss]td\.?)(?![a-z])\s?)?"
    r"(?:([0-9]{1,4})\s?[Mm](?:in(?:ute)?s?)?(?![a-z])\.?\s?)?(?:([0-9]{1,5})\s?s(?:ec(?:ond)?s?)?)?)"
)
_RELATIVE = re.compile(rf"T\s?(?:\+?0(?![0-9dhms]|[:.][0-9]|\s?[+-]\s?[0-9])|(?:0\s?)?{_SPAN})(?![\w.])")
_BARE = re.compile(rf"(?![+-]\s[0-9]+:){_SPAN}(?![\w.])(?=\s*(?:[:|→)\]]|[–—-](?=\s)|$))")
_MERIDIEM = re.compile(r"(\s?)([ap])(?:\.\s?m\.|m)(?!\w)", re.IGNORECASE)
_MARGIN = re.compile(r"\s*[-–—→:](?=\s|[0-9?]|$)")


class Surroundings(Struct, frozen=True):
    """What decides whether `14.43` is a clock time: a date before it, or dots elsewhere in the timeline."""

    dated: bool = False
    dots: bool = False


ClockForm = Callable[[str, int, Vocabulary, Surroundings], WrittenClock | None]


def colon(text: str, at: int, words: Vocabulary, _: Surroundings) -> WrittenClock | None:
    """`9:47`, `09:47:12`, `12:??`, each perhaps with am or pm. A ratio such as `3:1` has too few digits."""
    found = _COLON.match(text, at)
    if found is None:
        return None
    hour, minute, second = found.groups()
    end, meridiem = _meridiem(text, found.end(), words)
    return WrittenClock(
        hour=int(hour),
        minute=int(minute) if minute.isdigit() else None,
        end=end,
        second=int(second) if second else None,
        meridiem=meridiem,
        padded=len(hour) == 2,
    )


def dot(text: str, at: int, words: Vocabulary, around: Surroundings) -> WrittenClock | None:
    """`14.43`, where it cannot be a number or a version.

    That is: with "Uhr" or am/pm after it; with two digits for the hour and a date before it or a dash or
    colon after it; or with two digits in a timeline that is known to write its times with dots.
    """
    found = _DOT.match(text, at)
    if found is None:
        return None
    end, meridiem = _meridiem(text, found.end(), words)
    padded = len(found[1]) == 2
    sure = (
        bool(meridiem)
        or words.hours.match(text, end) is not None
        or (padded and (around.dated or around.dots or _MARGIN.match(text, end) is not None))
    )
    if not sure:
        return None
    return WrittenClock(int(found[1]), int(found[2]), end, meridiem=meridiem, padded=padded, dotted=True)


def signed(text: str, at: int, words: Vocabulary, _: Surroundings) -> WrittenClock | None:
    """`9h10`, `02h17`, `14 h`, `10時30分`, `午後3時半`, in languages that write so."""
    found = words.signed.match(text, at) if words.signed else None
    if found is None:
        return None
    meridiem = "am" if found["morning"] else "pm" if found["afternoon"] else ""
    minute = 30 if found["half"] else int(found["minute"] or 0)
    if meridiem and found["hour"] == "0":
        return WrittenClock(12, minute, found.end(), meridiem=meridiem, padded=False)
    return WrittenClock(
        int(found["hour"]), minute, found.end(), meridiem=meridiem, padded=len(found["hour"]) == 2
    )


def full_hour(text: str, at: int, words: Vocabulary, _: Surroundings) -> WrittenClock | None:
    """`9 Uhr`, `9am`, `9 o'clock`; `9 Uhr 10`, whose minutes nobody can tell in `9 Uhr 10 Server`."""
    found = _NUMBER.match(text, at)
    if found is None:
        return None
    end, meridiem = _meridiem(text, found.end(), words)
    word = words.full_hours.match(text, end)
    if not meridiem and word is None:
        return None
    padded = len(found[1]) == 2
    behind = _MINUTES.match(text, word.end()) if word and word[0].casefold().endswith("uhr") else None
    if behind is None:
        return WrittenClock(int(found[1]), 0, end, meridiem=meridiem, padded=padded)
    minute = None if behind[0][-1].isdecimal() and _NOUN.match(text, behind.end()) else int(behind[1])
    return WrittenClock(int(found[1]), minute, behind.end(), padded=padded)


def shared_hour(text: str, at: int, words: Vocabulary, _: Surroundings) -> WrittenClock | None:
    """The `13` of `13-15 Uhr`, and the `2` of `2-3 pm`."""
    found = words.shared_hour.match(text, at)
    return WrittenClock(int(found[1]), 0, found.end(1), padded=len(found[1]) == 2) if found else None


def blank(text: str, at: int, _words: Vocabulary, around: Surroundings) -> WrittenClock | None:
    """`--:--` and `??:??`, a time that the writer does not know; `HH:mm`, left from a template."""
    found = _BLANK.match(text, at)
    if found is None or not (around.dated or found[3]):
        return None
    return WrittenClock(None, None, found.end(), blank=found[3] is not None)


def compact(text: str, at: int, words: Vocabulary, around: Surroundings) -> WrittenClock | None:
    """`1600` behind a date, where the label ends: with other words behind it, it is a number of something."""
    found = _COMPACT.match(text, at) if around.dated else None
    if found is None:
        return None
    end = found.end()
    ended = _MARGIN.match(text, end) or words.hours.match(text, end) or _COMPACT_END.match(text, end)
    return WrittenClock(int(found[1]), int(found[2]), end) if ended else None


# The forms that begin with a digit, and those that do not.
NUMBERED: tuple[ClockForm, ...] = (colon, dot, signed, full_hour, compact, blank, shared_hour)
NAMED: tuple[ClockForm, ...] = (blank, signed)


def read_clock(text: str, at: int, words: Vocabulary, around: Surroundings) -> WrittenClock | None:
    """The clock time that begins at a position."""
    for form in NUMBERED if text[at : at + 1].isdecimal() else NAMED:
        found = form(text, at, words, around)
        if found is not None:
            return found
    return None


def read_relative(text: str, at: int) -> tuple[timedelta, int] | None:
    """The time since the start of impact at a position, and where it ends.

    `T0`, `T+15m`, `T0 + 1h30m`, `T+0:15`; without the T (`+15 min`) only where the label ends there.
    """
    found = _RELATIVE.match(text, at) or _BARE.match(text, at)
    if found is None:
        return None
    sign, *parts = found.groups()
    clock_hours, clock_minutes, days, hours, minutes, seconds = (int(part or 0) for part in parts)
    span = timedelta(days, seconds, hours=clock_hours + hours, minutes=clock_minutes + minutes)
    return (-span if sign == "-" else span), found.end()


def maybe_clock(text: str) -> str:
    """The `14.43` that a text begins with, where it may be a time or a number; else nothing."""
    found = _DOT.match(text)
    if found is None or len(found[1]) < 2 or int(found[1]) > 23 or int(found[2]) > 59:
        return ""
    return found[0]


def _meridiem(text: str, at: int, words: Vocabulary) -> tuple[int, str]:
    """Where a following am or pm ends, and which it is; German ` am` is a preposition."""
    found = _MERIDIEM.match(text, at)
    if found is None or (found[0] == " am" and not words.spaced_am):
        return at, ""
    return found.end(), found[2].lower() + "m"
