"""What an entry marks, where the writer says so: `{detected}`, `Discovery: …`, `(resolved)`, `OUTAGE BEGINS`.

Each way of saying it is one small function over the first line of an entry's text, in one table. Words in
running prose never mark anything.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from markdown_it.token import Token

from postmortem.model.timeline import EventKind
from postmortem.parse.timeline.pieces import paragraph
from postmortem.parse.timeline.tokencut import cut, written_of
from postmortem.parse.timeline.vocabulary import Vocabulary

_COLON = re.compile(r"\s*:")
_STOPS = ".!?…"
_BRACES = re.compile(r"\{((?:[\s,;/&+|]*[^\W\d_]{3,20}){1,4}\s?)\}")
_WORD = re.compile(r"[^\W\d_]+")
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
        kind, start, end = _explicit(reach, words)
        if kind is not None:
            return kind, cut(children, start, end)
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
    kind, start, end = _explicit(text, words)
    if kind is None:
        return None, body
    return kind, [*body[:-3], *paragraph(cut(children, start, end), body[-2])]


def read_cell_mark(children: Sequence[Token], words: Vocabulary) -> tuple[EventKind | None, Sequence[Token]]:
    """What an explicit mark at the end of a table's cell says, and the cell without it."""
    text = written_of(children)
    kind, start, end = _explicit(text, words) if "{" in text else (None, 0, 0)
    return kind, children if kind is None else cut(children, start, end)


def unused_marks(body: Sequence[Token], words: Vocabulary) -> Iterator[tuple[Token, str]]:
    """The known marks that are left in an entry's text, as written, each with its inline token."""
    marks = words.words.marks
    for inline in body:
        for token in inline.children or () if inline.type == "inline" else ():
            if token.type == "text" and "{" in token.content:
                for found in _BRACES.finditer(token.content):
                    if all(word.casefold() in marks for word in _WORD.findall(found[1])):
                        yield inline, found[0]


def _explicit(text: str, words: Vocabulary) -> tuple[EventKind | None, int, int]:
    """The kind that a mark in braces at the end of a text sets, and where it starts and ends, with its space.

    A full stop behind it stays where the text has none before it.
    """
    bare = text.rstrip()
    closed = bare.rstrip(_STOPS)
    start = bare.rfind("{")
    if start < 0 or not closed.endswith("}"):
        return None, 0, 0
    name = words.words.marks.get(closed[start + 1 : -1].strip().casefold())
    before = bare[:start].rstrip()
    end = len(text) if not before or before[-1] in _STOPS or closed == bare else len(closed)
    return (EventKind(name) if name else None), len(before), end
