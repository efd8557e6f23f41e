"""What `reports.json` holds, as JSON Schema (draft 2020-12), published beside it.

Fields may be added under the same number `schema`; none is taken away or changes its meaning.
"""

from typing import Any

from postmortem.model.report import TIME_NAMES, Audience, Kind, Status

SCHEMA = 1
DURATION_NAMES = ("detect", "acknowledge", "mitigate", "resolve")

Schema = dict[str, Any]


def reports_schema() -> Schema:
    """The schema of the whole file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Incident reports",
        **_object(
            schema=_field("the version of this form", const=SCHEMA),
            title=_text("the site's title"),
            reports=_list(_report(), "every report in every language, newest incident first"),
        ),
    }


def _report() -> Schema:
    instants = {name: _optional("string", f"when it was {name}", format="date-time") for name in TIME_NAMES}
    lengths = {name: _optional("integer", "seconds, or null: not recorded") for name in DURATION_NAMES}
    return _object(
        id=_text("never changes; the same in every language"),
        url=_field("where the report is read", type="string", format="uri-reference"),
        title=_text("its title as it was written: code stands between backticks"),
        lang=_text("its language (BCP 47)"),
        status=_field("where it stands", enum=[status.value for status in Status]),
        published=_optional("string", "the day of its first publication", format="date"),
        updated=_optional("string", "the day of its last significant change", format="date"),
        severity=_optional("string", "its severity's id"),
        kind=_field(
            "what sort of event it is about; null for a retracted report",
            enum=[*(kind.value for kind in Kind), None],
        ),
        services=_list({"type": "string"}, "ids of affected services"),
        tags=_list({"type": "string"}, "its tags"),
        times=_field("the incident's instants, or null: not recorded", **_object(**instants)),
        durations=_field("from the start of impact, to acknowledge from the detection", **_object(**lengths)),
        detected_by=_optional("string", "who or what noticed it"),
        triggers=_list({"type": "string"}, "what set it off"),
        description=_text("one sentence; empty for a retracted report"),
        audience=_field("who may read it; a public site has public ones alone", enum=[*map(str, Audience)]),
        inside=_list({"type": "string"}, "names and fields that only an internal site has: `tags/dns`"),
    )


def _object(**fields: Schema) -> Schema:
    return {"type": "object", "properties": fields, "required": list(fields)}


def _field(description: str, **rules: Any) -> Schema:
    return {"description": description, **rules}


def _text(description: str) -> Schema:
    return _field(description, type="string")


def _optional(kind: str, description: str, **rules: Any) -> Schema:
    return _field(description, type=[kind, "null"], **rules)


def _list(items: Schema, description: str) -> Schema:
    return _field(description, type="array", items=items)
