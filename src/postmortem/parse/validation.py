"""Validate a YAML document against a pydantic model, with every finding at its place."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from postmortem.diagnostics import Diagnostic, Span
from postmortem.parse.field_types import shown
from postmortem.parse.strict_yaml import YamlDocument, YamlPath

ModelT = TypeVar("ModelT", bound=BaseModel)

_EXPECTED = {
    "string_type": "text",
    "list_type": "a list, such as `[a, b]`",
    "dict_type": "fields, as in `{{{first}: …}}`",
    "model_type": "fields, as in `{{{first}: …}}`",
    "model_attributes_type": "fields, as in `{{{first}: …}}`",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "`true` or `false`",
    "string_too_short": "at least a word",
    "string_too_long": "at most {max_length} characters",
    "greater_than_equal": "{ge:g} or more",
    "less_than_equal": "{le:g} or less",
    "string_pattern_mismatch": "a code such as `de` or `en`",
}


def validate(
    model: type[ModelT], document: YamlDocument, path: str
) -> tuple[ModelT | None, list[Diagnostic]]:
    """Give the validated fields, or nothing and one diagnostic for each thing that is wrong."""
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        found = [_diagnostic(model, dict(item), document, path) for item in error.errors(include_url=False)]
        return None, list({(d.code, d.span): d for d in found}.values())


def faulty_fields(document: YamlDocument, problems: Iterable[Diagnostic]) -> set[YamlPath]:
    """The paths of the outermost fields in which something is wrong."""
    bad = {problem.span for problem in problems}
    places = (*document.values.items(), *document.keys.items())
    return {path[:1] for path, span in places if span in bad and path}


def without(data: dict[str, Any], places: set[YamlPath]) -> dict[str, Any]:
    """A copy of the data without the values at these paths, so that the rest can be validated."""

    def copy(value: Any, path: YamlPath) -> Any:
        if isinstance(value, dict):
            return {k: copy(v, (*path, k)) for k, v in value.items() if (*path, k) not in places}
        if isinstance(value, list):
            return [copy(v, (*path, i)) for i, v in enumerate(value) if (*path, i) not in places]
        return value

    return {k: copy(v, (k,)) for k, v in data.items() if (k,) not in places}


def place_of(document: YamlDocument, loc: YamlPath, path: str) -> Span:
    """Where a value stands; the nearest thing around it if it is absent."""
    for length in range(len(loc), 0, -1):
        if loc[:length] in document.values:
            return document.values[loc[:length]]
    return Span(path)


def _diagnostic(
    model: type[BaseModel], item: dict[str, Any], document: YamlDocument, path: str
) -> Diagnostic:
    loc: YamlPath = tuple(part for part in item["loc"] if part != "[key]")
    kind: str = item["type"]
    context: Mapping[str, Any] = item.get("ctx") or {}
    name = str(loc[-1]) if loc else ""
    span = place_of(document, loc, path)
    if kind.startswith("PM"):
        return Diagnostic(kind, f"{_field(loc)}{context['message']}", span, context["help"])
    if kind == "missing":
        span = document.keys.get(loc[:-1], span)
        return Diagnostic("PM108", f"`{name}` is missing", span, f"add `{name}: …`")
    if kind == "extra_forbidden":
        known = sorted(_known_fields(model, loc[:-1]))
        return Diagnostic(
            "PM107", f"unknown key `{name}`", document.keys.get(loc, span), _suggest(name, known)
        )
    if item["loc"] and item["loc"][-1] == "[key]":
        help_ = _choices(context, name)
        return Diagnostic("PM107", f"unknown key `{name}`", document.keys.get(loc, span), help_)
    if kind in ("literal_error", "enum"):
        message = f"{_field(loc)}`{shown(item['input'])}` is not one of the possible values"
        return Diagnostic("PM109", message, span, _choices(context, shown(item["input"])))
    first = next(iter(_known_fields(model, loc)), "name")
    help_ = _wanted(kind, item["input"], {**context, "first": first})
    return Diagnostic("PM109", _unfit(loc, item["input"]), span, help_)


def _field(loc: YamlPath) -> str:
    names = [str(part) for part in loc if isinstance(part, str)]
    return f"{'.'.join(names)}: " if names else ""


def _unfit(loc: YamlPath, given: Any) -> str:
    if given is None or given == "":
        return f"`{'.'.join(str(part) for part in loc if isinstance(part, str))}` has no value"
    return f"{_field(loc)}`{shown(given)}` does not fit here"


def _wanted(kind: str, given: Any, context: Mapping[str, Any]) -> str:
    """What to write instead of a value of the wrong kind or size."""
    if kind == "list_type" and isinstance(given, str | int | float):
        return f"write a list: `[{shown(given)}]`"
    wanted = _EXPECTED[kind].format_map(context) if kind in _EXPECTED else "a value of another kind"
    return f"write {wanted}, or remove the line" if given is None else f"write {wanted}"


def _choices(context: Mapping[str, Any], given: str = "") -> str:
    expected = str(context.get("expected", "")).replace("'", "`")
    names = expected.replace("`", "").replace(" or ", ", ").split(", ")
    near = get_close_matches(given, names, n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`? It is one of {expected}" if near else f"write one of {expected}"


def _suggest(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    return "remove it, or put it under `extra:`; known here: " + ", ".join(known)


def _known_fields(model: type[BaseModel], loc: YamlPath) -> list[str]:
    """The names that may stand in the mapping at `loc`."""
    here: type[BaseModel] | None = model
    for part in loc:
        if here is None:
            return []
        if isinstance(part, str):
            field = next((f for n, f in here.model_fields.items() if part in (n, f.alias)), None)
            here = _model_in(field.annotation) if field else here
    return [f.alias or n for n, f in here.model_fields.items()] if here else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((m for m in map(_model_in, get_args(annotation)) if m), None)
