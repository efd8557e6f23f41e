"""Words of times by language: months, weekdays, "about" and "until", column titles, written labels.

A report's words are its own language's and the English ones, the own first.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files
from typing import Any

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class TimeWords:
    """`months` and `weekdays` count from 1; `kinds` and `marks` give names of event kinds.

    `hours` follow a clock time, `full_hours` make one of a number, `exact` and `approximate` stand before it,
    `until` within a range. `capitals` are the labels of `kinds` that need no colon where written in capitals.
    `zones` are local names of zones, `abbreviations` names that are known to be zones and of nothing else
    than refused where the report does not use them. Lists hold each word as the data writes it.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    hours: tuple[str, ...]
    full_hours: tuple[str, ...]
    approximate: tuple[str, ...]
    exact: tuple[str, ...]
    until: tuple[str, ...]
    columns: tuple[str, ...]
    zone_statements: tuple[str, ...]
    abbreviations: tuple[str, ...]
    zones: Mapping[str, str]
    kinds: Mapping[str, str]
    capitals: tuple[str, ...]
    marks: Mapping[str, str]


@lru_cache(maxsize=32)
def time_words(lang: str) -> TimeWords:
    """The words of a language tag (`de` for `de-AT`); English alone where there is no such language."""
    code = lang.replace("_", "-").split("-")[0].lower()
    own = _words(code) if len(code) <= 8 and code.isalpha() and code.isascii() else None
    english = _words(FALLBACK)
    if english is None:
        raise FileNotFoundError(f"{FALLBACK}/times.toml")
    if own is None or code == FALLBACK:
        return english
    both = {
        field.name: _both(getattr(own, field.name), getattr(english, field.name)) for field in fields(own)
    }
    return TimeWords(**both)


def _both(own: Any, english: Any) -> Any:
    """Two lists or two tables as one, the own words first or instead."""
    if isinstance(own, tuple):
        return tuple(dict.fromkeys((*own, *english)))
    return {**english, **own}


@lru_cache(maxsize=32)
def _words(code: str) -> TimeWords | None:
    """The words of one language alone."""
    source = files("postmortem.locales").joinpath(code, "times.toml")
    if not source.is_file():
        return None
    data: dict[str, Any] = tomllib.loads(source.read_text("utf-8"))
    for name in ("months", "weekdays"):
        data[name] = {word: number for number, words in enumerate(data[name], 1) for word in words}
    data["kinds"] = {label.casefold(): kind for kind, labels in data["kinds"].items() for label in labels}
    data["capitals"] = data["capitals"]["labels"]
    words: dict[str, Any] = {k: tuple(part) if isinstance(part, list) else part for k, part in data.items()}
    return TimeWords(**words)
