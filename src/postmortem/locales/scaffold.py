"""What `postmortem new` asks for in each section, by language."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from msgspec import Struct


class Scaffold(Struct, frozen=True):
    """`prompts` maps a section's key to a sentence that says what belongs there."""

    times_comment: str
    prompts: Mapping[str, str]


@lru_cache(maxsize=8)
def scaffold(lang: str) -> Scaffold:
    """Give the texts of a language; English where it has none."""
    source = files("postmortem.locales").joinpath(lang.split("-")[0].lower(), "scaffold.toml")
    if not source.is_file():
        return scaffold("en")
    data = tomllib.loads(source.read_text("utf-8"))
    return Scaffold(data["times_comment"], data["prompts"])
