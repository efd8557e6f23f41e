"""The directory of an archive of zip, or where that cannot be read, the heads of the files in it.

PK 3 4, head, name, data · PK 3 4, … · PK 1 2, entry of the directory, … · PK 5 6, end (APPNOTE, 4.3)
"""

import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from zipfile import ZipFile

import msgspec

from postmortem.packed.kinds import ZIP, ZIP_ENTRY
from postmortem.packed.parts import MOST_FILES
from postmortem.packed.streams import BROKEN

STORED, DEFLATED, IN_BZIP2 = 0, 8, 12
_ENCRYPTED, _LENGTH_BEHIND, _IN_UTF8 = 0x1, 0x8, 0x800
_HEAD = struct.Struct("<4x5H3I2H")
_UNKNOWN = (0, 0xFFFF_FFFF)
_RECORD = re.compile(rb"PK(?:\x01\x02|\x03\x04|\x07\x08)")


class Entry(msgspec.Struct, frozen=True):
    """A file of an archive; it stands from `start` to `end` of the archive's bytes.

    `sum` is the sum of its bytes, None where the archive does not tell it; `unread` why it cannot be read.
    """

    name: str
    comment: str
    method: int
    start: int
    end: int
    sum: int | None = None
    unread: str = ""


def entries_of_zip(data: bytes, names: list[str]) -> tuple[Iterable[Entry], str]:
    """The files in the order of the directory, and a fault; what is said of all of them goes to `names`."""
    if data.count(ZIP_ENTRY) > MOST_FILES:  # more than the library should have to hold
        return _by_heads(data), f"it holds more than {MOST_FILES} files"
    try:
        with ZipFile(BytesIO(data)) as archive:
            if archive.comment:
                names.append(archive.comment.decode("utf-8", "replace"))
            infos = archive.infolist()
    except Exception:  # noqa: BLE001 - of hostile bytes the library raises errors of many kinds
        return _by_heads(data), BROKEN
    return (
        _found(
            data,
            info.header_offset,
            Entry(
                info.filename,
                info.comment.decode("utf-8", "replace"),
                info.compress_type,
                0,
                info.compress_size,
                info.CRC,
                "it is encrypted" if info.flag_bits & _ENCRYPTED else "",
            ),
        )
        for info in infos
    ), ""


def sum_of(data: bytes) -> int:
    """The sum by which the archive tells whether a file is whole."""
    return zlib.crc32(data)


def _found(data: bytes, at: int, entry: Entry) -> Entry:
    """The entry with its place in the data, where its head tells it; `end` is its length before."""
    if at < 0 or not data.startswith(ZIP, at) or at + _HEAD.size > len(data):
        return msgspec.structs.replace(entry, unread=entry.unread or BROKEN)
    *_, name, extra = _HEAD.unpack_from(data, at)
    start = at + _HEAD.size + name + extra
    return msgspec.structs.replace(entry, start=start, end=start + entry.end)


def _by_heads(data: bytes) -> Iterator[Entry]:
    """The files as their own heads tell of them, one behind another."""
    at = data.find(ZIP)
    while 0 <= at <= len(data) - _HEAD.size:
        _, flags, method, _, _, total, length, _, name, extra = _HEAD.unpack_from(data, at)
        begin = at + _HEAD.size
        start = begin + name + extra
        known = not flags & _LENGTH_BEHIND and length not in _UNKNOWN
        at = data.find(ZIP, start + length if known else start)
        end = start + length if known else _next_record(data, start)
        called = data[begin : begin + name].decode("utf-8" if flags & _IN_UTF8 else "cp437", "replace")
        unread = "it is encrypted" if flags & _ENCRYPTED else ""
        yield Entry(called, "", method, start, end, total if known else None, unread)


def _next_record(data: bytes, start: int) -> int:
    """Where the next file begins, or the directory, or the lengths of this one."""
    found = _RECORD.search(data, start)
    return found.start() if found else len(data)
