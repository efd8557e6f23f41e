"""PM405: what was published says something else now, and no revision tells readers so."""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from postmortem.diagnostics import Diagnostic
from postmortem.model.report import Document, Metadata, Report, Status


class Version(Struct, frozen=True):
    """A report as it was from a day on."""

    day: date
    report: Document


def settled_on(report: Metadata) -> date | None:
    """The last day whose changes need no revision of their own; None for a report that is not published."""
    if report.status is not Status.PUBLISHED or report.published is None:
        return None
    return max((report.published, *(revision.date for revision in report.revisions)))


def check_history(report: Report, before: Iterable[Version]) -> Iterator[Diagnostic]:
    """PM405: the report says something else than when it was published or last revised.

    `before` are its earlier versions, the newest first. The one that counts is the last of the settled day,
    or else of the first day on which it stood in the history as published, with the revisions of today.
    """
    settled = settled_on(report)
    if settled is None:
        return
    counts: Version | None = None
    for version in before:
        if settled_on(version.report) is None or version.report.revisions != report.revisions:
            break
        if counts is None or version.day < counts.day:
            counts = version
        if version.day <= settled:
            break
    if counts is not None and _said(counts.report) != _said(report):
        message = f"the report says something else than on `{counts.day}`, and no revision tells it"
        help_ = "add to `revisions:` `{date: …, kind: correction, note: …}` with what changed, for readers"
        yield Diagnostic("PM405", message, report.span("revisions"), help_)


def _said(report: Document) -> tuple[object, ...]:
    """What a report tells its readers; how it is set, and where its actions stand, may change."""
    return (
        " ".join(report.title.split()),
        (report.severity, report.kind, report.services, report.times, report.impact),
        [(_flat(s.title), _flat(s.text)) for s in report.sections if s.key != "actions"],
        [(entry.at, entry.until, _flat(entry.text)) for entry in report.timeline.entries],
    )


def _flat(text: str) -> str:
    return " ".join(text.split())
