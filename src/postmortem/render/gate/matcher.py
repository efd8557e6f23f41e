"""Finds texts that must not be published, all of them in one pass over the words.

A text is known by its runs of three words (a shorter text by itself). Runs that stand in what is public
anyway tell nothing; a text of which half of the others are found in one place is there, with markup or not.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import islice, pairwise

from msgspec import Struct

from postmortem.model.secrets import Secret
from postmortem.packed.texts import readings_of
from postmortem.render.gate.forms import all_words, words

Run = tuple[bytes, ...]

_LONGEST = 3
_LEAST = 12
_AT_ONCE = 256  # texts; most are short
_APART = f" {':' * 64} "  # a word that nobody writes, so that no run goes on from one text to the next
_LETTERS = 10
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
        if private:
            _take_out(private, public)
        self._by_run: dict[Run, list[_Wanted]] = {}
        for secret, runs in texts:
            wanted = _Wanted(secret, frozenset(runs) & private)
            for run in filter(_says_something, wanted.runs):
                self._by_run.setdefault(run, []).append(wanted)
        self._runs = frozenset(run for found in self._by_run.values() for each in found for run in each.runs)
        self._second: dict[bytes, set[bytes]] = {}
        for run in self._by_run:
            self._second.setdefault(run[0], set()).update(run[1:2])
        self._single = frozenset(run[0] for run in self._by_run if len(run) == 1)

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self._by_run)

    def digest(self) -> str:
        """A hex digest of what is looked for: those of the same find something in the same bytes."""
        wanted = {each.runs for found in self._by_run.values() for each in found}
        total = blake2b(digest_size=32)
        for runs in sorted(map(sorted, wanted)):
            total.update(b"\n".join(map(b" ".join, runs)) + b"\0")
        return total.hexdigest()

    def find(self, data: bytes) -> tuple[Secret, str] | None:
        """A text in the bytes that must not be there, in whatever form, and the place it is packed at."""
        parts = (
            (here, read.place) for read in readings_of(data, of_site=True) for here in all_words(read.data)
        )
        return next(((found, place) for here, place in parts if (found := self._find(here))), None)

    def _find(self, here: Sequence[bytes]) -> Secret | None:
        candidates = dict.fromkeys(wanted for run in self._telling(here) for wanted in self._by_run[run])
        if not candidates:
            return None
        where: dict[Run, list[int]] = {}
        for length in range(1, _LONGEST + 1):
            for at, run in enumerate(_runs(here, length)):
                if run in self._runs:
                    where.setdefault(run, []).append(at)
        return next((wanted.secret for wanted in candidates if _is_there(wanted, where)), None)

    def _telling(self, here: Sequence[bytes]) -> Mapping[Run, None]:
        """The runs in the words by which a text is looked for, each once, as they come."""
        second = self._second
        pairs = pairwise(here)
        starts = [at for at, (one, two) in enumerate(pairs) if one in second and two in second[one]]
        if self._single and not self._single.isdisjoint(here):
            starts += [at for at, word in enumerate(here) if word in self._single]
        runs = (tuple(here[at : at + length]) for at in starts for length in range(1, _LONGEST + 1))
        return dict.fromkeys(run for run in runs if run in self._by_run)


def _is_there(wanted: _Wanted, where: Mapping[Run, Sequence[int]]) -> bool:
    """Whether half of the text's runs stand around one that says something.

    Runs that many texts have in common stand in many places: none is looked at twice.
    """
    found = [run for run in wanted.runs if run in where]
    if 2 * len(found) < len(wanted.runs):
        return False
    places = sorted((at, run) for run in found for at in where[run])
    before = 4 * (len(wanted.runs) + _LONGEST)
    behind = before - len(found[0])
    around: Counter[Run] = Counter()
    first = end = 0
    for at, run in places:
        while end < len(places) and places[end][0] <= at + behind:
            around[places[end][1]] += 1
            end += 1
        while places[first][0] < at - before:
            _, left = places[first]
            around[left] -= 1
            if not around[left]:
                del around[left]
            first += 1
        if _says_something(run) and 2 * len(around) >= len(wanted.runs):
            return True
    return False


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


def _take_out(private: set[Run], public: Iterable[str]) -> None:
    """Take what is public out of the runs."""
    lengths = {len(run) for run in private}
    texts = iter(public)
    while some := list(islice(texts, _AT_ONCE)):
        here = words(_APART.join(some).encode("utf-8", "ignore"))
        for length in lengths:
            private.difference_update(_runs(here, length))


def _says_something(run: Run) -> bool:
    """Whether a text may be looked for by a run."""
    return _letters(run) >= (_LETTERS if len(run) == _LONGEST else 2)


def _letters(run: Run) -> int:
    return sum(len(word) for word in run if not word.isdigit())
