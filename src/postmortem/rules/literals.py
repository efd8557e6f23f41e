"""Which of many literals a text may hold, found word by word: most patterns need then not be tried at all.

Most words of a report stand in others too; what a word holds is remembered.
"""

from collections.abc import Iterable, Iterator, Sequence

_NONE: frozenset[str] = frozenset()
_MOST_WORDS = 20_000
_LONGEST = 40  # longer runs are addresses and keys, which do not come again


class Literals:
    """Literals in lower case. One with blanks may be in a text that has the words of it."""

    def __init__(self, literals: Iterable[str]) -> None:
        parts = {literal: frozenset(literal.split()) for literal in literals}
        self._pieces = _NONE.union(*parts.values())
        self._parts = {literal: pieces for literal, pieces in parts.items() if pieces != {literal}}
        self._empty: set[str] = set()  # words that hold none, as nearly all do
        self._holding: dict[str, frozenset[str]] = {}

    def among(self, words: frozenset[str]) -> frozenset[str]:
        """Those that a text of these words, in lower case, may hold; it holds no others."""
        if len(self._empty) + len(self._holding) > _MOST_WORDS:
            self._empty.clear()
            self._holding.clear()
        held = _NONE.union(*(self._holding[word] for word in words & self._holding.keys()))
        new = words - self._empty - self._holding.keys()
        held = held.union(*self._look_into(new))
        if not held:
            return held
        return held | {literal for literal, pieces in self._parts.items() if pieces <= held}

    def _look_into(self, words: frozenset[str]) -> Iterator[frozenset[str]]:
        """Which pieces each word holds, if any; asked first of all words as one text."""
        text = "\n".join(words)
        near = [piece for piece in self._pieces if piece in text]
        holding = {word for word in words if any(piece in word for piece in near)} if near else set[str]()
        self._empty.update(word for word in words - holding if len(word) <= _LONGEST)
        for word in holding:
            inside = frozenset(piece for piece in near if piece in word)
            if len(word) <= _LONGEST:
                self._holding[word] = inside
            yield inside


def places(texts: Sequence[str], literals: Sequence[str]) -> list[int]:
    """Which of the texts hold one of the literals."""
    if len(literals) == 1:
        only = literals[0]
        return [place for place, text in enumerate(texts) if only in text]
    return [place for place, text in enumerate(texts) if any(map(text.__contains__, literals))]
