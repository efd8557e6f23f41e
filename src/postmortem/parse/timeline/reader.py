"""The reading of one text: its head, its mark, its place; what every carrier needs."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from postmortem.diagnostics import Span
from postmortem.parse.timeline.clock import maybe_clock
from postmortem.parse.timeline.context import TimelineContext
from postmortem.parse.timeline.daytitles import day_head, is_date, told_day
from postmortem.parse.timeline.head import LIMIT, doubtful_date, read_head
from postmortem.parse.timeline.marks import read_mark
from postmortem.parse.timeline.pieces import Remark, Statement, Timed, Untimed, paragraph
from postmortem.parse.timeline.sides import Scan
from postmortem.parse.timeline.tokencut import Flat, cut, flatten
from postmortem.parse.timeline.vocabulary import vocabulary
from postmortem.parse.timeline.written import Head, WrittenZone
from postmortem.parse.timeline.zones import abbreviations_of, read_zone
from postmortem.parse.tokens import plain_text

_SAMPLE_YEAR = 2024
# Where a sentence or a line begins; in a paragraph no more than some are looked at.
_SENTENCE = re.compile(r"([.!?])\s+(?=\S)|\n(?=\S)")
_SEPARATOR = re.compile(r"(?::|\s[–—-])\s")
_MOST = 50
_DOT = re.compile(r"[0-9]\.[0-9]{2}")


class Reader(Struct, frozen=True):
    """Reads texts of one timeline. `scan` is what every scan of a text starts from."""

    context: TimelineContext
    scan: Scan

    def head(self, flat: Flat, *, dots: bool = False) -> Head | None:
        """The label at the start of a text."""
        scan = self.scan
        return read_head(Scan(flat.text, scan.words, scan.own, dots or scan.dots), flat.written)

    def day(self, flat: Flat, *, titled: bool = False) -> Head | None:
        """The day that a text is in words; with `titled`, also one in brackets behind a title."""
        return day_head(replace(self.scan, text=flat.text), flat.written, titled=titled)

    def is_date(self, flat: Flat) -> bool:
        """Whether a text is a date and nothing more."""
        return is_date(replace(self.scan, text=flat.text))

    def told_day(self, flat: Flat, body: Sequence[Token], row: int) -> Remark:
        """A remark that tells of a day, or just a remark."""
        told = told_day(replace(self.scan, text=flat.text), flat.written)
        return Remark(list(body), self.span(row, told.label if told else ""), told=told)

    def further(self, flat: Flat, head: Head) -> Head | None:
        """A label with a clock time that begins a later sentence, or a line and has a dash behind it."""
        for found in islice(_SENTENCE.finditer(flat.text, head.cut_end), _MOST):
            end = found.end()
            later = self.head(Flat(flat.text[end : end + LIMIT], flat.written[end : end + LIMIT]))
            if later is None or later.begin.clock is None or later.begin.clock.hour is None or later.named:
                continue
            if found[1] or _SEPARATOR.search(flat.text, end, end + later.cut_end):
                return later
        return None

    def timed(self, inline: Token, head: Head, row: int, *, hidden: bool = False) -> Timed:
        """The entry of an inline token that begins with a label; its body is the first paragraph."""
        rest = cut(inline.children or [], head.cut_start, head.cut_end)
        kind, text = read_mark(rest, head.named, self.scan.words)
        return Timed(head, kind, paragraph(text, inline, hidden=hidden), self.context.span(row, head.label))

    def mark_first(self, entry: Timed) -> None:
        """Let the first paragraph below a label that stands alone say what the entry marks."""
        if len(entry.body) < 3 or entry.body[0].type != "paragraph_open" or entry.kind is not None:
            return
        inline = entry.body[1]
        entry.kind, text = read_mark(inline.children or [], entry.head.named, self.scan.words)
        entry.body[:3] = paragraph(text, inline)

    def untimed(self, inline: Token, row: int, *, hidden: bool = False) -> Untimed:
        """The item of an inline token that begins with no label."""
        flat = flatten(inline.children or [])
        kind, text = read_mark(inline.children or [], "", self.scan.words)
        text_start = flat.text.lstrip()[:LIMIT]
        doubt = maybe_clock(text_start) or doubtful_date(replace(self.scan, text=text_start))
        words = doubt or " ".join(plain_text(inline.children or []).split()[:4])
        return Untimed(kind, paragraph(text, inline, hidden=hidden), self.context.span(row, words), doubt)

    def title_statement(self) -> Statement | None:
        """A zone for all times in the timeline's heading: `Timeline (all times UTC)`, `Timeline (UTC+1)`."""
        title, row = self.context.title, self.context.title_row
        start = max(title.rfind("("), title.rfind("["))
        return self.statement(title, row) or (self.zone_in(title[start + 1 :], row) if start >= 0 else None)

    def statement(self, text: str, row: int) -> Statement | None:
        """A zone for all times, where the text says so: `All times in UTC`, `Alle Zeiten in MEZ`."""
        folded = text[:LIMIT].casefold()
        starts = [folded.find(words) for words in self.scan.words.words.zone_statements]
        start = min((start for start in starts if start >= 0), default=-1)
        return self.zone_in(text[start:LIMIT], row) if start >= 0 else None

    def zone_in(self, text: str, row: int) -> Statement | None:
        """The first zone that a short text names."""
        zone = first_zone(self.scan, text[:LIMIT])
        return Statement(zone, self.span(row, zone.text)) if zone else None

    def span(self, row: int, words: str) -> Span:
        """Where words stand in a token's line."""
        return self.context.span(row, words)


def first_zone(scan: Scan, text: str) -> WrittenZone | None:
    """The first zone in a text, at the start of a word."""
    for at in range(len(text)):
        if text[at] in " (" or at == 0:
            zone = read_zone(text, at, scan.words, scan.own)
            if zone is not None:
                return zone
    return None


def reader_of(context: TimelineContext, inlines: Iterable[Token]) -> Reader:
    """The reader of a timeline; the texts that may hold labels decide whether it writes times with dots."""
    started = context.started
    year = started.year if started and 1970 <= started.year <= 2199 else _SAMPLE_YEAR
    scan = Scan("", vocabulary(context.lang), abbreviations_of(context.zone, year))
    reader = Reader(context, scan)
    return Reader(context, replace(scan, dots=any(_dotted(reader, inline) for inline in inlines)))


def _dotted(reader: Reader, inline: Token) -> bool:
    """Whether a text's label certainly has a clock time with a dot."""
    # Only what has a dot, or an entity that may be one, is worth reading for it.
    if "." not in inline.content and "&" not in inline.content:
        return False
    flat = flatten(inline.children or [])
    head = reader.head(flat) if _DOT.search(flat.text, 0, LIMIT) else None
    clock = head.begin.clock if head else None
    return clock is not None and clock.dotted
