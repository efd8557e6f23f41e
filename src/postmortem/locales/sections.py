"""Names of sections by language: `{"zusammenfassung": "summary", …}`, folded for comparison."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

SECTION_KEYS = (
    "summary",
    "impact",
    "detection",
    "response",
    "recovery",
    "timeline",
    "causes",
    "lessons",
    "actions",
    "technical",
    "closing",
    "supporting",
)

_NUMBERING = re.compile(r"^\s*(?:\d+(?:\.\d+)*[.)]?|[ivx]+[.)]|[a-z][.)])\s+", re.IGNORECASE)


def fold(title: str) -> str:
    """A heading in the form in which headings are compared: case, numbering and punctuation removed."""
    words = unicodedata.normalize("NFC", _NUMBERING.sub("", title)).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in words).split())


@lru_cache(maxsize=32)
def written_names(lang: str) -> Mapping[str, tuple[str, ...]]:
    """The names of each section in a language as they are written; empty where there is no such language."""
    source = files("postmortem.locales").joinpath(lang.split("-")[0].lower(), "sections.toml")
    if not source.is_file():
        return {}
    return {key: tuple(names) for key, names in tomllib.loads(source.read_text("utf-8")).items()}


@lru_cache(maxsize=32)
def section_names(lang: str) -> Mapping[str, str]:
    """Folded heading to canonical key: the language's own names, then the English ones."""
    names = {fold(name): key for key, written in written_names(lang).items() for name in written}
    english = {fold(name): key for key, written in written_names("en").items() for name in written}
    return english | names
