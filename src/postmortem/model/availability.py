"""How much of a service was lost, and how much of a period it was there: exact, in whole seconds.

    report, service -> Outage(start, end, share, report), … -> union, seconds lost, availability

What counts is the union of the windows that a report gives for the service, one without services being for
all of them. A report without windows counts from the start of impact to the resolution. Where only a share of
requests or users failed, that share of the time counts; where outages overlap, the greatest share, once.
Instants are seconds since 1970 UTC, so that no change of the clocks can add or take an hour.
"""

import heapq
from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct

from postmortem.model.report import Metadata


class Outage(Struct, frozen=True):
    """A stretch of seconds, `end` not included, in which a share of a service (0 to 1) was lost."""

    start: int
    end: int
    share: Fraction
    report: str


def outages_of(report: Metadata, service: str, until: datetime) -> tuple[Outage, ...]:
    """What a report says that a service lost; what is ongoing counts up to `until`, and nothing after it.

    Empty where the report does not say from when to when.
    """
    last = int(until.timestamp())
    windows = [w for w in report.impact.windows if not w.services or service in w.services]
    stretches: list[tuple[datetime, datetime | None, Fraction]] = []
    if windows:
        stretches = [(w.start, w.end, Fraction(str(w.fraction))) for w in windows]
    elif report.times.started is not None and (report.times.resolved is not None or report.ongoing):
        stretches = [(report.times.started, report.times.resolved, Fraction(1))]
    found = (
        Outage(int(start.timestamp()), min(int(end.timestamp()) if end else last, last), share, report.id)
        for start, end, share in stretches
    )
    return tuple(outage for outage in found if outage.start < outage.end)


def impact_seconds(report: Metadata, service: str) -> int | None:
    """How long a service was affected, whatever the share; None while that is not known or not over."""
    over = [end for window in report.impact.windows if (end := window.end) is not None]
    if len(over) < len(report.impact.windows):
        return None
    until = max((*over, *([report.times.resolved] if report.times.resolved else ())), default=None)
    if until is None:
        return None
    return sum(end - start for start, end in union(outages_of(report, service, until)))


def union(outages: Iterable[Outage]) -> tuple[tuple[int, int], ...]:
    """The stretches in which there was any outage, in order, none touching the next."""
    merged: list[tuple[int, int]] = []
    for outage in sorted(outages, key=lambda o: o.start):
        if merged and outage.start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], outage.end))
        else:
            merged.append((outage.start, outage.end))
    return tuple(merged)


def lost_seconds(outages: Sequence[Outage], start: int, end: int) -> Fraction:
    """The seconds lost between two instants, each weighted by the greatest share lost in it."""
    waiting = sorted((o for o in outages if o.end > start and o.start < end), key=lambda o: o.start)
    edges = sorted({min(max(edge, start), end) for o in waiting for edge in (o.start, o.end)})
    active: list[tuple[Fraction, int]] = []
    lost, taken = Fraction(0), 0
    for left, right in pairwise(edges):
        while taken < len(waiting) and waiting[taken].start <= left:
            heapq.heappush(active, (-waiting[taken].share, waiting[taken].end))
            taken += 1
        while active and active[0][1] <= left:
            heapq.heappop(active)
        if active:
            lost += (right - left) * -active[0][0]
    return lost


def availability(outages: Sequence[Outage], start: int, end: int) -> Fraction:
    """The share of a period (0 to 1) that a service was there; 1 for a period without length."""
    return 1 - lost_seconds(outages, start, end) / (end - start) if end > start else Fraction(1)
