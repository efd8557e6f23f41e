"""Rules that hold the timeline against the front matter."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from postmortem.diagnostics import Diagnostic
from postmortem.model.report import TIME_NAMES, Report
from postmortem.model.timeline import Entry, EventKind, Precision
from postmortem.rules.context import RuleContext
from postmortem.rules.structure import softer_in_drafts

_FAR = timedelta(days=31)
_ABOUT = timedelta(minutes=15)
_LAST_COUNTS = (EventKind.MITIGATED, EventKind.RESOLVED)
_MARKED_FIELD = {
    EventKind.STARTED: "started",
    EventKind.DETECTED: "detected",
    EventKind.ACKNOWLEDGED: "acknowledged",
    EventKind.MITIGATED: "mitigated",
    EventKind.RESOLVED: "resolved",
}


def check_entries_exist(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM314: a timeline section in which no entry was found."""
    section = next((s for s in report.sections if s.key == "timeline"), None)
    if section is not None and report.timeline.items and not report.timeline.entries:
        help_ = "write entries such as `- 09:47 Database reset`, rows of a table, or a heading for each event"
        finding = Diagnostic("PM314", "the timeline has no entry", section.span, help_)
        yield softer_in_drafts(report, finding)


def check_times_have_entries(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM310: a time of the front matter at which the timeline says nothing."""
    entries = report.timeline.entries
    if not _is_read(entries):
        return
    minutes = {_minute(moment) for entry in entries for moment in (entry.at, entry.until) if moment}
    about = [entry for entry in entries if entry.precision is Precision.APPROXIMATE]
    for name in TIME_NAMES:
        at = report.times.get(name)
        said = name == "started" and _begins_with_detection(report)  # PM311 says so
        if at is None or said or _minute(at) in minutes:
            continue
        if not any(_same_minute(at, entry) for entry in about):
            message = f"`{name}` (`{at:%Y-%m-%d %H:%M}`) has no entry in the timeline"
            help_ = f"add an entry at {at:%H:%M}, or correct one"
            yield Diagnostic("PM310", message, report.span(name), help_)


def check_something_before_detection(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM311: a timeline that begins with the detection says nothing of what came before."""
    detected, started = report.times.detected, report.times.started
    if _is_read(report.timeline.entries) and _begins_with_detection(report):
        message = f"the timeline says nothing before the detection at `{detected:%H:%M}`"
        help_ = f"add what happened at {started:%H:%M}, when the impact began"
        first = next(e for e in report.timeline.entries if e.at is not None)
        yield Diagnostic("PM311", message, first.span, help_)


def _is_read(entries: Sequence[Entry]) -> bool:
    """Whether there are entries and every time written at them was read: else one may be what is missed."""
    return any(e.at is not None for e in entries) and not any(e.at is None and e.label for e in entries)


def _begins_with_detection(report: Report) -> bool:
    detected, started = report.times.detected, report.times.started
    if detected is None or started is None or started >= detected:
        return False
    return not any(e.at is not None and e.at < detected for e in report.timeline.entries)


def check_entries_near_incident(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM312: an entry so far from the incident that its date is probably mistyped."""
    known = [at for name in TIME_NAMES if (at := report.times.get(name)) is not None]
    if not known:
        return
    first, last = min(known) - _FAR, max(known) + _FAR
    for entry in report.timeline.entries:
        if entry.at is None:
            continue
        if report.ongoing and entry.at > context.now:
            message = f"the entry `{entry.label}` on {entry.at:%Y-%m-%d} is in the future"
            yield Diagnostic("PM312", message, entry.span, "correct its date or time")
        elif not first <= entry.at <= (context.now if report.ongoing else last):
            message = f"the entry `{entry.label}` on {entry.at:%Y-%m-%d} is far from the incident"
            help_ = f"the incident is on {min(known):%Y-%m-%d}; check the year and month"
            yield Diagnostic("PM312", message, entry.span, help_)


def check_windows_within_incident(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM320: a window of impact that begins before the incident or ends after it."""
    started, resolved = report.times.started, report.times.resolved
    for number, window in enumerate(report.impact.windows):
        for name, at, outside, field, edge in (
            ("from", window.start, started and window.start < started, "started", started),
            ("to", window.end, resolved and window.end and window.end > resolved, "resolved", resolved),
        ):
            if outside and at and edge:
                side = "before" if name == "from" else "after"
                message = f"this window of impact is {side} the incident: `{at:%Y-%m-%d %H:%M}`"
                help_ = f"`{field}` is {edge:%Y-%m-%d %H:%M}; correct one of the two"
                yield Diagnostic("PM320", message, report.span("impact", "windows", number, name), help_)


def check_marks_agree(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM313: an entry that says it marks a time which the front matter gives otherwise."""
    last = {entry.kind: entry for entry in report.timeline.entries if entry.at is not None}
    for entry in report.timeline.entries:
        if entry.kind in _LAST_COUNTS and entry is not last.get(entry.kind, entry):
            continue
        field = _MARKED_FIELD.get(entry.kind) if entry.kind is not None else None
        # Without such a field the time is that of the mark that counts.
        at = report.times.get(field) if field and (field,) in report.where else None
        if entry.at is None or at is None or _same_minute(at, entry):
            continue
        marked, given = f"{entry.at:%Y-%m-%d %H:%M}", f"{at:%Y-%m-%d %H:%M}"
        message = f"this entry marks `{field}` at `{marked}`, the front matter says `{given}`"
        help_ = f"correct one of the two; `{field}` is on line {report.span(field or '').line}"
        yield Diagnostic("PM313", message, entry.span, help_)


def _same_minute(at: datetime, entry: Entry) -> bool:
    """Whether an instant is the beginning or the end of an entry, as exactly as the entry tells it."""
    for moment in (entry.at, entry.until):
        if moment is None:
            continue
        if entry.precision is Precision.APPROXIMATE and abs(moment - at) <= _ABOUT:
            return True
        if _minute(moment) == _minute(at):
            return True
    return False


def _minute(at: datetime) -> int:
    return int(at.timestamp()) // 60
