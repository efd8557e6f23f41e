"""Layouts of the label at the start of an entry, one small function a layout, in one table.

    [~|ca.|um] [weekday] [date] time [Uhr] [zone] [- time] [zone] [: | - | space] text

`read_head` gives a `Head` or None. Only the first 200 characters are looked at. What of the text is not the
label is left alone: a head never reads a number out of the prose behind it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from postmortem.parse.timeline.clock import Surroundings, read_clock, read_relative
from postmortem.parse.timeline.dates import read_date
from postmortem.parse.timeline.vocabulary import Vocabulary
from postmortem.parse.timeline.written import Head, Side, WrittenClock
from postmortem.parse.timeline.zones import attached, read_zone

LIMIT = 200

_WEEKDAY = re.compile(r"([^\W\d_]{2,12})\.?(?:\s*,\s*|\s+)")
_START = re.compile(r"\s*[\[(<]?\s*")
_JOIN = re.compile(r"T(?=[0-9])|\s*(?:[,:@|–—]|-{1,2}(?![-:]))?\s*")
_COMMA = re.compile(r"\s*,\s*|\s+(?=\S)")
_UNKNOWN = re.compile(r"(?:\?\?:\?\?|\?{1,2})(?![\w?])")
_BOUNDARY = re.compile(r"[\s:,.;)\]>|\-–—→]|$")
_SEPARATOR = re.compile(r"\s*(?:[:,;|→–—]|\.(?=\s)|-{1,2}(?=\s|$)|[=-]>(?=\s))")
_TITLE_FOLLOWS = re.compile(r"\s*(?:[:|→]|[–—]|-(?=\s)|[)\]>]|$)")
_CLOSING = re.compile(r"\s*[\])>]")
_LINE_END = re.compile(r"[ \t]*[.!]?[ \t]*(?=\n|$)")
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
    start, about, weekday = _lead(scan, at)
    date = read_date(scan.text, start, scan.words)
    if date is None:
        return None
    joined = _JOIN.match(scan.text, date.end)
    after, later, _ = _lead(scan, joined.end() if joined else date.end)
    around = Surroundings(dated=True, dots=scan.dots)
    clock = read_clock(scan.text, after, scan.words, around)
    if clock is None or after == date.end:
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
    start, _, weekday = _lead(scan, joined.end())
    date = read_date(scan.text, start, scan.words)
    if date is None:
        return None
    announced = "," in joined[0] or start > joined.end()
    ended = _TITLE_FOLLOWS.match(scan.text, date.end) is not None
    if not ended and not (announced and date.year is not None and _BOUNDARY.match(scan.text, date.end)):
        return None
    return replace(side, date=date, weekday=weekday, end=date.end)


def clock_alone(scan: Scan, at: int) -> Side | None:
    """`09:47 Uhr`, `16:58 UTC`, `ca. 11:20`, `10:45~`, `Sun 21:33`."""
    start, about, weekday = _lead(scan, at)
    clock = read_clock(scan.text, start, scan.words, Surroundings(dots=scan.dots))
    if clock is None:
        return None
    side = _with_clock(scan, at, clock, exact=False)
    return replace(side, weekday=weekday, approximate=about or side.approximate)


def date_alone(scan: Scan, at: int) -> Side | None:
    """`2021-12-10`, `October 21, 2025 - …`; a date in words only where a title or nothing follows."""
    start, about, weekday = _lead(scan, at)
    date = read_date(scan.text, start, scan.words)
    if date is None or not _BOUNDARY.match(scan.text, date.end) or _LIKE_CLOCK.match(scan.text, date.end):
        return None
    if not date.plain and not _TITLE_FOLLOWS.match(scan.text, date.end):
        return None
    return Side(start=at, end=date.end, date=date, weekday=weekday, approximate=about)


def relative(scan: Scan, at: int) -> Side | None:
    """`T0`, `T+15m`, `T-1h30m`, counted from the start of impact."""
    found = read_relative(scan.text, at)
    return Side(at, found[1], relative=found[0]) if found else None


LAYOUTS: tuple[Callable[[Scan, int], Side | None], ...] = (
    date_then_clock,
    clock_then_date,
    clock_alone,
    date_alone,
    relative,
)


def read_head(scan: Scan, written: str) -> Head | None:
    """The label at the start of a text, or after one of the written labels (`First detected: 14:22`).

    `written` is the same text, character by character, as the writer has it.
    """
    scan = replace(scan, text=scan.text[:LIMIT])
    opened = _START.match(scan.text)
    start = opened.end() if opened else 0
    begin = _side(scan, start)
    if begin is None:
        return _named(scan, written)
    head = _range(scan, written, begin)
    if not _BOUNDARY.match(scan.text, begin.end if head.finish is None else head.finish.end):
        return None
    return replace(head, cut_start=0, cut_end=_text_start(scan.text, head.cut_end))


def doubtful_date(scan: Scan) -> str:
    """The date that a text begins with, and what looks like a clock time behind it that cannot be read."""
    start, _, _ = _lead(scan, 0)
    date = read_date(scan.text, start, scan.words)
    found = _LIKE_CLOCK.match(scan.text, date.end) if date else None
    return scan.text[start : found.end()] if found else ""


def _named(scan: Scan, written: str) -> Head | None:
    """A written label, then a time, then nothing more."""
    found = scan.words.label.match(scan.text)
    if found is None:
        return None
    begin = _side(scan, found.end())
    if begin is None:
        return None
    head = _range(scan, written, begin)
    ended = _LINE_END.match(scan.text, head.cut_end)
    if ended is None or ended.end() == LIMIT:
        return None
    return replace(head, cut_start=found.end("label"), cut_end=ended.end(), named=found["label"])


def _side(scan: Scan, at: int) -> Side | None:
    for layout in LAYOUTS:
        side = layout(scan, at)
        if side is not None:
            return side
    return None


def _range(scan: Scan, written: str, begin: Side) -> Head:
    """The head that begins with a side, and its end if any; `cut_end` is the label's end for now."""
    joined = scan.words.until.match(scan.text, begin.end)
    unknown = _UNKNOWN.match(scan.text, joined.end()) if joined and begin.clock else None
    if unknown:
        return _head(written, begin, None, unknown.end(), open_end=True)
    finish = _finish(scan, begin, joined.end()) if joined else None
    if joined is None or finish is None:
        return _head(written, begin, None, begin.end)
    open_end = finish.clock is not None and finish.clock.minute is None
    return replace(
        _head(written, begin, finish, finish.end, open_end=open_end),
        offset_like=joined[0] == "-" and finish.zone is None and finish.date is None,
    )


def _finish(scan: Scan, begin: Side, at: int) -> Side | None:
    """The end of a range: of the same make as its beginning, and with nothing stuck to it."""
    dotted = begin.clock is not None and begin.clock.dotted
    finish = _side(replace(scan, dots=scan.dots or dotted), at)
    if finish is None or (finish.clock is None) != (begin.clock is None) or finish.relative or begin.relative:
        return None
    return finish if _BOUNDARY.match(scan.text, finish.end) else None


def _head(written: str, begin: Side, finish: Side | None, end: int, *, open_end: bool = False) -> Head:
    label = written[begin.start : end].strip()
    return Head(label, begin, finish, begin.start, end, open_end=open_end)


def _lead(scan: Scan, at: int) -> tuple[int, bool, int | None]:
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


def _with_clock(scan: Scan, start: int, clock: WrittenClock, *, exact: bool) -> Side:
    """The side that a clock time makes with what belongs to it: "Uhr", `~`, a zone."""
    end = _after(scan.words.hours, scan.text, clock.end)
    about = _after(scan.words.around, scan.text, end)
    side = Side(start, about, clock=clock, approximate=about > end)
    zone = read_zone(scan.text, about, scan.words, scan.own)
    if zone is None and (exact or clock.second is not None):
        zone = attached(scan.text, about)
    if zone is None:
        return side
    end = _after(scan.words.hours, scan.text, zone.end)
    return replace(side, zone=zone, end=end)


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _text_start(text: str, at: int) -> int:
    """Where the entry's text starts behind its label: after a closing bracket and at most two separators."""
    at = _after(_CLOSING, text, at)
    for _ in range(2):
        at = _after(_SEPARATOR, text, at)
    while at < len(text) and text[at].isspace():
        at += 1
    return at
