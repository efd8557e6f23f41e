"""Where a time as it was written says more than the time that the page shows.

The page shows clock times in the report's zone, `about`, and the end of a range. Another zone, a time counted
from the start, half past in words, `shortly after`: these are shown as the writer has them, beside it.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from postmortem.locales.times import TimeWords, time_words
from postmortem.model.timeline import Entry, Precision

_NUMBER = re.compile(r"\d+")
_TWELVE_HOURS = re.compile(r"\d\s*[ap]\.?\s?m\b", re.IGNORECASE)
_NEAR = 3  # signs at most between an hour and its minutes: `9 h 10`


def wording(entry: Entry, lang: str) -> str:
    """The entry's label if it says more than the page shows of the time, else nothing."""
    if entry.at is None or not entry.label:
        return ""
    if entry.until is None and entry.label == f"{entry.at.hour:02}:{entry.at.minute:02}":
        return ""  # so most are written
    label = unicodedata.normalize("NFKC", entry.label)
    words = time_words(lang)
    if entry.precision is Precision.DAY:
        return entry.label if entry.until is not None else ""
    twelve = _counts_to_twelve(label, words)
    written = set(_clocks(label))
    shown = all(
        _is_written(instant, written, twelve=twelve) for instant in (entry.at, entry.until) if instant
    )
    beside = any(word in label.casefold() for word in words.beside)
    return "" if shown and not beside else entry.label


def _clocks(label: str) -> Iterator[tuple[int, int]]:
    """Every hour and minute that numbers of the label could be."""
    numbers = list(_NUMBER.finditer(label))
    for number in numbers:
        yield (int(number[0]), 0)
        if len(number[0]) == 4:
            yield (int(number[0][:2]), int(number[0][2:]))
    for one, other in pairwise(numbers):
        if other.start() - one.end() <= _NEAR:
            yield (int(one[0]), int(other[0]))


def _is_written(instant: datetime, written: set[tuple[int, int]], *, twelve: bool) -> bool:
    hours = {instant.hour, instant.hour % 12 or 12} if twelve else {instant.hour}
    return any((hour, instant.minute) in written for hour in hours)


def _counts_to_twelve(label: str, words: TimeWords) -> bool:
    halves = (*words.mornings, *words.afternoons)
    return bool(_TWELVE_HOURS.search(label)) or any(word in label for word in halves)
