"""The label at the start of an entry: one moment, or two for a range, and how they stand in the text.

    moment [- moment] [(moment in another zone)] [: | - | space] text

`read_head` gives a `Head` or None. Only the first 200 characters are looked at. What of the text is not the
label is left alone: a head never reads a number out of the prose behind it.
"""

import re

from msgspec.structs import replace

from postmortem.parse.timeline.dates import read_date
from postmortem.parse.timeline.sides import Scan, after, bounded, clock_alone, lead, like_clock, read_side
from postmortem.parse.timeline.written import Head, Side, WrittenClock, WrittenDate
from postmortem.parse.timeline.zones import bracketed, maybe_zone

LIMIT = 200

# A label of the simplest make and a word behind it, which is what most entries are.
_PLAIN = re.compile(
    r"\s*(?:([0-9]{4})-([0-9]{2})-([0-9]{2})[T ])?([0-9]{1,2}):([0-9]{2})(?:\s*[–—-]|:)?\s+"
    r"(?=\ufffc|([A-Za-z\u00c0-\u024f][a-z\u00c0-\u024f][A-Za-z\u00c0-\u024f]*)(?![\w/:-]|\s(?:[A-Z]\w+\s)?[Tt]ime\b|\s(?:Orts)?[Zz]eit))"
)
_START = re.compile(r"\s*[\[(<【「]?\s*")
# Signs such as ✅ or 🔥 before a label; they stay in the text.
_SYMBOLS = re.compile(
    r"\s*(?:[\u2300-\u23ff\u2460-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\ufe0f\u200d]*)+\s*"
)
_UNKNOWN = re.compile(r"(?:\?\?:\?\?|\?{1,2})(?![\w?])")
# Between a label and its text: a closing bracket, at most two separators, spaces.
_GAP = re.compile(r"(?:\s*[\])>】」])?(?:\s*(?:[:,;|→–—、]|\.(?=\s)|-{1,2}(?=\s|$)|[=-]>(?=\s))){0,2}\s*")
_LINE_END = re.compile(r"[ \t]*[.!]?[ \t]*(?=\n|$|\([^()\n]*\)[ \t]*(?:\n|$))")
_ANY_LABEL = re.compile(r"\s*(?P<label>[^\W\d_][^\d|\n:]{1,50}?)\s*:?\s+(?=[0-9])")
_AGAIN = re.compile(r"\s*(?:(\()|/|=)\s*")
_AGAIN_END = re.compile(r"\s*\)")


def read_head(scan: Scan, written: str) -> Head | None:
    """The label at the start of a text, or after one of the written labels (`First detected: 14:22`).

    `written` is the same text, character by character, as the writer has it.
    """
    return plain_head(scan, written) or any_head(scan, written)


def plain_head(scan: Scan, written: str) -> Head | None:
    """The label where it is surely nothing but `09:47` or `2023-02-09 09:47`, as `any_head` would give it."""
    found = _PLAIN.match(scan.text, 0, LIMIT)
    if found is None or (found[6] or "").casefold() in scan.words.joining:
        return None
    year, month, day, hour, minute = found.group(1, 2, 3, 4, 5)
    start, end = found.start(1 if year else 4), found.end(5)
    date = WrittenDate(int(year), int(month), int(day), found.end(3), plain=True) if year else None
    clock = WrittenClock(int(hour), int(minute), end, padded=len(hour) == 2)
    return Head(written[start:end], Side(start, end, date, clock), None, 0, found.end())


def any_head(scan: Scan, written: str) -> Head | None:
    """The label in any form."""
    if len(scan.text) > LIMIT:
        scan = replace(scan, text=scan.text[:LIMIT])
    text = scan.text
    symbols = after(_SYMBOLS, text, 0)
    begin = read_side(scan, after(_START, text, symbols))
    if begin is None:
        return _named(scan, written)
    if begin.clock and not (begin.date or begin.clock.padded) and scan.words.ratio.match(text, begin.end):
        return None
    head = _range(scan, written, begin)
    if head.finish is None and begin.clock is not None:
        head = _told_again(scan, written, head)
    if head.again is None and not bounded(text, begin.end if head.finish is None else head.finish.end):
        return None
    if begin.clock is not None and head.again is None:
        head = replace(head, maybe_zone=maybe_zone(text, head.cut_end))
    end = after(scan.words.particle, text, head.cut_end)
    return replace(head, cut_start=begin.start if symbols else 0, cut_end=after(_GAP, text, end))


def doubtful_date(scan: Scan) -> str:
    """The date that a text begins with, and what looks like a clock time behind it that cannot be read."""
    start = lead(scan, 0).end
    date = read_date(scan.text, start, scan.words)
    end = like_clock(scan.text, date.end) if date else 0
    return scan.text[start:end] if date and end > date.end else ""


def _named(scan: Scan, written: str) -> Head | None:
    """A written label, then a time, then nothing more; before a full date and clock time, any words."""
    for label in (scan.words.label, _ANY_LABEL):
        found = label.match(scan.text)
        begin = read_side(scan, found.end()) if found else None
        if found is None or begin is None:
            continue
        if label is _ANY_LABEL and not (begin.date and begin.date.year and begin.clock):
            continue
        head = _range(scan, written, begin)
        ended = _LINE_END.match(scan.text, head.cut_end)
        if ended is not None and ended.end() < LIMIT:
            return replace(head, cut_start=found.end("label"), cut_end=ended.end(), named=found["label"])
    return None


def _range(scan: Scan, written: str, begin: Side) -> Head:
    """The head that begins with a side, and its end if any; `cut_end` is the label's end for now."""
    between = scan.words.between.match(scan.text, begin.start)
    joined = (scan.words.both if between else scan.words.until).match(scan.text, begin.end)
    if joined is None:
        return _head(written, begin, None, begin.end)
    unknown = _UNKNOWN.match(scan.text, joined.end()) if begin.clock else None
    if unknown:
        return _head(written, begin, None, unknown.end(), open_end=True)
    finish = _finish(scan, begin, joined.end())
    if finish is None:
        return _head(written, begin, None, begin.end)
    open_end = finish.clock is not None and finish.clock.minute is None
    beside = None if finish.beside else bracketed(scan.text, finish.end, scan.words, scan.own)
    if beside is not None:
        finish = replace(finish, beside=beside, end=beside.end)
    offset_like = joined[0] == "-" and finish.zone is None and finish.date is None
    return _head(written, begin, finish, finish.end, open_end=open_end, offset_like=offset_like)


def _finish(scan: Scan, begin: Side, at: int) -> Side | None:
    """The end of a range: of the same make as its beginning, and with nothing stuck to it."""
    dotted = begin.clock is not None and begin.clock.dotted
    finish = read_side(replace(scan, dots=True) if dotted else scan, at)
    if finish is None or (finish.clock is None) != (begin.clock is None) or finish.relative or begin.relative:
        return None
    return finish if bounded(scan.text, finish.end) else None


def _told_again(scan: Scan, written: str, head: Head) -> Head:
    """The head with its moment in another zone: `12:48 (6:48 PDT)`, `10:00 CET / 09:00 UTC`."""
    opened = _AGAIN.match(scan.text, head.cut_end)
    if opened is None:
        return head
    again = clock_alone(scan, opened.end())
    if again is None or again.zone is None:
        return head
    end = again.end
    if opened[1]:
        closed = _AGAIN_END.match(scan.text, end)
        if closed is None:
            return head
        end = closed.end()
    label = written[head.begin.start : end].strip()
    return replace(head, label=label, again=again, cut_end=end)


def _head(
    written: str,
    begin: Side,
    finish: Side | None,
    end: int,
    *,
    open_end: bool = False,
    offset_like: bool = False,
) -> Head:
    label = written[begin.start : end].strip()
    return Head(label, begin, finish, begin.start, end, open_end, offset_like)
