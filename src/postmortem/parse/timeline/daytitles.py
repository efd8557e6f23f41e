"""Days that stand over entries in words: `Donnerstag, den 12. März`, `Day 3 (12 March)`, `The next day:`.

    [Day 3 –|two days later,|next day,] [weekday] [the] date [(…)] [:]

`day_head` gives a head with a date, or with `next_day` alone; None where the text says more than a day.
`told_day` finds a day in a text that says more, to ask what was meant.
"""

import re
from itertools import islice

from postmortem.parse.timeline.dates import read_date
from postmortem.parse.timeline.sides import Lead, Scan, after, lead
from postmortem.parse.timeline.written import Head, Side, WrittenDate

# A title is shorter than a sentence that happens to name a day.
_LONGEST = 100
_DOTS_SHORT = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{2})(?![0-9.])")
_SLASHES = re.compile(r"([0-9]{1,2})/([0-9]{1,2})(?![0-9/.])")
_TITLE = re.compile(r"[^\W\d_][^\d()\n]{2,60}\s\((?=[^()]{3,40}\)\s*$)")
_REST = re.compile(r"\s*[)\]]?\s*(?:\((?P<note>[^()\n]{1,40})\))?\s*[:.,]?\s*$")
_CLOCK = re.compile(r"[0-9]:[0-9]{2}|[0-9]\s?(?:Uhr|[ap]m)\b")
_WORD = re.compile(r"(?<![\w.:/-])[^\W_]")
# A text has no more words that may begin a date and are worth a look.
_MOST = 20


def day_head(scan: Scan, written: str, *, titled: bool = False) -> Head | None:
    """The day that a text is, and nothing more; with `titled`, also one in brackets behind a title.

    `written` is the scan's text as the writer has it.
    """
    text = scan.text
    if len(text) > _LONGEST or "\n" in text:
        return None
    start = len(text) - len(text.lstrip())
    following = scan.words.day_after.match(text, start)
    if following is not None and _REST.match(text, following.end()):
        return _head(written, Side(start, following.end(), next_day=True))
    side = _dated(scan, after(scan.words.day_title, text, start), start)
    if side is None and titled and (title := _TITLE.match(text)):
        side = _dated(scan, title.end(), title.end())
    return _head(written, side) if side is not None else None


def is_date(scan: Scan) -> bool:
    """Whether a text is a date, perhaps with its weekday, and nothing more: `Donnerstag, den 12. März:`."""
    start = len(scan.text) - len(scan.text.lstrip())
    return _dated(scan, start, start) is not None and "(" not in scan.text


def told_day(scan: Scan, written: str) -> Head | None:
    """The first date or words for the next day in a title or a short line that says more."""
    if len(scan.text) > _LONGEST or _CLOCK.search(scan.text):
        return None
    following = scan.words.day_after.search(scan.text)
    if following is not None:
        return _head(written, Side(following.start(), following.end(), next_day=True))
    start = len(scan.text) - len(scan.text.lstrip())
    whole = scan.words.weekdays.get(scan.text.strip(" .,:"))
    led = Lead(start, len(scan.text), weekday=whole) if whole else lead(scan, start)
    short = _short(scan.text, led.end) if led.weekday or _DOTS_SHORT.match(scan.text, start) else None
    if led.weekday or short:
        return _head(written, Side(start, short.end if short else led.end, short, weekday=led.weekday))
    for word in islice(_WORD.finditer(scan.text), _MOST):
        date = read_date(scan.text, word.start(), scan.words)
        if date is not None:
            return _head(written, Side(word.start(), date.end, date))
    return None


def _dated(scan: Scan, at: int, start: int) -> Side | None:
    """The date from a position on, where only a note in brackets may follow."""
    text, words = scan.text, scan.words
    led = lead(scan, at)
    second = lead(scan, after(words.article, text, led.end))
    weekday = led.weekday or second.weekday
    place = after(words.article, text, second.end)
    date = read_date(text, place, words) or (_short(text, place) if place > start else None)
    rest = _REST.match(text, date.end) if date is not None else None
    if date is None or rest is None or _CLOCK.search(rest["note"] or ""):
        return None
    weekday = weekday or words.weekdays.get((rest["note"] or "").strip(" ."))
    return Side(start, date.end, date, weekday=weekday)


def _short(text: str, at: int) -> WrittenDate | None:
    """`12.03.26` and `12/03`, which behind a weekday are dates."""
    found = _DOTS_SHORT.match(text, at)
    if found is not None:
        day, month, year = (int(number) for number in found.groups())
        return WrittenDate(2000 + year, month, day, found.end(), plain=True)
    found = _SLASHES.match(text, at)
    if found is None:
        return None
    first, second = int(found[1]), int(found[2])
    month, day = (second, first) if first > 12 else (first, second)
    return WrittenDate(None, month, day, found.end(), either=first <= 12 and second <= 12 and first != second)


def _head(written: str, side: Side) -> Head:
    return Head(written[side.start : side.end].strip(), side, None, side.start, side.end)
