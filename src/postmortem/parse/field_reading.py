"""Reading what was written by a definition: the value of each field, and all that does not fit, at once."""

import re
from collections.abc import Callable
from typing import Any, Literal, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from postmortem.parse.fields import Fields, Kind, UnfitError, keys_of
from postmortem.parse.strict_yaml import YamlPath

FieldsT = TypeVar("FieldsT", bound=Fields)


class Fault(Struct, frozen=True):
    """Something wrong at a path: what was wanted there, what is there, and what could be instead.

    `wanted` is a kind of value (`text`, `list`, …), a size that it has not (`longer`, `less`, …), or
    `fitting`, with the `reason` why it is not; or it is about the key: `missing`, `unknown`, no such `key`.
    """

    at: YamlPath
    wanted: str
    given: Any = None
    known: tuple[str, ...] = ()
    limit: Any = None
    reason: UnfitError | None = None


def read_fields(definition: type[FieldsT], data: Any) -> tuple[FieldsT | None, list[Fault]]:
    """The fields, or None and all that is wrong with them, in the order of the definition."""
    faults: list[Fault] = []
    return _fields(definition, data, (), faults), faults


def _fields(definition: type[FieldsT], data: Any, at: YamlPath, faults: list[Fault]) -> FieldsT | None:
    keys = keys_of(definition)
    if not isinstance(data, dict):
        faults.append(Fault(at, "fields", data, known=tuple(keys)))
        return None
    before = len(faults)
    values = {}
    for name, key in keys.items():
        if name in data:
            values[key.name] = _value(key.kind, data[name], (*at, name), faults)
        elif key.required:
            faults.append(Fault((*at, name), "missing"))
    unknown = [name for name in data if name not in keys]
    faults += [Fault((*at, name), "unknown", known=tuple(keys)) for name in unknown]
    return definition(**values) if len(faults) == before else None


def _value(kind: Kind, value: Any, at: YamlPath, faults: list[Fault]) -> Any:
    """The value; of one in which something is wrong, what is given back is not used."""
    if value is None and kind.optional:
        return None
    try:
        for step in kind.before:
            value = step.change(value)
        if kind.parsed is not None:
            return kind.parsed.parse(value)
    except UnfitError as error:
        faults.append(Fault(at, "fitting", value, reason=error))
        return None
    if kind.definition is not None:
        return _fields(kind.definition, value, at, faults)
    if kind.base is list and isinstance(value, list):
        return [_value(kind.inside[0], item, (*at, number), faults) for number, item in enumerate(value)]
    if kind.base is dict and isinstance(value, dict):
        return _mapping(kind, value, at, faults)
    is_whole = kind.base is int and isinstance(value, float) and value.is_integer()
    misfit = _misfit(kind, int(value) if is_whole else value, at)
    if misfit is not None:
        faults.append(replace(misfit, given=value))  # as it was written
        return None
    return kind.base(value) if kind.base in (int, float) else value


def _mapping(kind: Kind, value: dict[str, Any], at: YamlPath, faults: list[Fault]) -> dict[str, Any]:
    names, items = kind.inside
    read = {}
    for name, item in value.items():
        if names.choices and name not in names.choices:
            faults.append(Fault((*at, name), "key", name, known=names.choices))
        read[name] = _value(items, item, (*at, name), faults)
    return read


_WANTED: dict[Any, tuple[str, type | tuple[type, ...]]] = {
    str: ("text", str),
    int: ("whole", int),
    float: ("number", (int, float)),
    bool: ("switch", bool),
    list: ("list", list),
}


def _misfit(kind: Kind, value: Any, at: YamlPath) -> Fault | None:
    """What is wrong with a value that holds no others, if anything is."""
    if kind.base is Any:
        return None
    if kind.base is Literal:
        fits = isinstance(value, str) and value in kind.choices
        return None if fits else Fault(at, "choice", value, known=kind.choices)
    if kind.base is dict:
        inner = kind.inside[1].definition
        return Fault(at, "fields", value, known=tuple(keys_of(inner) if inner else ()))
    wanted, types = _WANTED[kind.base]
    if not isinstance(value, types) or (isinstance(value, bool) and kind.base is not bool):
        return Fault(at, wanted, value)
    return _missized(kind, value, at)


def _missized(kind: Kind, value: Any, at: YamlPath) -> Fault | None:
    for name, wanted, is_wrong in _SIZES:
        if name in kind.limits and is_wrong(value, kind.limits[name]):
            return Fault(at, wanted, value, limit=kind.limits[name])
    return None


# A number that is none (`.nan`) is on neither side of a limit: it has to be asked whether it is within.
_SIZES: tuple[tuple[str, str, Callable[[Any, Any], bool]], ...] = (
    ("min_length", "longer", lambda value, limit: len(value) < limit),
    ("max_length", "shorter", lambda value, limit: len(value) > limit),
    ("pattern", "code", lambda value, limit: not re.fullmatch(limit, value)),
    ("ge", "more", lambda value, limit: not value >= limit),
    ("le", "less", lambda value, limit: not value <= limit),
)
