r"""PDF: what a document says of persons and places, beside what it shows.

    /Author (Jane Doe) · /Author <FEFF004A…> · <x:xmpmeta …> · a photograph with Exif · packed objects

Looked for by their marks, wherever they stand: also in what was replaced, for a PDF may keep its old
versions. Files may be broken or hostile: everything is read once, and packed data up to a limit.
"""

import re
import zlib
from collections.abc import Iterator

from postmortem.packed.pdf_syntax import bytes_of, places_of_streams, unescaped
from postmortem.rules.safety.exif import read_exif
from postmortem.rules.safety.xmp import read_xmp

_MAX_BYTES = 50_000_000
_MAX_STREAM = 1_000_000
_MAX_UNPACKED = 20_000_000
_MAX_PHOTOGRAPHS = 64
_AUTHOR = re.compile(
    rb"/Author\s*(?:\((?P<text>(?:[^()\\]|\\.){0,400})\)|<(?P<digits>[0-9A-Fa-f\s]{0,1600})>)", re.DOTALL
)
_LOOKED_INTO = (b"/ObjStm", b"/Metadata")
_HEAD = 500  # bytes before a stream that say what it is
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
    for _, mark, end in places_of_streams(data):
        head = data[max(0, mark - _HEAD) : mark]
        head = head[head.rfind(b" obj") + 1 :]
        if any(kind in head for kind in _LOOKED_INTO):
            yield data.find(b"\n", mark) + 1, end


def _read_part(data: bytes) -> Iterator[str]:
    for found in _AUTHOR.finditer(data):
        if name := " ".join(_author(found).split()):
            yield name
    at = data.find(b"<x:xmpmeta")
    if at >= 0:
        yield from read_xmp(data[at:])


def _author(found: re.Match[bytes]) -> str:
    """The words of a string, which is in UTF-16 or, nearly, in Latin-1."""
    data = unescaped(found["text"]) if found["text"] is not None else bytes_of(found["digits"])
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    return data.decode("latin-1")


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MAX_STREAM)
    except zlib.error:
        return b""
