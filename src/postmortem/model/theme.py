"""A theme as it was found: template sources and asset bytes by name, with the child over its parent."""

from collections.abc import Mapping
from types import CodeType

from msgspec import Struct, field


class ThemeOption(Struct, frozen=True):
    """Something that a site may set. `type`: switch | text | number."""

    type: str
    default: bool | str | int | float

    def takes(self, value: object) -> bool:
        """Whether a value is of the option's type."""
        if self.type == "switch":
            return isinstance(value, bool)
        if self.type == "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        return isinstance(value, str)


class ThemeFile(Struct, frozen=True):
    """What `theme.yml` says."""

    extends: str = "default"
    options: Mapping[str, ThemeOption] = field(default_factory=dict)


class Theme(Struct, frozen=True):
    """`templates` maps a name (`report.html`) to its source; `assets` a name (`style.css`) to its bytes.

    `files` maps a template name to the path shown in messages; `options` are what a site may set;
    `digest` is a hex digest of all of it. `shipped`: no part of it is the site's own; then `codes` may be its
    compiled templates.
    """

    name: str
    templates: Mapping[str, str]
    assets: Mapping[str, bytes]
    files: Mapping[str, str]
    digest: str
    options: Mapping[str, ThemeOption] = field(default_factory=dict)
    shipped: bool = False
    codes: Mapping[str, CodeType] = field(default_factory=dict)
