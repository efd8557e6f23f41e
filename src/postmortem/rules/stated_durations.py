"""Durations that the prose states, against what the timestamps give.

A figure is compared only where it is clear what it counts: behind a label ("Time to repair: 2h 8m"), or in a
sentence on how long an outage lasted. It contradicts the timestamps if no two instants that it may be counted
from and to are that far apart.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from postmortem.diagnostics import Diagnostic
from postmortem.locales.durations import SentencePattern, duration_words
from postmortem.model.passage import Passage
from postmortem.rules.arithmetic import (
    Pair,
    counted_ends,
    longest,
    seconds_of,
    shown,
    shown_pair,
    some_fit,
    usual_pair,
)
from postmortem.rules.durations import Stated, any_of, compiled, duration_pattern, stated_in
from postmortem.rules.elsewhere import of_another
from postmortem.rules.figures import Figures

# No writer states more figures than this; a file made to be slow may.
MOST = 200

_HELP = "correct one of the two; if only some hours are counted, say which: `(support hours 10:00-17:00)`"


def check_labelled_durations(figures: Figures) -> Iterator[Diagnostic]:
    """PM316: "Time to repair: 2h 8m" where no start and end are that far apart."""
    for counted, stated, passage in islice(_labelled(figures), MOST):
        ends = counted_ends(figures.known, counted)
        usual = usual_pair(ends)
        if usual is not None and not some_fit(stated, ends):
            yield _contradicted(passage, stated, usual)


def check_told_durations(figures: Figures) -> Iterator[Diagnostic]:
    """PM316: "the outage lasted 27 minutes", "was down for 27 minutes", which the timestamps contradict."""
    told = list(islice(_told(figures), MOST))
    known = figures.known if told else ()
    usual = usual_pair(counted_ends(known, "whole"))
    if usual is None or figures.report.ongoing:
        return
    named = [anchor for anchor in known if anchor.name]
    most = longest(known)
    for passage, lasted, stated in told:
        fits = some_fit(stated, (named, known)) or some_fit(stated, (known, named))
        if fits or of_another(figures, passage, stated.start, stated.end):
            continue
        if lasted or stated.range[0] > most:
            yield _contradicted(passage, stated, usual)
        elif figures.is_told and not some_fit(stated, (known, known)):
            yield _nowhere(passage, stated)


def _labelled(figures: Figures) -> Iterator[tuple[str, Stated, Passage]]:
    """What is counted, the duration, and its place; a label may be a cell of its own before it."""
    lang = figures.lang
    label = _label_pattern(lang)
    waiting, line = "", 0
    for passage in figures.prose:
        if waiting and passage.line == line:
            found = compiled(rf"\s*(?P<duration>{duration_pattern(lang).source})").match(passage.text)
            yield from _counted(waiting, found, passage, lang)
        waiting = ""
        for found in label.finditer(passage.text):
            if found["duration"] is not None:
                yield from _counted(_name(found), found, passage, lang)
            elif not passage.text[found.end() :].strip():
                waiting, line = _name(found), passage.line


def _name(found: re.Match[str]) -> str:
    return next(name for name in duration_words("en").labels if found[name] is not None)


def _counted(
    counted: str, found: re.Match[str] | None, passage: Passage, lang: str
) -> Iterator[tuple[str, Stated, Passage]]:
    if found is None:
        return
    stated = stated_in(found["duration"], found.start("duration"), lang)
    if stated is not None and not _counts_elsewhere(passage.text, stated.end, lang):
        yield counted, stated, passage


def _told(figures: Figures) -> Iterator[tuple[Passage, bool, Stated]]:
    """The durations in sentences on how long something lasted, and whether they tell of all of it."""
    lang = figures.lang
    for lasted, sentence in _sentences(lang):
        for passage, found in figures.find(sentence):
            stated = stated_in(found["duration"], found.start("duration"), lang)
            if stated is not None and not _counts_elsewhere(passage.text, stated.end, lang):
                yield passage, lasted, stated


def _counts_elsewhere(text: str, end: int, lang: str) -> bool:
    """Whether the words behind a duration say that it counts only some hours."""
    behind = text[end:].split("\n")[0].casefold()
    return any(word.casefold() in behind for word in duration_words(lang).elsewhere)


def _contradicted(passage: Passage, stated: Stated, pair: Pair) -> Diagnostic:
    words = passage.text[stated.start : stated.end]
    message = f"stated `{words}`, the timestamps give {shown(seconds_of(pair))} ({shown_pair(pair)})"
    return Diagnostic("PM316", message, passage.locate(stated.start, stated.end), _HELP)


def _nowhere(passage: Passage, stated: Stated) -> Diagnostic:
    words = passage.text[stated.start : stated.end]
    message = f"stated `{words}`, but no two timestamps are that far apart"
    help_ = "correct the duration, or add entries for its beginning and its end"
    return Diagnostic("PM316", message, passage.locate(stated.start, stated.end), help_)


@lru_cache(maxsize=8)
def _label_pattern(lang: str) -> re.Pattern[str]:
    labels = duration_words(lang).labels
    named = "|".join(rf"(?P<{counted}>{any_of(words)})" for counted, words in labels.items())
    duration = duration_pattern(lang).source
    return re.compile(
        rf"^[ \t]*(?:{named})(?:[ \t]*(?P<colon>[:=])[ \t]*(?P<duration>{duration})?)?",
        re.IGNORECASE | re.MULTILINE,
    )


@lru_cache(maxsize=8)
def _sentences(lang: str) -> tuple[tuple[bool, SentencePattern], ...]:
    """The sentences with durations in them, and whether they tell of all of it."""
    words, duration = duration_words(lang), rf"(?P<duration>{duration_pattern(lang).source})"
    return tuple(
        (lasted, sentence.about("duration", duration))
        for lasted, sentences in ((True, words.lasted), (False, words.down))
        for sentence in sentences
    )
