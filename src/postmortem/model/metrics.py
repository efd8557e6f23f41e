"""Figures of one incident, from its instants."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from postmortem.model.report import Times


@dataclass(frozen=True, slots=True)
class Durations:
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
