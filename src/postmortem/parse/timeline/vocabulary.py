"""The words of a language, compiled into the patterns that the reading of times needs.

One `Vocabulary` a language: look-ups (`months`, `kinds`, …) and compiled patterns over them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from postmortem.locales.times import TimeWords, time_words


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Look-ups by the word as written, or by its casefolded form (`kinds`, `marks` of `words`).

    `lead` matches one word before a time (group `about` where it makes it approximate), `around` one after
    it that does, `hours` a word after a clock time, `full_hours` the same after a bare number, `until` what
    joins a range, `label` a written label at the start. `spaced_am` says whether ` am` after a number may
    mean the morning.
    """

    words: TimeWords
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    lead: re.Pattern[str]
    around: re.Pattern[str]
    hours: re.Pattern[str]
    full_hours: re.Pattern[str]
    until: re.Pattern[str]
    label: re.Pattern[str]
    capitals: re.Pattern[str]
    spaced_am: bool


@lru_cache(maxsize=32)
def vocabulary(lang: str) -> Vocabulary:
    """The vocabulary of a language tag."""
    words = time_words(lang)
    about = rf"[~≈]|(?:{_any(words.approximate)})(?=[\s0-9])"
    return Vocabulary(
        words=words,
        months=_cased(words.months),
        weekdays=_cased(words.weekdays),
        lead=_pattern(rf"(?:(?P<about>{about})|(?:{_any(words.exact)})(?=\s))\s*"),
        around=_pattern(rf"\s*(?:~(?!~)|\((?:{_any(words.approximate)})\))(?!\s?[0-9])"),
        hours=_pattern(rf"\s?(?:{_any(words.hours)})(?!\w)"),
        full_hours=_pattern(rf"\s?(?:{_any(words.full_hours)})(?!\w)"),
        until=_pattern(rf"\s*(?:->|→|[-–—〜~])\s*|\s+(?:{_any(words.until)})\s+"),
        label=_pattern(rf"\s*(?P<label>{_any(words.kinds)})(?!\w)\s*[:–—-]?\s*"),
        capitals=re.compile(rf"(?<!\w)(?:{_any(words.capitals)})(?!\w)"),
        spaced_am="am" not in words.exact,
    )


def _any(words: Iterable[str]) -> str:
    """One of several words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _cased(numbers: Mapping[str, int]) -> Mapping[str, int]:
    """The words as written and in capitals."""
    return {**{word.upper(): number for word, number in numbers.items()}, **numbers}
