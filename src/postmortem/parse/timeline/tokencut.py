"""From inline tokens to a head's text and back: what a label's characters are in the tokens.

`Flat.text` has one character for each character of `Flat.written`, so that positions in the one hold in the
other and in the tokens. Code, images and struck-out words are opaque: no time is ever read in them.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token
from msgspec import Struct

OPAQUE = "\ufffc"

_WRAPPERS = {
    "strong_open": "strong_close",
    "em_open": "em_close",
    "s_open": "s_close",
    "span_open": "span_close",
}
_SAME = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2212\ufe63\uff0d", "-"),
        **dict.fromkeys("\uff1a\ufe55\u2236", ":"),
        **dict.fromkeys("\u200b\u200e\u200f\ufeff\u2060", " "),
        "\uff5e": "~",
        "\u301c": "~",
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
    }
)
_ALIKE = re.compile("[" + "".join(map(chr, _SAME)) + "]")
_STRUCK = {"s_open": 1, "s_close": -1}
_TEXTS = ("text", "text_special")
_BREAKS = ("softbreak", "hardbreak")
_CUT = (*_TEXTS, *_BREAKS)


class Flat(Struct, frozen=True):
    """The words of inline tokens: as `written`, and in `text` with signs that look alike made the same."""

    text: str
    written: str


def flatten(children: Sequence[Token]) -> Flat:
    """The words of an inline token's children."""
    written = written_of(children)
    if written.isascii() or not _ALIKE.search(written):
        return Flat(written, written)
    return Flat(written.translate(_SAME), written)


def written_of(children: Sequence[Token]) -> str:
    """The words of an inline token's children as the writer has them."""
    parts: list[str] = []
    struck = 0
    for token in children:
        kind = token.type
        if kind == "text" and not struck:
            parts.append(token.content)
        elif kind in _STRUCK:
            struck += _STRUCK[kind]
        else:
            parts.append(_share(token, struck))
    return "".join(parts)


def cut(children: Sequence[Token], start: int, end: int) -> list[Token]:
    """The children without the characters `start:end` of their flat text; emphasis left empty goes too.

    A link in what is cut ends the cut, since its address would be lost with its words.
    """
    kept: list[Token] = []
    place = at = struck = 0
    while place < len(children) and at < end and children[place].type != "link_open":
        token = children[place]
        place += 1
        if token.type == "text" and not struck and start <= at <= end - len(token.content):
            at += len(token.content)
            continue
        struck += _STRUCK.get(token.type, 0)
        length = len(_share(token, struck))
        low, high = max(start - at, 0), min(end - at, length)
        at += length
        if high <= low or token.type not in _CUT:
            _keep(kept, token)
        elif token.type in _TEXTS and high - low < length:
            kept.append(_text(token, token.content[:low] + token.content[high:]))
    while place < len(children) and _closes(kept, children[place]):
        kept.pop()
        place += 1
    kept.extend(children[place:])
    return kept


def lines_of(children: Sequence[Token]) -> Iterator[list[Token]]:
    """The children line by line, broken where a line ends outside of any emphasis or link."""
    line: list[Token] = []
    for token in children:
        if token.type in ("softbreak", "hardbreak") and token.level == 0:
            yield line
            line = []
        else:
            line.append(token)
    yield line


def _keep(kept: list[Token], token: Token) -> None:
    """Append a token, or take its opening away where nothing stands between them."""
    if _closes(kept, token):
        kept.pop()
    elif token.type != "text" or token.content:
        kept.append(token)


def _closes(kept: Sequence[Token], token: Token) -> bool:
    return token.nesting < 0 and bool(kept) and _WRAPPERS.get(kept[-1].type) == token.type


def _text(token: Token, content: str) -> Token:
    """A text token of the same kind with other words."""
    return Token(token.type, "", 0, level=token.level, content=content, markup=token.markup, info=token.info)


def _share(token: Token, struck: int) -> str:
    """The characters of a token in the flat text."""
    kind = token.type
    if kind in _TEXTS:
        return OPAQUE * len(token.content) if struck else token.content
    if kind == "code_inline":
        return OPAQUE * len(token.content)
    if kind in _BREAKS:
        return "\n"
    return OPAQUE if kind == "image" else ""
