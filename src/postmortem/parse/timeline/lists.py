"""Lists as carriers: an item with a time is an entry, one that is indented under it belongs to it.

CommonMark makes an item that is indented by one space a sibling; a writer means it as part of the item above.
"""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from postmortem.parse.timeline.blocks import Block
from postmortem.parse.timeline.pieces import Day, Piece, Remark, Timed, Untimed
from postmortem.parse.timeline.reader import Reader
from postmortem.parse.timeline.tokencut import flatten
from postmortem.parse.timeline.written import Head

_LISTS = ("bullet_list", "ordered_list")
_MONTH = re.compile(r"\s*([^\W\d_]{3,12})")


def read_list(block: Block, reader: Reader) -> list[Piece]:
    """The pieces of a list; one remark where none of its items has a time."""
    pieces: list[Piece] = []
    for item in block.inner():
        found = _item(item, reader) if len(item.tokens) > 2 else []
        above = pieces[-1] if pieces and found and isinstance(found[0], Untimed) else None
        if isinstance(above, Timed) and above.column < reader.context.indent(item.row):
            above.followers.extend(item.tokens)
        else:
            pieces.extend(found)
    if any(isinstance(piece, Timed | Day) for piece in pieces):
        return pieces
    items = [piece for piece in pieces if isinstance(piece, Untimed)]
    return [Remark(list(block.tokens), reader.span(block.row, ""), items)]


def read_definitions(block: Block, reader: Reader) -> list[Piece]:
    """The pieces of a definition list: a term with a time is an entry, its definitions are the text."""
    pieces: list[Piece] = []
    for part in block.inner():
        inline = part.inline()
        if part.kind == "dt" and inline is not None:
            head = reader.head(flatten(inline.children or []))
            entry = reader.timed(inline, head, part.row) if head else reader.untimed(inline, part.row)
            pieces.append(entry)
        elif pieces and isinstance(pieces[-1], Timed | Untimed):
            pieces[-1].body.extend(part.tokens[1:-1])
    if any(isinstance(piece, Timed) for piece in pieces):
        return pieces
    return [Remark(list(block.tokens), reader.span(block.row, ""))]


def _item(item: Block, reader: Reader) -> list[Piece]:
    """An item as an entry, as a date or a title over nested entries, or as an item without a time."""
    first, below = _contents(item, reader)
    inline = first.inline() if first is not None and first.kind == "paragraph" else None
    if first is None or inline is None:
        nested = _nested([first, *below] if first else [], reader)
        return nested if _has_time(nested) else [_whole(item, reader)]
    head = reader.head(flatten(inline.children or []))
    if head is not None and head.begin.has_time:
        return [_entry(item, reader, first, head, below)]
    nested = _nested(below, reader)
    if _has_time(nested):
        flat = flatten(inline.children or [])
        head = head or reader.day(flat)
        span = reader.span(item.row, head.label if head else "")
        title = Day(head, list(first.tokens), span) if head else reader.told_day(flat, first.tokens, item.row)
        return [title, *nested]
    if head is not None:
        return [_entry(item, reader, first, head, below)]
    untimed = reader.untimed(inline, item.row, hidden=first.tokens[0].hidden)
    untimed.body.extend(token for block in below for token in block.tokens)
    return [untimed]


def _entry(item: Block, reader: Reader, first: Block, head: Head, below: Sequence[Block]) -> Timed:
    """An item with a label, and all that is nested in it."""
    entry = reader.timed(first.tokens[1], head, item.row, hidden=first.tokens[0].hidden)
    entry.column = reader.context.indent(item.row)
    entry.body.extend(token for block in below for token in block.tokens)
    return entry


def _nested(blocks: Sequence[Block], reader: Reader) -> list[Piece]:
    """The pieces of the lists in an item, with what stands between them."""
    pieces: list[Piece] = []
    for block in blocks:
        if block.kind in _LISTS:
            pieces.extend(read_list(block, reader))
        else:
            pieces.append(Remark(list(block.tokens), reader.span(block.row, "")))
    return pieces


def _has_time(pieces: Sequence[Piece]) -> bool:
    return any(isinstance(piece, Timed) for piece in pieces)


def _whole(item: Block, reader: Reader) -> Untimed:
    """An item that begins with no paragraph: code, a table, nothing."""
    return Untimed(None, list(item.tokens[1:-1]), reader.span(item.row, ""))


def _contents(item: Block, reader: Reader) -> tuple[Block | None, Sequence[Block]]:
    """The first block of an item, with the number that Markdown took off it, and the blocks below.

    `9. Februar 2023` at the start of a line or a bullet is an ordered list to Markdown, counted from 9.
    """
    inner = item.inner()
    if not inner:
        return None, ()
    if inner[0].kind == "ordered_list":
        items = inner[0].inner()
        day = _numbered(items[0], reader) if len(items) == 1 else None
        if day is not None:
            return day, [*items[0].inner()[1:], *inner[1:]]
    return _numbered(item, reader) or inner[0], inner[1:]


def _numbered(item: Block, reader: Reader) -> Block | None:
    """The paragraph of a numbered item with its number, where the text begins with a month."""
    number = item.tokens[0].info
    inner = item.inner() if number else []
    inline = inner[0].inline() if inner and inner[0].kind == "paragraph" else None
    if inline is None:
        return None
    found = _MONTH.match(flatten(inline.children or []).text)
    if found is None or found[1] not in reader.scan.words.months:
        return None
    whole = inline.copy()
    whole.children = [Token("text", "", 0, content=f"{number}. "), *(inline.children or [])]
    return Block([inner[0].tokens[0], whole, inner[0].tokens[-1]])
