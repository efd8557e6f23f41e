"""A service's history: its incidents on a line of years, and how much of the last days it was there.

What counts as lost is told by `model/availability`; here it becomes a page's words and places.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from math import floor

from postmortem.model.availability import Outage, availability, lost_seconds, outages_of
from postmortem.model.report import Kind, Metadata
from postmortem.model.site import Service
from postmortem.render.overall import Availability, Mark, ServiceHistory, Tick
from postmortem.render.trees import Tree

STRETCHES = (30, 90, 365)


def service_history(
    service: Service, reports: Sequence[Metadata], tree: Tree, since: date, until: date
) -> ServiceHistory | None:
    """The history of a service up to the end of a day (UTC); None without any incident.

    `reports` are all that name it. Nothing is said of stretches that begin before `since`: of them no report
    of the site could tell.
    """
    counted = [r for r in reports if r.kind is not Kind.NEAR_MISS]
    if not counted:
        return None
    end = _midnight(until) + timedelta(days=1)
    outages = [o for report in counted for o in outages_of(report, service.id, _told_until(report, end))]
    told = {outage.report for outage in outages}
    return ServiceHistory(
        until=until,
        objective=service.slo,
        line=tuple(_line(counted, tree, end)),
        years=tuple(_years(counted, end)),
        stretches=tuple(
            _stretch(days, outages, end, service.slo)
            for days in STRETCHES
            if end - timedelta(days=days) >= _midnight(since)
        ),
        uncounted=sum(report.id not in told for report in counted),
    )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _told_until(report: Metadata, end: datetime) -> datetime:
    """Up to when a report tells: of an incident that goes on, to the last instant or day that it names."""
    if not report.ongoing:
        return end
    times = report.times
    told = [times.started, times.detected, times.acknowledged, times.mitigated]
    told += [at for window in report.impact.windows for at in (window.start, window.end)]
    told += [_midnight(report.updated)] if report.updated is not None else []
    return min(end, max(at for at in told if at is not None))


def _stretch(days: int, outages: Sequence[Outage], end: datetime, objective: float | None) -> Availability:
    last = int(end.timestamp())
    first = last - days * 86400
    share = availability(outages, first, last)
    return Availability(
        days=days,
        percent=floor(share * 100_000) / 1000,  # three digits, never rounded up: 99.9996 is not 100
        lost=timedelta(seconds=round(lost_seconds(outages, first, last))),
        incidents=len({o.report for o in outages if o.end > first and o.start < last}),
        met=None if objective is None else share * 100 >= Fraction(str(objective)),
    )


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
        stop = report.times.resolved or (_told_until(report, end) if report.ongoing else started)
        mark = tree.directory.severity(report.severity, tree.lang)
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
