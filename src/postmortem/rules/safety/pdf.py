r"""PDF: what a document says of persons and places, beside what it shows.

    /Author (Jane Doe) · /Author <FEFF004A…> · <x:xmpmeta …> · a photograph with Exif · packed objects

Looked for by their marks, wherever they stand: also in what was replaced, for a PDF may keep its old
versions. Files may be broken or hostile: everything is read once, and packed data up to a limit.
"""

import re
import zlib
from collections.abc import Iterator

from postmortem.rules.safety.exif import read_exif
from postmortem.rules.safety.xmp import read_xmp

_MAX_BYTES = 50_000_000
_MAX_STREAM = 1_000_000
_MAX_UNPACKED = 20_000_000
_MAX_PHOTOGRAPHS = 64
_AUTHOR = re.compile(
    rb"/Author\s*(?:\((?P<text>(?:[^()\\]|\\.){0,400})\)|<(?P<digits>[0-9A-Fa-f\s]{0,1600})>)", re.DOTALL
)
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_LOOKED_INTO = (b"/ObjStm", b"/Metadata")
_HEAD = 500  # bytes before a stream that say what it is
_ESCAPED = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b"", b"\r\n": b"", b"\n": b"", b"\r": b""}
_EXIF = b"Exif\0\0"


def read_pdf(data: bytes) -> Iterator[str]:
    """Give the name of each person, and PLACE where the document tells a place."""
    data = data[:_MAX_BYTES]
    yield from _read_part(data)
    at = data.find(_EXIF)
    for _ in range(_MAX_PHOTOGRAPHS):
        if at < 0:
            break
        yield from read_exif(data[at + len(_EXIF) : at + len(_EXIF) + _MAX_STREAM])
        at = data.find(_EXIF, at + 1)
    left = _MAX_UNPACKED
    for start, end in _packed_objects(data):
        part = _unpacked(data[start : min(end, start + _MAX_STREAM)])
        yield from _read_part(part)
        left -= len(part)
        if left < 0:
            return


def _packed_objects(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each stream begins and ends that may hold the document's own data."""
    end = 0
    for found in _STREAM.finditer(data):
        if found.start() < end:
            continue
        head = data[max(0, found.start() - _HEAD) : found.start()]
        head = head[head.rfind(b" obj") + 1 :]
        end = data.find(b"endstream", found.end())
        end = len(data) if end < 0 else end
        if any(kind in head for kind in _LOOKED_INTO):
            yield found.end(), end


def _read_part(data: bytes) -> Iterator[str]:
    for found in _AUTHOR.finditer(data):
        if name := " ".join(_author(found).split()):
            yield name
    at = data.find(b"<x:xmpmeta")
    if at >= 0:
        yield from read_xmp(data[at:])


def _author(found: re.Match[bytes]) -> str:
    """The words of a string, which is in UTF-16 or, nearly, in Latin-1."""
    if found["text"] is not None:
        data = _ESCAPED.sub(_sign, found["text"])
    else:
        digits = b"".join(found["digits"].split())
        data = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    return data.decode("latin-1")


def _sign(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes((int(found[1], 8) & 0xFF,))
    return _SIGNS.get(found[2], found[2])


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MAX_STREAM)
    except zlib.error:
        return b""
