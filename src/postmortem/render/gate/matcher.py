"""Finds texts that must not be published, all of them in one pass over the words.

A text is known by its runs of three words (a shorter text by itself). Runs that stand in what is public
anyway tell nothing; a text of which half of the others are found in one place is there, with markup or not.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from postmortem.model.secrets import Secret
from postmortem.packed.texts import readings_of
from postmortem.render.gate.forms import all_words, words

Run = tuple[bytes, ...]

_LONGEST = 3
_LEAST = 12
_LETTERS = 10
_ANCHORS = 4
_MARKS = re.compile(r"\{[^{}\n]*\}|^[ \t>]*:{3,}.*$", re.MULTILINE)
# Days and clock times, which every report has on its page: they are nobody's secret by themselves.
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?|\b\d\d?:\d\d(?::\d\d)?\b"
    r"|(?:\b[^\W\d_]+,?\s+)?\b\d\d?\.?\s+[^\W\d_]+\s+\d{4}\b|\b[^\W\d_]+\s+\d\d?,\s+\d{4}\b"
)
_SENTENCE = re.compile(r"\n|(?<=[.!?])\s")
# A name that is too short for a text but stands for one thing alone: OPS-4711, db7.prod.
_NAME = re.compile(r"(?=\S*[A-Za-z])(?=\S*\d)[\w./:@-]{6,}")


class _Wanted(Struct, frozen=True):
    """A text that must not be published; `runs` are those of its runs of words that are not public."""

    secret: Secret
    runs: frozenset[Run]


class Matcher:
    """Looks for `secrets` in what is published; `public` are the texts that may be there."""

    def __init__(self, secrets: Iterable[Secret], public: Iterable[str]) -> None:
        texts = list(_texts(secrets))
        private = {run for _, runs in texts for run in runs}
        known = _without_public(private, public) if private else Counter()
        self._by_run: dict[Run, list[_Wanted]] = {}
        for secret, runs in texts:
            wanted = _Wanted(secret, frozenset(runs) & private)
            for run in _anchors(wanted.runs, known):
                self._by_run.setdefault(run, []).append(wanted)
        self._second: dict[bytes, set[bytes]] = {}
        for run in self._by_run:
            self._second.setdefault(run[0], set()).update(run[1:2])
        self._single = frozenset(run[0] for run in self._by_run if len(run) == 1)

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self._by_run)

    def find(self, data: bytes) -> tuple[Secret, str] | None:
        """A text in the bytes that must not be there, in whatever form, and the place it is packed at."""
        parts = (
            (here, read.place) for read in readings_of(data, of_site=True) for here in all_words(read.data)
        )
        return next(((found, place) for here, place in parts if (found := self._find(here))), None)

    def _find(self, here: Sequence[bytes]) -> Secret | None:
        second = self._second
        pairs = pairwise(here)
        starts = [at for at, (one, two) in enumerate(pairs) if one in second and two in second[one]]
        if self._single and not self._single.isdisjoint(here):
            starts += [at for at, word in enumerate(here) if word in self._single]
        for at in starts:
            for length in range(1, _LONGEST + 1):
                for wanted in self._by_run.get(tuple(here[at : at + length]), ()):
                    if _is_there(wanted, here, at):
                        return wanted.secret
        return None


def _is_there(wanted: _Wanted, here: Sequence[bytes], at: int) -> bool:
    """Whether half of the text's runs stand around a place."""
    reach = 4 * (len(wanted.runs) + _LONGEST)
    around = here[max(at - reach, 0) : at + reach]
    length = len(next(iter(wanted.runs)))
    return 2 * len(wanted.runs.intersection(_runs(around, length))) >= len(wanted.runs)


def _runs(here: Sequence[bytes], length: int) -> Iterator[Run]:
    """All runs of that many words."""
    return zip(*(here[start:] for start in range(length)), strict=False)


def _texts(secrets: Iterable[Secret]) -> Iterator[tuple[Secret, tuple[Run, ...]]]:
    """The sentences of the secrets that say enough to be looked for, each as its runs of words."""
    for secret in secrets:
        for sentence in _SENTENCE.split(_MOMENT.sub("\n", _MARKS.sub(" ", secret.text))):
            found = words(sentence.encode("utf-8", "ignore"))
            if len(b" ".join(found)) >= _LEAST or _NAME.fullmatch(sentence.strip()):
                yield secret, tuple(_runs(found, min(len(found), _LONGEST)))


def _without_public(private: set[Run], public: Iterable[str]) -> Counter[bytes]:
    """Take what is public out of the runs, and count how often their words are used in public."""
    first = {word for run in private for word in run}
    known: Counter[bytes] = Counter()
    for text in public:
        here = words(text.encode("utf-8", "ignore"))
        known.update(word for word in here if word in first)
        for length in range(1, _LONGEST + 1):
            private.difference_update(_runs(here, length))
    return known


def _anchors(runs: Iterable[Run], known: Counter[bytes]) -> Sequence[Run]:
    """Those runs by which a text is looked for: they begin with rare words, and say something."""
    telling = (run for run in runs if _letters(run) >= (_LETTERS if len(run) == _LONGEST else 2))
    return sorted(telling, key=lambda run: (known[run[0]], run))[:_ANCHORS]


def _letters(run: Run) -> int:
    return sum(len(word) for word in run if not word.isdigit())
