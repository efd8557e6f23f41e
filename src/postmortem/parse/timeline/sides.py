"""Layouts of one moment in a label, one small function a layout.

    [~|ca.|um] [weekday] [date] time [Uhr] [zone] [(zone)] [(+1)]

A layout reads at a position of a scan's text and gives a `Side`, or None where it does not apply. `read_side`
tries them in order and hands on what they share, so that nothing is read twice.
"""

import re

from msgspec import Struct
from msgspec.structs import replace

from postmortem.parse.timeline.clock import Surroundings, read_clock, read_relative
from postmortem.parse.timeline.dates import read_date
from postmortem.parse.timeline.vocabulary import Vocabulary
from postmortem.parse.timeline.written import Side, WrittenClock, WrittenDate
from postmortem.parse.timeline.zones import attached, bracketed, read_zone

_WEEKDAY = re.compile(r"([^\W\d_]{2,12}(?:-[^\W\d_]{3,8})?)\.?(?:\s*,\s*|\s+)")
_JOIN = re.compile(r"T(?=[0-9])|\s*(?:[,:@|、–—]|-{1,2}(?![-:]))?\s*")
_COMMA = re.compile(r"\s*,\s*|\s+(?=\S)")
# Scripts without spaces go on at once after a time.
_BOUNDARY = re.compile(r"[\s:,.…;)\]>|\-–—→]|[^\x00-\u2fff\ufffc]|$")
_TITLE_FOLLOWS = re.compile(r"\s*(?:[:|→]|[–—]|-(?=\s)|[)\]>]|$)")
_LIKE_CLOCK = re.compile(
    r"[\s,:@|–—-]{0,4}(?:[0-9]{1,2}\s?[:.hH]\s?[0-9]{2}|[0-2][0-9][0-5][0-9](?![0-9/.-]))"
)


class Scan(Struct, frozen=True):
    """A text to look at, and what decides about its forms. `own` are the report's zone's abbreviations."""

    text: str
    words: Vocabulary
    own: frozenset[str] = frozenset()
    dots: bool = False


class Lead(Struct, frozen=True):
    """The words before a time: where they begin and end, whether they make it approximate, the weekday."""

    start: int
    end: int
    about: bool = False
    weekday: int | None = None


def read_side(scan: Scan, at: int) -> Side | None:
    """The moment that begins at a position."""
    led = lead(scan, at)
    date = read_date(scan.text, led.end, scan.words)
    side = date_then_clock(scan, led, date) if date else None
    if side is not None:
        return side
    side = _clock_alone(scan, led)
    if side is not None:
        return clock_then_date(scan, side) or side
    return (date_alone(scan, led, date) if date else None) or relative(scan, at)


def date_then_clock(scan: Scan, led: Lead, date: WrittenDate) -> Side | None:
    """`2019-11-29 12:00`, `Oct 31, 21:33`, `am 30.01. gegen 15:20 Uhr`, `2019-03-12T18:40-08:00`."""
    text = scan.text
    second = lead(scan, after(_JOIN, text, date.end))
    clock = read_clock(text, second.end, scan.words, Surroundings(dated=True, dots=scan.dots))
    if clock is None or (second.end == date.end and text[second.end - 1].isascii()):
        return None
    words = Lead(led.start, second.end, led.about or second.about, led.weekday)
    return _with_clock(scan, words, clock, date, exact=text[second.end - 1] == "T")


def clock_then_date(scan: Scan, side: Side) -> Side | None:
    """A date behind a time: `22:52 UTC, 21st Oct`, `23:54 UTC, 26. Sep.`, `10:45, am 9. Februar 2023`."""
    joined = _COMMA.match(scan.text, side.end)
    if joined is None:
        return None
    led = lead(scan, joined.end())
    date = read_date(scan.text, led.end, scan.words)
    if date is None:
        return None
    announced = "," in joined[0] or led.end > joined.end()
    ended = _TITLE_FOLLOWS.match(scan.text, date.end) is not None
    if not ended and not (announced and date.year is not None and bounded(scan.text, date.end)):
        return None
    return replace(side, date=date, weekday=led.weekday, end=date.end)


def clock_alone(scan: Scan, at: int) -> Side | None:
    """`09:47 Uhr`, `16:58 UTC`, `ca. 11:20`, `10:45~`, `Sun 21:33`, `00:10 (next day)`."""
    return _clock_alone(scan, lead(scan, at))


def date_alone(scan: Scan, led: Lead, date: WrittenDate) -> Side | None:
    """`2021-12-10`, `October 21, 2025 - …`; a date in words only where a title or nothing follows."""
    if not bounded(scan.text, date.end) or _LIKE_CLOCK.match(scan.text, date.end):
        return None
    if (date.short or not date.plain) and not _TITLE_FOLLOWS.match(scan.text, date.end):
        return None
    return Side(start=led.start, end=date.end, date=date, weekday=led.weekday, approximate=led.about)


def relative(scan: Scan, at: int) -> Side | None:
    """`T0`, `T+15m`, `T-1h30m`, `+15 min`, counted from the start of impact."""
    found = read_relative(scan.text, at)
    return Side(at, found[1], relative=found[0]) if found else None


def bounded(text: str, at: int) -> bool:
    """Whether a label may end at a position."""
    return _BOUNDARY.match(text, at) is not None


def like_clock(text: str, at: int) -> int:
    """Where something that looks like a clock time ends; the position itself where there is none."""
    return after(_LIKE_CLOCK, text, at)


def lead(scan: Scan, at: int) -> Lead:
    """The words before a time (`gegen`, `Sun,`)."""
    text, words = scan.text, scan.words
    start, about, weekday = at, False, None
    for _ in range(4):
        if text[at : at + 1].casefold() not in words.lead_letters:
            break
        found = words.lead.match(text, at)
        if found:
            at, about = found.end(), about or found["about"] is not None
            continue
        named = _WEEKDAY.match(text, at)
        number = words.weekdays.get(named[1]) if named else None
        if named is None or number is None:
            break
        at, weekday = named.end(), number
    return Lead(start, at, about, weekday)


def after(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where a pattern at a position ends; the position itself where it does not match."""
    found = pattern.match(text, at)
    return found.end() if found else at


def _clock_alone(scan: Scan, led: Lead) -> Side | None:
    clock = read_clock(scan.text, led.end, scan.words, Surroundings(dots=scan.dots))
    return _with_clock(scan, led, clock, None, exact=False) if clock else None


def _with_clock(scan: Scan, led: Lead, clock: WrittenClock, date: WrittenDate | None, *, exact: bool) -> Side:
    """The side that a clock time makes with what belongs to it: "Uhr", `~`, a zone, a second zone, `(+1)`."""
    text, words = scan.text, scan.words
    if words.tail.match(text, clock.end) is None:
        return Side(led.start, clock.end, date, clock, None, led.weekday, led.about)
    hours = after(words.hours, text, clock.end)
    end = about = after(words.around, text, hours)
    zone, beside = read_zone(text, about, words, scan.own), None
    if zone is None and (exact or clock.second is not None):
        zone = attached(text, about)
    if zone is not None:
        end = after(words.hours, text, zone.end)
        beside = bracketed(text, end, words, scan.own)
        end = beside.end if beside else end
    late = after(words.next_day, text, end)
    return Side(
        start=led.start,
        end=late,
        date=date,
        clock=clock,
        zone=zone,
        weekday=led.weekday,
        approximate=led.about or about > hours,
        next_day=late > end,
        beside=beside,
    )
