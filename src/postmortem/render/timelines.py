"""The timeline as rows for the page: days, gaps, marks, and the time since the start.

A gap is marked in words where it is long for its timeline; shorter ones are told by space alone.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from math import ceil

from markupsafe import Markup

from postmortem.model.report import Times
from postmortem.model.timeline import Entry, Note, Precision, Timeline
from postmortem.render.labels import wording
from postmortem.render.parts import TimelineDay, TimelineRow

MARKS = ("started", "detected", "mitigated", "resolved")
SHORTEST_GAP = 30 * 60  # seconds
GAP_SHARE = 0.15
# Distances in the list grow with the time between entries: up to 5 min, 20 min, 1 h, 3 h, and more.
_SPACES = tuple(60 * minutes for minutes in (5, 20, 60, 180))


def timeline_days(
    timeline: Timeline, times: Times, as_html: Callable[[str], Markup], lang: str
) -> tuple[TimelineDay, ...]:
    """The rows of the timeline by day, in the writer's order; `lang` is the language it is written in."""
    timed = [entry.at for entry in timeline.entries if entry.at is not None]
    rows = _Rows(
        marks=_marks(timeline, times),
        start=times.started or (timed[0] if timed else None),
        long_gap=_long_gap(timed),
        names_zones=len({at.utcoffset() for at in timed}) > 1,
        lang=lang,
    )
    distances = _distances(timeline.items)
    for item, before, after in zip(timeline.items, distances, (*distances[1:], None), strict=False):
        if isinstance(item, Note):
            rows.add_note(item, as_html(item.html))
        else:
            rows.add_entry(item, as_html(item.html), before, after)
    rows.release()
    return tuple(
        TimelineDay(day, tuple(row for _, row in of_day), anchor)
        for (day, anchor), of_day in groupby(rows.dated, lambda pair: pair[0])
    )


def _distances(items: Sequence[Entry | Note]) -> list[int | None]:
    """For each item the seconds since the entry before, as far as both have a time."""
    found: list[int | None] = []
    last: int | None = None
    for item in items:
        at = item.at if isinstance(item, Entry) else None
        if at is None:
            found.append(None)
            continue
        now = int(at.timestamp())
        found.append(None if last is None else now - last)
        until = item.until if isinstance(item, Entry) else None
        last = now if until is None else int(until.timestamp())
    return found


class _Rows:
    """Collects rows with the day under which each one stands."""

    def __init__(
        self,
        *,
        marks: Mapping[str, str],
        start: datetime | None,
        long_gap: int | None,
        names_zones: bool,
        lang: str,
    ) -> None:
        self.dated: list[tuple[tuple[date | None, str], TimelineRow]] = []
        self._held: list[tuple[Note, Markup]] = []
        self._marks, self._long_gap, self._names_zones = marks, long_gap, names_zones
        self._lang = lang
        self._start = None if start is None else int(start.timestamp())
        self._day: tuple[date | None, str] = (None, "")
        self._offset: timedelta | None = None

    def add(self, row: TimelineRow) -> None:
        """A row of the current day."""
        self.dated.append((self._day, row))

    def add_note(self, note: Note, html: Markup) -> None:
        """A note; a day and what follows it wait for the entry that they stand over."""
        self._held.append((note, html))
        if not self._held[0][0].is_day:
            self.release()

    def release(self) -> None:
        """Notes that have waited become rows."""
        for _, html in self._held:
            self.add(TimelineRow("note", html=html))
        self._held.clear()

    def _begin(self, entry: Entry, day: date) -> None:
        """The day of an entry, if it is a new one; its line takes the place of a date that says the same."""
        if day == self._day[0]:
            return
        anchor = next((note.anchor for note, _ in self._held if note.anchor is not None), None)
        if anchor is None or entry.explicit_date:
            self._day = (day, "")
        else:
            self._day = (day, anchor)
            self._held = [held for held in self._held if held[0].anchor is None]

    def add_entry(self, entry: Entry, html: Markup, before: int | None, after: int | None) -> None:
        """An entry with its distances, and before it the gap if there was a long one."""
        new_offset = False
        at = entry.at
        if at is not None:
            if before is not None and self._is_long(before):
                self.add(TimelineRow("gap", elapsed=timedelta(seconds=before)))
            self._begin(entry, at.date())
            if self._names_zones:
                new_offset = at.utcoffset() != self._offset
                self._offset = at.utcoffset()
        self.release()
        self.add(
            TimelineRow(
                "entry",
                html=html,
                anchor=entry.anchor,
                label=entry.label,
                wording=wording(entry, self._lang),
                at=at,
                until=entry.until,
                precision=entry.precision.value if entry.precision is not None else "",
                mark=self._marks.get(entry.anchor, ""),
                elapsed=self._since_start(entry),
                space=0 if after is None or self._is_long(after) else bisect_left(_SPACES, after),
                new_offset=new_offset,
            )
        )

    def _is_long(self, gap: int) -> bool:
        return self._long_gap is not None and gap >= self._long_gap

    def _since_start(self, entry: Entry) -> timedelta | None:
        """How long after the start it was; None where that is not known to the minute."""
        if entry.at is None or self._start is None or entry.precision is Precision.DAY:
            return None
        return timedelta(seconds=int(entry.at.timestamp()) - self._start)


def _long_gap(timed: Sequence[datetime]) -> int | None:
    """From how many seconds on a gap is marked; None where all entries are at one moment."""
    if len(timed) < 3:
        return SHORTEST_GAP if len(timed) == 2 else None
    whole = max(timed).timestamp() - min(timed).timestamp()
    return max(SHORTEST_GAP, ceil(whole * GAP_SHARE))


def _marks(timeline: Timeline, times: Times) -> dict[str, str]:
    """Anchor to event kind: what the writer marked, then entries at the very instants of the front matter.

    Where two of those instants are the same, the later stage names the entry.
    """
    written = {entry.anchor: entry.kind.value for entry in timeline.entries if entry.kind is not None}
    found: dict[str, str] = {}
    for name in MARKS:
        at = times.get(name)
        if at is None or name in written.values():
            continue
        same = (e.anchor for e in timeline.entries if e.at == at and e.anchor not in written)
        anchor = next(same, None)
        if anchor is not None:
            found[anchor] = name
    return {**found, **written}
