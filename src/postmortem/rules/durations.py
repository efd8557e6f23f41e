"""Durations as prose states them: "27 minutes", "1h 57m", "zehn Stunden", "just under an hour".

    text -> Stated(seconds, tolerance, bound, start, end)

The tolerance follows from how finely the words speak: "54 minutes" means 54, "40 minutes" may be 38.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from math import inf

from msgspec import Struct

from postmortem.locales.durations import DurationWords, duration_words

MINUTE, HOUR, DAY = 60, 3600, 86400

_NUMBER = r"[0-9]{1,5}(?:[.,][0-9]{1,2})?"


class Stated(Struct, frozen=True):
    """A duration in a text: `start:end` are its characters.

    `bound` is `over` or `under` where the words say so, else empty; `tolerance` and `seconds` are seconds.
    """

    seconds: int
    tolerance: int
    bound: str
    start: int
    end: int

    @property
    def range(self) -> tuple[float, float]:
        """The least and the most seconds that these words may mean."""
        least = 0 if self.bound == "under" else self.seconds - self.tolerance
        return least, inf if self.bound == "over" else self.seconds + self.tolerance

    def fits(self, seconds: int) -> bool:
        """Whether a real duration is one that these words may mean."""
        least, most = self.range
        return least <= seconds <= most


class DurationPattern(Struct, frozen=True):
    """The pattern of a language's durations, with the words that its parts are looked up in.

    `source` has no groups, so that it can stand inside of other patterns.
    """

    words: DurationWords
    source: str
    lead: re.Pattern[str]
    part: re.Pattern[str]


@lru_cache(maxsize=8)
def duration_pattern(lang: str) -> DurationPattern:
    """The pattern of a language tag."""
    words = duration_words(lang)
    number = rf"(?:{_NUMBER}|{any_of(words.numbers)})"
    unit, symbol = rf"(?:{any_of(words.units)})", rf"(?:{any_of(words.symbols)})"
    part = rf"(?:{_NUMBER}\s?{symbol}|{number}[\s\u00a0-]{{1,2}}{unit})(?![^\W_])"
    joint = rf"(?:\s?(?:{any_of(words.joined)})\s?|\s?)"
    lead = rf"(?:{any_of((*words.about, *words.over, *words.under))})\s{{0,2}}"
    return DurationPattern(
        words,
        rf"(?<![\w.,:/])(?:{lead})?(?<![\w.,:/])(?:(?:{any_of(words.wholes)})(?!\w)|{part}(?:{joint}{part}){{0,3}})",
        compiled(
            rf"(?P<about>{any_of(words.about)})|(?P<over>{any_of(words.over)})|(?P<under>{any_of(words.under)})"
        ),
        compiled(
            rf"(?:(?P<digits>{_NUMBER})\s?(?P<symbol>{symbol})|(?P<number>{number})[\s\u00a0-]{{1,2}}"
            rf"(?P<unit>{unit}))(?![^\W_])"
        ),
    )


def read_durations(text: str, lang: str) -> Iterator[Stated]:
    """Every duration that a text states."""
    pattern = duration_pattern(lang)
    for found in compiled(pattern.source).finditer(text):
        stated = stated_in(found[0], found.start(), lang)
        if stated is not None:
            yield stated


def stated_in(words: str, start: int, lang: str) -> Stated | None:
    """The duration that matched words begin with: parts count as long as their units get smaller."""
    pattern = duration_pattern(lang)
    lead = pattern.lead.match(words)
    rest = words[lead.end() :].strip() if lead else words
    seconds = next((s for whole, s in pattern.words.wholes.items() if _same(whole, rest)), None)
    tolerance, end = 10 * MINUTE, len(words)
    if seconds is None:
        parts: list[_Part] = []
        for found in pattern.part.finditer(words):
            part = _part_of(found, pattern.words)
            if parts and part.size >= parts[-1].size:
                break
            parts.append(part)
            end = found.end()
        if not parts:
            return None
        seconds = round(sum(part.value * part.size for part in parts))
        tolerance = _tolerance(parts)
    if lead is not None and lead["about"]:
        tolerance = max(tolerance * 3 // 2, seconds // 5, 3 * MINUTE)
    bound = "" if lead is None else "over" if lead["over"] else "under" if lead["under"] else ""
    return Stated(seconds, tolerance, bound, start, start + end)


class _Part(Struct, frozen=True):
    """A number with its unit, in seconds; `symbol` as in `2h`."""

    value: float
    size: int
    symbol: bool


def _part_of(found: re.Match[str], words: DurationWords) -> _Part:
    written = (found["digits"] or found["number"]).casefold()
    known = next((value for word, value in words.numbers.items() if _same(word, written)), None)
    value = known if known is not None else float(written.replace(",", "."))
    unit, units = (found["symbol"], words.symbols) if found["symbol"] else (found["unit"], words.units)
    size = next(seconds for word, seconds in units.items() if _same(word, unit))
    return _Part(value, size, bool(found["symbol"]))


def _same(word: str, written: str) -> bool:
    return word.casefold() == " ".join(written.casefold().split())


def _tolerance(parts: Sequence[_Part]) -> int:
    """How far the truth may be from the words, in seconds; entries themselves are known to the minute."""
    last = parts[-1]
    if last.size < MINUTE:
        return MINUTE
    if last.size == MINUTE:
        round_number = not last.symbol and len(parts) == 1 and last.value > 0
        steps = ((30, 10), (10, 5), (5, 3))
        return MINUTE * next((about for step, about in steps if round_number and last.value % step == 0), 1)
    if last.size == HOUR:
        return HOUR // 4 if last.value % 1 else HOUR // 2 if len(parts) == 1 else HOUR
    return last.size * 4 // 7 if last.size > DAY else DAY


def any_of(words: Iterable[str]) -> str:
    """One of several words, the longest first, with any spaces in them; with none, what never matches."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in longest) or r"(?!)"


def compiled(source: str) -> re.Pattern[str]:
    """A pattern that matches in any case."""
    return re.compile(source, re.IGNORECASE)
