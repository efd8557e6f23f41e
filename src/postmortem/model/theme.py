"""A theme as it was found: template sources and asset bytes by name, with the child over its parent."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """`templates` maps a name (`report.html`) to its source; `assets` a name (`style.css`) to its bytes.

    `files` maps a template name to the path shown in messages; `digest` is a hex digest of all of it.
    """

    name: str
    templates: Mapping[str, str]
    assets: Mapping[str, bytes]
    files: Mapping[str, str]
    digest: str
