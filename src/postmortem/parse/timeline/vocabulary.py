"""The words of a language, compiled into the patterns that the reading of times needs.

One `Vocabulary` a language: look-ups (`months`, `kinds`, …) and compiled patterns over them.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import Struct

from postmortem.locales.times import TimeWords, time_words

_LETTERS = re.compile(r"[^\W\d_]+")


class Vocabulary(Struct, frozen=True):
    """Look-ups by the word as written, or by its casefolded form (`kinds`, `marks` of `words`).

    `lead` matches one word before a time (group `about` where it makes it approximate), `lead_letters`
    are the letters that these words and weekdays begin with, `around` one after it that does, `tail` the
    beginning of all that may belong to a clock time behind it, `hours` a word after a clock time,
    `joining` all words, casefolded, that a text may not begin with which surely goes on after a clock
    time, `ratio` words that make no time of `1:20`, `full_hours` a word after a bare number,
    `shared_hour` such a number before another that has the word, `signed` a clock time with its own signs
    (`9h10`; None where there are none), `until` what joins a range, `both` what joins one that `between`
    begins, `next_day` a note behind a clock time, `day_after` the same as a title, `day_title` what may
    stand before a date in one, `article` a word between weekday and date, `particle` what belongs to neither
    label nor text, `label` a written label at the start, `capitals` one in capitals. `spaced_am` says
    whether ` am` after a number may mean the morning.
    """

    words: TimeWords
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    lead: re.Pattern[str]
    lead_letters: frozenset[str]
    tail: re.Pattern[str]
    around: re.Pattern[str]
    joining: frozenset[str]
    hours: re.Pattern[str]
    ratio: re.Pattern[str]
    shared_hour: re.Pattern[str]
    full_hours: re.Pattern[str]
    signed: re.Pattern[str] | None
    next_day: re.Pattern[str]
    day_after: re.Pattern[str]
    day_title: re.Pattern[str]
    article: re.Pattern[str]
    particle: re.Pattern[str]
    until: re.Pattern[str]
    between: re.Pattern[str]
    both: re.Pattern[str]
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
        lead=_pattern(rf"(?:(?P<about>{about})|(?:{_any((*words.exact, *words.between))})(?=\s))\s*"),
        lead_letters=_letters(("~", "≈"), words.approximate, words.exact, words.between, words.weekdays),
        tail=_tail(words),
        around=_pattern(
            rf"\s*(?:~(?!~)|\((?:{_any(words.approximate)})\)|(?:{_any(words.approximate_after)}))(?!\s?[0-9])"
        ),
        joining=_joining(words),
        hours=_pattern(rf"\s?(?:{_any(words.hours)})(?!\w)"),
        ratio=_pattern(rf"[\s-]+(?:{_any(words.ratios)})(?!\w)"),
        full_hours=_pattern(rf"\s?(?:{_any(words.full_hours)})(?!\w)"),
        shared_hour=_pattern(
            rf"([0-9]{{1,2}})(?=(?:\s?[-–—]\s?|\s(?:{_any((*words.until, *words.both))})\s)"
            rf"[0-9]{{1,2}}(?:[:.][0-9]{{2}})?(?:\s?(?:{_any(words.full_hours)})|\s?[ap]\.?m)(?!\w))"
        ),
        signed=_signed(words),
        between=_pattern(rf"(?:{_any(words.between)})\s"),
        both=_pattern(rf"\s+(?:{_any(words.both)})\s+"),
        next_day=_next_day(words.next_day),
        day_after=_pattern(rf"(?<!\w)(?:{_any(words.day_after)})(?!\w)"),
        day_title=_pattern(
            rf"(?:(?:{_any(words.day_titles)})\s?[0-9]{{1,3}}|[^\W_]{{1,8}}\s(?:{_any(words.days_later)})"
            rf"|{_any(words.day_after)})\s*[-,:;–—(]*\s*"
        ),
        article=_pattern(rf"(?:{_any(words.articles)})\s+"),
        particle=_pattern(rf"(?:{_any(words.particles)})+"),
        until=_until(words.until),
        label=_pattern(rf"\s*(?P<label>{_any(words.kinds)})(?!\w)\s*[:–—-]?\s*"),
        capitals=re.compile(rf"(?:{_any(words.capitals)})(?!\w)"),
        spaced_am="am" not in words.exact,
    )


def _tail(words: TimeWords) -> re.Pattern[str]:
    """What nothing that belongs to a clock time can do without: most texts behind one do not begin so."""
    signs = r"~|[(\[]|Z|utc|gmt|[+-]\s?[0-9]|[A-Z]{2}|[A-Z][A-Za-z]+(?:/|(?:\s[A-Z][a-z]+)?\s[Tt]ime\b)"
    return re.compile(
        rf",?\s*(?:{signs}|(?i:{_any((*words.hours, *words.approximate_after, *words.next_day))}))"
    )


def _joining(words: TimeWords) -> frozenset[str]:
    """The first words of all that may go on with a label."""
    lists = (
        words.hours,
        words.approximate,
        words.approximate_after,
        words.exact,
        words.until,
        words.next_day,
    )
    listed = (
        word
        for some in (*lists, words.ratios, words.months, words.weekdays, words.particles)
        for word in some
    )
    first = (found[0].casefold() for word in listed if (found := _LETTERS.search(word)))
    return frozenset((*first, "am", "pm", "utc", "gmt", "eastern", "central", "mountain", "pacific"))


def _signed(words: TimeWords) -> re.Pattern[str] | None:
    """`9h10`, `10時30分`, `午後3時半`: groups `morning`, `afternoon`, `hour`, `minute`, `half`.

    Without minutes a Latin sign makes a time only of two digits, or where the label ends or goes on to its
    end: `2 h` may be a duration, as `2時間` is.
    """
    if not words.hour_signs:
        return None
    wide = [sign for sign in words.hour_signs if sign > "\u2fff"]
    latin = [sign for sign in words.hour_signs if sign not in wide]
    ends = rf"(?=\s*(?:[^\w\s]|$)|\s+(?:{_any(words.until)})\s+[0-9])|(?<=[0-9]{{2}}[^\W\d_])(?=\s)"
    return _pattern(
        rf"(?:(?P<morning>{_any(words.mornings)})|(?P<afternoon>{_any(words.afternoons)}))?\s?"
        rf"(?P<hour>[0-9]{{1,2}})\s?(?:{_any(words.hour_signs)})"
        rf"(?:\s?(?P<minute>[0-5][0-9])(?![0-9])(?:\s?(?:{_any(words.minute_signs)})(?![間a-z]))?"
        rf"|(?P<half>{_any(words.half)})|(?<={_any(wide)})(?!間)|(?<={_any(latin)})(?:{ends}))"
    )


def _until(words: Iterable[str]) -> re.Pattern[str]:
    """What joins a range; words of scripts without spaces need none around them."""
    joined = [word for word in words if word[0] > "\u2fff"]
    spaced = [word for word in words if word not in joined]
    return _pattern(rf"\s*(?:->|→|[-–—〜~]|\.{{2,3}}|…|{_any(joined)})\s*|\s+(?:{_any(spaced)})\s+")


def _next_day(words: Iterable[str]) -> re.Pattern[str]:
    """A note behind a clock time; without brackets either of three words, or where the label ends."""
    spoken = [word for word in words if word.count(" ") > 1]
    return _pattern(
        rf"\s?\((?:\+1(?:\s?d)?|{_any(words)})\)|\s?\+1\s?d(?!\w)|,?\s(?:{_any(spoken)})(?!\w)"
        rf"|,?\s(?:{_any(words)})(?=\s*(?:[:–—]|-\s|$))"
    )


def _any(words: Iterable[str]) -> str:
    """One of several words, the longest first; with none, what never matches."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _letters(*lists: Iterable[str]) -> frozenset[str]:
    return frozenset(word[0].casefold() for words in lists for word in words)


def _cased(numbers: Mapping[str, int]) -> Mapping[str, int]:
    """The words as written and in capitals."""
    return {**{word.upper(): number for word, number in numbers.items()}, **numbers}
