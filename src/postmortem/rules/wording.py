"""Rules on wording that judges people or knows afterwards what nobody knew then; the phrases are data."""

import re
from collections.abc import Iterator

from postmortem.diagnostics import Diagnostic, Span
from postmortem.locales.wording import wording
from postmortem.model.report import Report
from postmortem.rules.context import RuleContext
from postmortem.rules.prose import Prose, own_words
from postmortem.rules.vagueness import find_vague

# By idea: the code, and what is said of the words.
_IDEAS = {
    "blame": ("PM501", "blames somebody"),
    "failing": ("PM502", "tells what a person did not do"),
    "counterfactual": ("PM503", "tells what did not happen"),
    "hindsight": ("PM505", "is clear only from hindsight"),
    "single_cause": ("PM506", "names one cause where several came together"),
}
_HANDLE = re.compile(r"(?<![\w@/.:=-])@(?P<name>[A-Za-z][\w-]{1,38})(?![\w/@(=]|\.\w)")
_NOBODY = frozenset({"here", "channel", "everyone", "all", "oncall", "on-call", "team", "support", "param"})


def check_wording(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM501 to PM507: words that blame, judge from hindsight, or stay vague."""
    data = wording(report.lang)
    if data is None:
        return
    prose = own_words(report)
    for idea, (code, what) in _IDEAS.items():
        told: set[Span] = set()
        for phrase in data.phrases.get(idea, ()):
            for passage, found in prose.find(phrase):
                span = passage.locate(*found.span())
                if not any(_overlap(span, other) for other in told):
                    told.add(span)
                    yield Diagnostic(code, f"`{_one_line(found[0])}` {what}", span, phrase.suggestion)
    yield from _check_handles(prose, data.suggestions["handle"])
    yield from find_vague(report, prose, data)


def _check_handles(prose: Prose, suggestion: str) -> Iterator[Diagnostic]:
    """PM504: the account of a person."""
    if "@" not in prose.lower:
        return
    for passage in prose.passages:
        for found in _HANDLE.finditer(passage.text):
            if found["name"].lower() not in _NOBODY:
                span = passage.locate(*found.span())
                yield Diagnostic("PM504", f"`{found[0]}` names a person", span, suggestion)


def _overlap(one: Span, other: Span) -> bool:
    return one.line == other.line and one.column < other.end_column and other.column < one.end_column


def _one_line(words: str) -> str:
    return " ".join(words.split())
