"""Words of times by language: months, weekdays, "about" and "until", column titles, written labels.

A report's words are its own language's and the English ones, the own first. Months and weekdays that a
language's file does not list are those of the Unicode locale data.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from msgspec import Struct, field

FALLBACK = "en"

Words = tuple[str, ...]


class TimeWords(Struct, frozen=True):
    """`months` and `weekdays` count from 1; `kinds` and `marks` give names of event kinds.

    `hours` follow a clock time, `full_hours` make one of a number, `hour_signs` and `minute_signs` stand
    in it (`9h10`), `half` is half past, `mornings` and `afternoons` stand before it. `exact` and
    `approximate` stand before a time, `approximate_after` behind it, `beside` are those
    of them that tell on which side of it, `until` within a range, `between`
    and `both` before and within one, `next_day` behind it, `particles` between a time and the
    text. `day_after` is all of a title over what is of the next day; `day_titles` (with a number),
    `days_later` (behind one) and `articles` stand before a date in a title. `columns`, `end_columns` and
    `zone_columns` begin the titles of columns. `ratios` stand behind
    what is no time (`1:20 chance`). `capitals` are the labels of `kinds` that need no colon where written
    in capitals. `zones` are local names of zones, `abbreviations` names that are known to be zones, with
    the hours from UTC that they can mean. `hints` are words by kind that make a reader think of it, and
    prove nothing. Lists hold each word as the data writes it.
    """

    months: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    hours: Words = ()
    full_hours: Words = ()
    hour_signs: Words = ()
    minute_signs: Words = ()
    half: Words = ()
    mornings: Words = ()
    afternoons: Words = ()
    approximate: Words = ()
    approximate_after: Words = ()
    beside: Words = ()
    exact: Words = ()
    until: Words = ()
    between: Words = ()
    both: Words = ()
    next_day: Words = ()
    day_after: Words = ()
    day_titles: Words = ()
    days_later: Words = ()
    articles: Words = ()
    particles: Words = ()
    columns: Words = ()
    end_columns: Words = ()
    zone_columns: Words = ()
    zone_statements: Words = ()
    ratios: Words = ()
    abbreviations: Mapping[str, Words] = field(default_factory=dict)
    zones: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    capitals: Words = ()
    marks: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, Words] = field(default_factory=dict)


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
    both = {name: _both(getattr(own, name), getattr(english, name)) for name in own.__struct_fields__}
    return TimeWords(**both)


def _both(own: Any, english: Any) -> Any:
    """Two lists or two tables as one, the own words first or instead."""
    if isinstance(own, tuple):
        return tuple(dict.fromkeys((*own, *english)))
    both = {**english, **own}
    return {
        key: (*own.get(key, ()), *english.get(key, ())) if isinstance(v, tuple) else v
        for key, v in both.items()
    }


@lru_cache(maxsize=32)
def _words(code: str) -> TimeWords | None:
    """The words of one language alone."""
    source = files("postmortem.locales").joinpath(code, "times.toml")
    if not source.is_file():
        return None
    data: dict[str, Any] = tomllib.loads(source.read_text("utf-8"))
    for name in ("months", "weekdays"):
        listed = data.get(name)
        data[name] = (
            {word: number for number, words in enumerate(listed, 1) for word in words}
            if listed is not None
            else dict(_unicode_names(code, name))
        )
    kinds = data.get("kinds", {})
    data["kinds"] = {label.casefold(): kind for kind, labels in kinds.items() for label in labels}
    data["capitals"] = data.get("capitals", {}).get("labels", [])
    for name in ("abbreviations", "hints"):
        data[name] = {word: tuple(listed) for word, listed in data.get(name, {}).items()}
    words: dict[str, Any] = {k: tuple(part) if isinstance(part, list) else part for k, part in data.items()}
    return TimeWords(**words)


def _unicode_names(code: str, name: str) -> Iterator[tuple[str, int]]:
    """Months or weekdays with their numbers, as they are and with a capital, short ones without a dot."""
    from babel import Locale  # noqa: PLC0415 - most reports are in languages that list their names

    locale = Locale.parse(code)
    names = locale.months if name == "months" else locale.days
    for form in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, written in names[form][width].items():
                word = written.rstrip(".")
                for cased in (word, word[:1].upper() + word[1:]):
                    yield cased, number + (0 if name == "months" else 1)
