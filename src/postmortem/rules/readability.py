"""Rules on what a reader from outside can follow: abbreviations, and the length of the summary."""

import re
from collections.abc import Iterator
from functools import lru_cache

from postmortem.diagnostics import Diagnostic
from postmortem.locales.times import time_words
from postmortem.locales.wording import wording
from postmortem.model.report import Report
from postmortem.model.site import Service, Severity
from postmortem.rules.context import RuleContext
from postmortem.rules.prose import Prose

MOST_WORDS = 200

# The letter comes before the look at what stands before it: few places are then tried at all.
_CAPITALS = re.compile(
    r"(?P<name>[A-ZÄÖÜ](?<![\w.@/#:_·-].)[A-ZÄÖÜ0-9]{1,5})s?(?![\w/_]|-\w|\.\w|:\w)", re.DOTALL
)
_WORD = re.compile(r"[^\W\d_]+")


def check_abbreviations(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM508: an abbreviation that is never written out; told once, where it first stands."""
    data = wording(report.lang)
    if data is None:
        return
    prose = context.prose(report)
    seen: set[str] = set()
    settings = context.settings.in_language(report.lang)
    named = _names(settings.services, settings.severities, report.lang)
    for passage in prose.passages:
        for found in _CAPITALS.finditer(passage.text):
            name = found["name"]
            if name in data.known or name in named or name in seen or sum(c.isalpha() for c in name) < 2:
                continue
            if not any(word.islower() for word in _WORD.findall(passage.text)):
                break  # shouted, or a list of initials
            seen.add(name)
            if not _is_explained(name, prose):
                message = f"`{name}` is never explained"
                yield Diagnostic(
                    "PM508", message, passage.locate(*found.span("name")), data.suggestions["abbreviation"]
                )


@lru_cache(maxsize=16)
def _names(services: tuple[Service, ...], severities: tuple[Severity, ...], lang: str) -> frozenset[str]:
    """What the site names itself, and zones of time."""
    zones = time_words(lang)
    named = " ".join([f"{s.id} {s.name}" for s in services] + [f"{s.id} {s.name}" for s in severities])
    return frozenset((*re.findall(r"\w+", named.upper()), *zones.abbreviations, *zones.zones))


def _is_explained(name: str, prose: Prose) -> bool:
    """Whether the report writes it out, beside brackets or somewhere, or also uses it as a word."""
    escaped = re.escape(name)
    beside = re.compile(
        rf"\w\W{{1,3}}\({escaped}s?\b|\b{escaped}s?\)?\s*[(=–—]|\b{escaped}\s+(?:stands for|steht für)"
    )
    return (
        any(beside.search(p.text) for p in prose.passages)
        or re.search(rf"\b{escaped.lower()}\b", " ".join(p.text for p in prose.passages)) is not None
        or any(_spelled(name, p.text) for p in prose.passages)
    )


def _spelled(name: str, text: str) -> bool:
    """Whether words in a row begin with its letters."""
    initials = "".join(word[0].upper() for word in _WORD.findall(text) if word.upper() != name)
    return len(name) > 2 and name in initials


def check_summary_length(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM509: a summary that is no summary any more."""
    data = wording(report.lang)
    words = sum(len(p.text.split()) for p in report.passages if p.section == "summary")
    section = next((s for s in report.sections if s.key == "summary"), None)
    if data is not None and section is not None and words > MOST_WORDS:
        message = f"the summary has `{words}` words; {MOST_WORDS} are enough for one"
        yield Diagnostic("PM509", message, section.span, data.suggestions["summary"])
