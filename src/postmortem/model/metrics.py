"""Figures of one incident, from its instants."""

from datetime import datetime, timedelta
from itertools import pairwise

from msgspec import Struct

from postmortem.model.report import Times

# The instants at which an incident goes from one phase to the next, and what is between two of them.
STAGES = ("started", "detected", "mitigated", "resolved")
PHASES = {
    ("started", "detected"): "undetected",
    ("started", "mitigated"): "unmitigated",
    ("detected", "mitigated"): "responding",
    ("detected", "resolved"): "responding",
    ("mitigated", "resolved"): "recovering",
}


class Phase(Struct, frozen=True):
    """A stretch of an incident: `undetected`, `responding`, `recovering`, or `unmitigated` where nobody knows
    when it was detected.
    """

    name: str
    start: datetime
    end: datetime


class Durations(Struct, frozen=True):
    """Detect, mitigate and resolve count from the start of impact, acknowledge from the detection.

    None means that one of the two instants is not recorded; it is never shown as zero.
    """

    detect: timedelta | None
    acknowledge: timedelta | None
    mitigate: timedelta | None
    resolve: timedelta | None


def elapsed(start: datetime | None, end: datetime | None) -> timedelta | None:
    """The time that really passed between two instants, or None if one is missing.

    Both are converted to absolute time first: subtracting two datetimes that share a named zone would
    ignore a change of the clocks between them.
    """
    if start is None or end is None:
        return None
    return timedelta(seconds=int(end.timestamp()) - int(start.timestamp()))


def durations(times: Times) -> Durations:
    """Time to detect, acknowledge, mitigate and resolve."""
    return Durations(
        detect=elapsed(times.started, times.detected),
        acknowledge=elapsed(times.detected, times.acknowledged),
        mitigate=elapsed(times.started, times.mitigated),
        resolve=elapsed(times.started, times.resolved),
    )


def phases(times: Times) -> tuple[Phase, ...]:
    """The phases as far as their ends are recorded; none where these are out of order. None has no length."""
    points = [(name, at) for name in STAGES if (at := times.get(name)) is not None]
    steps = list(pairwise(points))
    if any(end < start for (_, start), (_, end) in steps):
        return ()
    return tuple(
        Phase(PHASES[first, last], start, end)
        for (first, start), (last, end) in steps
        if (first, last) in PHASES and start < end
    )
