r"""Exif: the tags of a photograph that tell a place or a person, read from a TIFF structure.

    "II*\0" or "MM\0*", offset of a directory -> directory: count, entries of 12 bytes, next offset

Everything is bounded: a few directories, a few hundred entries each, offsets inside the data.
"""

from collections.abc import Iterator
from struct import unpack_from

_MAX_DIRECTORIES = 8
_MAX_ENTRIES = 512
_MAX_TEXT = 200
_SUB_DIRECTORIES = (0x8769, 0xA005)
_GPS = 0x8825
_POSITIONS = (2, 4, 27, 28)  # latitude, longitude, method, area
_PERSONS = {0x013B: "utf-8", 0x9C9D: "utf-16-le", 0xA430: "utf-8"}  # artist, author, camera's owner

PLACE = ""


def read_exif(data: bytes) -> Iterator[str]:
    """Give the name of each person, and PLACE where the photograph tells a place."""
    if data[:4] not in (b"II*\0", b"MM\0*"):
        return
    order = "<" if data[:2] == b"II" else ">"
    todo = [(_number(data, 4, order + "I"), False)]
    for _ in range(_MAX_DIRECTORIES):
        if not todo:
            return
        start, gps = todo.pop()
        for tag, kind, count, at in _entries(data, start, order):
            if gps and tag in _POSITIONS and count:
                yield PLACE
            elif not gps and tag in _PERSONS:
                text = _text(data, kind, count, at, order, _PERSONS[tag])
                yield from (text,) if text else ()
            elif not gps and (tag == _GPS or tag in _SUB_DIRECTORIES):
                todo.append((_number(data, at, order + "I"), tag == _GPS))


def _entries(data: bytes, start: int, order: str) -> Iterator[tuple[int, int, int, int]]:
    """Tag, type, count and where the value (or its offset) stands."""
    count = min(_number(data, start, order + "H"), _MAX_ENTRIES) if start else 0
    for i in range(count):
        at = start + 2 + 12 * i
        if at + 12 > len(data):
            return
        tag, kind, many = unpack_from(order + "HHI", data, at)
        yield tag, kind, many, at + 8


def _text(data: bytes, kind: int, count: int, at: int, order: str, encoding: str) -> str:
    if kind not in (1, 2, 7, 129):
        return ""
    start = at if count <= 4 else _number(data, at, order + "I")
    words = data[start : start + min(count, _MAX_TEXT)].decode(encoding, "replace")
    return " ".join(words.replace("\0", " ").split())


def _number(data: bytes, at: int, form: str) -> int:
    """A number at a place, or 0 outside the data."""
    size = 4 if form.endswith("I") else 2
    return int(unpack_from(form, data, at)[0]) if 0 <= at <= len(data) - size else 0
