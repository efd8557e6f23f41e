"""Finds texts that must not be published, all of them in one pass over the words.

A text is looked for by its rarest word: only where that is found, the whole is compared. Texts too short to
tell anything, and those that stand in what is public anyway, are not looked for.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from postmortem.model.secrets import Secret
from postmortem.render.gate.forms import readings, words

_LEAST = 12
_MARKS = re.compile(r"\{[^{}\n]*\}|^[ \t>]*:{3,}.*$", re.MULTILINE)
_SENTENCE = re.compile(r"\n|(?<=[.!?])\s")
# A name that is too short for a text but stands for one thing alone: OPS-4711, db7.prod.
_NAME = re.compile(r"(?=\S*[A-Za-z])(?=\S*\d)[\w./:@-]{6,}")


class Matcher:
    """Looks for `secrets` in what is published; `public` are the texts that may be there."""

    def __init__(self, secrets: Iterable[Secret], public: Iterable[str]) -> None:
        wanted = dict(_fragments(secrets))
        self._public = f" {' '.join(words(' '.join(public)))} " if wanted else ""
        self._by_word = _by_rarest_word(wanted, Counter(self._public.split()))
        self._anchors = self._by_word.keys()

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self._by_word)

    def find(self, data: bytes) -> Secret | None:
        """A text in the bytes that must not be there, in whatever form, or None."""
        return next((found for text in readings(data) if (found := self.find_in(text))), None)

    def find_in(self, text: str) -> Secret | None:
        """A text in a text that must not be there, or None."""
        here = words(text)
        anchors = self._anchors & set(here)
        if not anchors:
            return None
        joined = f" {' '.join(here)} "
        for anchor in sorted(anchors):
            for wanted, secret in self._by_word[anchor]:
                if wanted in joined and wanted not in self._public:
                    return secret
        return None


def _fragments(secrets: Iterable[Secret]) -> Iterator[tuple[str, Secret]]:
    """The sentences of the secrets that say enough to be looked for, as words between spaces."""
    for secret in secrets:
        for sentence in _SENTENCE.split(_MARKS.sub(" ", secret.text)):
            found = " ".join(words(sentence))
            letters = any(len(word) > 2 and not word.isdigit() for word in found.split())
            if letters and (len(found) >= _LEAST or _NAME.fullmatch(sentence.strip())):
                yield f" {found} ", secret


def _by_rarest_word(wanted: Mapping[str, Secret], known: Counter[str]) -> dict[str, list[tuple[str, Secret]]]:
    found: dict[str, list[tuple[str, Secret]]] = {}
    for text, secret in wanted.items():
        named = [word for word in text.split() if word.isalnum()] or text.split()
        rarest = min(named, key=lambda word: (known[word], -len(word), word))
        found.setdefault(rarest, []).append((text, secret))
    return found
