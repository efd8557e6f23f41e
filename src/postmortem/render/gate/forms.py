"""Bytes as words, whatever they are escaped in: what texts are compared by.

Words are runs of letters and digits, folded as Unicode says (NFKC, full case folding): `Ä`, `ä` and `a` with
two dots are one letter, `ß` is `ss`, a wide letter is a letter. A comma or colon belongs to the word before
it, so that the values of CSV and JSON are no sentence; all else is a space.
Entities (twice, as in a feed), JSON's escapes and percent signs are undone, base64 is unpacked, plain tags
are dropped, and where tags stand within words these are read without them as well.
"""

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from unicodedata import category, combining, is_normalized, normalize
from urllib.parse import unquote_to_bytes

_SIGNS = bytes(byte for byte in range(128) if not chr(byte).isalnum() and chr(byte) not in ",:")
_SPACES = bytes.maketrans(_SIGNS, b" " * len(_SIGNS))
_TAG = re.compile(rb"</?[A-Za-z][A-Za-z0-9]*>")
# Tags that may stand within a word, and those of them right before its next letter.
_NAMES = (
    rb"</?(?:abbr|bdi|bdo|cite|code|del|em|font|ins|kbd|mark|samp|small|span|strong|sub|sup|tspan|var|wbr"
    rb"|[abiqsu])\b[^<>]{0,300}>"
)
_INLINE = re.compile(_NAMES)
_WITHIN = re.compile(_NAMES + rb"(?=[\w\x80-\xff])")
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


_ASCII = bytes(range(128))
_ACCENTED = re.compile(rb"[a-z](?:\xcc[\x80-\xbf]|\xcd[\x80-\xaf]){1,30}")
_FEW = 200
_USUAL_SIGNS = frozenset("\u00a0\u00ad\u202f«»“”„‘’–—…·→")


def words(data: bytes) -> list[bytes]:
    """The words of bytes in which nothing is escaped."""
    data = data.lower()
    if not data.isascii():
        data = _folded(data)
    return data.translate(_SPACES).split()


def _folded(data: bytes) -> bytes:
    """Bytes with what is text beyond ASCII folded.

    Few characters of a text change, so each of them is replaced in all of it: that takes little time. Bytes
    that are no text would have too many.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError:
        data = _ACCENTED.sub(lambda found: normalize("NFC", found[0].decode()).encode(), data)
        text = data.decode("utf-8", "surrogateescape").casefold()
        data, chars = text.encode("utf-8", "surrogateescape"), _USUAL_SIGNS
    else:
        beyond = data.translate(None, _ASCII).decode()
        chars = frozenset(beyond)
        if (marks := "".join(filter(combining, chars))) or not is_normalized("NFC", beyond):
            data = normalize("NFC", _shorter_runs(text, marks) if marks else text).encode()
            chars = frozenset(data.translate(None, _ASCII).decode())
    changed: dict[str, str] = {char: folded for char in chars if (folded := _fold(char)) != char}
    if len(changed) > _FEW:
        text = data.decode("utf-8", "surrogateescape").translate(
            {ord(char): folded for char, folded in changed.items()}
        )
        return text.encode("utf-8", "surrogateescape")
    for char, folded in changed.items():
        data = data.replace(char.encode(), folded.encode())
    return data


def _shorter_runs(text: str, marks: str) -> str:
    """The text with no more marks on a letter than any script has: to sort them takes its square."""
    mark = f"[{re.escape(marks)}]"
    return re.sub(f"({mark}{{30}}){mark}++", r"\1", text)


@lru_cache(maxsize=8192)
def _fold(text: str) -> str:
    """Characters as they are compared; a sign is a space, and what nobody sees is nothing."""
    return "".join(map(_kept, normalize("NFKC", normalize("NFKC", text).casefold())))


def _kept(char: str) -> str:
    kind = category(char)
    if kind == "Cf":
        return ""
    return char if kind[0] in "LMN" or char in ",:" else " "


def all_words(data: bytes) -> Iterator[list[bytes]]:
    """The words of bytes, then those of every part of them that is escaped in some other way."""
    plain = _without_common(data)
    if b"&" in plain:
        plain = _ENTITIES.sub(lambda found: _unescaped(found[0]), plain)
    if b"\\" in plain:
        plain = _UNICODE.sub(lambda found: _character(found[1]), plain)
        plain = plain.replace(b"\\n", b" ").replace(b"\\t", b" ").replace(b"\\r", b" ")
    yield words(_TAG.sub(b" ", plain))
    if any(_ends_a_word(plain, found.start()) for found in _WITHIN.finditer(plain)):
        yield words(_TAG.sub(b" ", _INLINE.sub(b"", plain)))
    if b"%" in plain:
        yield words(unquote_to_bytes(b"\n".join(_with_percent(plain))))
    for run in _BASE64.findall(plain):
        if run != run.lower():  # names of files and classes, and hex digits, are in lower case
            yield from _unpacked(run.translate(_URL_SAFE))


def _ends_a_word(data: bytes, at: int) -> bool:
    """Whether a letter or digit stands right before a place, or a tag does."""
    before = data[at - 1 : at] if at else b""
    return before.isalnum() or not before.isascii() or (before == b">" and data[at : at + 6] == b"<tspan")


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
