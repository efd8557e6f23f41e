"""The timeline as rows for the page: days, gaps, marks, and the time since the start.

A gap is marked in words where it is long for its timeline; shorter ones are told by space alone.
"""

from collections.abc import Callable
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
    marks = _marks(timeline, times)
    entries = timeline.entries
    timed = [entry.at for entry in entries if entry.at is not None]
    start = times.started or (timed[0] if timed else None)
    long = _long_gap(timed)
    dated: list[tuple[date | None, TimelineRow]] = []
    day: date | None = None
    last: datetime | None = None
    for item in timeline.items:
        if isinstance(item, Note):
            dated.append((day, TimelineRow("note", html=as_html(item.html))))
            continue
        if item.at is not None:
            day = item.at.date()
            gap = elapsed(last, item.at)
            if gap is not None and long is not None and gap >= long:
                dated.append((day, TimelineRow("gap", elapsed=gap)))
            elif gap is not None:
                before, row = dated[-1]
                dated[-1] = (before, replace(row, space=sum(gap > limit for limit in _SPACES)))
            last = item.until or item.at
        dated.append((day, _row(item, marks.get(item.anchor, ""), start, as_html(item.html))))
    return tuple(
        TimelineDay(of_day, tuple(row for _, row in rows))
        for of_day, rows in groupby(dated, lambda pair: pair[0])
    )


def _row(entry: Entry, mark: str, start: datetime | None, html: Markup) -> TimelineRow:
    timeless = entry.at is None or entry.precision is Precision.DAY
    return TimelineRow(
        "entry",
        html=html,
        anchor=entry.anchor,
        label=entry.label,
        at=entry.at,
        until=entry.until,
        precision=entry.precision.value if entry.precision is not None else "",
        mark=mark,
        elapsed=None if timeless else elapsed(start, entry.at),
    )


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
