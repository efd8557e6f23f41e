"""`theme.yml`: what a theme is called, which theme it builds on, and which options a site may set.

`{name: Acme, extends: default, options: {calendar: {type: switch, default: true, description: …}}}`
"""

from typing import Annotated, Any, Literal

from msgspec import Meta, field

from postmortem.diagnostics import Diagnostic
from postmortem.model.theme import ThemeFile, ThemeOption
from postmortem.parse.field_types import Text, as_text
from postmortem.parse.fields import Before, Fields
from postmortem.parse.report import plain_values
from postmortem.parse.source import decode_source
from postmortem.parse.strict_yaml import read_yaml
from postmortem.parse.validation import validate


class OptionFields(Fields, frozen=True, kw_only=True):
    """An option that a site may set under `theme_options`."""

    type: Annotated[Literal["switch", "text", "number"], Before(as_text), Meta(description="what it takes")]
    default: Annotated[Any, Meta(description="its value where a site does not set it")]
    description: Annotated[Text, Meta(description="what it does")] = ""


class ThemeFields(Fields, frozen=True, kw_only=True):
    """Everything that can stand in `theme.yml`."""

    name: Annotated[Text, Meta(description="the theme's name for people")] = ""
    extends: Annotated[Text, Meta(description="the theme that has what this one lacks")] = "default"
    options: Annotated[dict[str, OptionFields], Meta(description="what a site may set")] = field(
        default_factory=dict
    )


def parse_theme_file(data: bytes, path: str) -> tuple[ThemeFile | None, list[Diagnostic]]:
    """Read the file; nothing is given when anything in it is wrong."""
    lines, found = decode_source(data, path)
    if lines is None:
        return None, found
    document, found = read_yaml("\n".join(lines), path)
    if document is None:
        return None, found
    fields, problems = validate(ThemeFields, document, path)
    if fields is None:
        return None, found + problems
    defaults = plain_values({name: option.default for name, option in fields.options.items()})
    options = {name: ThemeOption(option.type, defaults[name]) for name, option in fields.options.items()}
    return ThemeFile(fields.extends, options), found
