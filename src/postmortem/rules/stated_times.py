"""Clock times that the prose states: ranges against the duration beside them, moments against the timestamps.

"From 10:15 to 11:40 (1 h 35 min)" contradicts itself; "the incident was resolved at 15:40" contradicts a
report in which nothing happened at that time.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from postmortem.diagnostics import Diagnostic, Level
from postmortem.locales.durations import SentencePattern, duration_words
from postmortem.model.passage import Passage
from postmortem.rules.arithmetic import ABOUT, shown
from postmortem.rules.clocks import (
    Clock,
    ClockRange,
    clock_in,
    clock_source,
    range_in,
)
from postmortem.rules.durations import MINUTE, Stated, any_of, compiled, duration_pattern, stated_in
from postmortem.rules.elsewhere import of_another
from postmortem.rules.figures import Figures
from postmortem.rules.prose import sentence_around

_NEAR = ABOUT // MINUTE


def check_stated_ranges(figures: Figures) -> Iterator[Diagnostic]:
    """PM316: a range of clock times with a duration beside it that it does not have."""
    for passage, found in figures.ranges:
        told = range_in(found[0], figures.lang)
        seconds = told.seconds if told else None
        stated = _beside(passage.text, found, figures.lang)
        if stated is None or told is None or seconds is None or _agree(stated, told, seconds):
            continue
        words = passage.text[stated.start : stated.end]
        message = f"stated `{words}`, but `{found[0]}` is {shown(seconds)}"
        span = passage.locate(stated.start, stated.end)
        yield Diagnostic("PM316", message, span, "correct the duration, or one of the two times")


def check_stated_moments(figures: Figures) -> Iterator[Diagnostic]:
    """PM317: "the incident was resolved at 15:40" where the report knows another time for it."""
    for kind, sentence in _moments(figures.lang) if figures.clocked else ():
        for passage, found in figures.find(sentence):
            meant = next((anchor for anchor in figures.known if anchor.name == kind), None)
            clock = clock_in(found["clock"])
            if meant is None or clock is None or figures.dial.distance(clock, figures.lang) <= clock.slack:
                continue
            if of_another(figures, passage, *found.span()):
                continue
            given = f"{meant.at:%Y-%m-%d %H:%M}"
            message = f"the text says `{kind}` at `{found['clock']}`, the timestamps say `{given}`"
            span = passage.locate(found.start("clock"), found.end("clock"))
            yield Diagnostic("PM317", message, span, "correct one of the two, or add an entry at that time")


def check_ranges_end_at_entries(figures: Figures) -> Iterator[Diagnostic]:
    """PM317: a range of clock times in the prose with an end at which nothing happened.

    A warning where the sentence tells of what did not work; else a remark, in the summary and the impact,
    where one end is at a timestamp and the other beside one.
    """
    lang = figures.lang
    for passage, found in figures.ranges:
        told = range_in(found[0], lang)
        if told is None or not figures.known:
            continue
        for clock, level in _astray(figures, passage, found, told):
            near = figures.dial.beside(clock, lang)
            message = f"no timestamp gives `{clock.written}`; the nearest is {near.at:%H:%M}"
            start = found.start() + found[0].rfind(clock.written)
            span = passage.locate(start, start + len(clock.written))
            yield Diagnostic("PM317", message, span, "correct the time, or add an entry for it", level)


def _astray(
    figures: Figures, passage: Passage, found: re.Match[str], told: ClockRange
) -> Iterator[tuple[Clock, Level | None]]:
    """The ends of a range at which nothing happened, and how grave that is."""
    ends = [(clock, figures.dial.distance(clock, figures.lang)) for clock in (told.begin, told.finish)]
    if all(away <= clock.slack for clock, away in ends) or of_another(figures, passage, *found.span()):
        return
    if figures.is_told and _is_of_outage(passage.text, found, figures.lang):
        yield from ((clock, None) for clock, away in ends if away > clock.slack)
    elif passage.section in ("summary", "impact") and told.begin.minute < told.finish.minute:
        nearer, farther = sorted(away for _, away in ends)
        if nearer <= 1 < farther < _NEAR:
            yield from ((clock, Level.INFO) for clock, away in ends if away > clock.slack)


def _is_of_outage(text: str, found: re.Match[str], lang: str) -> bool:
    """Whether the sentence of a range tells of what did not work."""
    sentence = sentence_around(text, *found.span()).casefold()
    return any(word.casefold() in sentence for word in duration_words(lang).broken)


def _agree(stated: Stated, told: ClockRange, seconds: int) -> bool:
    """Whether a duration can be that of a range; between two times something shorter may have happened."""
    if told.between:
        return stated.seconds - stated.tolerance <= seconds or stated.bound == "under"
    return stated.fits(seconds)


def _beside(text: str, told: re.Match[str], lang: str) -> Stated | None:
    """The duration right behind a range, or right before it."""
    behind, before = _beside_patterns(lang)
    found = behind.match(text, told.end()) or before.search(text, max(told.start() - 80, 0), told.start())
    return stated_in(found["duration"], found.start("duration"), lang) if found else None


@lru_cache(maxsize=8)
def _beside_patterns(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands between a range and the duration behind it, and between one and the range behind it."""
    duration = rf"(?P<duration>{duration_pattern(lang).source})"
    equals = rf"(?:\b(?:{any_of(duration_words(lang).equals)})\s+)?"
    return (
        compiled(rf"\s{{0,2}}[,;(–—-]?\s{{0,2}}{equals}{duration}"),
        compiled(rf"{duration}\s{{0,2}}[,(]?\s{{0,2}}\Z"),
    )


@lru_cache(maxsize=8)
def _moments(lang: str) -> tuple[tuple[str, SentencePattern], ...]:
    """The sentences with clock times in them, by the kind of event that they tell of."""
    clock = rf"(?:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}\s+)?(?P<clock>{clock_source(lang)})"
    return tuple(
        (kind, sentence.about("clock", clock))
        for kind, sentences in duration_words(lang).moments.items()
        for sentence in sentences
    )
