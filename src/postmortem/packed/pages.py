r"""The words on a page of a PDF, from the operators that set them (ISO 32000-1, 9.4).

[(Ac) 12 (me) -310 (paid)] TJ -> Acme paid        /F1 9 Tf <00240046> Tj, with the font's table -> Ac
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from postmortem.packed.fonts import Fonts, Table
from postmortem.packed.parts import Budget
from postmortem.packed.pdf_syntax import bytes_of, unescaped

# A string may hold brackets in pairs; each pattern goes over a byte once: five times with four of them.
_PLAIN = rb"[^()\\]++|\\."
_DEEPEST = rb"\((?:" + _PLAIN + rb")*+\)"
_DEEPER = rb"\((?:" + _PLAIN + rb"|" + _DEEPEST + rb")*+\)"
_DEEP = rb"\((?:" + _PLAIN + rb"|" + _DEEPER + rb")*+\)"
STRING = rb"\((?P<text>(?:" + _PLAIN + rb"|" + _DEEP + rb")*+)\)?+"
"""A string, as far as it goes."""
_PIECE = re.compile(
    STRING + rb"|(?<!<)<(?P<digits>[0-9A-Fa-f\s]*+)>(?!>)"
    rb"|/(?P<font>[^\s/<>\[\]()]{1,80}+)\s{1,9}+[\d.]{1,12}+\s{1,9}+Tf\b"
    rb"|(?P<gap>-\d{3,5}+)(?:\.\d*+)?+(?=[\s(<\]])"
    rb"|(?P<step>(?<=\s)[+-]?+(?:0++(?:\.0*+)?+|\.0++)\s++Td\b)"
    rb"|(?P<line>\b(?:T[dDm*]|BT|ET)(?=[\s/\[(<]|$)|['\"])",
    re.DOTALL,
)
_WIDE_GAP = 180  # thousandths of the letters' size: more than a kern, less than most spaces
_MOST_TABLES = 64
_STEP = ""  # a move along the line: a space, or nothing where letters are set one by one


class _String(msgspec.Struct, frozen=True):
    """Codes, and the tables of all fonts that may be meant."""

    codes: bytes
    tables: Sequence[Table]


def words_of(page: bytes, fonts: Fonts, budget: Budget) -> Iterator[bytes]:
    """The words of a page, in UTF-8: as Latin, then by each of the fonts that a name may mean; while there is
    a budget for it.
    """
    pieces = list(_pieces(page, fonts))
    many = max((len(piece.tables) for piece in pieces if isinstance(piece, _String)), default=0)
    for way in range(-1, min(many, _MOST_TABLES)):
        for step in (" ", "") if _STEP in pieces else (" ",):
            budget.words -= len(page)
            if budget.words >= 0:
                read = (
                    _read(piece, way) if isinstance(piece, _String) else piece or step for piece in pieces
                )
                yield "".join(read).encode("utf-8", "ignore")


def _pieces(page: bytes, fonts: Fonts) -> Iterator[str | _String]:
    """The strings of a page; between them a space where there is a gap, _STEP, and a line's end."""
    tables = fonts.of(b"")
    for piece in _PIECE.finditer(page):
        kind = piece.lastgroup
        if kind == "text":
            yield _String(unescaped(piece["text"]), tables)
        elif kind == "digits":
            yield _String(bytes_of(piece["digits"]), tables)
        elif kind == "font":
            tables = fonts.of(piece["font"])
        elif kind == "line":
            yield "\n"
        elif kind == "step":
            yield _STEP
        elif -int(piece["gap"]) > _WIDE_GAP:
            yield " "


def _read(string: _String, way: int) -> str:
    """A string by one of its tables; as Latin or UTF-16 if it has none."""
    code = string.codes
    if way < 0 or not string.tables:
        utf16 = code.startswith(b"\xfe\xff")
        return code[2:].decode("utf-16-be", "ignore") + "\n" if utf16 else code.decode("cp1252", "ignore")
    table = string.tables[min(way, len(string.tables) - 1)]
    width = len(next(iter(table)))
    return "".join(table.get(code[at : at + width], "") for at in range(0, len(code), width))
