"""A report as data for programs: `report.json` beside its page, versioned by `schema`.

The same words, times and figures as on the page, for the same audience. Instants are RFC 3339 with offset,
durations whole seconds; what is not recorded is null. Of a retracted report there is no content. Lines of the
source file are given in an internal edition alone: they tell how much of the file a reader does not see.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import asdict

from postmortem.model.availability import impact_seconds
from postmortem.model.impact import Impact, Quantity
from postmortem.model.metrics import durations, elapsed, phases
from postmortem.model.report import TIME_NAMES, Action, Document, Relation, Status
from postmortem.model.timeline import Entry, Precision
from postmortem.render.json_lines import json_document
from postmortem.render.links import resolved
from postmortem.render.recorded import iso_day, rfc_3339, whole_seconds
from postmortem.render.surroundings import Surroundings

SCHEMA = 1
_LENGTHS = ("detect", "acknowledge", "mitigate", "resolve")

Data = dict[str, Any]


def report_json(
    report: Document, around: Surroundings, related: Sequence[Relation], *, internal: bool
) -> bytes:
    """The report as JSON. `related` are its relations to reports of this site."""
    data = {"schema": SCHEMA, **_fields(report, around)}
    if report.status is not Status.RETRACTED:
        data |= _content(report, around, related, internal=internal)
    return json_document(data)


def _fields(report: Document, around: Surroundings) -> Data:
    return {
        "id": report.id,
        "url": around.frame.canonical or around.frame.path,
        "title": report.title,
        "lang": report.lang,
        "status": report.status.value,
        "audience": report.audience.value,
        "published": iso_day(report.published),
        "updated": iso_day(report.updated),
        "revisions": [
            {"date": iso_day(r.date), "kind": r.kind, "note": r.note, "significant": r.significant}
            for r in report.revisions
        ],
    }


def _content(report: Document, around: Surroundings, related: Sequence[Relation], *, internal: bool) -> Data:
    def html(text: str) -> str:
        return resolved(text, around.targets.get, around.fragment_root, around.sizes)

    started = report.times.started
    return {
        "description": report.description,
        "severity": report.severity,
        "kind": report.kind.value,
        "services": list(report.services),
        "unaffected": list(report.unaffected),
        "tags": list(report.tags),
        "detected_by": report.detected_by,
        "triggers": list(report.triggers),
        **_figures(report),
        "sections": [
            {"key": s.key, "title": s.title, "level": s.level, "html": html(s.html)} for s in report.sections
        ],
        "timeline": [
            _entry(entry, started, html(entry.html), internal=internal) for entry in report.timeline.entries
        ],
        "footnotes": html(report.footnotes_html),
        "actions": [_action(action) for action in report.actions],
        **({"inside": list(report.inside)} if internal else {}),
        "related": [{"id": relation.id, "relation": relation.relation} for relation in related],
        "word_count": report.word_count,
    }


def _figures(report: Document) -> Data:
    lengths = durations(report.times)
    return {
        "timezone": report.timezone,
        "times": {name: rfc_3339(report.times.get(name)) for name in TIME_NAMES},
        "durations": {name: whole_seconds(getattr(lengths, name)) for name in _LENGTHS},
        "phases": [
            {"name": p.name, "from": rfc_3339(p.start), "to": rfc_3339(p.end)} for p in phases(report.times)
        ],
        "impact": {
            **_impact(report.impact),
            "seconds": {service: impact_seconds(report, service) for service in report.services},
        },
    }


def _action(action: Action) -> Data:
    """A promise with its own status: whether it is overdue depends on the day, and this file does not."""
    return {
        "id": action.id,
        "title": action.title,
        "type": action.type or None,
        "status": action.status,
        "owner": action.owner,
        "due": iso_day(action.due),
        "link": action.link,
        "note": action.note,
        "audience": action.audience.value,
    }


def _entry(entry: Entry, started: datetime | None, html: str, *, internal: bool) -> Data:
    """An entry; `elapsed` are seconds since the start of impact, null where only the day is known."""
    exact = entry.at is not None and entry.precision is not Precision.DAY
    data: Data = {
        "at": rfc_3339(entry.at),
        "until": rfc_3339(entry.until),
        "precision": entry.precision.value if entry.precision is not None else None,
        "label": entry.label,
        "kind": entry.kind.value if entry.kind is not None else None,
        "elapsed": whole_seconds(elapsed(started, entry.at)) if exact else None,
        "text": entry.text,
        "html": html,
        "anchor": entry.anchor,
    }
    return {**data, "line": entry.span.line} if internal else data


def _impact(impact: Impact) -> Data:
    loss = impact.data_loss
    return {
        "users": _quantity(impact.users),
        "requests_failed": _quantity(impact.requests_failed),
        "data_loss": None
        if loss is None
        else {
            "from": rfc_3339(loss.start),
            "to": rfc_3339(loss.end),
            "seconds": whole_seconds(elapsed(loss.start, loss.end)),
            "note": loss.note,
        },
        "windows": [
            {
                "from": rfc_3339(window.start),
                "to": rfc_3339(window.end),
                "services": list(window.services),
                "fraction": window.fraction,
                "level": window.level,
            }
            for window in impact.windows
        ],
    }


def _quantity(quantity: Quantity | None) -> Mapping[str, object] | None:
    return asdict(quantity) if quantity is not None else None
