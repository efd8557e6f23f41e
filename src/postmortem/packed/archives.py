"""What stands in archives: zip and what is built on it, tar, gzip, bzip2 and xz.

They may be broken or hostile: of each file in them and of all together only so much is unpacked, and no more
than that is ever held. What comes before a fault is read.
"""

import struct
from collections.abc import Callable, Iterator

import msgspec

from postmortem.packed import streams
from postmortem.packed.kinds import BZIP2, GZIP, LZMA, XZ, is_lzma, is_zip
from postmortem.packed.parts import LARGEST, NAME, Budget, Part, below
from postmortem.packed.streams import Unpacked, Unpacker
from postmortem.packed.tars import files_of_tar
from postmortem.packed.zips import DEFLATED, IN_BZIP2, STORED, TOO_MANY, Entry, entries_of_zip, sum_of

_MOST_NAMES = 4_000_000
_TOO_LARGE = f"it holds more than {LARGEST // 1_000_000} MB"
_TOO_MUCH = "too much is packed in it"
_HAS_NAME, _HAS_COMMENT, _HAS_EXTRA = 0x08, 0x10, 0x04
_STREAMS: tuple[tuple[bytes, Callable[[], Unpacker]], ...] = (
    (GZIP, streams.gzip),
    (BZIP2, streams.bzip2),
    (XZ, streams.xz),
)


def in_archive(archive: Part, budget: Budget) -> Iterator[Part]:
    """What is packed in an archive, each with its place, and at last its names; `budget` is taken from."""
    names: list[str] = []
    data = archive.data
    for mark, start in (*_STREAMS, *(((LZMA, streams.lzma),) if is_lzma(data) else ())):
        if data.startswith(mark):
            yield from _in_streams(archive, budget, mark, start)
            names += _names_in_gzip(data) if mark == GZIP else []
            break
    else:
        yield from _in_zip(archive, budget, names) if is_zip(data) else _in_tar(archive, budget, names)
    if words := "\n".join(names).encode("utf-8", "replace")[:_MOST_NAMES]:
        yield Part(archive.place, words, unit=NAME)


def _in_streams(archive: Part, budget: Budget, mark: bytes, start: Callable[[], Unpacker]) -> Iterator[Part]:
    data = archive.data
    read = streams.read_streams(start, mark, data, min(LARGEST, budget.left))
    behind = data[read.end :] if read.fault == streams.BEHIND else b""
    yield _taken(msgspec.structs.replace(read, fault="") if behind else read, archive.place, budget)
    if behind:
        most = min(LARGEST, budget.left)
        cut = streams.TOO_LARGE if len(behind) > most else ""
        yield _taken(Unpacked(behind[:most], len(data), cut), archive.place, budget)


def _names_in_gzip(data: bytes) -> list[str]:
    """The name and the comment in a head of gzip (RFC 1952, 2.3)."""
    at, names = 10, list[str]()
    if data[3] & _HAS_EXTRA and len(data) > at + 2:
        at += 2 + int(struct.unpack_from("<H", data, at)[0])
    for flag in (_HAS_NAME, _HAS_COMMENT):
        end = data.find(b"\0", at)
        if data[3] & flag and end > at:
            names.append(data[at:end].decode("utf-8", "replace"))
            at = end + 1
    return names


def _in_zip(archive: Part, budget: Budget, names: list[str]) -> Iterator[Part]:
    entries, fault = entries_of_zip(archive.data, names)
    for entry in entries:
        if spent := _spent(budget):
            fault = spent
            break
        budget.files -= 1
        names += (entry.name, *filter(None, (entry.comment,)))
        if not entry.name.endswith("/"):
            yield _zipped(archive, entry, budget)
    if fault:
        yield Part(archive.place, b"", fault)


def _zipped(archive: Part, entry: Entry, budget: Budget) -> Part:
    place = below(archive, entry.name)
    most = min(LARGEST, budget.left)
    if entry.unread:
        return Part(place, b"", entry.unread)
    if entry.method == STORED:
        stored = archive.data[entry.start : min(entry.end, entry.start + most)]
        cut = streams.TOO_LARGE if entry.end - entry.start > most else ""
        read = Unpacked(stored, entry.end, cut)
    elif entry.method in (DEFLATED, IN_BZIP2):
        start = streams.flate if entry.method == DEFLATED else streams.bzip2
        read = streams.read_stream(start, archive.data, entry.start, most)
        budget.gone_through -= read.end - entry.start
    else:
        return Part(place, b"", "it is packed in a rare way")
    if not read.fault and entry.sum not in (None, sum_of(read.data)):
        read = Unpacked(read.data, read.end, streams.BROKEN)
    return _taken(read, place, budget)


def _in_tar(archive: Part, budget: Budget, names: list[str]) -> Iterator[Part]:
    for name, told, data, fault in files_of_tar(archive.data):
        if spent := _spent(budget):
            yield Part(archive.place, b"", spent)
            return
        budget.files -= 1
        names += (told,) if told else ()
        if name:
            most = min(LARGEST, budget.left)
            cut = streams.TOO_LARGE if len(data) > most else fault
            yield _taken(Unpacked(data[:most], 0, cut), below(archive, name), budget)
        elif fault:
            yield Part(archive.place, b"", fault)


def _spent(budget: Budget) -> str:
    """Why no further file is read, as a clause; else an empty text."""
    if budget.left <= 0 or budget.gone_through <= 0:
        return _TOO_MUCH
    return "" if budget.files > 0 else TOO_MANY


def _taken(read: Unpacked, place: str, budget: Budget) -> Part:
    """What was read, taken from the budget, and a word if that is not all."""
    why = read.fault
    if why == streams.TOO_LARGE:
        why = _TOO_LARGE if budget.left > LARGEST else _TOO_MUCH
    budget.left -= len(read.data) + (why == _TOO_MUCH)
    return Part(place, read.data, why)
