"""What marks something as internal, and what looks like such a mark and is none.

`[words]{.internal}` within a line or a text of the front matter; `::: internal` and `:::` around lines.
"""

import re
from difflib import SequenceMatcher

WORD = "internal"
SPAN_MARK = "{.internal}"
SPAN_HELP = "write `[words]{.internal}`, with both brackets and both braces"
BLOCK_HELP = "write `::: internal` and `:::` on lines of their own, at the same indentation"

OPENING = re.compile(r":{3,}[ \t]*internal[ \t]*")
CLOSING = re.compile(r":{3,}[ \t]*")

# A line that begins so is a mark for a block, rightly or wrongly written; `::1` is an address.
_BLOCK_LIKE = re.compile(r":{3,}|::[ \t]*$|::[ \t]*(?P<word>[A-Za-z]+)[ \t]*$")
_SPAN_LIKE = re.compile(
    r"\{(?!#[\w-]+\})[^{}\n]{0,40}\binternal\b|\.internal\s*\}|(?:^|(?<=\s)):{2,}[ \t]*internal\b"
    r"|\bclass\s*=\s*[\"'][^\"'\n]{0,40}\binternal\b",
    re.IGNORECASE,
)
_BRACED = re.compile(r"\{[ \t]*\.?[ \t]*(?P<word>[A-Za-z]+)")


# Comments hide only themselves, whatever they say.
COMMENT_LIKE = re.compile(
    r"\s*(?:/|(?:begin|start|end|stop)\b[\s:-]*)?internal(?:[\s:-]*\b(?:begin|start|end|stop|only))?\s*",
    re.IGNORECASE,
)
_IN_CODE = re.compile(r"\]\{\.internal\}|^[ \t]*:{3,}[ \t]*internal[ \t]*\n", re.MULTILINE)

# What is written like the signs of a mark, and what nobody sees.
_LOOKALIKES = {
    **dict.fromkeys(map(ord, "：∶꞉﹕ː︓"), ":"), **dict.fromkeys(map(ord, "｛﹛❴"), "{"),
    **dict.fromkeys(map(ord, "｝﹜❵"), "}"), **dict.fromkeys(map(ord, "．․"), "."),
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), ""),
}  # fmt: skip
_PLAIN_SIGNS = ("{", "}", "::", "<", "&", "%7")
_SIGNS = (*_PLAIN_SIGNS, *(chr(code) for code, sign in _LOOKALIKES.items() if sign and sign in ":{"))


def may_hold_mark(text: str) -> bool:
    """Whether a text has any sign of a mark, as it is, as an entity, or in its look-alikes."""
    return any(sign in text for sign in (_PLAIN_SIGNS if text.isascii() else _SIGNS))


def mark_in_code(code: str) -> str:
    """The first mark in code, where none works; empty if there is none. A block's is a whole line."""
    found = _IN_CODE.search(code) if WORD in code else None
    return found[0].strip() if found else ""


def is_block_like(line: str) -> bool:
    """Whether a line (without its indentation) is meant to open or close an internal block."""
    found = _BLOCK_LIKE.match(line)
    return found is not None and (found["word"] is None or is_near(found["word"]))


def span_like(text: str) -> str:
    """The first thing in a text that looks like a mark; empty if there is none."""
    if not text.isascii():
        text = text.translate(_LOOKALIKES)
    if found := _SPAN_LIKE.search(text):
        return found[0].strip()
    return next((found[0] for found in _BRACED.finditer(text) if is_near(found["word"])), "")


def is_near(word: str) -> bool:
    """Whether a word is probably `internal`, misspelt or not (`intern`, `Internal`, `interal`)."""
    folded = word.casefold()
    if not 5 < len(folded) < 13:  # no such word has so many letters in common with it
        return False
    return SequenceMatcher(None, folded, WORD).ratio() >= 0.8
