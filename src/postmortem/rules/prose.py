"""What the rules on wording read: a report's own words, without what it quotes.

Passages of the body outside block quotes, and the front matter's texts for readers. Words in quotation marks
are blotted out, character for character, so that places stay right.
"""

import re
from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from postmortem.locales.wording import Phrase, compiled
from postmortem.model.passage import Passage
from postmortem.model.report import Report
from postmortem.rules.literals import places

_BLOT = "·"
_QUOTE = re.compile('[“„»«"]')
_QUOTED = re.compile(
    r"“[^“”]{1,400}”|„[^„“”]{1,400}[“”]|»[^«»]{1,400}«|«[^«»]{1,400}»|(?<!\w)\"[^\"\n]{1,400}\"(?!\w)"
)
_SENTENCE_END = re.compile(
    r"(?<!\b\d)(?<!\b\d\d)(?<!\b\w)(?<!\bca)(?<!\bbzw)(?<!\bincl)(?<!\bapprox)[.!?][)”“\"]?\s+(?=[\"„“(]?[A-ZÄÖÜ\d])"
)
_FIELDS = ("title", "description", "note")

Match = tuple[Phrase, Passage, re.Match[str]]


class Prose(Struct, frozen=True):
    """A report's own words; `lowered` are its passages in lower case, with one blank for any white space.

    `words` are all of these, as blanks part them.
    """

    passages: tuple[Passage, ...]
    lowered: tuple[str, ...]
    words: frozenset[str]

    def find(self, phrases: Iterable[Phrase], held: frozenset[str]) -> Iterator[Match]:
        """Every place where one of the phrases stands; `held` is what near them it may hold."""
        for phrase in phrases if held else ():
            near = [word for word in phrase.near if word in held]
            for place in places(self.lowered, near) if near else ():
                passage = self.passages[place]
                for found in phrase.pattern.finditer(passage.text):
                    if not is_excused(phrase, passage.text, found.start()):
                        yield phrase, passage, found

    def under(self, sections: Collection[str]) -> "Prose":
        """The part of it that stands under these canonical sections."""
        both = [
            (passage, lower)
            for passage, lower in zip(self.passages, self.lowered, strict=True)
            if passage.section in sections
        ]
        return Prose(tuple(p for p, _ in both), tuple(lower for _, lower in both), self.words)


def own_words(report: Report) -> Prose:
    """Give the prose of a report."""
    fields = [p for p in report.texts if p.field and p.field[-1] in _FIELDS and p.field[0] != "extra"]
    own = [_without_quotes(passage) for passage in (*fields, *report.passages) if not passage.quoted]
    lowered, words = [], set[str]()
    for passage in own:
        parts = passage.text.lower().split()
        words.update(parts)
        lowered.append(" ".join(parts))
    return Prose(tuple(own), tuple(lowered), frozenset(words))


def is_excused(phrase: Phrase, text: str, at: int) -> bool:
    """Whether a match at a place counts for nothing, for what stands before it in its sentence."""
    if not phrase.unless:
        return False
    begin = max(text.rfind(end, 0, at) for end in ".!?")
    return compiled(phrase.unless).search(text, begin + 1, at) is not None


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
    if _QUOTE.search(passage.text) is None:
        return passage
    text = _QUOTED.sub(lambda found: "".join(c if c == "\n" else _BLOT for c in found[0]), passage.text)
    return replace(passage, text=text)
