"""From blocks to pieces: list items, table rows, headings, definition lists and paragraphs that hold entries.

    blocks -> [Timed | Untimed | Day | Remark | Statement, …] in document order

A piece takes with it what belongs to it: nested items, paragraphs, code. Nothing of the source is dropped.
"""

from collections.abc import Sequence
from itertools import takewhile

from markdown_it.token import Token

from postmortem.diagnostics import Span
from postmortem.parse.timeline import findings
from postmortem.parse.timeline.blocks import Block, scopes_of
from postmortem.parse.timeline.lists import read_definitions, read_list
from postmortem.parse.timeline.pieces import Day, Piece, Remark, Statement, Timed, bulleted
from postmortem.parse.timeline.reader import Reader
from postmortem.parse.timeline.tables import read_table
from postmortem.parse.timeline.tokencut import Flat, flatten, lines_of
from postmortem.parse.timeline.written import Fault, Head

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
                _take_in(before, piece)
                continue
            if block.kind in _LISTS and 0 <= before.column < reader.context.indent(block.row):
                before.followers.extend(block.tokens[1:-1])
                continue
        if isinstance(piece, Remark) and isinstance(before, Remark) and _may_join(before, piece):
            before.body.extend(piece.body)
            continue
        pieces.append(piece)


def _take_in(entry: Timed, remark: Remark) -> None:
    """Make a remark a part of an entry; a day that it tells of may still be meant for what follows."""
    entry.body.extend(remark.body)
    entry.told = remark if remark.told else entry.told


def _may_join(before: Remark, piece: Remark) -> bool:
    return not any((before.items, piece.items, before.told, piece.told, before.missed, piece.missed))


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
    remark = Remark(list(block.tokens), reader.span(block.row, ""))
    if block.kind == "blockquote":
        remark.missed = _quoted(block, reader)
    return [remark]


def _quoted(block: Block, reader: Reader) -> tuple[Fault, Span] | None:
    """What to say of a quotation that begins with a time: nothing in it is read."""
    first = next((piece for piece in read_blocks(block.inner(), reader) if isinstance(piece, Timed)), None)
    return (findings.quoted(first.head.label), first.span) if first else None


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
    flat = flatten((inline.children or []) if inline else [])
    head = reader.head(flat)
    below = read_blocks(scope, reader)
    if inline is None or head is None:
        return [*_title(block, flat, below, reader), *below]
    entry = reader.timed(inline, head, block.row)
    if not head.begin.has_time and _is_day(entry.body, below):
        return [*_day(head, block, flat, reader), *below]
    bare, taken = not entry.body, 0
    for remark in takewhile(lambda piece: isinstance(piece, Remark), below):
        _take_in(entry, remark)  # type: ignore[arg-type]  # a remark, by the line above
        taken += 1
    if bare:
        reader.mark_first(entry)
    return [entry, *below[taken:]]


def _title(block: Block, flat: Flat, below: Sequence[Piece], reader: Reader) -> list[Piece]:
    """A heading that begins with no label: a day in words, or a title that may tell of one."""
    day = reader.day(flat, titled=True)
    if day is not None and _is_day((), below):
        return _day(day, block, flat, reader)
    return [reader.told_day(flat, block.tokens, block.row)]


def _day(head: Head, block: Block, flat: Flat, reader: Reader) -> list[Piece]:
    """A date over what follows, and the zone of the times there if it stands behind: `March 12 (UTC)`."""
    day = Day(head, list(block.tokens), reader.span(block.row, head.label), reader.is_date(flat))
    behind = flat.text[head.begin.end :].strip()
    zone = reader.zone_in(behind, block.row) if behind.startswith("(") else None
    return [day, zone] if zone else [day]


def _is_day(body: Sequence[Token], below: Sequence[Piece]) -> bool:
    """Whether a date in a heading stands over entries, or over nothing, and is no entry of its own."""
    return any(isinstance(piece, Timed) for piece in below) or not (below or body)


def _paragraph(block: Block, reader: Reader) -> list[Piece]:
    """A paragraph that is an entry, several lines that are one each, a date alone, or a remark."""
    inline = block.inline()
    children = (inline.children or []) if inline else []
    flat = flatten(children)
    head = reader.head(flat)
    if inline is not None and head is not None and head.begin.has_time:
        return _lines(block, reader) or [_sentences(inline, head, block.row, reader)]
    day = head if head and not (head.named or flat.text[head.cut_end :].strip()) else reader.day(flat)
    if day is not None:
        return _day(day, block, flat, reader)
    remark = reader.told_day(flat, block.tokens, block.row)
    if remark.told and not (flat.text.rstrip().endswith(":") or _begins(flat.text, remark.told)):
        remark = Remark(list(block.tokens), reader.span(block.row, ""))
    statement = reader.statement(flat.text, block.row)
    return [remark, statement] if statement else [remark]


def _begins(text: str, told: Head) -> bool:
    """Whether a sentence begins with a day, or has one word before it: `On 12 March we …`."""
    return " " not in text[: told.begin.start].strip()


def _sentences(inline: Token, head: Head, row: int, reader: Reader) -> Timed:
    """A paragraph or a line as one entry; a sentence or a line in it that begins with a time is told of."""
    entry = _opened(reader.timed(inline, head, row))
    flat = flatten(inline.children or [])
    further = reader.further(flat, head)
    if further is not None:
        span = reader.context.find(range(row, row + flat.text.count("\n") + 1), further.label) or entry.span
        entry.missed = findings.further_time(further.label), span
    return entry


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
        found.append(_sentences(part, head, block.row + number, reader))
    return found


def _opened(entry: Timed) -> Timed:
    entry.open = True
    return entry
