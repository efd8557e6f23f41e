"""What an entry marks, where the writer says so: `{detected}`, `Discovery: …`, `(resolved)`, `OUTAGE BEGINS`.

Each way of saying it is one small function over the first line of an entry's text, in one table. Words in
running prose never mark anything.
"""

import re
from collections.abc import Callable, Sequence

from markdown_it.token import Token

from postmortem.model.timeline import EventKind
from postmortem.parse.timeline.pieces import paragraph
from postmortem.parse.timeline.tokencut import cut, written_of
from postmortem.parse.timeline.vocabulary import Vocabulary

_COLON = re.compile(r"\s*:")
_EDGES = " \t.!:;*<>[]()"


def leading(line: str, words: Vocabulary) -> str | None:
    """`Discovery: a developer saw …`."""
    found = words.label.match(line) if ":" in line else None
    if found is None or not _COLON.match(line, found.end("label")):
        return None
    return words.words.kinds.get(found["label"].casefold())


def bracketed(line: str, words: Vocabulary) -> str | None:
    """`The old certificate is back. (resolved)`."""
    line = line.rstrip(" \t.!")
    if not line.endswith(")"):
        return None
    return words.words.kinds.get(line[line.rfind("(") + 1 : -1].strip().casefold())


def whole(line: str, words: Vocabulary) -> str | None:
    """`Incident declared.`, and nothing else."""
    return words.words.kinds.get(line.strip(_EDGES).casefold())


def in_capitals(line: str, words: Vocabulary) -> str | None:
    """`OUTAGE BEGINS` at the start or the end of the line, or anywhere as `<START OF OUTAGE>`."""
    bare = line.strip(_EDGES)
    for found in words.capitals.finditer(bare):
        before = bare[found.start() - 1 : found.start()]
        if before.isalnum() or before == "_":
            continue
        at_edge = not before or found.end() == len(bare)
        if at_edge or (before, bare[found.end()]) == ("<", ">"):
            return words.words.kinds.get(found[0].casefold())
    return None


LABELS: tuple[Callable[[str, Vocabulary], str | None], ...] = (leading, bracketed, whole, in_capitals)


def read_mark(
    children: Sequence[Token], named: str, words: Vocabulary
) -> tuple[EventKind | None, Sequence[Token]]:
    """What the entry with this text marks, and the text without an explicit mark.

    `named` is the label before the time, where there is one (`First detected: 14:22`).
    """
    text = written_of(children)
    line = text.partition("\n")[0]
    for reach in (line, text) if "{" in text else ():
        kind, start = _explicit(reach, words)
        if kind is not None:
            return kind, cut(children, start, len(reach))
    name = words.words.kinds.get(named.casefold())
    for label in LABELS:
        name = name or label(line, words)
    return (EventKind(name) if name else None), children


def read_closing_mark(body: list[Token], words: Vocabulary) -> tuple[EventKind | None, list[Token]]:
    """What an explicit mark at the very end of an entry's last paragraph says, and the body without it."""
    if len(body) < 3 or body[-1].type != "paragraph_close" or body[-1].level != body[-3].level:
        return None, body
    children = body[-2].children or []
    if not any("}" in token.content for token in children):
        return None, body
    text = written_of(children)
    kind, start = _explicit(text, words)
    if kind is None:
        return None, body
    return kind, [*body[:-3], *paragraph(cut(children, start, len(text)), body[-2])]


def _explicit(text: str, words: Vocabulary) -> tuple[EventKind | None, int]:
    """The kind that a mark in braces at the end of a text sets, and where it starts with its space."""
    bare = text.rstrip()
    start = bare.rfind("{")
    if start < 0 or not bare.endswith("}"):
        return None, 0
    name = words.words.marks.get(bare[start + 1 : -1].strip().casefold())
    return (EventKind(name) if name else None), len(bare[:start].rstrip())
