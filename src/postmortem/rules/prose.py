"""What the rules on wording read: a report's own words, without what it quotes.

Passages of the body outside block quotes, and the front matter's texts for readers. Words in quotation marks
are blotted out, character for character, so that places stay right.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from postmortem.locales.wording import Phrase
from postmortem.model.passage import Passage
from postmortem.model.report import Report

_BLOT = "·"
_QUOTED = re.compile(
    r"“[^“”]{1,400}”|„[^„“”]{1,400}[“”]|»[^«»]{1,400}«|«[^«»]{1,400}»|(?<!\w)\"[^\"\n]{1,400}\"(?!\w)"
)
_SENTENCE_END = re.compile(
    r"(?<!\b\d)(?<!\b\d\d)(?<!\b\w)(?<!\bca)(?<!\bbzw)(?<!\bincl)(?<!\bapprox)[.!?][)”“\"]?\s+(?=[\"„“(]?[A-ZÄÖÜ\d])"
)
_FIELDS = ("title", "description", "note")


@dataclass(frozen=True, slots=True)
class Prose:
    """A report's own words; `lowered` are its passages in lower case, `lower` all of them as one text."""

    passages: tuple[Passage, ...]
    lowered: tuple[str, ...]
    lower: str

    def find(self, phrase: Phrase) -> Iterator[tuple[Passage, re.Match[str]]]:
        """Every place where the phrase stands."""
        near = [word for word in phrase.near if word in self.lower]
        if not near:
            return
        for passage, lower in zip(self.passages, self.lowered, strict=True):
            if any(word in lower for word in near):
                for found in phrase.pattern.finditer(passage.text):
                    yield passage, found

    def under(self, sections: Collection[str]) -> "Prose":
        """The part of it that stands under these canonical sections."""
        return _prose(tuple(p for p in self.passages if p.section in sections))


def own_words(report: Report) -> Prose:
    """Give the prose of a report."""
    fields = (p for p in report.texts if p.field and p.field[-1] in _FIELDS and p.field[0] != "extra")
    passages = tuple(_without_quotes(p) for p in (*fields, *report.passages) if not p.quoted)
    return _prose(passages)


def _prose(passages: tuple[Passage, ...]) -> Prose:
    lowered = tuple(passage.text.lower() for passage in passages)
    return Prose(passages, lowered, "\n".join(lowered))


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence in which the characters `start` to `end` stand."""
    begin, finish = 0, len(text)
    for stop in _SENTENCE_END.finditer(text):
        if stop.end() <= start:
            begin = stop.end()
        elif stop.start() >= end:
            finish = stop.start() + 1
            break
    return text[begin:finish]


def _without_quotes(passage: Passage) -> Passage:
    if not any(mark in passage.text for mark in '“„»«"'):
        return passage
    text = _QUOTED.sub(lambda found: "".join(c if c == "\n" else _BLOT for c in found[0]), passage.text)
    return replace(passage, text=text)
