"""Validate a YAML document by a definition of fields, with every finding at its place."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

from postmortem.diagnostics import Diagnostic, Span
from postmortem.parse.field_reading import Fault, FieldsT, read_fields
from postmortem.parse.field_types import shown
from postmortem.parse.strict_yaml import YamlDocument, YamlPath

_WANTED = {
    "text": "text",
    "list": "a list, such as `[a, b]`",
    "fields": "fields, as in `{{{first}: …}}`",
    "whole": "a whole number",
    "number": "a number",
    "switch": "`true` or `false`",
    "longer": "at least a word",
    "shorter": "at most {limit} characters",
    "more": "{limit:,} or more",
    "less": "{limit:,} or less",
    "code": "a code such as `de` or `en`",
}


def validate(
    definition: type[FieldsT], document: YamlDocument, path: str
) -> tuple[FieldsT | None, list[Diagnostic]]:
    """Give the validated fields, or nothing and one diagnostic for each thing that is wrong."""
    fields, faults = read_fields(definition, document.data)
    found = [_diagnostic(fault, document, path) for fault in faults]
    return fields, list({(d.code, d.span): d for d in found}.values())


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


def _diagnostic(fault: Fault, document: YamlDocument, path: str) -> Diagnostic:
    at, name = fault.at, str(fault.at[-1]) if fault.at else ""
    span = place_of(document, at, path)
    if fault.reason is not None:
        reason = fault.reason
        return Diagnostic(reason.code, f"{_field(at)}{reason.message}", span, reason.help)
    if fault.wanted == "missing":
        span = document.keys.get(at[:-1], span)
        return Diagnostic("PM108", f"`{name}` is missing", span, f"add `{name}: …`")
    if fault.wanted in ("unknown", "key"):
        suggest = _suggest if fault.wanted == "unknown" else _choices
        return Diagnostic(
            "PM107", f"unknown key `{shown(name)}`", document.keys.get(at, span), suggest(name, fault.known)
        )
    if fault.wanted == "choice":
        given = shown(fault.given)
        message = f"{_field(at)}`{given}` is not one of the possible values"
        return Diagnostic("PM109", message, span, _choices(given, fault.known))
    return Diagnostic("PM109", _unfit(at, fault.given), span, _advice(fault))


def _field(loc: YamlPath) -> str:
    names = [str(part) for part in loc if isinstance(part, str)]
    return f"{'.'.join(names)}: " if names else ""


def _unfit(loc: YamlPath, given: Any) -> str:
    if given is None or given == "":
        return f"`{'.'.join(str(part) for part in loc if isinstance(part, str))}` has no value"
    return f"{_field(loc)}`{shown(given)}` does not fit here"


def _advice(fault: Fault) -> str:
    """What to write instead of a value of the wrong kind or size."""
    given = fault.given
    if fault.wanted == "list" and isinstance(given, str | int | float):
        return f"write a list: `[{shown(given)}]`"
    wanted = _WANTED[fault.wanted].format(first=next(iter(fault.known), "name"), limit=fault.limit)
    return f"write {wanted}, or remove the line" if given is None else f"write {wanted}"


def _choices(given: str, known: Sequence[str]) -> str:
    near = get_close_matches(given, known, n=1, cutoff=0.6)
    *others, last = (f"`{name}`" for name in known)
    expected = f"{', '.join(others)} or {last}" if others else last
    return f"did you mean `{near[0]}`? It is one of {expected}" if near else f"write one of {expected}"


def _suggest(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    aside = ", or put it under `extra:`" if "extra" in known else ""
    return f"remove it{aside}; known here: " + ", ".join(sorted(known))
