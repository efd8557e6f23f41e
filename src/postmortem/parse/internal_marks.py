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
    r"\{(?!#[\w-]+\})[^{}\n]{0,40}\binternal\b|\.internal\s*\}|(?:^|(?<=\s)):{2,}[ \t]*internal\b",
    re.IGNORECASE,
)
_BRACED = re.compile(r"\{[ \t]*\.?[ \t]*(?P<word>[A-Za-z]+)")


def is_block_like(line: str) -> bool:
    """Whether a line (without its indentation) is meant to open or close an internal block."""
    found = _BLOCK_LIKE.match(line)
    return found is not None and (found["word"] is None or is_near(found["word"]))


def span_like(text: str) -> str:
    """The first thing in a text that looks like a mark; empty if there is none."""
    if found := _SPAN_LIKE.search(text):
        return found[0].strip()
    return next((found[0] for found in _BRACED.finditer(text) if is_near(found["word"])), "")


def is_near(word: str) -> bool:
    """Whether a word is probably `internal`, misspelt or not (`intern`, `Internal`, `interal`)."""
    return SequenceMatcher(None, word.casefold(), WORD).ratio() >= 0.8
