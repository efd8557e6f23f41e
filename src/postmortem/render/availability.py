"""A service's history: its incidents on a line of years, and how much of the last days it was there.

What counts as lost is the union of the windows that a report gives for the service; where it gives none,
the time from start to resolution. Where only a share of requests or users failed, that share of the time
counts, and where windows overlap the greater share. What is ongoing counts up to the end.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from postmortem.model.report import Kind, Metadata, Status
from postmortem.model.site import Service
from postmortem.render.overall import Availability, Mark, ServiceHistory, Tick
from postmortem.render.trees import Tree

STRETCHES = (30, 90, 365)


@dataclass(frozen=True, slots=True)
class Outage:
    """A stretch in which a share of a service (0 to 1) was lost; in seconds since the epoch."""

    start: float
    end: float
    share: float
    report: str


def service_history(service: Service, reports: Sequence[Metadata], tree: Tree, until: date) -> ServiceHistory:
    """The history of a service up to the end of a day (UTC); `reports` are all that name it."""
    counted = [r for r in reports if r.kind is not Kind.NEAR_MISS and r.status is not Status.RETRACTED]
    end = datetime(until.year, until.month, until.day, tzinfo=UTC) + timedelta(days=1)
    outages = [outage for report in counted for outage in outages_of(report, service.id, end)]
    told = {outage.report for outage in outages}
    return ServiceHistory(
        until=until,
        objective=service.slo,
        line=tuple(_line(counted, tree, end)),
        years=tuple(_years(counted, end)),
        stretches=tuple(_stretch(days, outages, end, service.slo) for days in STRETCHES),
        uncounted=sum(report.id not in told for report in counted),
    )


def outages_of(report: Metadata, service: str, end: datetime) -> tuple[Outage, ...]:
    """What a report says that a service lost, up to `end`; empty if it does not say until when."""
    last = end.timestamp()
    windows = [w for w in report.impact.windows if not w.services or service in w.services]
    if windows:
        stretches = [(w.start, w.end, w.fraction) for w in windows]
    elif report.times.started is not None and (report.times.resolved is not None or report.ongoing):
        stretches = [(report.times.started, report.times.resolved, 1.0)]
    else:
        return ()
    return tuple(
        Outage(start.timestamp(), min(stop.timestamp() if stop else last, last), share, report.id)
        for start, stop, share in stretches
        if start.timestamp() < last
    )


def lost_seconds(outages: Iterable[Outage], start: float, end: float) -> float:
    """The time lost between two instants: at each moment the greatest share counts, once."""
    clipped = [
        (max(o.start, start), min(o.end, end), o.share) for o in outages if o.end > start and o.start < end
    ]
    edges = sorted({edge for first, last, _ in clipped for edge in (first, last)})
    return sum(
        (right - left) * max((s for first, last, s in clipped if first <= left and last >= right), default=0)
        for left, right in pairwise(edges)
    )


def _stretch(days: int, outages: Sequence[Outage], end: datetime, objective: float | None) -> Availability:
    last = end.timestamp()
    first = last - days * 86400
    lost = lost_seconds(outages, first, last)
    percent = 100 - lost / (days * 86400) * 100
    return Availability(
        days=days,
        percent=_rounded_down(percent),
        lost=timedelta(seconds=round(lost)),
        incidents=len({o.report for o in outages if o.end > first and o.start < last}),
        met=None if objective is None else percent >= objective,
    )


def _rounded_down(percent: float) -> float:
    """Three digits, never rounded up: 99.9996 is not 100."""
    return int(percent * 1000 + 1e-6) / 1000


def _span(reports: Iterable[Metadata], end: datetime) -> tuple[float, float] | None:
    years = [report.times.started.year for report in reports if report.times.started]
    if not years:
        return None
    first = datetime(min(*years, end.year - 1), 1, 1, tzinfo=UTC)
    return first.timestamp(), end.timestamp()


def _line(reports: Sequence[Metadata], tree: Tree, end: datetime) -> Iterable[Mark]:
    span = _span(reports, end)
    for report in reports if span else ():
        started = report.times.started
        if span is None or started is None:
            continue
        stop = report.times.resolved or (end if report.ongoing else started)
        mark = tree.directory.severity(report.severity)
        whole = span[1] - span[0]
        x = (started.timestamp() - span[0]) / whole * 100
        width = (stop.timestamp() - started.timestamp()) / whole * 100
        yield Mark(round(x, 2), round(max(width, 0), 2), mark.rank if mark else 0)


def _years(reports: Sequence[Metadata], end: datetime) -> Iterable[Tick]:
    span = _span(reports, end)
    if span is None:
        return
    first = datetime.fromtimestamp(span[0], UTC).year
    every = max(1, (end.year - first) // 6 + 1) if end.year - first > 6 else 1
    for year in range(first, end.year + 1, every):
        place = (datetime(year, 1, 1, tzinfo=UTC).timestamp() - span[0]) / (span[1] - span[0]) * 100
        yield Tick(round(place, 2), year)
