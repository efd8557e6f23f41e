r"""How PDF writes strings and streams (ISO 32000-1, 7.3.4 and 7.3.8).

(M\374ller\)) -> Müller)        <4D FC6> -> 4D FC 60        stream … endstream
"""

import re
from collections.abc import Iterator

_STREAM = re.compile(rb"(?<!end)stream\r?+\n")
_ESCAPED = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b"", b"\r\n": b"", b"\n": b"", b"\r": b""}


def unescaped(text: bytes) -> bytes:
    """The bytes that stand between brackets."""
    return _ESCAPED.sub(_sign, text)


def bytes_of(digits: bytes) -> bytes:
    """The bytes that hexadecimal digits stand for; a last one alone has a zero behind it."""
    digits = b"".join(digits.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def places_of_streams(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Where the one before each stream ends, where its mark begins, and where it ends."""
    at = 0
    for found in _STREAM.finditer(data):
        if found.start() >= at:
            end = data.find(b"endstream", found.end())
            end = len(data) if end < 0 else end
            yield at, found.start(), end
            at = end


def _sign(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes((int(found[1], 8) & 0xFF,))
    return _SIGNS.get(found[2], found[2])
