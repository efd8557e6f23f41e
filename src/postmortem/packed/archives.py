"""What stands in archives: zip and what is built on it, tar, gzip, bzip2 and xz.

They may be broken or hostile: of each file in them and of all together only so much is unpacked, and no more
than that is ever held.
"""

import bz2
import gzip
import lzma
import struct
import tarfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from postmortem.packed.parts import END_OF_ZIP, ZIP, Budget, Part

_LARGEST = 8_000_000
_MOST_FILES = 10_000
_LARGEST_DIRECTORY = 4_000_000
_XZ_MEMORY = 100_000_000
_ENCRYPTED = 0x1
_TOO_LARGE = f"it holds more than {_LARGEST // 1_000_000} MB"
_TOO_MUCH = "too much is packed in it"
_TOO_MANY = f"it holds more than {_MOST_FILES} files"
_BROKEN = "it is broken"
# What the readers of the standard library raise for bytes that are no such archive.
_FAULTS = (
    BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    IndexError,
    KeyError,
)

Reader = Callable[[int], bytes]


def contents(archive: Part, budget: Budget) -> Iterator[Part]:
    """What is packed in an archive, each with its place; `budget` is taken from."""
    data = archive.data
    try:
        if data.startswith(b"\x1f\x8b"):
            yield _taken(gzip.GzipFile(fileobj=BytesIO(data)).read, archive.place, budget)
        elif data.startswith(b"BZh"):
            yield _taken(bz2.BZ2File(BytesIO(data)).read, archive.place, budget)
        elif data.startswith(b"\xfd7zXZ\0"):
            unpacker = lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
            yield _taken(lambda most: unpacker.decompress(data, most), archive.place, budget)
        elif data.startswith(ZIP) or END_OF_ZIP in data[-_LARGEST_DIRECTORY:]:
            yield from _in_zip(archive, budget)
        else:
            yield from _in_tar(archive, budget)
    except _FAULTS:
        yield Part(archive.place, b"", _BROKEN)


def _in_zip(archive: Part, budget: Budget) -> Iterator[Part]:
    end = archive.data.rfind(END_OF_ZIP)
    (size,) = struct.unpack_from("<I", archive.data, end + 12) if end >= 0 else (0,)
    if size > _LARGEST_DIRECTORY:
        yield Part(archive.place, b"", _TOO_MANY)
        return
    with ZipFile(BytesIO(archive.data)) as opened:
        entries = [entry for entry in opened.infolist() if not entry.is_dir()]
        for entry in entries[:_MOST_FILES]:
            if budget.left <= 0:
                break
            yield _zipped(opened, entry, _below(archive, entry.filename), budget)
    if budget.left <= 0 or len(entries) > _MOST_FILES:
        yield Part(archive.place, b"", _TOO_MUCH if budget.left <= 0 else _TOO_MANY)


def _zipped(opened: ZipFile, entry: ZipInfo, place: str, budget: Budget) -> Part:
    """A file of a zip archive. Of other ways to pack, the library would unpack more than is asked for."""
    if entry.flag_bits & _ENCRYPTED:
        return Part(place, b"", "it is encrypted")
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return Part(place, b"", "it is packed in a rare way")
    try:
        with opened.open(entry) as stream:
            return _taken(stream.read, place, budget)
    except _FAULTS:
        return Part(place, b"", _BROKEN)


def _in_tar(archive: Part, budget: Budget) -> Iterator[Part]:
    with tarfile.open(fileobj=BytesIO(archive.data), mode="r:") as opened:
        for number, entry in enumerate(opened):
            if budget.left <= 0 or number >= _MOST_FILES:
                yield Part(archive.place, b"", _TOO_MUCH if budget.left <= 0 else _TOO_MANY)
                return
            stream: IO[bytes] | None = opened.extractfile(entry) if entry.isreg() else None
            if stream is not None:
                yield _taken(stream.read, _below(archive, entry.name), budget)


def _taken(read: Reader, place: str, budget: Budget) -> Part:
    """As much as may be read, and a word if there is more."""
    most = min(_LARGEST, budget.left)
    data = read(most + 1)
    budget.left -= len(data)
    why = _TOO_LARGE if most == _LARGEST else _TOO_MUCH
    return Part(place, data[:most], why if len(data) > most else "")


def _below(archive: Part, name: str) -> str:
    return f"{archive.place}/{name}" if archive.place else name
