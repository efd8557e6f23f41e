"""What a file holds packed: archives, documents, text in other encodings, and the chunks of a PNG."""

import struct
import zlib
from collections.abc import Iterator

from postmortem.packed.parts import Part, parts_of, words_in

_MOST = 16_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_PDF = b"%PDF-"
_TEXT_CHUNKS = (b"zTXt", b"iTXt")
_SAMPLE = 4096


def unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The bytes as they are, then what is packed in them, as UTF-8; each with its place in the file."""
    for part in parts_of(data):
        yield part.place, part.data
        for form in _forms(part):
            yield part.place, form


def _forms(part: Part) -> Iterator[bytes]:
    """What else the bytes can be read as."""
    if part.data.startswith(_PNG):
        for chunk in _chunks(part.data):
            yield from _inflated(chunk)
    elif _PDF in part.data[:1024]:
        from postmortem.packed.pdf import texts_of  # noqa: PLC0415 - few sites have documents

        yield from texts_of(part.data)
    else:
        if (text := words_in(part)) is not None:
            yield text.encode()
        yield from _decoded(part.data)


def _inflated(data: bytes) -> Iterator[bytes]:
    try:
        yield zlib.decompressobj().decompress(data, _MOST)
    except zlib.error:
        return


def _chunks(data: bytes) -> Iterator[bytes]:
    """The compressed parts of a PNG's text chunks (PNG specification, 11.3.3)."""
    at = len(_PNG)
    while at + 8 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if kind in _TEXT_CHUNKS:
            _, _, rest = content.partition(b"\0")
            if kind == b"zTXt":
                yield rest[1:]
            elif rest[:1] == b"\1":  # flag, method, language and translated keyword come first
                yield rest[2:].split(b"\0", 2)[-1]
        at += 12 + length


def _decoded(data: bytes) -> Iterator[bytes]:
    """Text in UTF-16, told by its mark or its many NULs; and in Latin-1 where it is no UTF-8."""
    sample = data[:_SAMPLE]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield data.decode("utf-16", "ignore").encode("utf-8", "ignore")
    elif sample.count(0) * 3 > len(sample) > 0:
        for encoding in ("utf-16-le", "utf-16-be"):
            yield data.decode(encoding, "ignore").encode("utf-8", "ignore")
    else:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            if 0 not in sample:
                yield data.decode("latin-1").encode("utf-8")
