"""The files of a tar archive, of whatever age, as far as it goes.

head of 512 bytes: name, size, sum, kind, … · data, filled up to 512 bytes · head · … · zeros
"""

import re
from collections.abc import Iterator

from postmortem.packed.kinds import BLOCK, is_head_of_tar
from postmortem.packed.streams import BROKEN, after_zeros

_FILES = (b"\0", b"0", b"7", b"S")
_LONG_NAMES = (b"L", b"K")
_ABOUT = (b"x", b"g", b"X")
_OCTAL = re.compile(rb"[ \0]*+([0-7]{0,12}+)[ \0]*+")
_TOLD = (b"path", b"linkpath", b"comment", b"uname", b"gname")

File = tuple[str, str, bytes, str]


def files_of_tar(data: bytes) -> Iterator[File]:
    """Of each entry the name, empty if it is no file; what it tells; its bytes; and why they are not all."""
    at, longer = 0, ""
    while at < len(data):
        at += (after_zeros(data, at) - at) // BLOCK * BLOCK
        head = data[at : at + BLOCK]
        if not is_head_of_tar(head):
            if head.strip(b"\0"):
                yield "", "", b"", BROKEN
            return
        size, kind = _size(head), head[156:157]
        body = data[at + BLOCK : at + BLOCK + size]
        at += BLOCK + -(-size // BLOCK) * BLOCK
        fault = BROKEN if len(body) < size else ""
        if kind in _FILES:
            yield longer or _name(head), f"{longer} {_said(head)}".strip(), body, fault
            longer = ""
        elif kind in _LONG_NAMES:
            longer = _text(body) if kind == b"L" else longer
            yield "", _text(body), b"", fault
        else:
            records = _records(body) if kind in _ABOUT else {}
            longer = records.get(b"path", longer)
            yield "", " ".join(records.values()) or _said(head), b"", fault


def _name(head: bytes) -> str:
    before = _text(head[345:500]) if head[257:263] == b"ustar\0" else ""
    return f"{before}/{_text(head[:100])}" if before else _text(head[:100])


def _said(head: bytes) -> str:
    """The names in a head: of the file, what it is a link to, its owner and group."""
    owners = (_text(head[265:297]), _text(head[297:329])) if head[257:262] == b"ustar" else ()
    return " ".join(filter(None, (_name(head), _text(head[157:257]), *owners)))


def _records(about: bytes) -> dict[bytes, str]:
    """What is said of the next file, or of all: `24 path=a/long/name` (POSIX, pax)."""
    fields = (line.partition(b" ")[2].partition(b"=") for line in about.split(b"\n"))
    return {key: _text(value) for key, _, value in fields if key in _TOLD}


def _text(field: bytes) -> str:
    return field.partition(b"\0")[0].decode("utf-8", "replace")


def _size(head: bytes) -> int:
    """The length of a file, in octal digits or, of a very large one, as a number."""
    field = head[124:136]
    if field[0] & 0x80:
        return int.from_bytes(field[1:], "big")
    found = _OCTAL.fullmatch(field)
    return int(found[1] or b"0", 8) if found else 0
