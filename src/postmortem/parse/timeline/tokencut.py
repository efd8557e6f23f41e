"""From inline tokens to a head's text and back: what a label's characters are in the tokens.

`Flat.text` has one character for each character of `Flat.written`, so that positions in the one hold in the
other and in the tokens. Code, images and struck-out words are opaque: no time is ever read in them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

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


@dataclass(frozen=True, slots=True)
class Flat:
    """The words of inline tokens: as `written`, and in `text` with signs that look alike made the same."""

    text: str
    written: str


def flatten(children: Sequence[Token]) -> Flat:
    """The words of an inline token's children."""
    written = "".join(share for _, share in _shares(children))
    return Flat(written.translate(_SAME), written)


def cut(children: Sequence[Token], start: int, end: int) -> list[Token]:
    """The children without the characters `start:end` of their flat text; emphasis left empty goes too.

    A link in what is cut ends the cut, since its address would be lost with its words.
    """
    kept: list[Token] = []
    at = 0
    for token, share in _shares(children):
        low, high = max(start - at, 0), min(end - at, len(share))
        at += len(share)
        if token.type == "link_open" and at < end:
            end = at
        if high <= low or token.type not in ("text", "text_special", "softbreak", "hardbreak"):
            _keep(kept, token)
        elif token.type in ("text", "text_special") and high - low < len(share):
            part = token.copy()
            part.content = token.content[:low] + token.content[high:]
            kept.append(part)
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
    if token.type == "text" and not token.content:
        return
    if kept and _WRAPPERS.get(kept[-1].type) == token.type:
        kept.pop()
    else:
        kept.append(token)


def _shares(children: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """Each token with the characters that it has in the flat text."""
    struck = 0
    for token in children:
        struck += {"s_open": 1, "s_close": -1}.get(token.type, 0)
        share = ""
        if token.type in ("text", "text_special"):
            share = token.content if not struck else OPAQUE * len(token.content)
        elif token.type == "code_inline":
            share = OPAQUE * len(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            share = "\n"
        elif token.type == "image":
            share = OPAQUE
        yield token, share
