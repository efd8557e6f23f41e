"""Figures that the prose states, held against the timestamps: durations, clock times, ranges of them."""

from collections.abc import Callable, Iterator

from postmortem.diagnostics import Diagnostic
from postmortem.model.report import Report
from postmortem.rules.context import RuleContext
from postmortem.rules.figures import Figures
from postmortem.rules.stated_durations import check_labelled_durations, check_told_durations
from postmortem.rules.stated_times import (
    check_ranges_end_at_entries,
    check_stated_moments,
    check_stated_ranges,
)

CHECKS: tuple[Callable[[Figures], Iterator[Diagnostic]], ...] = (
    check_labelled_durations,
    check_told_durations,
    check_stated_ranges,
    check_stated_moments,
    check_ranges_end_at_entries,
)


def check_stated_figures(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM316, PM317: a duration or clock time in the prose that the timestamps contradict."""
    figures = Figures(report)
    for check in CHECKS:
        yield from check(figures)
