"""What a stream of Flate, bzip2 or xz holds, piece by piece: what comes before a fault is read.

A file of them may hold several streams, one behind another, with zeros between them.
"""

import re
import zlib
from bz2 import BZ2Decompressor
from collections.abc import Callable
from lzma import FORMAT_ALONE, FORMAT_XZ, LZMADecompressor, LZMAError
from typing import Protocol

import msgspec

TOO_LARGE = "it holds more than is read"
BROKEN = "it is broken"
BEHIND = "something else stands behind what is packed in it"
_IN_PIECES = "it is packed in too many pieces"
_STEP = 4_096
_GRAINS = (_STEP, 64, 1)
_MOST_STREAMS = 10_000
_XZ_MEMORY = 100_000_000
_FAULTS = (zlib.error, LZMAError, OSError, ValueError, EOFError)
_ZEROS = re.compile(rb"\0*+")


class Unpacker(Protocol):
    """What unpacks one stream: see `bz2.BZ2Decompressor`."""

    @property
    def eof(self) -> bool:
        """Whether the end of the stream has come."""

    @property
    def unused_data(self) -> bytes:
        """What came behind the end."""

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """What more the stream holds."""


class Unpacked(msgspec.Struct, frozen=True):
    """What a stream holds, where it ends in the data, and as a clause what kept it from being read whole."""

    data: bytes
    end: int
    fault: str = ""


def gzip() -> Unpacker:
    """For a stream with gzip's head."""
    return zlib.decompressobj(wbits=31)


def flate() -> Unpacker:
    """For a stream without any head, as in zip."""
    return zlib.decompressobj(wbits=-15)


def headed_flate() -> Unpacker:
    """For a stream with the head of zlib, as in PDF and PNG."""
    return zlib.decompressobj()


def bzip2() -> Unpacker:
    """For a stream of bzip2."""
    return BZ2Decompressor()


def xz() -> Unpacker:
    """For a stream of xz."""
    return LZMADecompressor(FORMAT_XZ, memlimit=_XZ_MEMORY)


def lzma() -> Unpacker:
    """For a stream of the form before xz."""
    return LZMADecompressor(FORMAT_ALONE, memlimit=_XZ_MEMORY)


def read_stream(start: Callable[[], Unpacker], data: bytes, begin: int, most: int) -> Unpacked:
    """One stream, of which no more than `most` bytes are read."""
    sure = begin
    for grain in _GRAINS:
        read, met = _read(start, data, (begin, sure, grain), most)
        if not met:
            break
        sure = read.end
    return read


def _read(
    start: Callable[[], Unpacker], data: bytes, places: tuple[int, int, int], most: int
) -> tuple[Unpacked, bool]:
    """What comes before a fault, and whether one was met.

    The unpackers give nothing of a step in which they meet one, so it is read anew in smaller ones: `places`
    are where the stream begins, up to where it is known to be sound, and how many bytes to go at once then.
    """
    unpacker = start()
    at, sure, grain = places
    pieces, held = list[bytes](), 0
    while at < len(data) and not unpacker.eof:
        step = data[at : min(at + _STEP, sure) if at < sure else at + grain]
        try:
            piece = unpacker.decompress(step, most + 1 - held)
        except _FAULTS:
            return Unpacked(b"".join(pieces), at, BROKEN), True
        pieces.append(piece)
        held += len(piece)
        at += len(step)
        if held > most:
            return Unpacked(b"".join(pieces)[:most], at, TOO_LARGE), False
    end = at - len(unpacker.unused_data)
    return Unpacked(b"".join(pieces), end, "" if unpacker.eof else BROKEN), False


def read_streams(start: Callable[[], Unpacker], mark: bytes, data: bytes, most: int) -> Unpacked:
    """All streams that begin with the mark, one behind another, as one."""
    pieces, held, at = list[bytes](), 0, 0
    for _ in range(_MOST_STREAMS):
        one = read_stream(start, data, at, most - held)
        pieces.append(one.data)
        held += len(one.data)
        at = after_zeros(data, one.end)
        ends = at >= len(data)
        if one.fault or ends or not data.startswith(mark, at):
            return Unpacked(b"".join(pieces), at, one.fault or ("" if ends else BEHIND))
    return Unpacked(b"".join(pieces), at, _IN_PIECES)


def after_zeros(data: bytes, at: int) -> int:
    """The place behind the zeros at a place, if there are any."""
    zeros = _ZEROS.match(data, at)
    return zeros.end() if zeros else at
