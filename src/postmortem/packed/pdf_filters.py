"""The streams of a PDF as they were before its filters (ISO 32000-1, 7.4)."""

import re
from base64 import a85decode
from binascii import Error, unhexlify

from postmortem.packed.parts import Budget
from postmortem.packed.streams import BROKEN, headed_flate, read_stream

_MAX_STREAM = 4_000_000
_MAX_FILTERS = 4
_FILTER = re.compile(rb"/Filter\s*+(\[[^\[\]]*+\]|/\w++)?+")
_NAME = re.compile(rb"/(\w++)")
_PREDICTOR = re.compile(rb"/Predictor\s++(?:2|1[0-5])\b")
_NO_DIGITS = re.compile(rb"[^0-9A-Fa-f]++")
_FLATE = (b"FlateDecode", b"Fl")
_IN_DIGITS = (b"ASCIIHexDecode", b"AHx")
_IN_LETTERS = (b"ASCII85Decode", b"A85")
_RARE = "some of it is packed in a rare way"


def unfiltered(head: bytes, data: bytes, budget: Budget) -> tuple[bytes, str]:
    """A stream without its filters, by what its head tells of them; and as a clause why that is not all."""
    found = _FILTER.search(head)
    names = _NAME.findall(found[1] or b"/elsewhere") if found and data.strip() else []
    if len(names) > _MAX_FILTERS or (names and _PREDICTOR.search(head)):
        return b"", _RARE
    fault = ""
    for name in names:
        data, new = _without(name, data, budget)
        fault = fault or new
    return data, fault


def _without(name: bytes, data: bytes, budget: Budget) -> tuple[bytes, str]:
    budget.gone_through -= len(data)
    if name in _FLATE:
        read = read_stream(headed_flate, data, 0, max(0, min(_MAX_STREAM, budget.left)))
        budget.left -= len(read.data)
        return read.data, read.fault
    try:
        if name in _IN_DIGITS:
            digits = _NO_DIGITS.sub(b"", data.partition(b">")[0])
            return unhexlify(digits + b"0" * (len(digits) % 2)), ""
        if name in _IN_LETTERS:
            return a85decode(data.strip().partition(b"~>")[0]), ""
    except (ValueError, Error):
        return b"", BROKEN
    return b"", _RARE
