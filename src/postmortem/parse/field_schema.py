"""Definitions of fields as JSON Schema (draft 2020-12), for editors and for the reference pages."""

import inspect
from typing import Any, Literal

from msgspec import UNSET

from postmortem.parse.fields import Fields, Key, Kind, keys_of

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}
_SAID = {
    "min_length": "minLength",
    "max_length": "maxLength",
    "pattern": "pattern",
    "ge": "minimum",
    "le": "maximum",
    "description": "description",
    "examples": "examples",
}
_OF_ALL = frozenset({"description", "examples"})


def json_schema(definition: type[Fields]) -> dict[str, Any]:
    """What a mapping may hold; definitions of others in it stand under `$defs`, by their names."""
    known: dict[str, Any] = {}
    document = _mapping(definition, known)
    return {"$schema": _DIALECT, "$defs": dict(sorted(known.items())), **document}


def _mapping(definition: type[Fields], known: dict[str, Any]) -> dict[str, Any]:
    keys = keys_of(definition)
    document = {
        "title": definition.__name__,
        "description": inspect.getdoc(definition),
        "type": "object",
        "properties": {name: _property(key, known) for name, key in keys.items()},
        "additionalProperties": False,
    }
    required = [name for name, key in keys.items() if key.required]
    return document | ({"required": required} if required else {})


def _property(key: Key, known: dict[str, Any]) -> dict[str, Any]:
    default = {} if key.required or key.default is UNSET else {"default": key.default}
    return _value(key.kind, known) | default


def _value(kind: Kind, known: dict[str, Any]) -> dict[str, Any]:
    """What a value may be: one of several, where something else is allowed besides."""
    others = [step.also for step in kind.before if step.also is not None]
    if kind.optional:
        others.append({"type": "null"})
    said = {_SAID[name]: limit for name, limit in kind.limits.items()}
    if not others:
        return _one(kind, known) | said
    of_all = {name: said.pop(name) for name in list(said) if name in _OF_ALL}
    return {"anyOf": [_one(kind, known) | said, *others], **of_all}


def _one(kind: Kind, known: dict[str, Any]) -> dict[str, Any]:
    if kind.parsed is not None:
        return {"type": "string", **kind.parsed.schema}
    if kind.definition is not None:
        return {"$ref": f"#/$defs/{_known(kind.definition, known)}"}
    if kind.base is Literal:
        return {"type": "string", "enum": list(kind.choices)}
    if kind.base is list:
        return {"type": "array", "items": _value(kind.inside[0], known)}
    if kind.base is dict:
        return {"type": "object", **_entries(kind, known)}
    return {} if kind.base is Any else {"type": _PLAIN[kind.base]}


def _entries(kind: Kind, known: dict[str, Any]) -> dict[str, Any]:
    names, items = kind.inside
    allowed = {"propertyNames": {"enum": list(names.choices)}} if names.choices else {}
    return {"additionalProperties": True if items.base is Any else _value(items, known), **allowed}


def _known(definition: type[Fields], known: dict[str, Any]) -> str:
    name = definition.__name__
    if name not in known:
        known[name] = _mapping(definition, known)
    return name
