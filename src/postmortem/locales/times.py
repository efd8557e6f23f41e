"""Words of times by language: months, weekdays, "about" and "until", column titles, written labels.

A report's words are its own language's and the English ones, the own first.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class TimeWords:
    """`months` and `weekdays` count from 1; `kinds` and `marks` give names of event kinds.

    `hours` follow a clock time, `full_hours` make one of a number, `exact` and `approximate` stand before it,
    `until` within a range. `capitals` are the labels of `kinds` that need no colon where written in capitals.
    `zones` are local names of zones. Lists hold each word as the data writes it.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    ordinals: tuple[str, ...]
    hours: tuple[str, ...]
    full_hours: tuple[str, ...]
    approximate: tuple[str, ...]
    exact: tuple[str, ...]
    until: tuple[str, ...]
    columns: tuple[str, ...]
    zone_statements: tuple[str, ...]
    zones: Mapping[str, str]
    kinds: Mapping[str, str]
    capitals: tuple[str, ...]
    marks: Mapping[str, str]


@lru_cache(maxsize=32)
def time_words(lang: str) -> TimeWords:
    """The words of a language tag (`de` for `de-AT`); English alone where there is no such language."""
    code = lang.replace("_", "-").split("-")[0].lower()
    own = _words(code) if code.isalpha() and code.isascii() else None
    english = _words(FALLBACK)
    if english is None:
        raise FileNotFoundError(f"{FALLBACK}/times.toml")
    if own is None or code == FALLBACK:
        return english
    lists = {
        name: tuple(dict.fromkeys((*getattr(own, name), *getattr(english, name))))
        for name in (
            *("ordinals", "hours", "full_hours", "approximate", "exact"),
            *("until", "columns", "zone_statements", "capitals"),
        )
    }
    tables = {
        name: {**getattr(english, name), **getattr(own, name)}
        for name in ("months", "weekdays", "zones", "kinds", "marks")
    }
    return TimeWords(**lists, **tables)


@lru_cache(maxsize=32)
def _words(code: str) -> TimeWords | None:
    """The words of one language alone."""
    source = files("postmortem.locales").joinpath(code, "times.toml")
    if not source.is_file():
        return None
    data = tomllib.loads(source.read_text("utf-8"))
    counted = {
        name: {word: number for number, words in enumerate(data[name], 1) for word in words}
        for name in ("months", "weekdays")
    }
    kinds = {label.casefold(): kind for kind, labels in data["kinds"].items() for label in labels}
    lists = {name: tuple(words) for name, words in data.items() if isinstance(words, list) and name not in counted}
    return TimeWords(
        **counted,
        **lists,
        zones=data["zones"],
        kinds=kinds,
        capitals=tuple(data["capitals"]["labels"]),
        marks=data["marks"],
    )
