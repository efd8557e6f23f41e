"""Wording that rules look for, by language, with what to write instead.

A language without such data has none: its reports are not held to another language's words.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from msgspec import Struct

_ENGLISH = "en"
_NAME = re.compile(r"\{([a-z]+)\}")


class Phrase(Struct, frozen=True):
    """A wording to find: each match of `expression` holds one of `near`, in lower case.

    No match counts behind a match of the expression `unless` in the same sentence; empty if there is none.
    `needs` is `number`, `duration` or `measure` if a sentence that gives one is fine, else empty. `matches`
    and `misses` are examples.
    """

    expression: str
    near: tuple[str, ...]
    suggestion: str
    needs: str
    unless: str
    matches: tuple[str, ...]
    misses: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled when it is first asked for: most are never."""
        return compiled(self.expression)


class Wording(Struct, frozen=True):
    """`phrases` by idea (`blame`), and what to write instead of things that are found in other ways.

    `number` is an expression for a number in words. `known` are abbreviations that need no explanation, in
    capitals. `given_names` are those of persons, `titles` what stands before a family name; one of them that
    is cut short is none where a match of `no_titles` ends with it, or before one of `no_names`.
    """

    phrases: Mapping[str, tuple[Phrase, ...]]
    suggestions: Mapping[str, str]
    number: str
    known: frozenset[str]
    given_names: frozenset[str]
    titles: tuple[str, ...]
    no_titles: str
    no_names: frozenset[str]


class ItemWording(Struct, frozen=True):
    """Expressions for the items of a list of actions: those that match `none` are no actions.

    Those that match `done`, or stand below what matches `done_above`, are done, as are rows of a table with a
    cell that matches one of them. `heads` is for the head of the column that has the actions. What nothing is
    given for matches nothing.
    """

    none: str = r"(?!)"
    done: str = r"(?!)"
    done_above: str = r"(?!)"
    heads: str = r"(?!)"


class ActionWording(Struct, frozen=True):
    """`measured` is an expression for words that say when it is done; otherwise as in Wording.

    `no_owners` are words that name nobody as an owner, in lower case.
    """

    phrases: Mapping[str, tuple[Phrase, ...]]
    suggestions: Mapping[str, str]
    measured: str
    no_owners: frozenset[str]
    items: ItemWording


@lru_cache(maxsize=16)
def wording(lang: str) -> Wording | None:
    """The wording of a language tag (`de` for `de-AT`), or None."""
    code = lang.split("-")[0].lower()
    data = _data(code, "wording.toml")
    if data is None:
        return None
    words, suggestions = data.pop("words"), data.pop("suggestions")
    known = frozenset(data.pop("abbreviations")["known"].split())
    people = data.pop("people")
    given = frozenset(people["given"].split())
    english = wording(_ENGLISH) if code != _ENGLISH else None
    return Wording(
        {idea: tuple(read_phrase(entry, words) for entry in entries) for idea, entries in data.items()},
        suggestions,
        whole_words("{number}", words),
        known | (english.known if english else frozenset()),
        given | (english.given_names if english else frozenset()),
        tuple(people["titles"].split()),
        people["no_titles"],
        frozenset(people["no_names"].split()),
    )


@lru_cache(maxsize=16)
def action_wording(lang: str) -> ActionWording | None:
    """The same for titles of actions and for promises."""
    data = _data(lang.split("-")[0].lower(), "actions.toml")
    if data is None:
        return None
    words, suggestions = data.pop("words"), data.pop("suggestions")
    no_owners = frozenset(data.pop("owners")["nobody"])
    items = ItemWording(**data.pop("items"))
    phrases = {idea: tuple(read_phrase(entry, words) for entry in entries) for idea, entries in data.items()}
    return ActionWording(phrases, suggestions, whole_words("{measured}", words), no_owners, items)


def _data(code: str, name: str) -> dict[str, Any] | None:
    source = files("postmortem.locales").joinpath(code, name)
    return tomllib.loads(source.read_text("utf-8")) if code.isalpha() and source.is_file() else None


def read_phrase(entry: Mapping[str, Any], words: Mapping[str, str]) -> Phrase:
    """One entry of a data file; `words` stand for `{name}` in its pattern."""
    return Phrase(
        whole_words(entry["pattern"], words),
        tuple(entry["near"]),
        entry["suggestion"],
        entry.get("needs", ""),
        whole_words(entry["unless"], words) if "unless" in entry else "",
        tuple(entry["matches"]),
        tuple(entry.get("misses", ())),
    )


def whole_words(pattern: str, words: Mapping[str, str]) -> str:
    """A pattern of the data as an expression: blanks are any white space, and no match within a compound."""
    filled = pattern
    while _NAME.search(filled):
        filled = _NAME.sub(lambda found: words[found[1]], filled)
    spaced = filled.replace(" ", r"\s+")
    return rf"(?<!\w)(?<!\w-)(?:{spaced})(?!\w|-\w)"


@lru_cache(maxsize=1024)
def compiled(expression: str) -> re.Pattern[str]:
    """An expression of the data, in any case."""
    return re.compile(expression, re.IGNORECASE)
