"""PM504: persons, by the account or the name that they have."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from postmortem.diagnostics import Diagnostic
from postmortem.locales.wording import Wording
from postmortem.model.passage import Passage
from postmortem.rules.literals import places
from postmortem.rules.prose import Prose

_HANDLE = re.compile(r"(?<![\w@/.:=-])@(?P<name>[A-Za-z][\w-]{1,38})(?![\w/@(=]|\.\w)")
_NOBODY = frozenset(
    {
        *("here", "channel", "everyone", "all", "oncall", "on-call", "team", "support"),
        *("param", "return", "override", "deprecated", "property", "cached_property", "staticmethod"),
        *("classmethod", "dataclass", "media", "import", "types", "babel", "angular", "latest"),
    }
)
_FAMILY = r"(?:(?:von|van|de|zu)(?: (?:der|den|dem|la))? )?[^\W\d_a-zäöü][^\W\d_]*(?:[-'’][^\W\d_]+)*"
_NO_TOWN = r"(?<!\bSan )(?<!\bSt )(?<!\bSt\. )(?<!\bSanta )"
_FARTHEST = 20  # characters before a title that tell whether it is one
_EDGES = ".,:;!?()[]*_\"'’„“”–—-"


def find_people(prose: Prose, data: Wording) -> Iterator[Diagnostic]:
    """Accounts at each place; a name once, where it first stands."""
    suggestion = data.suggestions["handle"]
    for passage in prose.passages:
        for found in _HANDLE.finditer(passage.text) if "@" in passage.text else ():
            if found["name"].lower() not in _NOBODY:
                span = passage.locate(*found.span())
                yield Diagnostic("PM504", f"`{found[0]}` names a person", span, suggestion)
    told: set[str] = set()
    for passage, found in _names(prose, data):
        if found[0] not in told:
            told.add(found[0])
            span = passage.locate(*found.span())
            yield Diagnostic("PM504", f"`{' '.join(found[0].split())}` names a person", span, suggestion)


def _names(prose: Prose, data: Wording) -> Iterator[tuple[Passage, re.Match[str]]]:
    known = _by_word(data.given_names, data.titles)
    signed = {_plain(word) for word in prose.words if not word.isalpha() and not word[0].isdigit()}
    near = frozenset(known[word] for word in known.keys() & (prose.words | signed))
    if near:
        titles = near & frozenset(data.titles)
        patterns = [(title, _pattern(frozenset(), titles)) for title in titles]
        names = sorted(near - titles, key=len, reverse=True)
        patterns += [(name, _pattern(frozenset((name,)), frozenset())) for name in names]
        for place in places(prose.lowered, [name.lower() for name in near]):
            text = prose.passages[place].text
            there = dict.fromkeys(pattern for word, pattern in patterns if word in text)
            for found in _each(tuple(there), text):
                if not _is_no_title(found, data):
                    yield prose.passages[place], found


def _is_no_title(found: re.Match[str], data: Wording) -> bool:
    """Whether what looks like a title cut short is something else: `Fr.` is a day of the week, too."""
    title, _, name = found[0].partition(" ")
    if not title.endswith("."):
        return False
    before = found.string[max(0, found.start() - _FARTHEST) : found.start()]
    return name in data.no_names or re.search(data.no_title_behind, before) is not None


def _each(patterns: Sequence[re.Pattern[str]], text: str) -> Iterator[re.Match[str]]:
    """What one pattern with all of these, in their order, would find.

    That one would have to be compiled for each report, which takes as long as looking for all else in it.
    """
    at = 0
    while found := min(
        (found for pattern in patterns if (found := pattern.search(text, at))),
        key=re.Match.start,
        default=None,
    ):
        yield found
        at = found.end()


def _plain(word: str) -> str:
    word = word.strip(_EDGES)
    return word.removesuffix("'s").removesuffix("’s")


@lru_cache(maxsize=16)
def _by_word(names: frozenset[str], titles: tuple[str, ...]) -> Mapping[str, str]:
    """Names and titles by what they are in lower case."""
    return {_plain(name.lower()): name for name in (*names, *titles)}


@lru_cache(maxsize=4096)
def _pattern(names: frozenset[str], titles: frozenset[str]) -> re.Pattern[str]:
    """What finds these names, and family names behind these titles."""
    kinds = []
    if titles:
        written = (re.escape(title) if title.endswith(".") else rf"{title}\.?" for title in sorted(titles))
        kinds.append(rf"(?:{'|'.join(written)})(?: (?:Dr|Prof)\.)* {_FAMILY}")
    if names:
        kinds.append(rf"{_NO_TOWN}(?:{'|'.join(sorted(names, key=len, reverse=True))})(?: {_FAMILY})?")
    return re.compile(rf"(?<![\w.@/#:·-])(?:{'|'.join(kinds)})(?=(?:['’]s)?(?![\w/@]|-\w|\.\w))")
