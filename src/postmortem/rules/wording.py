"""Rules on wording that judges people or knows afterwards what nobody knew then; the phrases are data."""

from collections.abc import Iterator
from functools import lru_cache

from postmortem.diagnostics import Diagnostic, Span
from postmortem.locales.wording import wording
from postmortem.model.report import Report
from postmortem.rules.context import RuleContext
from postmortem.rules.literals import Literals
from postmortem.rules.people import find_people
from postmortem.rules.vagueness import find_vague

# By idea: the code, and what is said of the words.
_IDEAS = {
    "blame": ("PM501", "blames somebody"),
    "failing": ("PM502", "tells what a person did not do"),
    "counterfactual": ("PM503", "tells what did not happen"),
    "hindsight": ("PM505", "is clear only from hindsight"),
    "single_cause": ("PM506", "names one cause where several came together"),
}


@lru_cache(maxsize=16)
def near_phrases(lang: str) -> Literals:
    """What stands near the phrases of a language."""
    data = wording(lang)
    ideas = data.phrases.values() if data else ()
    return Literals(near for phrases in ideas for phrase in phrases for near in phrase.near)


def check_wording(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM501 to PM507: words that blame, judge from hindsight, or stay vague."""
    data = wording(report.lang)
    if data is None:
        return
    prose = context.prose(report)
    held = near_phrases(report.lang).among(prose.words)
    for idea, (code, what) in _IDEAS.items():
        told: set[Span] = set()
        for phrase, passage, found in prose.find(data.phrases.get(idea, ()), held):
            span = passage.locate(*found.span())
            if not any(_overlap(span, other) for other in told):
                told.add(span)
                yield Diagnostic(code, f"`{_one_line(found[0])}` {what}", span, phrase.suggestion)
    yield from find_people(prose, data)
    yield from find_vague(report, prose, data, held)


def _overlap(one: Span, other: Span) -> bool:
    return one.line == other.line and one.column < other.end_column and other.column < one.end_column


def _one_line(words: str) -> str:
    return " ".join(words.split())
