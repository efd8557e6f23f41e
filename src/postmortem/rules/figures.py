"""What the rules on stated figures share: the prose in which they stand, and the instants of the report.

Made once a report. Most prose states nothing that can be compared, so each rule asks for the words that its
patterns cannot do without before it tries them.
"""

import re
from collections.abc import Iterator
from functools import cached_property

from postmortem.locales.durations import SentencePattern
from postmortem.model.passage import Passage
from postmortem.model.report import Report
from postmortem.rules.arithmetic import Anchor, anchors
from postmortem.rules.clocks import range_patterns
from postmortem.rules.dial import Dial, dial_of

PROSE = (None, "summary", "impact", "detection", "response", "recovery", "technical", "causes")

_CLOCK = re.compile(r"[0-9]:[0-9]{2}|[0-9]\s?Uhr", re.IGNORECASE)
# How far before and behind its word a stated figure may reach.
_BEFORE, _BEHIND = 160, 120


class Figures:
    """The report's own prose outside of its timeline, without what it quotes, and its instants."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.lang = report.lang
        self.prose = tuple(p for p in report.passages if p.section in PROSE and not p.quoted and not p.field)

    @cached_property
    def clocked(self) -> tuple[Passage, ...]:
        """The prose in which clock times stand."""
        return tuple(passage for passage in self.prose if _CLOCK.search(passage.text))

    @cached_property
    def known(self) -> tuple[Anchor, ...]:
        """The instants of the report."""
        return anchors(self.report)

    @cached_property
    def is_told(self) -> bool:
        """Whether the timeline has entries and all were read: else what a text states may be one of those."""
        entries = self.report.timeline.entries
        return len(entries) > 1 and all(entry.at is not None or not entry.label for entry in entries)

    @cached_property
    def dial(self) -> Dial:
        """Those instants on the face of a clock; there must be one."""
        return dial_of(self.known)

    @cached_property
    def ranges(self) -> tuple[tuple[Passage, re.Match[str]], ...]:
        """Every range of clock times in the prose."""
        begins, pattern = range_patterns(self.lang)
        return tuple(
            (passage, found)
            for passage in self.clocked
            for begin in begins.finditer(passage.text)
            if (found := pattern.match(passage.text, begin.start())) is not None
        )

    @cached_property
    def _lowered(self) -> tuple[str, ...]:
        return tuple(passage.text.lower().replace("\n", " ") for passage in self.prose)

    @cached_property
    def _lower(self) -> str:
        return "\n".join(self._lowered)

    def find(self, sentence: SentencePattern) -> Iterator[tuple[Passage, re.Match[str]]]:
        """Every place where the prose states a figure in this way; its pattern has no gaps any more.

        It is compiled when a text has its words: that takes as long as all rules take to look at a report.
        """
        if not any(word in self._lower for word in sentence.near):
            return
        pattern = re.compile(sentence.pattern, re.IGNORECASE | re.MULTILINE)
        for passage, lower in zip(self.prose, self._lowered, strict=True):
            done = 0
            for start, end in _around(lower, sentence.near):
                for found in pattern.finditer(passage.text, max(start, done), end):
                    yield passage, found
                    done = found.end()


def _around(text: str, words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """The stretches of a text around any of the words, in order and apart."""
    places = sorted(at for word in words for at in _places(text, word))
    start, end = 0, -1
    for at in places:
        if end >= 0 and at - _BEFORE > end:
            yield start, end
            end = -1
        if end < 0:
            start = max(at - _BEFORE, 0)
        end = at + _BEHIND
    if end >= 0:
        yield start, end


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
