"""Entries whose words suggest a stage that no time is given for: only ever a remark, never a figure."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from postmortem.diagnostics import Diagnostic
from postmortem.locales.times import time_words
from postmortem.model.report import Kind, Report
from postmortem.model.timeline import Entry
from postmortem.rules.context import RuleContext


def check_suggested_marks(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM318: "Alerts fire" in a report that says nowhere when the incident was detected."""
    if report.kind in (Kind.MAINTENANCE, Kind.NEAR_MISS):
        return
    for name, words in time_words(report.lang).hints.items():
        if report.times.get(name) is not None or (name,) in report.where:
            continue
        # What is detected is so the first time somebody notices; what ends something is the last of its kind.
        entries = report.timeline.entries if name == "detected" else report.timeline.entries[::-1]
        found = _first(entries, _pattern(words))
        if found is not None:
            entry, said = found
            message = f"`{said}` may mark `{name}`, which is not recorded"
            help_ = f"if so, write `{{{name}}}` at the end of the entry, or `{name}:` in the front matter"
            yield Diagnostic("PM318", message, entry.span, help_)


def _first(entries: Sequence[Entry], pattern: re.Pattern[str]) -> tuple[Entry, str] | None:
    for entry in entries:
        found = pattern.search(entry.text) if entry.at is not None and entry.kind is None else None
        if found is not None:
            return entry, found[0]
    return None


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    listed = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)
