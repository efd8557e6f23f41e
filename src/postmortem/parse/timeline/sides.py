"""Layouts of one moment in a label, one small function a layout, in one table.

    [~|ca.|um] [weekday] [date] time [Uhr] [zone] [(zone)] [(+1)]

A layout reads at a position of a scan's text and gives a `Side`, or None where it does not apply.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from postmortem.parse.timeline.clock import Surroundings, read_clock, read_relative
from postmortem.parse.timeline.dates import read_date
from postmortem.parse.timeline.vocabulary import Vocabulary
from postmortem.parse.timeline.written import Side, WrittenClock
from postmortem.parse.timeline.zones import attached, bracketed, read_zone

_WEEKDAY = re.compile(r"([^\W\d_]{2,12}(?:-[^\W\d_]{3,8})?)\.?(?:\s*,\s*|\s+)")
_JOIN = re.compile(r"T(?=[0-9])|\s*(?:[,:@|、–—]|-{1,2}(?![-:]))?\s*")
_COMMA = re.compile(r"\s*,\s*|\s+(?=\S)")
# Scripts without spaces go on at once after a time.
_BOUNDARY = re.compile(r"[\s:,.;)\]>|\-–—→]|[^\x00-\u2fff\ufffc]|$")
_TITLE_FOLLOWS = re.compile(r"\s*(?:[:|→]|[–—]|-(?=\s)|[)\]>]|$)")
_LIKE_CLOCK = re.compile(
    r"[\s,:@|–—-]{0,4}(?:[0-9]{1,2}\s?[:.hH]\s?[0-9]{2}|[0-2][0-9][0-5][0-9](?![0-9/.-]))"
)


@dataclass(frozen=True, slots=True)
class Scan:
    """A text to look at, and what decides about its forms. `own` are the report's zone's abbreviations."""

    text: str
    words: Vocabulary
    own: frozenset[str] = frozenset()
    dots: bool = False


def date_then_clock(scan: Scan, at: int) -> Side | None:
    """`2019-11-29 12:00`, `Oct 31, 21:33`, `am 30.01. gegen 15:20 Uhr`, `2019-03-12T18:40-08:00`."""
    start, about, weekday = lead(scan, at)
    date = read_date(scan.text, start, scan.words)
    if date is None:
        return None
    joined = _JOIN.match(scan.text, date.end)
    after, later, _ = lead(scan, joined.end() if joined else date.end)
    around = Surroundings(dated=True, dots=scan.dots)
    clock = read_clock(scan.text, after, scan.words, around)
    if clock is None or (after == date.end and scan.text[after - 1].isascii()):
        return None
    side = _with_clock(scan, at, clock, exact=scan.text[after - 1] == "T")
    return replace(side, date=date, weekday=weekday, approximate=about or later or side.approximate)


def clock_then_date(scan: Scan, at: int) -> Side | None:
    """`22:52 UTC, 21st Oct`, `23:54 UTC, 26. Sep.`, `10:45, am 9. Februar 2023`."""
    side = clock_alone(scan, at)
    if side is None:
        return None
    joined = _COMMA.match(scan.text, side.end)
    if joined is None:
        return None
    start, _, weekday = lead(scan, joined.end())
    date = read_date(scan.text, start, scan.words)
    if date is None:
        return None
    announced = "," in joined[0] or start > joined.end()
    ended = _TITLE_FOLLOWS.match(scan.text, date.end) is not None
    if not ended and not (announced and date.year is not None and bounded(scan.text, date.end)):
        return None
    return replace(side, date=date, weekday=weekday, end=date.end)


def clock_alone(scan: Scan, at: int) -> Side | None:
    """`09:47 Uhr`, `16:58 UTC`, `ca. 11:20`, `10:45~`, `Sun 21:33`, `00:10 (next day)`."""
    start, about, weekday = lead(scan, at)
    clock = read_clock(scan.text, start, scan.words, Surroundings(dots=scan.dots))
    if clock is None:
        return None
    side = _with_clock(scan, at, clock, exact=False)
    return replace(side, weekday=weekday, approximate=about or side.approximate)


def date_alone(scan: Scan, at: int) -> Side | None:
    """`2021-12-10`, `October 21, 2025 - …`; a date in words only where a title or nothing follows."""
    start, about, weekday = lead(scan, at)
    date = read_date(scan.text, start, scan.words)
    if date is None or not bounded(scan.text, date.end) or _LIKE_CLOCK.match(scan.text, date.end):
        return None
    if (date.short or not date.plain) and not _TITLE_FOLLOWS.match(scan.text, date.end):
        return None
    return Side(start=at, end=date.end, date=date, weekday=weekday, approximate=about)


def relative(scan: Scan, at: int) -> Side | None:
    """`T0`, `T+15m`, `T-1h30m`, `+15 min`, counted from the start of impact."""
    found = read_relative(scan.text, at)
    return Side(at, found[1], relative=found[0]) if found else None


LAYOUTS: tuple[Callable[[Scan, int], Side | None], ...] = (
    date_then_clock,
    clock_then_date,
    clock_alone,
    date_alone,
    relative,
)


def read_side(scan: Scan, at: int) -> Side | None:
    """The moment that begins at a position."""
    for layout in LAYOUTS:
        side = layout(scan, at)
        if side is not None:
            return side
    return None


def bounded(text: str, at: int) -> bool:
    """Whether a label may end at a position."""
    return _BOUNDARY.match(text, at) is not None


def like_clock(text: str, at: int) -> int:
    """Where something that looks like a clock time ends; the position itself where there is none."""
    found = _LIKE_CLOCK.match(text, at)
    return found.end() if found else at


def lead(scan: Scan, at: int) -> tuple[int, bool, int | None]:
    """Where the words before a time end (`gegen`, `Sun,`), whether they make it approximate, the weekday."""
    about, weekday = False, None
    for _ in range(4):
        found = scan.words.lead.match(scan.text, at)
        if found:
            at, about = found.end(), about or found["about"] is not None
            continue
        named = _WEEKDAY.match(scan.text, at)
        number = scan.words.weekdays.get(named[1]) if named else None
        if named is None or number is None:
            break
        at, weekday = named.end(), number
    return at, about, weekday


def after(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where a pattern at a position ends; the position itself where it does not match."""
    found = pattern.match(text, at)
    return found.end() if found else at


def _with_clock(scan: Scan, start: int, clock: WrittenClock, *, exact: bool) -> Side:
    """The side that a clock time makes with what belongs to it: "Uhr", `~`, a zone, a second zone, `(+1)`."""
    end = after(scan.words.hours, scan.text, clock.end)
    about = after(scan.words.around, scan.text, end)
    side = Side(start, about, clock=clock, approximate=about > end)
    zone = read_zone(scan.text, about, scan.words, scan.own)
    if zone is None and (exact or clock.second is not None):
        zone = attached(scan.text, about)
    if zone is not None:
        end = after(scan.words.hours, scan.text, zone.end)
        beside = bracketed(scan.text, end, scan.words, scan.own)
        side = replace(side, zone=zone, beside=beside, end=beside.end if beside else end)
    late = after(scan.words.next_day, scan.text, side.end)
    return replace(side, end=late, next_day=late > side.end)
