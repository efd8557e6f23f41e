"""Marks of entries that are misspelt, so that they are shown as text and mark nothing."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from postmortem.diagnostics import Diagnostic
from postmortem.locales.times import time_words
from postmortem.model.report import Report
from postmortem.rules.context import RuleContext

_AT_LINE_END = re.compile(r"(?:^|(?<=\s))\{\s?([^\W\d_]{3,20})\s?\}(?=\s*$)", re.MULTILINE)


def check_marks_are_known(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM319: `{resovled}` at the end of an entry."""
    marks = time_words(report.lang).marks
    for passage in report.passages:
        if passage.section != "timeline" or "{" not in passage.text:
            continue
        for found in _AT_LINE_END.finditer(passage.text):
            word = found[1].casefold()
            near = get_close_matches(word, marks, n=1, cutoff=0.7) if word not in marks else []
            if near:
                span = passage.locate(found.start(), found.end())
                help_ = f"did you mean `{{{near[0]}}}`?"
                yield Diagnostic("PM319", f"`{found[0]}` marks nothing", span, help_)
