"""The timeline as rows for the page: days, gaps, marks, and the time since the start.

A gap is marked in words where it is long for its timeline; shorter ones are told by space alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby

from markupsafe import Markup

from postmortem.model.metrics import elapsed
from postmortem.model.report import Times
from postmortem.model.timeline import Entry, Note, Precision, Timeline
from postmortem.render.parts import TimelineDay, TimelineRow

MARKS = ("started", "detected", "mitigated", "resolved")
SHORTEST_GAP = timedelta(minutes=30)
GAP_SHARE = 0.15
# Distances in the list grow with the time between entries: up to 5 min, 20 min, 1 h, 3 h, and more.
_SPACES = tuple(timedelta(minutes=minutes) for minutes in (5, 20, 60, 180))


def timeline_days(
    timeline: Timeline, times: Times, as_html: Callable[[str], Markup]
) -> tuple[TimelineDay, ...]:
    """The rows of the timeline by day, in the writer's order."""
    timed = [entry.at for entry in timeline.entries if entry.at is not None]
    rows = _Rows(
        marks=_marks(timeline, times),
        start=times.started or (timed[0] if timed else None),
        long_gap=_long_gap(timed),
        names_zones=len({at.utcoffset() for at in timed}) > 1,
    )
    for item in timeline.items:
        if isinstance(item, Note):
            rows.add(TimelineRow("note", html=as_html(item.html)))
        else:
            rows.add_entry(item, as_html(item.html))
    return tuple(
        TimelineDay(day, tuple(row for _, row in of_day))
        for day, of_day in groupby(rows.dated, lambda pair: pair[0])
    )


class _Rows:
    """Collects rows with the day under which each one stands."""

    def __init__(
        self,
        *,
        marks: Mapping[str, str],
        start: datetime | None,
        long_gap: timedelta | None,
        names_zones: bool,
    ) -> None:
        self.dated: list[tuple[date | None, TimelineRow]] = []
        self._marks, self._start, self._long_gap = marks, start, long_gap
        self._names_zones = names_zones
        self._day: date | None = None
        self._last: datetime | None = None
        self._offset: timedelta | None = None

    def add(self, row: TimelineRow) -> None:
        """A row of the current day."""
        self.dated.append((self._day, row))

    def add_entry(self, entry: Entry, html: Markup) -> None:
        """An entry, and before it the gap if there was a long one."""
        new_offset = False
        if entry.at is not None:
            self._add_distance(elapsed(self._last, entry.at))
            self._day = entry.at.date()
            self._last = entry.until or entry.at
            new_offset = self._names_zones and entry.at.utcoffset() != self._offset
            self._offset = entry.at.utcoffset()
        timeless = entry.at is None or entry.precision is Precision.DAY
        self.add(
            TimelineRow(
                "entry",
                html=html,
                anchor=entry.anchor,
                label=entry.label,
                at=entry.at,
                until=entry.until,
                precision=entry.precision.value if entry.precision is not None else "",
                mark=self._marks.get(entry.anchor, ""),
                elapsed=None if timeless else elapsed(self._start, entry.at),
                new_offset=new_offset,
            )
        )

    def _add_distance(self, gap: timedelta | None) -> None:
        if gap is None:
            return
        if self._long_gap is not None and gap >= self._long_gap:
            self.add(TimelineRow("gap", elapsed=gap))
        else:
            day, row = self.dated[-1]
            self.dated[-1] = (day, replace(row, space=sum(gap > limit for limit in _SPACES)))


def _long_gap(timed: list[datetime]) -> timedelta | None:
    """From which length on a gap is marked; None where all entries are at one moment."""
    if len(timed) < 3:
        return SHORTEST_GAP if len(timed) == 2 else None
    whole = max(timed).timestamp() - min(timed).timestamp()
    return max(SHORTEST_GAP, timedelta(seconds=whole * GAP_SHARE))


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
