"""From blocks to pieces: list items, table rows, headings, definition lists and paragraphs that hold entries.

    blocks -> [Timed | Untimed | Day | Remark | Statement, …] in document order

A piece takes with it what belongs to it: nested items, paragraphs, code. Nothing of the source is dropped.
"""

from collections.abc import Sequence

from postmortem.parse.timeline.blocks import Block, scopes_of
from postmortem.parse.timeline.lists import read_definitions, read_list
from postmortem.parse.timeline.pieces import Day, Piece, Remark, Statement, Timed, bulleted
from postmortem.parse.timeline.reader import Reader
from postmortem.parse.timeline.tables import read_table
from postmortem.parse.timeline.tokencut import flatten, lines_of
from postmortem.parse.timeline.written import Head

_LISTS = ("bullet_list", "ordered_list")


def read_blocks(blocks: Sequence[Block], reader: Reader) -> list[Piece]:
    """The pieces of a run of blocks with their headings."""
    pieces: list[Piece] = []
    for block, scope in scopes_of(blocks):
        if block.level:
            pieces.extend(_heading(block, scope, reader))
        else:
            _append(pieces, block, reader)
    return pieces


def _append(pieces: list[Piece], block: Block, reader: Reader) -> None:
    """Append what a block holds; a remark goes to an entry or a remark that is still open before it."""
    for piece in _read_block(block, reader):
        before = pieces[-1] if pieces else None
        if isinstance(piece, Remark) and isinstance(before, Timed):
            if before.open:
                before.body.extend(piece.body)
                continue
            if block.kind in _LISTS and 0 <= before.column < reader.context.indent(block.row):
                before.followers.extend(block.tokens[1:-1])
                continue
        if isinstance(piece, Remark) and isinstance(before, Remark) and not (piece.items or before.items):
            before.body.extend(piece.body)
            continue
        pieces.append(piece)


def _read_block(block: Block, reader: Reader) -> list[Piece]:
    """The pieces of one block that is no heading."""
    if block.kind in _LISTS:
        return read_list(block, reader)
    if block.kind == "table":
        return read_table(block, reader)
    if block.kind == "dl":
        return read_definitions(block, reader)
    if block.kind == "paragraph":
        return _paragraph(block, reader)
    if block.kind == "internal":
        return _inside(block, read_blocks(block.inner(), reader))
    return [Remark(list(block.tokens), reader.span(block.row, ""))]


def _inside(wrapper: Block, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a wrapper, each in a wrapper of its own, so that what it says of them still shows."""
    for piece in pieces:
        if isinstance(piece, Timed):
            piece.body.extend(bulleted(piece.followers))
            piece.followers, piece.open = [], False
        if not isinstance(piece, Statement):
            piece.body[:] = [wrapper.tokens[0], *piece.body, wrapper.tokens[-1]]
    return list(pieces)


def _heading(block: Block, scope: Sequence[Block], reader: Reader) -> list[Piece]:
    """A heading that is an entry with its body, a date over what follows, or a title."""
    inline = block.inline()
    head = reader.head(flatten(inline.children or [])) if inline else None
    below = read_blocks(scope, reader)
    title = Remark(list(block.tokens), reader.span(block.row, ""))
    if inline is None or head is None:
        return [title, *below]
    entry = reader.timed(inline, head, block.row)
    if not head.begin.has_time and _is_day(entry, below):
        return [Day(head, title.body, entry.span), *below]
    bare, taken = not entry.body, 0
    while taken < len(below) and isinstance(below[taken], Remark):
        entry.body.extend(below[taken].body)  # type: ignore[union-attr]  # a remark, by the line above
        taken += 1
    if bare:
        reader.mark_first(entry)
    return [entry, *below[taken:]]


def _is_day(entry: Timed, below: Sequence[Piece]) -> bool:
    """Whether a date in a heading stands over entries, or over nothing, and is no entry of its own."""
    return any(isinstance(piece, Timed) for piece in below) or not (below or entry.body)


def _paragraph(block: Block, reader: Reader) -> list[Piece]:
    """A paragraph that is an entry, several lines that are one each, a date alone, or a remark."""
    inline = block.inline()
    children = (inline.children or []) if inline else []
    flat = flatten(children)
    head = reader.head(flat)
    if inline is not None and head is not None and head.begin.has_time:
        return _lines(block, reader) or [_opened(reader.timed(inline, head, block.row))]
    if head is not None and not head.named and not flat.text[head.cut_end :].strip():
        return [Day(head, list(block.tokens), reader.span(block.row, head.label))]
    remark = Remark(list(block.tokens), reader.span(block.row, ""))
    statement = reader.statement(flat.text, block.row)
    return [remark, statement] if statement else [remark]


def _lines(block: Block, reader: Reader) -> list[Piece]:
    """The entries of a paragraph of which every line is one; none where a line is not."""
    inline = block.inline()
    if inline is None:
        return []
    lines = list(lines_of(inline.children or []))
    heads: list[Head] = []
    for line in lines:
        head = reader.head(flatten(line))
        if head is None or not head.begin.has_time:
            return []
        heads.append(head)
    if len(lines) < 2:
        return []
    found: list[Piece] = []
    for number, (line, head) in enumerate(zip(lines, heads, strict=True)):
        part = inline.copy()
        part.children = line
        found.append(_opened(reader.timed(part, head, block.row + number)))
    return found


def _opened(entry: Timed) -> Timed:
    entry.open = True
    return entry
