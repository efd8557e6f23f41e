"""Bytes as words, whatever they are escaped in: what texts are compared by.

Words are runs of letters and digits in ASCII lower case, with all bytes beyond ASCII. A comma or colon
belongs to the word before it, so that the values of CSV and JSON are no sentence; all else is a space.
Entities (twice, as in a feed), JSON's escapes and percent signs are undone, base64 is unpacked, and plain
tags are dropped.
"""

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote_to_bytes

_SIGNS = bytes(byte for byte in range(128) if not chr(byte).isalnum() and chr(byte) not in ",:")
_SPACES = bytes.maketrans(_SIGNS, b" " * len(_SIGNS))
_TAG = re.compile(rb"</?[A-Za-z][A-Za-z0-9]*>")
_COMMON = (
    (b"&amp;", b"&"),
    (b"&lt;", b"<"),
    (b"&gt;", b">"),
    (b"&quot;", b'"'),
    (b"&#34;", b'"'),
    (b"&#39;", b"'"),
)
_ENTITIES = re.compile(rb"&#?\w{1,30};(?:[\w ]{0,40}&#?\w{1,30};)*")
_UNICODE = re.compile(rb"\\u([0-9a-fA-F]{4})")
_PERCENT = re.compile(rb"%[0-9A-Fa-f]{2}[\w.~+%-]*")
_BEFORE = re.compile(rb"[\w.~+-]*\Z")
_FARTHEST = 80
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{20,}")
_URL_SAFE = bytes.maketrans(b"-_", b"+/")


def words(data: bytes) -> list[bytes]:
    """The words of bytes in which nothing is escaped."""
    return data.lower().translate(_SPACES).split()


def all_words(data: bytes) -> Iterator[list[bytes]]:
    """The words of bytes, then those of every part of them that is escaped in some other way."""
    plain = _without_common(data)
    if b"&" in plain:
        plain = _ENTITIES.sub(lambda found: _unescaped(found[0]), plain)
    if b"\\" in plain:
        plain = _UNICODE.sub(lambda found: _character(found[1]), plain)
        plain = plain.replace(b"\\n", b" ").replace(b"\\t", b" ").replace(b"\\r", b" ")
    yield words(_TAG.sub(b" ", plain))
    if b"%" in plain:
        yield words(unquote_to_bytes(b"\n".join(_with_percent(plain))))
    for run in _BASE64.findall(plain):
        if run != run.lower():  # names of files and classes, and hex digits, are in lower case
            yield from _unpacked(run.translate(_URL_SAFE))


def _with_percent(data: bytes) -> Iterator[bytes]:
    """The stretches without a space that have percent signs for characters in them."""
    for found in _PERCENT.finditer(data):
        before = _BEFORE.search(data[max(found.start() - _FARTHEST, 0) : found.start()])
        yield (before[0] if before else b"") + found[0]


def _without_common(data: bytes) -> bytes:
    """With the entities that every page has undone, twice."""
    for _ in range(2):
        if b"&" in data:
            for entity, sign in _COMMON:
                data = data.replace(entity, sign)
    return data


def _unescaped(entities: bytes) -> bytes:
    return unescape(unescape(entities.decode("utf-8", "ignore"))).encode("utf-8", "ignore")


def _character(digits: bytes) -> bytes:
    return chr(int(digits, 16)).encode("utf-8", "ignore")


def _unpacked(run: bytes) -> Iterator[list[bytes]]:
    """The words of a run of base64; what stands before it may have shifted its beginning."""
    for start in range(4):
        part = run[start:]
        try:
            yield words(b64decode(part + b"=" * (-len(part) % 4)))
        except Error:  # one sign too many
            yield words(b64decode(part[: len(part) // 4 * 4]))
