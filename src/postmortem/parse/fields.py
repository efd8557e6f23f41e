"""Mappings defined as classes: what may stand under each of their keys.

A definition is a subclass of `Fields`. Its annotations say what a value is: text, a number, `Literal`, a
list, a mapping, or fields of its own; `Meta` says of what size, and describes it for people; `Before` and
`Parsed` make the value of what was written. `field_reading` reads by a definition, `field_schema` tells it as
JSON Schema.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from msgspec import NODEFAULT, UNSET, Meta, Struct, field
from msgspec.structs import fields, replace

_LIMITS = ("min_length", "max_length", "pattern", "ge", "le", "description", "examples")


class Fields(Struct, frozen=True, kw_only=True):
    """A mapping in which only known keys may stand."""


class UnfitError(ValueError):
    """A value that does not fit: a diagnostic's code, message and help."""

    def __init__(self, code: str, message: str, help_: str) -> None:
        super().__init__(message)
        self.code, self.message, self.help = code, message, help_


class Parsed(Struct, frozen=True, eq=False):
    """The value is what `parse` makes of what was written, whatever that is; UnfitError if it does not fit.

    `schema` is what the JSON Schema says of it, besides that it is text.
    """

    parse: Callable[[Any], Any]
    schema: Mapping[str, Any] = field(default_factory=dict)


class Before(Struct, frozen=True, eq=False):
    """The value is changed before it is looked at. `also` is the JSON Schema of what that allows besides."""

    change: Callable[[Any], Any]
    also: Mapping[str, Any] | None = None


class Kind(Struct, frozen=True):
    """What a value may be.

    `base` is a plain type, `Any`, `Literal` with its `choices`, `list` or `dict` with what is `inside` (of a
    mapping its keys and its values), or a definition. `limits` are sizes and descriptions, by their names in
    `Meta`.
    """

    base: Any
    optional: bool = False
    before: tuple[Before, ...] = ()
    parsed: Parsed | None = None
    limits: Mapping[str, Any] = field(default_factory=dict)
    choices: tuple[str, ...] = ()
    inside: tuple["Kind", ...] = ()

    @property
    def definition(self) -> type[Fields] | None:
        """What defines the value if it is fields of its own."""
        return self.base if isinstance(self.base, type) and issubclass(self.base, Fields) else None


class Key(Struct, frozen=True):
    """A key of a mapping: the name of its field, and what may stand there.

    `default` is UNSET for what has none that could be told, as a list that is empty then.
    """

    name: str
    kind: Kind
    required: bool
    default: Any


@lru_cache(maxsize=64)
def keys_of(definition: type[Fields]) -> Mapping[str, Key]:
    """The keys that a definition has, in their order."""
    return {
        found.encode_name: Key(
            name=found.name,
            kind=kind_of(found.type),
            required=found.required,
            default=UNSET if found.default is NODEFAULT else found.default,
        )
        for found in fields(definition)
    }


def kind_of(annotation: Any) -> Kind:
    """What an annotation allows."""
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _annotated(inside[0], inside[1:])
    if origin in (Union, UnionType) and NoneType in inside:
        (one,) = (kind for kind in inside if kind is not NoneType)
        return replace(kind_of(one), optional=True)
    if origin is Literal:
        return Kind(Literal, choices=inside)
    if origin in (list, dict):
        return Kind(origin, inside=tuple(map(kind_of, inside)))
    return Kind(annotation)


def _annotated(inner: Any, said: tuple[Any, ...]) -> Kind:
    parsed = next((one for one in said if isinstance(one, Parsed)), None)
    kind = Kind(str, parsed=parsed) if parsed else kind_of(inner)
    limits = dict(kind.limits)
    for meta in (one for one in said if isinstance(one, Meta)):
        limits |= {name: limit for name in _LIMITS if (limit := getattr(meta, name)) is not None}
    before = kind.before + tuple(one for one in said if isinstance(one, Before))
    return replace(kind, before=before, limits=limits)
