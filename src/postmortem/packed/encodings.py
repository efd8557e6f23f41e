"""Bytes as text, in whatever encoding it is: UTF-8, UTF-16 and UTF-32 with or without a mark, Latin.

Text with NULs is told by what it would be in each encoding: letters and signs, as many of ASCII as may be.
"""

import codecs
import re

_SAMPLE = 4_096
_BINARY_WITHIN = 8_192
_MOSTLY = 0.95
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_RUN = re.compile(rb"[\t\x20-\x7e]{8,}+")
_WIDE_RUN = re.compile(rb"(?:[\t\x20-\x7e]\0){8,}+")
_MARKS = (  # that of UTF-32 begins as that of UTF-16 does
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")


def is_text(data: bytes) -> bool:
    """Whether the bytes are text as they are, but for a few letters: nothing in them is NUL."""
    return b"\0" not in data[:_BINARY_WITHIN] and not data.startswith(tuple(mark for mark, _ in _MARKS))


def in_utf8(data: bytes) -> bytes | None:
    """The text of bytes in another encoding, in UTF-8; None if they are in UTF-8 already, or no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _recoded(data, encoding)
    if b"\0" in data[:_BINARY_WITHIN]:
        encoding = _likeliest(data)
        return _recoded(data, encoding) if encoding else None
    if data.isascii():
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _recoded(data, "latin-1")
    return None


def runs_of(data: bytes) -> bytes:
    """Letters in a row, of one byte or of two each, as text: what can be read of bytes that are none."""
    wide = (run.replace(b"\0", b"") for run in _WIDE_RUN.findall(data))
    return b"\n".join((*_RUN.findall(data), *wide))


def _recoded(data: bytes, encoding: str) -> bytes:
    return data.decode(encoding, "ignore").encode("utf-8", "ignore")


def _likeliest(data: bytes) -> str:
    """The encoding of several bytes to a letter by which nearly all is letters; empty if there is none."""
    found, best = "", 0.0
    for encoding in _WIDE:
        sample = data[:_SAMPLE]
        text = sample[: len(sample) // 4 * 4 or 2].decode(encoding, "replace")
        seen = sum((char.isprintable() and char != _UNKNOWN) or char.isspace() for char in text)
        plain = sum(char.isascii() and (char.isprintable() or char.isspace()) for char in text)
        if text and seen >= _MOSTLY * len(text) and (rate := 1 + plain / len(text)) > best:
            found, best = encoding, rate
    return found
