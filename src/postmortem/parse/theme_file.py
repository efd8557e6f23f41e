"""`theme.yml`: what a theme is called, which theme it builds on, and which options a site may set.

`{name: Acme, extends: default, options: {calendar: {type: switch, default: true, description: …}}}`
"""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from postmortem.diagnostics import Diagnostic
from postmortem.model.theme import ThemeFile, ThemeOption
from postmortem.parse.field_types import Text, as_text
from postmortem.parse.report import plain_values
from postmortem.parse.report_schema import Fields
from postmortem.parse.source import decode_source
from postmortem.parse.strict_yaml import read_yaml
from postmortem.parse.validation import validate


class OptionFields(Fields):
    """An option that a site may set under `theme_options`."""

    type: Annotated[Literal["switch", "text", "number"], BeforeValidator(as_text)] = Field(
        description="what it takes"
    )
    default: Any = Field(description="its value where a site does not set it")
    description: Text = Field("", description="what it does")


class ThemeFields(Fields):
    """Everything that can stand in `theme.yml`."""

    name: Text = Field("", description="the theme's name for people")
    extends: Text = Field("default", description="the theme that has what this one lacks")
    options: dict[str, OptionFields] = Field(default_factory=dict, description="what a site may set")


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
