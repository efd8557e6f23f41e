"""From pieces to the timeline: instants, anchors, HTML, and the diagnostics that come of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markdown_it.token import Token
from msgspec import Struct, field

from postmortem.diagnostics import Diagnostic, Span
from postmortem.model.timeline import Entry, Note, Precision, Timeline
from postmortem.parse.timeline import findings, zone_findings
from postmortem.parse.timeline.context import TimelineContext
from postmortem.parse.timeline.dating import ROLLOVER, Dating
from postmortem.parse.timeline.evening import begins_the_evening_before
from postmortem.parse.timeline.marks import read_closing_mark, unused_marks
from postmortem.parse.timeline.pieces import (
    Day,
    Piece,
    Remark,
    Statement,
    Timed,
    Untimed,
    bulleted,
    tightened,
)
from postmortem.parse.timeline.reader import Reader
from postmortem.parse.timeline.reckoning import Reading, Reckoning
from postmortem.parse.timeline.written import Fault, Head, WrittenZone
from postmortem.parse.timeline.zones import abbreviations_of, candidates, named_zone, wall_of
from postmortem.parse.tokens import block_text


class Assembly(Struct):
    """A timeline under construction. `told` is a remark above that tells of a day which it does not give."""

    context: TimelineContext
    reckoning: Reckoning
    items: list[Entry | Note] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    untimed: int = 0
    told: Remark | None = None

    def timed(self, piece: Timed) -> None:
        """Add an entry with a label."""
        reading = self.reckoning.read(piece.head)
        self._report(reading.faults, piece.span)
        self._hold_to_told(piece.head, reading)
        self._missed(piece)
        self.told = piece.told
        kind, body = piece.kind, tightened(piece.body)
        if kind is None and not piece.followers:
            kind, body = read_closing_mark(body, self.reckoning.words)
        body = [*body, *bulleted(piece.followers)]
        self._unused_marks(body, piece.span)
        self.items.append(
            Entry(
                label=piece.head.label,
                at=reading.at,
                until=reading.until,
                precision=reading.precision,
                kind=kind,
                html=self.context.render(body).strip("\n"),
                text=self.context.words(body),
                anchor=self._anchor(reading),
                span=piece.span,
                explicit_date=piece.head.begin.date is not None,
            )
        )

    def _hold_to_told(self, head: Head, reading: Reading) -> None:
        """Ask about a day that a title above an entry tells of, where the entry is on another one."""
        remark, self.told = self.told, None
        if remark is None or remark.told is None or head.begin.date is not None or reading.at is None:
            return
        if not self.reckoning.is_on(remark.told, reading.at):
            fault = findings.day_not_read(remark.told.label, head.label, reading.at.date())
            self._report([fault], remark.span)

    def _missed(self, piece: Timed | Remark) -> None:
        """Tell of times in a piece that are not read."""
        if piece.missed is not None:
            self._report([piece.missed[0]], piece.missed[1])

    def _unused_marks(self, body: Sequence[Token], span: Span) -> None:
        """Tell of known marks that stand where they mark nothing."""
        for inline, words in unused_marks(body, self.reckoning.words):
            first, last = inline.map or (0, 0)
            self._report([findings.unused_mark(words)], self.context.find(range(first, last), words) or span)

    def no_time(self, piece: Untimed) -> None:
        """Add an entry without a label."""
        body = tightened(piece.body)
        words = " ".join(block_text(body).split()[:6])
        self._report(
            [findings.unreadable(piece.doubt) if piece.doubt else findings.untimed(words)], piece.span
        )
        self.items.append(
            Entry(
                label="",
                at=None,
                until=None,
                precision=None,
                kind=piece.kind,
                html=self.context.render(body).strip("\n"),
                text=self.context.words(body),
                anchor=self._anchor(None),
                span=piece.span,
            )
        )

    def day(self, piece: Day) -> None:
        """Add a date over what follows."""
        self.told = None
        self._report(self.reckoning.stand_under(piece.head), piece.span)
        self._note(piece.body, piece.span, is_day=True, bare=piece.bare)

    def remark(self, piece: Remark, *, entries_elsewhere: bool) -> None:
        """Add a remark; a list without any times is one where there are entries elsewhere."""
        if piece.items and not entries_elsewhere:
            for item in piece.items:
                self.no_time(item)
        else:
            self.told = piece if piece.told else self.told
            self._missed(piece)
            self._note(piece.body, piece.span)

    def statements(self, pieces: Iterable[Statement]) -> None:
        """Compare what is said of the zone of all times with the report's, at the first known instant."""
        moment = next((item.at for item in self.items if isinstance(item, Entry) and item.at), None)
        stated = self.reckoning.dating.zone
        for piece in pieces:
            if moment is not None and not _same_zone(piece.zone, moment, stated, self.context.zone):
                self._report([zone_findings.other_zone(piece.zone, stated, self.context.zone)], piece.span)
            elif stated is not None and (given := self._contradicts_fields(stated)) is not None:
                fault = zone_findings.fields_in_other_zone(piece.zone, given, self.context.zone)
                self._report([fault], piece.span)

    def _contradicts_fields(self, stated: WrittenZone) -> datetime | None:
        """A time of the front matter that entries give by the clocks of the zone for all times.

        It is read by the report's: `started: 08:00` and `- 08:00 Errors begin` under "(UTC)" are two times.
        """
        found = {item.at.replace(second=0) for item in self.items if isinstance(item, Entry) and item.at}
        walls = {wall_of(at, stated) for at in found}
        for moment in self.context.moments:
            at = moment.replace(second=0)
            if at not in found and wall_of(at, None) in walls:
                return at
        return None

    def _note(self, body: Sequence[Token], span: Span, *, is_day: bool = False, bare: bool = False) -> None:
        html = self.context.render(body).strip("\n")
        anchors = (str(token.attrGet("id")) for token in body if token.attrGet("id"))
        anchor = next(anchors, "") if bare and "href=" not in html else None
        self.items.append(Note(html, span, is_day, anchor))

    def _report(self, faults: Iterable[Fault], span: Span) -> None:
        for fault in faults:
            self.diagnostics.append(Diagnostic(fault.code, fault.message, span, fault.help, fault.level))

    def _anchor(self, reading: Reading | None) -> str:
        """A name that is unique among the entries."""
        if reading is None or reading.at is None:
            self.untimed += 1
            return f"t-untimed-{self.untimed}"
        at, precision = reading.at, reading.precision
        written = at.isoformat()  # 2023-02-09T09:47:13
        name = f"t-{written[:4]}{written[5:7]}{written[8:10]}"
        if precision is not Precision.DAY:
            name += f"T{written[11:13]}{written[14:16]}"
        if precision is Precision.SECOND:
            name += written[17:19]
        count = self.anchors[name] = self.anchors.get(name, 0) + 1
        return name if count == 1 else f"{name}-{count}"


def assemble(pieces: Sequence[Piece], reader: Reader) -> tuple[Timeline, list[Diagnostic]]:
    """The timeline of the pieces, with the diagnostics in the order of the pieces."""
    context = reader.context
    zone = None if context.zone_given else _stated_zone(pieces)
    evening = begins_the_evening_before(_undated(pieces), context.moments, zone, ROLLOVER)
    dating = Dating(context, zone, evening=evening)
    assembly = Assembly(context, Reckoning(context, reader.scan.words, dating))
    timed = any(isinstance(piece, Timed) for piece in pieces)
    for piece in pieces:
        if isinstance(piece, Timed):
            assembly.timed(piece)
        elif isinstance(piece, Untimed):
            assembly.no_time(piece)
        elif isinstance(piece, Day):
            assembly.day(piece)
        elif isinstance(piece, Remark):
            assembly.remark(piece, entries_elsewhere=timed)
    assembly.statements(piece for piece in pieces if isinstance(piece, Statement))
    return Timeline(tuple(assembly.items)), assembly.diagnostics


def _undated(pieces: Sequence[Piece]) -> list[Head]:
    """The labels with a clock time up to the first date."""
    found: list[Head] = []
    for piece in pieces:
        if isinstance(piece, Day):
            break
        if isinstance(piece, Timed):
            begin, finish = piece.head.begin, piece.head.finish
            if begin.clock is None or begin.date or begin.next_day or (finish and finish.date):
                break
            found.append(piece.head)
    return found


def _stated_zone(pieces: Sequence[Piece]) -> WrittenZone | None:
    """The zone that the timeline says all its times are in, where that is an offset or a place."""
    stated = (piece.zone for piece in pieces if isinstance(piece, Statement))
    known = (zone for zone in stated if zone.offset is not None or (zone.place and named_zone(zone.place)))
    return next(known, None)


def _same_zone(zone: WrittenZone, moment: datetime, stated: WrittenZone | None, report: ZoneInfo) -> bool:
    """Whether a zone for all times can be the one by which they were read."""
    if zone.name and stated is None:
        return zone.name in abbreviations_of(report, moment.year)
    return moment in candidates(wall_of(moment, stated), zone, report)
