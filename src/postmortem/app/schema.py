"""Front matter and `site.yml` for editors (JSON Schema) and for people (a reference page)."""

import json
from collections.abc import Iterator
from typing import Any

from postmortem.parse.field_schema import json_schema
from postmortem.parse.fields import Fields
from postmortem.parse.report_schema import FrontMatter
from postmortem.parse.site_schema import SiteFields
from postmortem.render.data_schema import reports_schema

_DEFINITIONS: dict[str, type[Fields]] = {"report": FrontMatter, "site": SiteFields}
_TITLES = {"report": "Front matter of a report", "site": "Settings of a site: `site.yml`"}


def schema(name: str) -> str:
    """Give the JSON Schema (draft 2020-12) of `report` or `site`, or of the published `reports`."""
    if name == "reports":
        return json.dumps(reports_schema(), ensure_ascii=False, indent=2) + "\n"
    return json.dumps(json_schema(_DEFINITIONS[name]), ensure_ascii=False, indent=2) + "\n"


def reference(name: str) -> str:
    """Give the reference page of `report` or `site` as Markdown: one table for each group of fields.

    Of `reports`, which nobody writes by hand, there is the schema alone.
    """
    if name == "reports":
        return schema(name)
    document = json_schema(_DEFINITIONS[name])
    lines = [f"# {_TITLES[name]}", "", f"Written by `postmortem schema {name} --format markdown`.", ""]
    lines += _table(document, document["$defs"])
    for title, group in _groups(document, document["$defs"]):
        lines += ["", f"## {title}", "", *_table(group, document["$defs"])]
    return "\n".join(lines) + "\n"


def _groups(document: dict[str, Any], known: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The nested mappings with the path at which they stand, in the order of the fields."""
    for name, field in document["properties"].items():
        for group, ending in _nested(field, known):
            yield f"`{name}{ending}`", group
            for title, inner in _groups(group, known):
                yield f"`{name}{ending}.{title.strip('`')}`", inner


def _nested(field: dict[str, Any], known: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    if "$ref" in field:
        yield known[field["$ref"].rpartition("/")[2]], ""
    for choice in field.get("anyOf", ()):
        yield from _nested(choice, known)
    for key, ending in (("items", "[]"), ("additionalProperties", ".*")):
        if isinstance(field.get(key), dict):
            for group, _ in _nested(field[key], known):
                yield group, ending


def _table(document: dict[str, Any], known: dict[str, Any]) -> list[str]:
    required = document.get("required", ())
    rows = ["| field | value | what it says |", "|---|---|---|"]
    for name, field in document["properties"].items():
        mark = " (required)" if name in required else ""
        rows.append(f"| `{name}`{mark} | {_kind(field, known)} | {field.get('description', '')} |")
    return rows


def _kind(field: dict[str, Any], known: dict[str, Any]) -> str:
    """What may stand there, in words."""
    if "anyOf" in field:
        return _kind(next(f for f in field["anyOf"] if f.get("type") != "null"), known)
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if field.get("type") == "array":
        return f"list of {_kind(field['items'], known)}"
    if "$ref" in field or isinstance(field.get("additionalProperties"), dict):
        return "fields, see below"
    return _WORDS.get(str(field.get("type")), "") or _text_kind(field)


_WORDS = {
    "integer": "whole number",
    "number": "number",
    "boolean": "`true` or `false`",
    "object": "any fields",
}


def _text_kind(field: dict[str, Any]) -> str:
    if field.get("format") == "date":
        return "date, `2023-02-10`"
    pattern = field.get("pattern", "")
    if "unknown|" in pattern:
        return "time, `2023-02-09 09:47`, or `unknown`"
    return "time, `2023-02-09 09:47`" if pattern.startswith("^(\\d{4})") else "text"
