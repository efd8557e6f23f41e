r"""The words on the pages of a PDF file, as far as its streams are packed with Flate, and of its notes.

    [(Ac) 12 (me) -310 (paid)] TJ -> Acme paid        <00240046> Tj, with a table of the font -> Ac

Which font a text is set in is not looked up: it is read with the table of each, and as Latin. What is read
with the table of another font has no sense, and does no harm to those who look for a sentence (ISO 32000-1,
9.4 and 9.10).
"""

import re
import zlib
from base64 import a85decode
from collections.abc import Iterator

_MAX_BYTES = 50_000_000
_MAX_STREAM = 4_000_000
_MAX_UNPACKED = 32_000_000
_MAX_TABLES = 64
_MAX_CODES = 70_000
_HEAD = 600  # bytes before a stream that say what it is
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_NO_TEXT = (b"/Image", b"/Length1", b"/FontFile", b"/ICCBased", b"/XRef")
_PIECE = re.compile(
    rb"\((?P<text>(?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+)\)"
    rb"|(?<!<)<(?P<digits>[0-9A-Fa-f\s]*)>(?!>)"
    rb"|(?P<gap>-\d{3,5})(?:\.\d*)?(?=[\s(<\]])"
    rb"|(?P<step>(?<=\s)[+-]?0*(?:\.0*)?\s+Td\b)"
    rb"|(?P<line>\b(?:T[dDm*]|BT|ET)(?=[\s/\[(<]|$)|['\"])",
    re.DOTALL,
)
_ESCAPED = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b"", b"\r\n": b"", b"\n": b"", b"\r": b""}
_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_HEX = rb"<\s*([0-9A-Fa-f]{1,40})\s*>"
_CHAR = re.compile(_HEX + rb"\s*" + _HEX)
_RANGE = re.compile(_HEX + rb"\s*" + _HEX + rb"\s*(?:" + _HEX + rb"|\[([^\]]*)\])")
_ONE = re.compile(_HEX)
_WIDE_GAP = 180  # thousandths of the letters' size: more than a kern, less than most spaces
_STEP = ""  # a move along the line: a space, or nothing where letters are set one by one

Table = dict[bytes, str]


def texts_of(data: bytes) -> Iterator[bytes]:
    """What the file says, in UTF-8, once for each way to read it; what cannot be unpacked is left out."""
    pages, tables = list[bytes](), list[Table]()
    for stream in _streams(data[:_MAX_BYTES]):
        if b"endbfchar" in stream or b"endbfrange" in stream:
            tables.append(_table(stream))
        else:
            pages.append(stream)
    for page in pages:
        pieces = list(_pieces(page))
        for table in ({}, *filter(None, tables[:_MAX_TABLES])):
            for step in (" ", "") if _STEP in pieces else (" ",):
                read = (
                    _read(piece, table) if isinstance(piece, bytes) else piece or step for piece in pieces
                )
                yield "".join(read).encode("utf-8", "ignore")


def _streams(data: bytes) -> Iterator[bytes]:
    """The streams that may hold words, unpacked, and what stands outside of them."""
    left = _MAX_UNPACKED
    outside = []
    at = 0
    for found in _STREAM.finditer(data):
        if found.start() < at:
            continue
        head = data[max(at, found.start() - _HEAD) : found.start()]
        head = head[head.rfind(b" obj") + 1 :]
        end = data.find(b"endstream", found.end())
        end = len(data) if end < 0 else end
        outside.append(data[at : found.start()])
        at = end
        if b"Flate" in head and not any(kind in head for kind in _NO_TEXT):
            stream = _unpacked(data[found.end() : end], ascii85=b"ASCII85" in head)
            left -= len(stream)
            if left < 0:
                return
            yield stream
        elif b"/Filter" not in head:
            yield data[found.end() : end]
    yield b"\n".join((*outside, data[at:]))


def _unpacked(data: bytes, *, ascii85: bool) -> bytes:
    try:
        if ascii85:
            data = a85decode(data.strip().removesuffix(b"~>"))
        return zlib.decompressobj().decompress(data, _MAX_STREAM)
    except (zlib.error, ValueError):
        return b""


def _table(stream: bytes) -> Table:
    """What a font's codes stand for, from its table ToUnicode."""
    table: Table = {}
    for part in _CHARS.findall(stream):
        for code, text in _CHAR.findall(part):
            table[_bytes(code)] = _text(text)
    for part in _RANGES.findall(stream):
        for first, last, text, several in _RANGE.findall(part):
            codes = range(int(first, 16), min(int(last, 16), int(first, 16) + _MAX_CODES) + 1)
            texts = [_text(one) for one in _ONE.findall(several)]
            for step, code in enumerate(codes[: len(texts)] if several else codes):
                if len(table) > _MAX_CODES:
                    return table
                written = code.to_bytes((len(first) + 1) // 2, "big")
                table[written] = texts[step] if several else _after(_text(text), step)
    return table


def _after(text: str, step: int) -> str:
    return text[:-1] + chr(min(ord(text[-1]) + step, 0x10FFFF)) if text else ""


def _bytes(digits: bytes) -> bytes:
    digits = b"".join(digits.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _text(digits: bytes) -> str:
    return _bytes(digits).decode("utf-16-be", "ignore")


def _pieces(page: bytes) -> Iterator[str | bytes]:
    """The strings of a page, as bytes; between them a space where there is a gap, and a line's end."""
    for piece in _PIECE.finditer(page):
        kind = piece.lastgroup
        if kind == "text":
            yield _ESCAPED.sub(_sign, piece["text"])
        elif kind == "digits":
            yield _bytes(piece["digits"])
        elif kind == "line":
            yield "\n"
        elif kind == "step":
            yield _STEP
        elif -int(piece["gap"]) > _WIDE_GAP:
            yield " "


def _sign(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes((int(found[1], 8) & 0xFF,))
    return _SIGNS.get(found[2], found[2])


def _read(code: bytes, table: Table) -> str:
    if not table:
        utf16 = code.startswith(b"\xfe\xff")
        return code[2:].decode("utf-16-be", "ignore") + "\n" if utf16 else code.decode("cp1252", "ignore")
    width = len(next(iter(table)))
    return "".join(table.get(code[at : at + width], "") for at in range(0, len(code), width))
