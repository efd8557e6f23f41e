"""The incident's times as far as only entries give them: `{detected}`, `Resolved: 15:51`.

What the front matter says, or says is unknown, stays; an entry of which only the day is known gives no time.
"""

from collections.abc import Collection
from datetime import datetime

from postmortem.model.report import Times
from postmortem.model.timeline import Entry, Precision, Timeline

# Of several entries with one of these marks the last one counts, of the others the first.
_ENDS = ("mitigated", "resolved")


def fill_times(times: Times, timeline: Timeline, given: Collection[str]) -> Times:
    """The times with those of marked entries. `given` are fields of the front matter, read or not."""

    def found(name: str) -> datetime | None:
        return times.get(name) if name in given else times.get(name) or _marked(name, timeline)

    return Times(
        started=found("started"),
        detected=found("detected"),
        acknowledged=found("acknowledged"),
        mitigated=found("mitigated"),
        resolved=found("resolved"),
        unknown=times.unknown,
    )


def _marked(name: str, timeline: Timeline) -> datetime | None:
    """The instant that entries with that mark give."""
    moments = [
        _moment(entry, ends=name in _ENDS)
        for entry in timeline.entries
        if entry.kind is not None and entry.kind.value == name and entry.precision is not Precision.DAY
    ]
    known = [moment for moment in moments if moment is not None]
    if not known:
        return None
    return max(known) if name in _ENDS else min(known)


def _moment(entry: Entry, *, ends: bool) -> datetime | None:
    """When an entry's mark holds: what ends something, at the end of a range."""
    return (entry.until if ends else None) or entry.at
