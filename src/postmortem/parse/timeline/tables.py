"""Tables as carriers: a row with a time is an entry, its other cells are the text.

The columns of times are those whose titles say so (Date, Time, Zeit, UTC), or else the first that holds a
time; a column whose title says so (End, Until, Ende) holds the ends of ranges. A further column of times
whose title names a zone tells the same moment again.
"""

import re
from collections.abc import Mapping, Sequence

from markdown_it.token import Token
from msgspec import Struct, field
from msgspec.structs import replace

from postmortem.parse.timeline.blocks import Block
from postmortem.parse.timeline.marks import read_cell_mark, read_mark
from postmortem.parse.timeline.pieces import Piece, Remark, Statement, Timed, Untimed, paragraph
from postmortem.parse.timeline.reader import Reader
from postmortem.parse.timeline.tokencut import Flat, cut, flatten
from postmortem.parse.timeline.written import Head, Side
from postmortem.parse.tokens import block_text

_WORD = re.compile(r"[^\W\d_]+")
_JOINED = " — "
_RANGE = " – "


class Row(Struct, frozen=True):
    """A row's cells as inline tokens, and its line."""

    cells: Sequence[Token]
    line: int


class Columns(Struct, frozen=True):
    """The numbers of the columns with times, and of those with the ends of ranges and with zones, -1 without.

    `zones` are those that titles of columns name; they are the entries' own where `twice` says that rows tell
    a moment in more than one column.
    """

    times: Sequence[int]
    end: int = -1
    zone: int = -1
    zones: Mapping[int, Statement] = field(default_factory=dict)
    twice: bool = False


class Label(Struct, frozen=True):
    """What the time cells of a row say: all their words, the head where they can be read, and by column
    the position at which a cell begins in those words.
    """

    text: Flat
    head: Head | None
    shifts: Mapping[int, int]


def read_table(block: Block, reader: Reader) -> list[Piece]:
    """The pieces of a table; one remark where no row has a time."""
    rows = [_row(row) for part in block.inner() for row in part.inner()]
    header, rows = (rows[0], rows[1:]) if rows else (Row((), block.row), [])
    columns = _titled(header, reader)
    if not columns.times:
        columns = _first_with_time([header, *rows], reader)
        rows = [header, *rows] if _label(header, columns, reader).head else rows
    twice = any(_again(row, columns, _label(row, columns, reader), reader) for row in rows if columns.zones)
    columns = replace(columns, twice=twice)
    entries = [_entry(row, columns, reader) for row in rows]
    if not any(isinstance(entry, Timed) for entry in entries):
        doubtful = [entry for entry in entries if isinstance(entry, Untimed) and entry.doubt]
        return [Remark(list(block.tokens), reader.span(block.row, ""), doubtful and _untimed_of(entries))]
    pieces: list[Piece] = [entry for entry in entries if entry.body or isinstance(entry, Timed)]
    return pieces if columns.twice else [*columns.zones.values(), *pieces]


def _untimed_of(entries: Sequence[Timed | Untimed]) -> list[Untimed]:
    return [entry for entry in entries if isinstance(entry, Untimed)]


def _row(row: Block) -> Row:
    """The cells of a row; each has one inline token."""
    return Row([token for token in row.tokens if token.type == "inline"], row.row)


def _titled(header: Row, reader: Reader) -> Columns:
    """The columns whose titles begin with a word such as "Time" or "End"."""
    words = reader.scan.words.words
    zones: dict[int, Statement] = {}
    found: list[int] = []
    end = own = -1
    for column, cell in enumerate(header.cells):
        title = flatten(cell.children or []).written
        word = _WORD.search(title)
        first = word[0].casefold() if word is not None else ""
        zone = reader.zone_in(title, header.line)
        if found and end < 0 and first in words.end_columns:
            end = column
        elif found and own < 0 and first in words.zone_columns:
            own = column
        elif first in words.columns or (zone is not None and _is_of_times(title, zone, reader)):
            found.append(column)
            if zone is not None:
                zones[column] = zone
    return Columns(found, end, own, zones)


def _is_of_times(title: str, zone: Statement, reader: Reader) -> bool:
    """Whether a title is nothing but a zone, or has one behind a word for time: `Local time (PST)`."""
    named = {word.casefold() for word in _WORD.findall(title)}
    return zone.zone.text == title.strip() or not named.isdisjoint(reader.scan.words.words.columns)


def _first_with_time(rows: Sequence[Row], reader: Reader) -> Columns:
    """The first column in which a cell is a label and nothing else; none where there is no such cell."""
    for column in range(max((len(row.cells) for row in rows), default=0)):
        for row in rows:
            label = _label(row, Columns([column]), reader)
            if label.head is not None and not label.text.text[label.head.cut_end :].strip():
                return Columns([column])
    return Columns(())


def _label(row: Row, columns: Columns, reader: Reader) -> Label:
    """The label that a row's time columns give together, up to the first that completes a clock time.

    The cells with the end and with the zone, if any, are added where they complete a range or a time.
    """
    label = Label(Flat("", ""), None, {})
    for column in columns.times:
        label = _with_cell(label, row, column, " ", reader)
        if label.head is not None and label.head.begin.has_time:
            break
    if label.head is not None and columns.end >= 0:
        label = _with_end(label, row, columns.end, reader)
    if label.head is not None and columns.zone >= 0:
        zoned = _with_cell(label, row, columns.zone, " ", reader)
        if zoned.head is not None and zoned.head.cut_end >= len(zoned.text.text.rstrip()):
            label = zoned
    return label


def _with_end(label: Label, row: Row, column: int, reader: Reader) -> Label:
    """The label with the cell of a range's end, where that completes a range."""
    ended = _with_cell(label, row, column, _RANGE, reader)
    head = ended.head
    ranged = head is not None and (head.finish is not None or head.open_end)
    whole = head is not None and head.cut_end >= len(ended.text.text.rstrip())
    return ended if ranged and whole else label


def _with_cell(label: Label, row: Row, column: int, gap: str, reader: Reader) -> Label:
    """The label with the words of one more cell; the same where the cell is empty or missing."""
    cell = flatten(row.cells[column].children or []) if column < len(row.cells) else Flat("", "")
    if not cell.written.strip():
        return label
    gap = gap if label.shifts else ""
    text = Flat(label.text.text + gap + cell.text, label.text.written + gap + cell.written)
    shift = len(text.written) - len(cell.written)
    return Label(text, reader.head(text, dots=True), {**label.shifts, column: shift})


def _entry(row: Row, columns: Columns, reader: Reader) -> Timed | Untimed:
    """A row as an entry."""
    label = _label(row, columns, reader)
    head = label.head
    if head is None:
        body = paragraph(_joined([cell.children or [] for cell in row.cells]), _first(row))
        doubt = label.text.written.strip()
        words = doubt or " ".join(block_text(body).split()[:4])
        return Untimed(None, body, reader.span(row.line, words), doubt)
    again = _again(row, columns, label, reader) if columns.twice else None
    head = _told_twice(head, columns, label, again) if columns.twice else head
    cells: list[Sequence[Token]] = []
    kind = None
    for column, cell in enumerate(row.cells):
        shift = label.shifts.get(column)
        children: Sequence[Token] = cell.children or []
        if again is not None and column == again.column:
            continue
        if shift is not None:
            children = cut(children, head.cut_start - shift, head.cut_end - shift)
        if kind is None and "{" in cell.content:
            kind, children = read_cell_mark(children, reader.scan.words)
        cells.append(children)
    text: Sequence[Token] = _joined(cells)
    if kind is None:
        kind, text = read_mark(text, head.named, reader.scan.words)
    return Timed(head, kind, paragraph(text, _first(row)), reader.span(row.line, head.label))


class Again(Struct, frozen=True):
    """The moment of a row in a further column with a zone: its side, and the words of the cell."""

    column: int
    side: Side
    text: str


def _again(row: Row, columns: Columns, label: Label, reader: Reader) -> Again | None:
    """The same moment in another column; None where no further column holds just a time."""
    for column, zone in columns.zones.items():
        if column in label.shifts or column >= len(row.cells):
            continue
        flat = flatten(row.cells[column].children or [])
        head = reader.head(flat, dots=True)
        if head is None or head.begin.clock is None or head.finish or flat.text[head.cut_end :].strip():
            continue
        side = head.begin if head.begin.zone else replace(head.begin, zone=zone.zone)
        return Again(column, side, flat.written.strip())
    return None


def _told_twice(head: Head, columns: Columns, label: Label, again: Again | None) -> Head:
    """The head of a row that may tell its moment in two columns: each time is in the zone of its column."""
    titled = next((columns.zones[column] for column in label.shifts if column in columns.zones), None)
    begin = head.begin if head.begin.zone or titled is None else replace(head.begin, zone=titled.zone)
    if again is None:
        return replace(head, begin=begin)
    zone = "" if again.side.zone is None or again.side.zone.text in again.text else f" {again.side.zone.text}"
    return replace(head, begin=begin, again=again.side, label=f"{head.label} ({again.text}{zone})")


def _first(row: Row) -> Token | None:
    return row.cells[0] if row.cells else None


def _joined(cells: Sequence[Sequence[Token]]) -> list[Token]:
    """The cells that say something as one run of inline tokens, with a dash between them."""
    joined: list[Token] = []
    for cell in cells:
        if not any(token.content.strip() or token.type == "image" for token in cell):
            continue
        if joined:
            joined.append(Token("text", "", 0, content=_JOINED))
        joined.extend(cell)
    return joined
