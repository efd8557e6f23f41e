"""Words of durations by language: units, numbers, "about", and how reports say how long something took.

A report's words are its own language's and the English ones. Patterns are regular expressions in which
`{duration}` and `{clock}` stand for a stated one, each with the words of which a match holds one.
"""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from msgspec import Struct

FALLBACK = "en"


class SentencePattern(Struct, frozen=True):
    """How a sentence states a figure: every match of `pattern` holds one of `near`, in lower case."""

    pattern: str
    near: tuple[str, ...]

    def about(self, gap: str, pattern: str) -> "SentencePattern":
        """The sentence with a pattern in its gap, which is called `duration` or `clock`."""
        return SentencePattern(self.pattern.replace(f"{{{gap}}}", pattern), self.near)


class DurationWords(Struct, frozen=True):
    """`units` gives seconds, `numbers` values, `wholes` seconds of phrases such as "half an hour". `about`,
    `over` and `under` stand before a duration; `joined` between its parts. `labels` gives what a label
    counts (`detect`, `acknowledge`, `mitigate`, `resolve`, `whole`). `lasted` are patterns of
    sentences that say how long all of it took, `down` of those that say how long something did not
    work. `moments` are patterns by event kind of sentences that say when it was. `elsewhere` are words
    that make a duration one of other hours than all, `others` words (`vorig*` with any ending) by
    which a sentence tells of something else than this incident; `broken` are words by which it tells
    of what did not work. `between` begins a range that a duration may be shorter than, `ranges` any
    other, `until` joins its ends; `equals` may stand between a range and its duration.
    """

    units: Mapping[str, int]
    symbols: Mapping[str, int]
    numbers: Mapping[str, float]
    wholes: Mapping[str, int]
    about: tuple[str, ...]
    over: tuple[str, ...]
    under: tuple[str, ...]
    joined: tuple[str, ...]
    labels: Mapping[str, tuple[str, ...]]
    lasted: tuple[SentencePattern, ...]
    down: tuple[SentencePattern, ...]
    moments: Mapping[str, tuple[SentencePattern, ...]]
    elsewhere: tuple[str, ...]
    others: tuple[str, ...]
    broken: tuple[str, ...]
    between: tuple[str, ...]
    ranges: tuple[str, ...]
    until: tuple[str, ...]
    equals: tuple[str, ...]


@lru_cache(maxsize=32)
def duration_words(lang: str) -> DurationWords:
    """The words of a language tag; English alone where there is no such language."""
    code = lang.replace("_", "-").split("-")[0].lower()
    english: DurationWords = _words(FALLBACK)
    own = _words(code) if code != FALLBACK and len(code) <= 8 and code.isascii() and code.isalpha() else None
    if own is None:
        return english
    return DurationWords(
        **{name: _both(getattr(own, name), getattr(english, name)) for name in own.__struct_fields__}
    )


def _both(own: Any, english: Any) -> Any:
    """Two lists or two tables as one; tables of lists list by list."""
    if isinstance(own, tuple):
        return tuple(dict.fromkeys((*own, *english)))
    if any(isinstance(value, tuple) for value in (*own.values(), *english.values())):
        return {key: (*own.get(key, ()), *english.get(key, ())) for key in {**english, **own}}
    return {**english, **own}


def _words(code: str) -> Any:
    """The words of one language alone; None where there is no such file."""
    source = files("postmortem.locales").joinpath(code, "durations.toml")
    if not source.is_file():
        return None
    data: dict[str, Any] = tomllib.loads(source.read_text("utf-8"))
    return DurationWords(**{name: _frozen(part) for name, part in data.items()})


def _frozen(part: Any) -> Any:
    if isinstance(part, list):
        return tuple(_frozen(item) for item in part)
    if isinstance(part, dict) and "pattern" in part:
        return SentencePattern(part["pattern"], tuple(part["near"]))
    return {key: _frozen(value) for key, value in part.items()} if isinstance(part, dict) else part
