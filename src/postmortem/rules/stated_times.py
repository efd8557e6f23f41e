"""Clock times that the prose states: ranges against the duration beside them, moments against the timestamps.

"From 10:15 to 11:40 (1 h 35 min)" contradicts itself; "the incident was resolved at 15:40" contradicts a
report in which nothing happened at that time.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from postmortem.diagnostics import Diagnostic, Level
from postmortem.locales.durations import duration_words
from postmortem.model.report import Report
from postmortem.rules.arithmetic import ABOUT, anchors, shown
from postmortem.rules.clocks import (
    ClockRange,
    clock_in,
    clock_source,
    range_in,
    range_source,
)
from postmortem.rules.context import RuleContext
from postmortem.rules.dial import dial_of
from postmortem.rules.durations import MINUTE, Stated, any_of, compiled, duration_pattern, stated_in
from postmortem.rules.stated_durations import prose_of

_NEAR = ABOUT // MINUTE


def check_stated_ranges(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM316: a range of clock times with a duration beside it that it does not have."""
    for passage in prose_of(report):
        for pattern in _beside_patterns(report.lang):
            for found in pattern.finditer(passage.text):
                stated = stated_in(found["duration"], found.start("duration"), report.lang)
                told = range_in(found["range"], report.lang)
                seconds = told.seconds if told else None
                if stated is None or told is None or seconds is None or _agree(stated, told, seconds):
                    continue
                words = passage.text[stated.start : stated.end]
                message = f"stated `{words}`, but `{found['range']}` is {shown(seconds)}"
                span = passage.locate(stated.start, stated.end)
                yield Diagnostic("PM316", message, span, "correct the duration, or one of the two times")


def check_stated_moments(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM317: "the incident was resolved at 15:40" where the report knows another time for it."""
    known = anchors(report)
    if not known:
        return
    dial = dial_of(known)
    for kind, pattern in _moment_patterns(report.lang):
        meant = [anchor for anchor in known if anchor.name == kind]
        for passage in prose_of(report) if meant else ():
            for found in pattern.finditer(passage.text):
                clock = clock_in(found["clock"])
                if clock is None or dial.distance(clock, report.lang) <= 1:
                    continue
                given = f"{meant[0].at:%Y-%m-%d %H:%M}"
                message = f"the text says `{kind}` at `{found['clock']}`, the timestamps say `{given}`"
                span = passage.locate(found.start("clock"), found.end("clock"))
                yield Diagnostic(
                    "PM317", message, span, "correct one of the two, or add an entry at that time"
                )


def check_ranges_end_at_entries(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM317 as a remark: a range in the summary or impact, one end at a timestamp, the other beside one."""
    known = anchors(report)
    if not known:
        return
    dial = dial_of(known)
    for passage in prose_of(report):
        if passage.section not in ("summary", "impact"):
            continue
        for found in compiled(range_source(report.lang)).finditer(passage.text):
            told = range_in(found[0], report.lang)
            if told is None or told.begin.minute >= told.finish.minute:
                continue
            away = [dial.distance(clock, report.lang) for clock in (told.begin, told.finish)]
            if min(away) <= 1 < max(away) < _NEAR:
                wrong = told.begin if away[0] > 1 else told.finish
                near = dial.beside(wrong, report.lang)
                message = f"no timestamp gives `{wrong.written}`; the nearest is {near.at:%H:%M}"
                start = found.start() + found[0].rfind(wrong.written)
                span = passage.locate(start, start + len(wrong.written))
                help_ = "correct the time, or add an entry for it"
                yield Diagnostic("PM317", message, span, help_, Level.INFO)


def _agree(stated: Stated, told: ClockRange, seconds: int) -> bool:
    """Whether a duration can be that of a range; between two times something shorter may have happened."""
    if told.between:
        return stated.seconds - stated.tolerance <= seconds or stated.bound == "under"
    return stated.fits(seconds)


@lru_cache(maxsize=8)
def _beside_patterns(lang: str) -> tuple[re.Pattern[str], ...]:
    """A range and its duration right beside each other, in either order."""
    told, duration = rf"(?P<range>{range_source(lang)})", rf"(?P<duration>{duration_pattern(lang).source})"
    equals = rf"(?:\b(?:{any_of(duration_words(lang).equals)})\s+)?"
    return (
        compiled(rf"{told}\s{{0,2}}[,;(–—-]?\s{{0,2}}{equals}{duration}"),
        compiled(rf"{duration}\s{{0,2}}[,(]?\s{{0,2}}{told}"),
    )


@lru_cache(maxsize=8)
def _moment_patterns(lang: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    clock = rf"(?:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}\s+)?(?P<clock>{clock_source(lang)})"
    return tuple(
        (kind, re.compile(pattern.replace("{clock}", clock), re.IGNORECASE | re.MULTILINE))
        for kind, patterns in duration_words(lang).moments.items()
        for pattern in patterns
    )
