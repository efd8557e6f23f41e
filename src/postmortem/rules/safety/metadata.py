"""What image files say beside the image, in the parts of JPEG, PNG and others that hold Exif, XMP and IPTC.

    JPEG: FF marker, length, data · PNG: length, type, data, checksum · WebP: type, length, data

Readers give the name of each person, and PLACE where the file tells a place. Files may be broken or hostile:
every step moves on, compressed text is read up to a limit.
"""

import re
import zlib
from collections.abc import Iterator
from itertools import islice
from struct import unpack_from

from postmortem.packed.kinds import PNG, is_pdf
from postmortem.packed.pictures import TEXTS, chunks_of_png
from postmortem.rules.safety.exif import PLACE, read_exif
from postmortem.rules.safety.pdf import read_pdf
from postmortem.rules.safety.xmp import read_xmp

_MAX_TEXT = 1_000_000
_MAX_PARTS = 20_000
_SVG_PERSON = re.compile(
    rb"<dc:creator>\s*<cc:Agent[^>]{0,80}>\s*<dc:title>([^<]{1,200})</"
    rb"|(?:export-filename|docname|docbase)=\"[^\"]{0,200}?(?:/home/|/Users/|\\\\Users\\\\)([^/\\\\\"]{1,80})"
)
_PNG_PERSON = (b"author", b"artist", b"creator", b"by-line")
_IPTC_PERSON, _IPTC_PLACE = (80,), (90, 92)


def read_metadata(data: bytes) -> Iterator[str]:
    """Give what the file tells of places and persons, of whatever form it is."""
    if data[:2] == b"\xff\xd8":
        yield from _read_jpeg(data)
    elif data.startswith(PNG):
        yield from _read_png(data)
    elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        yield from _read_webp(data)
    elif data[:4] in (b"II*\0", b"MM\0*"):
        yield from read_exif(data)
        yield from read_xmp(data[:_MAX_TEXT])
    elif is_pdf(data):
        yield from read_pdf(data)
    elif data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        yield from _read_svg(data[:_MAX_TEXT])
    else:  # GIF, HEIF, AVIF: found by their marks
        if (at := data.find(b"Exif\0\0", 0, _MAX_TEXT)) >= 0:
            yield from read_exif(data[at + 6 :])
        if (at := data.find(b"<x:xmpmeta")) >= 0:
            yield from read_xmp(data[at : at + _MAX_TEXT])


def _read_jpeg(data: bytes) -> Iterator[str]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], unpack_from(">H", data, at + 2)[0]
        if marker == 0xDA or length < 2:
            return
        part = data[at + 4 : at + 2 + length]
        if marker == 0xE1 and part.startswith(b"Exif\0\0"):
            yield from read_exif(part[6:])
        elif marker == 0xE1 and part.startswith(b"http://ns.adobe.com/x"):
            yield from read_xmp(part)
        elif marker == 0xED:
            yield from _read_iptc(part)
        at += 2 + length


def _read_png(data: bytes) -> Iterator[str]:
    for kind, part in islice(chunks_of_png(data), _MAX_PARTS):
        if kind == b"eXIf":
            yield from read_exif(part)
        elif kind in TEXTS:
            yield from _read_png_text(kind, part)


def _read_png_text(kind: bytes, part: bytes) -> Iterator[str]:
    name, _, rest = part.partition(b"\0")
    packed = kind == b"zTXt"
    if kind == b"iTXt":
        packed = rest[:1] == b"\1"
        rest = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    elif packed:
        rest = rest[1:]
    text = _unpacked(rest) if packed else rest[:_MAX_TEXT]
    key = name.lower()
    if key in _PNG_PERSON and text.strip():
        yield " ".join(text[:200].decode("utf-8", "replace").split())
    elif key == b"xml:com.adobe.xmp":
        yield from read_xmp(text)
    elif key.startswith(b"raw profile type"):
        yield from _read_raw_profile(text)


def _read_raw_profile(text: bytes) -> Iterator[str]:
    """A profile that a converter wrote as hexadecimal digits after its name and length."""
    digits = b"".join(text.split()[2:])
    try:
        data = bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        return
    if (at := data.find(b"Exif\0\0", 0, 64)) >= 0:
        yield from read_exif(data[at + 6 :])
    yield from read_xmp(data)
    yield from _read_iptc(data)


def _read_webp(data: bytes) -> Iterator[str]:
    at = 12
    for _ in range(_MAX_PARTS):
        if at + 8 > len(data):
            return
        kind, length = unpack_from("<4sI", data, at)
        part = data[at + 8 : at + 8 + length]
        if kind == b"EXIF":
            yield from read_exif(part.removeprefix(b"Exif\0\0"))
        elif kind == b"XMP ":
            yield from read_xmp(part)
        at += 8 + length + length % 2


def _read_svg(text: bytes) -> Iterator[str]:
    for found in _SVG_PERSON.finditer(text):
        yield " ".join(found[found.lastindex or 0].decode("utf-8", "replace").split())


def _read_iptc(part: bytes) -> Iterator[str]:
    at = part.find(b"\x1c\x02")
    for _ in range(_MAX_PARTS):
        if at < 0 or at + 5 > len(part):
            return
        kind, length = unpack_from(">BH", part, at + 2)
        text = part[at + 5 : at + 5 + length].strip(b"\0 ")
        if kind in _IPTC_PLACE and text:
            yield PLACE
        elif kind in _IPTC_PERSON and text:
            yield " ".join(text[:200].decode("utf-8", "replace").split())
        at = part.find(b"\x1c\x02", at + 5 + length)


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MAX_TEXT)
    except zlib.error:
        return b""
