"""An incident at a glance: its instants, durations, services and figures."""

from collections.abc import Iterable
from datetime import datetime

from postmortem.model.metrics import durations
from postmortem.model.report import TIME_NAMES, Kind, Metadata
from postmortem.render.parts import Facts, Moment, Stretch
from postmortem.render.surroundings import Surroundings


def report_facts(report: Metadata, around: Surroundings) -> Facts:
    """The facts of a report; what is not recorded is there as None, what does not apply is absent."""
    moments = tuple(_moments(report))
    loss = report.impact.data_loss
    return Facts(
        zone=report.timezone,
        zone_moments=tuple(moment.at for moment in moments if moment.at is not None),
        moments=moments,
        from_start=tuple(_from_start(report)),
        from_detection=tuple(_from_detection(report)),
        services=around.services,
        unaffected=around.unaffected,
        detected_by=report.detected_by,
        windows=around.windows,
        users=report.impact.users,
        requests_failed=report.impact.requests_failed,
        data_lost=loss is not None,
        data_from=loss.start if loss else None,
        data_to=loss.end if loss else None,
        data_note=loss.note if loss else "",
        triggers=report.triggers,
        authors=report.authors,
        tags=around.tags,
        inside_triggers=tuple(t for t in report.triggers if f"triggers/{t}" in report.inside),
        inside_fields=tuple(name for name in report.inside if "/" not in name),
    )


def _moments(report: Metadata) -> Iterable[Moment]:
    """The instants that were given, and those that a reader must be told are not recorded."""
    times = report.times
    if not any(times.get(name) for name in TIME_NAMES) and not times.unknown:
        return
    expected = _expected(report)
    before: datetime | None = None
    for name in TIME_NAMES:
        at = times.get(name)
        missing = name in times.unknown or name in expected
        if at is None and not missing:
            continue
        yield Moment(name, at, at is not None and (before is None or at.date() != before.date()))
        before = at or before


def _expected(report: Metadata) -> tuple[str, ...]:
    """The instants that every report of its kind should know."""
    if report.kind is Kind.NEAR_MISS:
        return ()
    return ("started", "detected") if report.ongoing else ("started", "detected", "resolved")


def _from_start(report: Metadata) -> Iterable[Stretch]:
    if report.times.started is None:
        return
    lengths = durations(report.times)
    if lengths.detect is not None or "detected" in _expected(report):
        yield Stretch("detect", lengths.detect)
    if lengths.mitigate is not None or "mitigated" in report.times.unknown:
        yield Stretch("mitigate", lengths.mitigate)
    if lengths.resolve is not None or "resolved" in _expected(report):
        yield Stretch("resolve", lengths.resolve)


def _from_detection(report: Metadata) -> Iterable[Stretch]:
    lengths = durations(report.times)
    if lengths.acknowledge is not None or "acknowledged" in report.times.unknown:
        yield Stretch("acknowledge", lengths.acknowledge)
