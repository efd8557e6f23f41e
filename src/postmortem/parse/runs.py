"""The runs of text of a body: paragraphs, headings, cells and code blocks, each with its source lines."""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token
from msgspec import Struct

from postmortem.parse.places import Places

_RUNS = frozenset(("inline", "fence", "code_block"))
_QUOTES = frozenset(("blockquote_open", "blockquote_close"))
_CELLS = frozenset(("td_open", "th_open", "td_close", "th_close"))


class Run(Struct, frozen=True):
    """One inline or code token; `line` is that of the first source line, from 1.

    In a cell's source line, what stands before the cell is blank. `quoted`: it stands in a block quote.
    """

    token: Token
    line: int
    source: tuple[str, ...]
    quoted: bool


def read_runs(tokens: Sequence[Token], places: Places) -> Iterator[Run]:
    """Give every run in order."""
    lines: Sequence[int] | None = (0, 1)
    quotes, in_cell, used = 0, False, 0
    for token in tokens:
        kind = token.type
        lines = token.map or (None if kind == "footnote_open" else lines)
        if kind in _QUOTES:
            quotes += token.nesting
        elif kind == "tr_open":
            used = 0
        elif kind in _CELLS:
            in_cell = token.nesting > 0
        elif kind in _RUNS:
            at = lines or _within_lines(token, places)
            first = at[0] + places.offset + 1
            source = places.source(at) or ("",)
            if kind == "fence" and len(source) > 1:
                first, source = first + 1, source[1:]
            if in_cell:
                source, used = _from_cell(source, token.content, used)
            yield Run(token, first, source, quotes > 0)


def _within_lines(token: Token, places: Places) -> Sequence[int]:
    """The body's lines on which a note stands that was written amid other words."""
    words = token.content.split("\n")
    mark = f"^[{words[0]}"
    body = places.lines[places.offset :]
    first = next((number for number, line in enumerate(body) if mark in line), 0)
    return (first, first + len(words))


def _from_cell(source: tuple[str, ...], content: str, used: int) -> tuple[tuple[str, ...], int]:
    """The row with all before this cell blank, and where the cell ends."""
    content = content.replace("|", r"\|")
    start = source[0].find(content, used)
    if start < 0:
        return source, used
    return (" " * start + source[0][start:], *source[1:]), start + len(content)
