r"""What the codes of a PDF's fonts stand for, and which name of a font on its pages means which.

    << /F1 7 0 R >> · 7 0 obj << /ToUnicode 9 0 R >> · 9 0 obj: beginbfchar <0001> <0041> endbfchar

A name may mean another font on another page: it stands for each of them here (ISO 32000-1, 7.8.3 and 9.10.3).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from postmortem.packed.pdf_syntax import bytes_of

_MOST_CODES = 400_000  # of all fonts
_MOST_NAMES = 100_000
_MOST_MEANT = 64  # by one name
_LARGEST_LETTER = 0x10FFFF
_HEX = rb"<\s*+([0-9A-Fa-f]{1,40}+)\s*+>"
_CHAR = re.compile(_HEX + rb"\s*+" + _HEX)
_RANGE = re.compile(_HEX + rb"\s*+" + _HEX + rb"\s*+(?:" + _HEX + rb"|\[([^\[\]]*+)\])")
_ONE = re.compile(_HEX)
_OBJECT = re.compile(rb"(?<!\d)(\d{1,10}+)\s{1,9}+\d{1,5}+\s{1,9}+obj\b")
_TO_UNICODE = re.compile(rb"/ToUnicode\s{1,9}+(\d{1,10}+)\s")
_NAMED = re.compile(rb"/([^\s/<>\[\]()]{1,80}+)\s{1,9}+(\d{1,10}+)\s{1,9}+\d{1,5}+\s{1,9}+R\b")
_FIRST = re.compile(rb"/First\s{1,9}+(\d{1,10}+)")
_DIGITS = re.compile(rb"\d{1,10}+")
_LEAST = 100  # that each table counts for
_MANY_FONTS = "it has too many fonts"

Table = dict[bytes, str]


class Fonts:
    """The tables of a document's fonts, gathered from its streams and objects.

    `fault` says as a clause why some are not known.
    """

    def __init__(self) -> None:
        self.fault = ""
        self._left = _MOST_CODES
        self._tables: dict[int, Table] = {}
        self._same: dict[bytes, Table] = {}
        self._fonts: dict[int, int] = {}
        self._named: dict[tuple[bytes, int], None] = {}
        self._by_name: dict[bytes, list[Table]] | None = None

    def add_table(self, number: int, stream: bytes) -> bool:
        """Keep a stream of that number if it is a table."""
        if b"endbfchar" not in stream and b"endbfrange" not in stream:
            return False
        if stream not in self._same and self._left > 0:
            self._same[stream] = table_of(stream, self._left)
            self._left -= len(self._same[stream]) + _LEAST
        if stream in self._same:
            self._tables[number if number not in self._tables else -len(self._tables)] = self._same[stream]
        if self._left <= 0:
            self.fault = _MANY_FONTS
        return True

    def add_objects(self, data: bytes) -> None:
        """Note which of the objects are fonts, and the names that they have."""
        marks = list(_OBJECT.finditer(data))
        for place, mark in enumerate(marks):
            end = marks[place + 1].start() if place + 1 < len(marks) else len(data)
            self._add_object(int(mark[1]), data[mark.end() : end])

    def add_packed_objects(self, head: bytes, stream: bytes) -> None:
        """The same of objects that are packed together: numbers and places come first (7.5.7)."""
        first = _FIRST.search(head)
        start = int(first[1]) if first else 0
        numbers = list(map(int, _DIGITS.findall(stream[:start])))
        places = sorted(zip(numbers[1::2], numbers[::2], strict=False))
        for place, (at, number) in enumerate(places):
            end = places[place + 1][0] if place + 1 < len(places) else len(stream)
            self._add_object(number, stream[start + at : start + end])

    def of(self, name: bytes) -> Sequence[Table]:
        """The tables that a name of a font may mean; any of them if no name could be found at all."""
        if self._by_name is None:
            self._by_name = self._meant()
        return self._by_name.get(name, self._by_name.get(b"", ()))

    def _add_object(self, number: int, data: bytes) -> None:
        if table := _TO_UNICODE.search(data):
            self._fonts[number] = int(table[1])
        for found in _NAMED.finditer(data):
            if len(self._named) >= _MOST_NAMES:
                self.fault = _MANY_FONTS
                return
            self._named[found[1], int(found[2])] = None

    def _meant(self) -> dict[bytes, list[Table]]:
        meant: dict[bytes, dict[int, Table]] = {}
        for name, font in self._named:
            table = self._tables.get(self._fonts.get(font, 0))
            if table and len(meant.setdefault(name, {})) < _MOST_MEANT:
                meant[name][id(table)] = table
        found = {name: list(tables.values()) for name, tables in meant.items()}
        return found or {b"": [table for table in self._same.values() if table][:_MOST_MEANT]}


def table_of(stream: bytes, most: int) -> Table:
    """The letters of each code, of so many that are told; each may be told many times."""
    return dict(islice(_codes(stream), most))


def _codes(stream: bytes) -> Iterator[tuple[bytes, str]]:
    for part in _between(stream, b"beginbfchar", b"endbfchar"):
        for found in _CHAR.finditer(part):
            yield bytes_of(found[1]), _text(found[2])
    for part in _between(stream, b"beginbfrange", b"endbfrange"):
        for found in _RANGE.finditer(part):
            width = (len(found[1]) + 1) // 2
            first, last = int(found[1], 16), min(int(found[2], 16), 256**width - 1)
            for step, text in enumerate(_texts(found, last - first + 1)):
                yield (first + step).to_bytes(width, "big"), text


def _texts(found: re.Match[bytes], many: int) -> Iterator[str]:
    """The letters of a range of codes: those of a list, or the one that is told and those behind it."""
    if found[3] is None:
        for _, one in zip(range(many), _ONE.finditer(found[4]), strict=False):
            yield _text(one[1])
    else:
        text = _text(found[3])
        for step in range(many):
            yield text[:-1] + chr(min(ord(text[-1]) + step, _LARGEST_LETTER)) if text else ""


def _between(data: bytes, begin: bytes, end: bytes) -> Iterator[bytes]:
    """What stands between two words, each time that both of them come."""
    at = data.find(begin)
    while at >= 0:
        start = at + len(begin)
        stop = data.find(end, start)
        if stop < 0:
            return
        yield data[start:stop]
        at = data.find(begin, stop)


def _text(digits: bytes) -> str:
    return bytes_of(digits).decode("utf-16-be", "ignore")
