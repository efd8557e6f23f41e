"""The chunks of a PNG file, and the texts that it carries beside its picture."""

import struct
from collections.abc import Iterator
from itertools import islice

from postmortem.packed.kinds import PNG
from postmortem.packed.parts import LINE, Budget, Part
from postmortem.packed.streams import headed_flate, read_stream

_MOST = 4_000_000
_MOST_CHUNKS = 100_000
TEXTS = (b"tEXt", b"zTXt", b"iTXt")


def in_png(picture: Part, budget: Budget) -> Iterator[Part]:
    """The words of its text chunks (PNG specification, 11.3.3)."""
    for kind, content in islice(chunks_of_png(picture.data), _MOST_CHUNKS):
        if text := _text(kind, content, budget) if kind in TEXTS else b"":
            yield Part(picture.place, text, unit=LINE)


def _text(kind: bytes, content: bytes, budget: Budget) -> bytes:
    rest = content.partition(b"\0")[2]
    if kind == b"iTXt":  # flag, method, language and translated keyword come first
        words = rest[2:].split(b"\0", 2)[-1]
        return _inflated(words, budget) if rest[:1] == b"\1" else words
    if kind == b"zTXt":
        rest = _inflated(rest[1:], budget)
    return rest.decode("latin-1").encode()


def chunks_of_png(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The kind and the content of each chunk of a file."""
    at = len(PNG)
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        yield kind, data[at + 8 : at + 8 + length]
        at += 12 + length


def _inflated(data: bytes, budget: Budget) -> bytes:
    read = read_stream(headed_flate, data, 0, max(0, min(_MOST, budget.left)))
    budget.left -= len(read.data)
    return read.data
