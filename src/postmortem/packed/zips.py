"""The directory of an archive of zip, or where that cannot be read, the heads of the files in it.

PK 3 4, head, name, data · PK 3 4, … · PK 1 2, entry of the directory, … · PK 5 6, end (APPNOTE, 4.3)
"""

import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from zipfile import ZipFile, ZipInfo

import msgspec

from postmortem.packed.kinds import ZIP, ZIP_ENTRY
from postmortem.packed.parts import MOST_FILES
from postmortem.packed.streams import BROKEN

TOO_MANY = f"it holds more than {MOST_FILES} files"
STORED, DEFLATED, IN_BZIP2 = 0, 8, 12
_ENCRYPTED, _LENGTH_BEHIND, _IN_UTF8 = 0x1, 0x8, 0x800
_HEAD = struct.Struct("<4x5H3I2H")
_UNKNOWN = (0, 0xFFFF_FFFF)
_RECORD = re.compile(rb"PK(?:\x01\x02|\x03\x04|\x07\x08)")


class Entry(msgspec.Struct, frozen=True):
    """A file of an archive; it stands from `start` to `end` of the archive's bytes, and its head at `head`.

    `sum` is the sum of its bytes, None where the archive does not tell it; `unread` why it cannot be read.
    """

    name: str
    comment: str
    method: int
    start: int
    end: int
    sum: int | None = None
    unread: str = ""
    head: int = 0


def entries_of_zip(data: bytes, names: list[str]) -> tuple[Iterable[Entry], str]:
    """The files in the order of the directory, then those that it leaves out, and a fault.

    What is said of all of them goes to `names`.
    """
    if data.count(ZIP_ENTRY) > MOST_FILES:  # more than the library should have to hold
        return _by_heads(data, 0, len(data)), TOO_MANY
    try:
        with ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            names += (archive.comment.decode("utf-8", "replace"),) if archive.comment else ()
    except Exception:  # noqa: BLE001 - of hostile bytes the library raises errors of many kinds
        return _by_heads(data, 0, len(data)), BROKEN
    entries = [_found(data, info) for info in infos]
    return (*entries, *_left_out(data, entries)), ""


def sum_of(data: bytes) -> int:
    """The sum by which the archive tells whether a file is whole."""
    return zlib.crc32(data)


def _found(data: bytes, info: ZipInfo) -> Entry:
    """An entry of the directory with its place in the data, where its head tells it."""
    unread = "it is encrypted" if info.flag_bits & _ENCRYPTED else ""
    comment = info.comment.decode("utf-8", "replace")
    at = info.header_offset
    if at < 0 or not data.startswith(ZIP, at) or at + _HEAD.size > len(data):
        return Entry(info.filename, comment, info.compress_type, 0, 0, None, unread or BROKEN)
    *_, name, extra = _HEAD.unpack_from(data, at)
    start = at + _HEAD.size + name + extra
    end = start + info.compress_size
    return Entry(info.filename, comment, info.compress_type, start, end, info.CRC, unread, at)


def _left_out(data: bytes, entries: Iterable[Entry]) -> Iterator[Entry]:
    """Files between those of the directory: some programs show them, too."""
    known = sorted((entry.head, entry.end) for entry in entries if entry.start)
    at = 0
    for head, end in (*known, (max(data.rfind(ZIP_ENTRY), 0), 0)):
        yield from _by_heads(data, at, head) if head > at else ()
        at = max(at, end)


def _by_heads(data: bytes, at: int, stop: int) -> Iterator[Entry]:
    """The files from a place to another as their own heads tell of them, one behind another."""
    at = data.find(ZIP, at, stop)
    while 0 <= at <= len(data) - _HEAD.size:
        _, flags, method, _, _, total, length, _, name, extra = _HEAD.unpack_from(data, at)
        begin = at + _HEAD.size
        start = begin + name + extra
        known = not flags & _LENGTH_BEHIND and length not in _UNKNOWN
        at = data.find(ZIP, start + length if known else start, stop)
        end = start + length if known else _next_record(data, start)
        called = data[begin : begin + name].decode("utf-8" if flags & _IN_UTF8 else "cp437", "replace")
        unread = "it is encrypted" if flags & _ENCRYPTED else ""
        yield Entry(called, "", method, start, end, total if known else None, unread)


def _next_record(data: bytes, start: int) -> int:
    """Where the next file begins, or the directory, or the lengths of this one."""
    found = _RECORD.search(data, start)
    return found.start() if found else len(data)
