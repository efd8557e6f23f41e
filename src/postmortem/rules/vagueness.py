"""PM507: an impact told without a number, in the sections that are read for it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from postmortem.diagnostics import Diagnostic
from postmortem.locales.times import time_words
from postmortem.locales.wording import Wording, compiled
from postmortem.model.report import Report
from postmortem.rules.prose import Prose, sentence_around

_SECTIONS = ("summary", "impact")
_CLOCK = r"\b\d{1,2}[:.h]\d{2}(?::\d{2})?\b"
# What has digits and counts nothing: versions, status codes, issue numbers, years.
_NOT_COUNTED = (
    r"\bv?\d+(?:\.\d+){2,}\S*",
    r"\b(?:HTTP|status|code|error)\s+\d{3}\b|\b[45]\d\ds?(?=\s+(?:error|response|status|Fehler|Antwort))",
    r"#\d+",
    r"\b\d{4}-\d{2}(?:-\d{2})?\b|\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})?|(?<![\d.,])(?:19|20)\d{2}(?![\d,]|\.\d)",
)
_NUMBER = re.compile(r"(?<![\w#/])\d")


def find_vague(report: Report, prose: Prose, data: Wording, held: frozenset[str]) -> Iterator[Diagnostic]:
    """Give a finding for each vague word in whose sentence there is no figure.

    Where the front matter counts users or requests, only durations are looked at.
    """
    counted = report.impact.users or report.impact.requests_failed
    told: set[tuple[int, int]] = set()
    phrases = [p for p in data.phrases.get("vague", ()) if not (p.needs == "number" and counted)]
    for phrase, passage, found in prose.under(_SECTIONS).find(phrases, held):
        if _is_counted(found[0], passage.text, report.lang):
            continue
        sentence = sentence_around(passage.text, *found.span())
        if _has_figure(sentence, found[0], report.lang, phrase.needs, data):
            continue
        span = passage.locate(*found.span())
        if (span.line, span.column) not in told:
            told.add((span.line, span.column))
            words = " ".join(found[0].split())
            yield Diagnostic("PM507", f"`{words}` gives no figure", span, phrase.suggestion)


def _is_counted(words: str, text: str, lang: str) -> bool:
    """Whether the same things are counted elsewhere in the text: “some nodes … 5 out of 46 nodes”."""
    thing = re.escape(words.split()[-1])
    text = _dates(lang).sub("; ", text)
    return re.search(rf"\b\d[\d.,]*\s*%?\s(?:[\w-]+\s){{0,2}}{thing}\b", text, re.IGNORECASE) is not None


def _has_figure(sentence: str, words: str, lang: str, needs: str, data: Wording) -> bool:
    """Whether a sentence states a number beside its vague words; for a duration, two clock times do."""
    rest = sentence.replace(words, " ", 1)
    if needs == "duration" and len(re.findall(_CLOCK, rest)) >= 2:
        return True
    rest = _dates(lang).sub(" ", rest)
    return bool(_NUMBER.search(rest) or compiled(data.number).search(rest))


@lru_cache(maxsize=16)
def _dates(lang: str) -> re.Pattern[str]:
    """Everything with digits that counts nothing, days and months of a language among it."""
    months = "|".join(sorted(map(re.escape, time_words(lang).months), key=len, reverse=True))
    day = rf"\d{{1,2}}(?:st|nd|rd|th)?\.?\s+(?:of\s+)?(?:{months})\b\.?(?:,?\s+\d{{4}})?"
    month = rf"\b(?:{months})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}})?"
    return re.compile("|".join((day, month, *_NOT_COUNTED, _CLOCK)))
