"""A file and everything that is packed in it, as far as that can be read in bounded time and memory.

report.docx -> the file itself · `word/document.xml` · `word/embeddings/a.zip/b.txt`
"""

import re
from collections.abc import Iterator

import msgspec

_LARGEST_AT_ALL = 64_000_000
_DEEPEST = 4
_ENCRYPTED_DOCUMENT = "EncryptedPackage".encode("utf-16-le")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_ENCRYPTED = re.compile(rb"/Encrypt\s+\d{1,10}\s+\d{1,5}\s+R")
_OTHERS = {
    b"7z\xbc\xaf\x27\x1c": "it is packed by 7-Zip",
    b"Rar!\x1a\x07": "it is packed by RAR",
    b"\x28\xb5\x2f\xfd": "it is packed by Zstandard",
    b"\x04\x22\x4d\x18": "it is packed by LZ4",
}
_STREAMS = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")
_TAR = slice(257, 262)
ZIP = b"PK\x03\x04"
END_OF_ZIP = b"PK\x05\x06"
_FARTHEST_END = 65_557  # bytes: the record itself, and the longest comment behind it


class Part(msgspec.Struct, frozen=True):
    """Some bytes of a file; `place` is the path at which they are packed in it, empty for the file itself.

    `unread` says why there is no more of them, as a clause; it is empty if they are complete.
    """

    place: str
    data: bytes
    unread: str = ""


class Budget(msgspec.Struct):
    """How many bytes may still be unpacked of a file."""

    left: int


def parts_of(data: bytes) -> Iterator[Part]:
    """The file itself, then all that is packed in it, from the outside in; never raises."""
    yield from _opened(Part("", data), Budget(_LARGEST_AT_ALL), 0)


def words_in(part: Part) -> str | None:
    """The words of a packed document in markup; None of anything else, and of the file itself."""
    if not part.place:
        return None
    from postmortem.packed.markup import words_of  # noqa: PLC0415 - few sites have documents

    return words_of(part.data)


def _opened(part: Part, budget: Budget, depth: int) -> Iterator[Part]:
    yield part
    why = _sealed(part.data)
    if not why and _is_packed(part.data):
        if depth < _DEEPEST:
            from postmortem.packed.archives import contents  # noqa: PLC0415 - few sites have archives

            for inner in contents(part, budget):
                yield from _opened(inner, budget, depth + 1)
            return
        why = f"it is packed more than {_DEEPEST} times over"
    if why:
        yield Part(part.place, b"", why)


def _sealed(data: bytes) -> str:
    """Why what is packed in a file cannot be read at all, as a clause; else an empty text."""
    if data.startswith(_COMPOUND):
        encrypted = _ENCRYPTED_DOCUMENT in data
        return "it is encrypted" if encrypted else "it has the form of an old office program"
    if data.startswith(b"%PDF-") and _PDF_ENCRYPTED.search(data):
        return "it is encrypted"
    return next((why for start, why in _OTHERS.items() if data.startswith(start)), "")


def _is_packed(data: bytes) -> bool:
    """Whether it is an archive; one of zip may have anything before it."""
    starts = data.startswith((ZIP, *_STREAMS)) or data[_TAR] == b"ustar"
    return starts or data.find(END_OF_ZIP, max(0, len(data) - _FARTHEST_END)) >= 0
