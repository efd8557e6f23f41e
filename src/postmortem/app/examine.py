"""Examine one source file: parse it, run the rules on it by itself, and see whether it is in the edition."""

import re
from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from postmortem.diagnostics import Diagnostic, Span
from postmortem.model.marking import with_marks
from postmortem.model.reading import Reading, holds_until
from postmortem.model.report import Audience, Document, Report, Status
from postmortem.model.secrets import Secret
from postmortem.model.site import Settings
from postmortem.model.visibility import LeftOut, left_out
from postmortem.parse.report import ParsedReport, parse_report
from postmortem.rules.allowances import silenced
from postmortem.rules.context import RuleContext
from postmortem.rules.table import check_report

_KEY = re.compile(r"[ -]*\w+:(?: |$)")
_FRONT_MATTER_NAMES = ("title", "description", "id")


class Situation(Struct, frozen=True):
    """For whom and when: what the reading of a file depends on besides the file."""

    settings: Settings
    edition: Audience
    drafts: bool
    now: datetime


class Examined(Struct, frozen=True):
    """A reading with the report's text; `texts` is what is public of it: nothing if it is left out."""

    reading: Reading
    document: Document | None
    texts: tuple[str, ...]


def examine(data: bytes, path: str, digest: str, situation: Situation) -> Examined:
    """Read a file and judge it; any bytes give a result."""
    parsed = parse_report(data, path, digest, situation.settings, situation.edition)
    report = parsed.report
    if report is None:
        secrets = (*parsed.secrets, *_all_of_it(path, parsed))
        reading = Reading(path, digest, None, parsed.diagnostics, left_out=LeftOut.BROKEN, secrets=secrets)
        return Examined(reading, None, ())
    context = RuleContext(
        situation.settings, situation.now, {}, frozenset(), situation.edition, situation.drafts
    )
    reason = left_out(report, situation.edition, situation.now, drafts=situation.drafts)
    shown = with_marks(report)
    reading = Reading(
        path=path,
        digest=digest,
        metadata=shown.metadata(),
        findings=(*parsed.diagnostics, *check_report(report, context)),
        silent=tuple(sorted(silenced(report))),
        left_out=reason,
        read_at=situation.now,
        holds_until=holds_until(report, situation.now),
        secrets=(*parsed.secrets, *(_all_of_it(path, parsed) if reason else ())),
    )
    if reason is not None:
        return Examined(reading, shown.document(), ())
    return Examined(reading, shown.document(), _public_words(report))


def _public_words(report: Report) -> tuple[str, ...]:
    if report.status is Status.RETRACTED:
        return (report.id, report.path, report.title, *(revision.note for revision in report.revisions))
    said = (report.id, report.path, report.title, report.description, report.front, report.markdown)
    return (*said, *(passage.text for passage in report.texts))


def unreadable(path: str, digest: str, problem: Diagnostic) -> Reading:
    """The reading of a file that gave no bytes."""
    name = (Secret(path, Span(path)), Secret(_name(path), Span(path)))
    return Reading(path, digest, None, (problem,), left_out=LeftOut.BROKEN, secrets=name)


def _name(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def _all_of_it(path: str, parsed: ParsedReport) -> Iterator[Secret]:
    """Everything that a report outside of the edition says, and its name."""
    yield Secret(path, Span(path))
    yield Secret(_name(path), Span(path))
    report = parsed.report
    if report is None:
        yield Secret("\n".join(_KEY.sub("", line) for line in parsed.lines), Span(path))
        return
    for name in _FRONT_MATTER_NAMES:
        yield Secret(getattr(report, name), report.span(name))
    for passage in report.texts:
        yield Secret(passage.text, Span(path, passage.line))
