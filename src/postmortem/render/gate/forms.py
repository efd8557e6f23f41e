"""The texts that bytes can be read as: as they are, and with what they are escaped in undone.

Entities (twice, as in a feed), percent signs, JSON's escapes and base64 are undone; once more, tags are
taken out, so that words with markup among them stand together.
"""

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

_TAG = re.compile(r"<[^<>]*>")
_JSON = re.compile(r"\\(?:u([0-9a-fA-F]{4})|[\"\\/bfnrt])")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}")
_HEX = re.compile(rb"[0-9a-f-]*|[0-9A-F-]*")
_URL_SAFE = bytes.maketrans(b"-_", b"+/")
_BREAK = "\x1f"
# Between the values of JSON and CSV no words stand together.
_APART = re.compile(r"(?<=\w),(?=\w)|\"\s*[:,]\s*(?=\")")
_WORD = re.compile(f"\\w+|{_BREAK}")


def words(text: str) -> list[str]:
    """The words of a text, by which texts are compared: case, signs and spaces count for nothing."""
    return _WORD.findall(_APART.sub(_BREAK, text).casefold())


def readings(data: bytes) -> Iterator[str]:
    """Every text that the bytes can be read as."""
    plain = _unescaped(data.decode("utf-8", "ignore"))
    yield plain
    if "<" in plain:
        yield _TAG.sub(" ", plain)
    for run in _BASE64.findall(data):
        if not _HEX.fullmatch(run):
            yield from _decoded(run.translate(_URL_SAFE))


def _unescaped(text: str) -> str:
    if "\\" in text:
        text = _JSON.sub(lambda found: chr(int(found[1], 16)) if found[1] else " ", text)
    if "%" in text:
        text = unquote(text, errors="ignore")
    return unescape(unescape(text)) if "&" in text else text


def _decoded(run: bytes) -> Iterator[str]:
    """The run as base64; what stands before it may have shifted its beginning."""
    for start in range(4):
        part = run[start:]
        try:
            text = b64decode(part + b"=" * (-len(part) % 4)).decode("utf-8", "ignore")
        except Error:  # one sign too many
            text = b64decode(part[: len(part) // 4 * 4]).decode("utf-8", "ignore")
        if len(text) > len(part) // 2:
            yield text
