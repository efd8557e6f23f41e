"""Rules on the front matter: what it names, the order of its times, what a published report must say."""

from collections.abc import Iterator
from datetime import datetime
from difflib import get_close_matches
from itertools import pairwise
from zoneinfo import ZoneInfo

from postmortem.diagnostics import Diagnostic
from postmortem.model.report import TIME_NAMES, Report, Status
from postmortem.rules.context import RuleContext


def check_services(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM113: a service that the site does not declare, where it declares any."""
    known = [s.id for s in context.settings.services]
    for field in ("services", "unaffected"):
        for i, name in enumerate(getattr(report, field)):
            if known and name not in known:
                span = report.span(field, i)
                yield Diagnostic("PM113", f"the site has no service `{name}`", span, _nearest(name, known))


def check_severity(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM114: a severity that is not on the site's scale."""
    known = [s.id for s in context.settings.severities]
    if report.severity is not None and report.severity not in known:
        span = report.span("severity")
        message = f"`{report.severity}` is not on the site's scale"
        yield Diagnostic("PM114", message, span, _nearest(report.severity, known))


def check_order_of_times(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM115: started <= detected <= acknowledged <= mitigated <= resolved, as far as they are recorded."""
    known = [(name, at) for name in TIME_NAMES if (at := report.times.get(name)) is not None]
    for (earlier, first), (later, second) in pairwise(known):
        if second < first:
            message = f"`{later}` (`{_shown(second)}`) is before `{earlier}` (`{_shown(first)}`)"
            yield Diagnostic("PM115", message, report.span(later), f"correct `{later}` or `{earlier}`")
    for i, window in enumerate(report.impact.windows):
        if window.end is not None and window.end < window.start:
            span = report.span("impact", "windows", i, "to")
            yield Diagnostic("PM115", "this window ends before it begins", span, "correct `from` or `to`")
    loss = report.impact.data_loss
    if loss and loss.start and loss.end and loss.end < loss.start:
        span = report.span("impact", "data_loss", "to")
        yield Diagnostic("PM115", "the data loss ends before it begins", span, "correct `from` or `to`")


def check_future(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM116: an incident's time, or a publication, that has not come yet; an embargo announces one."""
    for name in TIME_NAMES:
        at = report.times.get(name)
        if at is not None and at > context.now:
            message = f"`{name}` (`{_shown(at)}`) is in the future"
            yield Diagnostic("PM116", message, report.span(name), "correct the date; is the year right?")
    today = context.now.astimezone(ZoneInfo(report.timezone)).date()
    held = report.embargo_until is not None and report.embargo_until > context.now
    if report.published is not None and report.published > today and not held:
        message = f"`published` (`{report.published}`) is in the future"
        help_ = "write today's date; to hold a report back use `embargo_until`"
        yield Diagnostic("PM116", message, report.span("published"), help_)


def check_embargo(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM119: an embargo that ends after the day of publication contradicts it."""
    until = report.embargo_until
    if until is not None and report.published is not None and until.date() > report.published:
        message = f"the embargo ends on `{until.date()}`, after the publication on `{report.published}`"
        help_ = "move `published` to the day on which the embargo ends"
        yield Diagnostic("PM119", message, report.span("embargo_until"), help_)


def check_publication_date(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM120: a published report needs the day of its first publication."""
    published = report.status in (Status.PUBLISHED, Status.RETRACTED)
    if published and report.published is None and "published" not in _given(report):
        help_ = "add `published: 2023-02-10` with the day of first publication"
        yield Diagnostic("PM120", "`published` is missing", report.span("status"), help_)


def check_recorded_times(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM121: no start, no detection, or a later step without the start it is measured from."""
    if report.kind.value in ("maintenance", "near-miss"):
        return
    for name in ("started", "detected"):
        if report.times.get(name) is None and name not in report.times.unknown and name not in _given(report):
            help_ = f"add `{name}: 2023-02-09 09:47`, or `{name}: unknown` if nobody knows"
            yield Diagnostic("PM121", f"`{name}` is not recorded", report.span("title"), help_)


def _given(report: Report) -> set[str]:
    """Fields that are there, read or not: what is wrong with their values is said elsewhere."""
    return {str(path[0]) for path in report.where if len(path) == 1}


def _nearest(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    listed = ", ".join(f"`{k}`" for k in known[:12])
    if near:
        return f"did you mean `{near[0]}`?"
    return f"declare it in site.yml, or use one of {listed}" if known else "declare it in site.yml"


def _shown(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}"
