"""Texts that go out, looked through once for all rules on safety: few hold what any of them seeks."""

from collections.abc import Collection, Iterator

from msgspec import Struct

from postmortem.model.passage import Passage, Passages
from postmortem.rules.literals import Literals, places


class Published(Struct, frozen=True):
    """Texts with their places; `lowered` are the same in lower case, `lower` all of these as one text.

    `held` is what they may hold of all literals that were asked for.
    """

    passages: Passages
    lowered: tuple[str, ...]
    lower: str
    held: frozenset[str]

    def near(self, literals: Collection[str]) -> Iterator[Passage]:
        """The passages that hold one of these literals, in any case."""
        near = [literal for literal in literals if literal in self.held]
        for place in places(self.lowered, near) if near else ():
            yield self.passages[place]


def read_published(passages: Passages, literals: Literals) -> Published:
    """Look through texts for literals in lower case."""
    lowered = tuple([passage.text.lower() for passage in passages])
    lower = "\n".join(lowered)
    return Published(passages, lowered, lower, literals.among(frozenset(lower.split())))
