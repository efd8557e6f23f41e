r"""The words of a document in RTF, a line to each paragraph.

    {\rtf1 Ac{\b me} M\'fcller\par} -> Acme Müller

What stands in a group of its own (`{\*\…`) is told on a line of its own (RTF Specification 1.9.1).
"""

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    rb"\\'(?P<byte>[0-9A-Fa-f]{2})|\\u(?P<letter>-?\d{1,6}+) ?+\??+"
    rb"|\\(?P<word>[A-Za-z]{1,40}+)(?:-?\d{1,10}+)?+ ?+"
    rb"|\\(?P<sign>[^A-Za-z])|(?P<own>\{\\\*)|(?P<text>[^\\{}\r\n]++)",
    re.DOTALL,
)
_ENDS = frozenset(
    (b"par", b"line", b"cell", b"row", b"sect", b"page", b"pard", b"fonttbl", b"colortbl", b"info")
)
_BETWEEN = {b"tab": " ", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“"}
_BETWEEN |= {b"rdblquote": "”", b"emspace": " ", b"enspace": " ", **dict.fromkeys(_ENDS, "\n")}
_SIGNS = {b"~": " ", b"_": "-", b"-": "", b"*": "\n", b"\n": "\n", b"\r": "\n"}


def words_of_rtf(data: bytes) -> bytes:
    """The words of a document, in UTF-8."""
    return "".join(_words(data)).encode("utf-8", "ignore")


def _words(data: bytes) -> Iterator[str]:
    for token in _TOKEN.finditer(data):
        kind = token.lastgroup or ""
        if kind == "text":
            yield token[0].decode("cp1252", "replace")
        elif kind == "byte":
            yield bytes.fromhex(token["byte"].decode()).decode("cp1252", "replace")
        elif kind == "letter":
            yield chr(int(token["letter"]) & 0xFFFF)
        elif kind == "word":
            yield _BETWEEN.get(token["word"], "")
        elif kind == "sign":
            yield _SIGNS.get(token["sign"], token["sign"].decode("latin-1"))
        else:
            yield "\n"
