"""Rules on what reports say of each other: relations, translations, incidents at the same time.

In a public edition nothing is said of a report outside it, not even its id: the log may be read by anybody.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from heapq import heappop, heappush
from posixpath import basename

from msgspec import Struct

from postmortem.diagnostics import Diagnostic
from postmortem.model.report import Kind, Metadata, Relation, Status
from postmortem.model.retraction import standing
from postmortem.model.visibility import left_out
from postmortem.rules.context import RuleContext


class _Ids(Struct, frozen=True):
    """The paths and ids of reports in the edition, the ids of all that were read, and of all files."""

    paths: frozenset[str]
    shown: frozenset[str]
    known: frozenset[str]
    files: frozenset[str]

    def has(self, name: str) -> bool:
        """Whether a report has this id, or a file that could not be read may have it."""
        return name in self.known or name in self.files


def check_relations(reports: Sequence[Metadata], context: RuleContext) -> Iterator[Diagnostic]:
    """PM401 and PM402: a relation to no report, or to one that is not in this edition."""
    reports = [standing(report) for report in reports]
    if not any(report.related for report in reports):
        return
    shown = _in_edition(reports, context)
    ids = _Ids(
        frozenset(report.path for report in shown),
        frozenset(report.id for report in shown),
        frozenset(report.id for report in reports),
        frozenset(_name_of(path) for path in context.files if path.endswith(".md")),
    )
    outside = ids.known - ids.shown
    for report in reports:
        hidden = outside if report.path in ids.paths else frozenset()
        if any(
            relation.id in hidden or (not ids.has(relation.id) and _is_near(relation.id, hidden))
            for relation in report.related
        ):
            yield from _check_nameless(report, hidden, ids)
        else:
            yield from (found for r in report.related for found in _check_relation(report, r, ids))


def _check_relation(report: Metadata, relation: Relation, ids: _Ids) -> Iterator[Diagnostic]:
    if relation.id == report.id:
        message, help_ = f"`{relation.id}` is this report itself", "remove it, or name the other report"
        yield Diagnostic("PM401", message, relation.span, help_)
    elif not ids.has(relation.id):
        near = get_close_matches(relation.id, sorted(ids.known), n=1, cutoff=0.6)
        help_ = f"did you mean `{near[0]}`?" if near else "write the `id` of a report, or remove it"
        yield Diagnostic("PM401", f"there is no report `{relation.id}`", relation.span, help_)


def _check_nameless(report: Metadata, hidden: frozenset[str], ids: _Ids) -> Iterator[Diagnostic]:
    """The same for a report that names one outside its edition: no id is told, and none of their lines."""
    for number, relation in enumerate(report.related, start=1):
        if relation.id in hidden:
            message = f"the report that relation {number} names is not in this edition"
            help_ = "nothing to do: readers of this edition are not told of it"
            yield Diagnostic("PM402", message, report.span("title"), help_)
        elif not ids.has(relation.id) or relation.id == report.id:
            message = f"there is no other report that relation {number} names"
            yield Diagnostic("PM401", message, report.span("title"), "write the `id` of a report")


def _name_of(path: str) -> str:
    """The id of a file that says none."""
    folder, _, file = path.rpartition("/")
    name = file.partition(".")[0]
    return basename(folder) if name == "index" else name


def _is_near(name: str, hidden: frozenset[str]) -> bool:
    return bool(get_close_matches(name, hidden, n=1, cutoff=0.6))


def check_translations(reports: Sequence[Metadata], context: RuleContext) -> Iterator[Diagnostic]:
    """PM403: a translation that was not touched since its original was revised."""
    order = [context.settings.language, *context.settings.languages]
    versions: dict[str, list[Metadata]] = {}
    for report in _in_edition(reports, context):
        versions.setdefault(report.id, []).append(report)
    for same in versions.values():
        if len(same) > 1:
            original, *others = sorted(same, key=lambda report: _place(report.lang, order))
            yield from (found for other in others for found in _check_translation(original, other))


def _place(lang: str, order: Sequence[str]) -> tuple[int, str]:
    return (order.index(lang) if lang in order else len(order), lang)


def _check_translation(original: Metadata, other: Metadata) -> Iterator[Diagnostic]:
    revised = max((revision.date for revision in original.revisions), default=date.min)
    touched = max((r.date for r in other.revisions), default=other.published or date.min)
    if max(touched, other.published or date.min) < revised:
        message = f"`{original.path}` was revised on `{revised}`, and this translation was not"
        help_ = "bring it up to date, and add an entry to its `revisions`"
        name = "revisions" if other.revisions else "published"
        yield Diagnostic("PM403", message, other.span(name), help_)


def check_overlaps(reports: Sequence[Metadata], context: RuleContext) -> Iterator[Diagnostic]:
    """PM404: an incident that began while another was going on with the same service."""
    related = {report.id: {relation.id for relation in report.related} for report in reports}
    going_on: dict[str, list[tuple[datetime, str]]] = {}
    told: set[tuple[str, str]] = set()
    for started, resolved, report in sorted(_spans(reports, context), key=lambda span: (span[0], span[2].id)):
        for service in report.services:
            others = going_on.setdefault(service, [])
            while others and others[0][0] <= started:
                heappop(others)
            other = _unrelated(report, others, related)
            if other is not None and (report.id, other) not in told:
                told.add((report.id, other))
                message = f"`{other}` was going on at the same time with `{service}`"
                help_ = f"name it: `related: [{{id: {other}, relation: same-cause}}]`, or join the two"
                yield Diagnostic("PM404", message, report.span("started"), help_)
            heappush(others, (resolved, report.id))


def _spans(
    reports: Sequence[Metadata], context: RuleContext
) -> Iterator[tuple[datetime, datetime, Metadata]]:
    """The incidents with a known beginning and end, one report for each id."""
    seen: set[str] = set()
    for report in _in_edition(reports, context):
        started, resolved = report.times.started, report.times.resolved
        counts = report.kind in (Kind.INCIDENT, Kind.SECURITY) and report.status is not Status.RETRACTED
        if counts and started is not None and resolved is not None and report.id not in seen:
            seen.add(report.id)
            yield started, resolved, report


def _unrelated(
    report: Metadata, others: Sequence[tuple[datetime, str]], related: Mapping[str, set[str]]
) -> str | None:
    for _, other in others:
        if other != report.id and other not in related[report.id] and report.id not in related[other]:
            return other
    return None


def _in_edition(reports: Sequence[Metadata], context: RuleContext) -> list[Metadata]:
    return [
        report
        for report in reports
        if left_out(report, context.edition, context.now, drafts=context.drafts) is None
    ]
