"""What the timestamps of a report give: the instants that a stated duration may count from and to.

report -> Anchor(name, at, slack), … -> pairs of them -> the pair that contradicts a stated duration
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec import Struct

from postmortem.model.report import TIME_NAMES, Report
from postmortem.model.timeline import Entry, Precision
from postmortem.rules.durations import DAY, HOUR, MINUTE, Stated

ABOUT = 15 * MINUTE

_STARTS = ("started", "detected", "reported", "declared", "acknowledged", "window")
_ENDS = ("mitigated", "recovered", "resolved", "window-end")
# From and to what a label counts, the usual reading first.
COUNTED: dict[str, tuple[Sequence[str], Sequence[str]]] = {
    "detect": (("started", "window"), ("detected", "reported", "declared", "acknowledged")),
    "acknowledge": (("detected", "started", "reported"), ("acknowledged", "declared")),
    "mitigate": (_STARTS, _ENDS),
    "resolve": (_STARTS, ("resolved", "closed", "recovered", "mitigated")),
    "whole": (_STARTS, ("resolved", "mitigated", "recovered", "closed", "window-end")),
}


class Anchor(Struct, frozen=True):
    """An instant that a report knows, and what it is; `slack` is in seconds, for an approximate one."""

    name: str
    at: datetime
    slack: int = 0


Pair = tuple[Anchor, Anchor]
Ends = tuple[Sequence[Anchor], Sequence[Anchor]]


def anchors(report: Report) -> tuple[Anchor, ...]:
    """The times of the front matter, marked entries, windows of impact, then every entry without a name."""
    fields = [Anchor(name, at) for name in TIME_NAMES if (at := report.times.get(name)) is not None]
    windows = [
        Anchor(name, at)
        for window in report.impact.windows
        for name, at in (("window", window.start), ("window-end", window.end))
        if at is not None
    ]
    timed = [e for e in report.timeline.entries if e.at is not None and e.precision is not Precision.DAY]
    marked = [anchor for entry in timed if entry.kind for anchor in _of_entry(entry, entry.kind.value)]
    unnamed = [anchor for entry in timed for anchor in _of_entry(entry, "")]
    return (*fields, *marked, *windows, *unnamed)


def counted_ends(known: Sequence[Anchor], counted: str) -> Ends:
    """From what and to what a label may count, the usual first; without marks, any entry may be an end."""
    starts, ends = COUNTED[counted]
    first = sorted((a for a in known if a.name in starts), key=lambda a: starts.index(a.name))
    last = sorted((a for a in known if a.name in ends), key=lambda a: ends.index(a.name))
    if counted == "resolve":
        last = [a for a in last if a.name != "mitigated"] or last
    if first and first[0].name != "started":
        first += _unnamed(known, (*_ENDS, "closed"))
    if counted == "mitigate" and last and last[0].name == "resolved":
        last += _unnamed(known, _STARTS)
    return first, last


def _unnamed(known: Sequence[Anchor], others: Sequence[str]) -> list[Anchor]:
    """The entries as such, without those that are marked as something else."""
    taken = {anchor.at for anchor in known if anchor.name in others}
    return [anchor for anchor in known if not anchor.name and anchor.at not in taken]


def usual_pair(ends: Ends) -> Pair | None:
    """The first start with the first end that does not come before it."""
    latest = max((a.at for a in ends[1]), default=None)
    for start in ends[0]:
        if latest is not None and start.at <= latest:
            return start, next(end for end in ends[1] if end.at >= start.at)
    return None


def some_fit(stated: Stated, ends: Ends) -> bool:
    """Whether any start and any end are as far apart as the words say."""
    least, most = stated.range
    for slack in {a.slack for a in ends[1]}:
        moments = sorted(a.at.timestamp() for a in ends[1] if a.slack == slack)
        for start in ends[0]:
            at, room = start.at.timestamp(), slack + start.slack
            place = bisect_left(moments, max(at + least - room, at))
            if place < len(moments) and moments[place] <= at + most + room:
                return True
    return False


def seconds_of(pair: Pair) -> int:
    """The real seconds between two instants."""
    return int(pair[1].at.timestamp()) - int(pair[0].at.timestamp())


def shown(seconds: int) -> str:
    """`1 h 57 min`, `1 d 5 h 47 min`."""
    parts = ((seconds // DAY, "d"), (seconds % DAY // HOUR, "h"), (seconds % HOUR // MINUTE, "min"))
    words = " ".join(f"{value} {unit}" for value, unit in parts if value)
    return words or (f"{seconds} s" if seconds else "0 min")


def shown_pair(pair: Pair) -> str:
    """`detected 10:02 to mitigated 11:59`, with dates where the two are on different days."""
    same_day = pair[0].at.date() == pair[1].at.date()
    form = "%H:%M" if same_day else "%Y-%m-%d %H:%M"
    return " to ".join(f"{anchor.name.partition('-')[0]} {anchor.at.strftime(form)}" for anchor in pair)


def _of_entry(entry: Entry, name: str) -> Iterator[Anchor]:
    slack = ABOUT if entry.precision is Precision.APPROXIMATE else 0
    for at in (entry.at, entry.until):
        if at is not None:
            yield Anchor(name, at, slack)


def longest(known: Sequence[Anchor]) -> int:
    """The seconds from the first to the last known instant, and what approximate ones may add."""
    moments = [anchor.at.timestamp() for anchor in known]
    return int(max(moments) - min(moments)) + 2 * max(anchor.slack for anchor in known)
