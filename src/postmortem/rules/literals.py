"""Which of many literals a text may hold, found word by word: most patterns need then not be tried at all.

Most words of a report stand in others too; what a word holds is remembered.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import repeat

_NONE: frozenset[str] = frozenset()
_MOST_WORDS = 20_000
_LONGEST = 40  # longer runs are addresses and keys, which do not come again


class Literals:
    """Literals in lower case. One with blanks may be in a text that has the words of it."""

    def __init__(self, literals: Iterable[str]) -> None:
        parts = {literal: frozenset(literal.split()) for literal in literals}
        self._pieces = _NONE.union(*parts.values())
        self._parts = {literal: pieces for literal, pieces in parts.items() if pieces != {literal}}
        self._known: dict[str, frozenset[str]] = {}

    def among(self, words: Collection[str]) -> frozenset[str]:
        """Those that a text of these words, in lower case, may hold; it holds no others."""
        if len(self._known) > _MOST_WORDS:
            self._known.clear()
        known = self._known
        new = {word for word in words if word not in known}
        fresh = self._look_into(new) if new else {}
        held = _NONE.union(*map(known.get, words, repeat(_NONE)), *fresh.values())
        known.update((word, inside) for word, inside in fresh.items() if len(word) <= _LONGEST)
        if not held:
            return held
        return held | {literal for literal, pieces in self._parts.items() if pieces <= held}

    def _look_into(self, words: Collection[str]) -> dict[str, frozenset[str]]:
        """Which pieces each word holds; asked first of all words as one text."""
        text = "\n".join(words)
        near = [piece for piece in self._pieces if piece in text]
        # Nearly all hold nothing, and an empty set takes as much room as a full one.
        return {word: frozenset(piece for piece in near if piece in word) or _NONE for word in words}


def places(texts: Sequence[str], literals: Sequence[str]) -> list[int]:
    """Which of the texts hold one of the literals."""
    if len(literals) == 1:
        only = literals[0]
        return [place for place, text in enumerate(texts) if only in text]
    return [place for place, text in enumerate(texts) if any(literal in text for literal in literals)]
