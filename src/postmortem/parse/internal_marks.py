"""What marks something as internal, and what looks like such a mark and is none.

`[words]{.internal}` within a line or a text of the front matter; `::: internal` and `:::` around lines.
"""

import re
from difflib import SequenceMatcher
from functools import lru_cache

WORD = "internal"
SPAN_MARK = "{.internal}"
SPAN_HELP = "write `[words]{.internal}`, with both brackets and both braces; put what is no mark into code"
BLOCK_HELP = (
    "write `::: internal` and `:::` on lines of their own, equally indented; put what is no mark into code"
)

OPENING = re.compile(r":{3,}[ \t]*internal[ \t]*")
CLOSING = re.compile(r":{3,}[ \t]*")

# A line that begins so is a mark for a block, rightly or wrongly written; `::1` is an address.
_BLOCK_LIKE = re.compile(r":{3,}|::[ \t]*$|::[ \t]*(?P<word>[A-Za-z]+)[ \t]*$")
_SPAN_LIKE = re.compile(
    r"\{(?!#[\w-]+\})[^{}\n]{0,40}\binternal\b|\.internal\s*\}|(?:^|(?<=\s)):{2,}[ \t]*internal\b"
    r"|\bclass\s*=\s*[\"'][^\"'\n]{0,40}\binternal\b",
    re.IGNORECASE,
)
# Marks of other tools: HTML, directives, references, forum codes, alerts.
_ELSEWHERE_LIKE = re.compile(
    r"</?intern(?:al)?(?:\s*/?>|\s[^<>\n]{0,80}=)"
    r"|<[a-z][\w-]*\s[^<>\n]{0,80}\b(?:class|id|role|audience|visibility|data-[\w-]+)\s*=\s*[\"']?"
    r"[^\"'<>\n]{0,40}\bintern(?:al)?\b"
    r"|(?<![\w:]):intern(?:al)?[ \t]*[\[{]"
    r"|\]\[[ \t]*[.#]?intern(?:al)?[ \t]*\]"
    r"|\][ \t]+\.intern(?:al)?(?![\w-]|\.\w)"
    r"|\[/[ \t]*intern(?:al)?[ \t]*\]"
    r"|\[![ \t]*intern(?:al)?\b",
    re.IGNORECASE,
)
_BRACED = re.compile(r"\{[ \t]*\.?[ \t]*(?P<word>[A-Za-z]+)")


# Comments hide only themselves. One that says no more than `internal` and some of these is meant as a mark.
_COMMENT_WORDS = frozenset((
    *("begin", "begins", "start", "starts", "end", "ends", "stop", "from", "to", "only", "here"),
    *("the", "this", "is", "section", "part", "block", "text", "content", "note", "notes"),
    *("anfang", "beginn", "ab", "ende", "bis", "nur", "hier", "abschnitt", "teil"),
))  # fmt: skip
_MOST_COMMENT_WORDS = 4
_WORDS = re.compile(r"[^\W_]+")
_NAMED_VALUE = re.compile(r"[\w-]+=(?:\"[^\"]*\"|'[^']*'|\S+)|\"[^\"]*\"")
_COMMENTS = re.compile(r"<!--(.*?)-->", re.DOTALL)
_OTHERS = frozenset(("interval", "intervals"))  # as near as a slip of the pen, and words of their own
_IN_CODE = re.compile(
    r"[\])>`][ \t]?\{(?:[^{}\n]{0,40}[ \t])?\.intern(?:al)?(?![\w.-])[^{}\n]{0,40}\}"
    r"|^[ \t>+|*\d.)-]*:{3,}[ \t]*intern(?:al)?[ \t]*\n",
    re.MULTILINE,
)

# What is written like the signs of a mark, and what nobody sees.
_LOOKALIKES = {
    **dict.fromkeys(map(ord, "：∶꞉﹕ː︓"), ":"), **dict.fromkeys(map(ord, "｛﹛❴"), "{"),
    **dict.fromkeys(map(ord, "｝﹜❵"), "}"), **dict.fromkeys(map(ord, "．․"), "."),
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), ""),
}  # fmt: skip
# A class first: with it, a text that has none of them is passed over quickly.
_PLAIN_SIGNS = re.compile(r"[{}<&:%](?:(?<=[{}<&])|(?<=:):|(?<=%)7)")
_UNUSUAL = re.compile(
    f"[{''.join(chr(code) for code, sign in _LOOKALIKES.items() if sign and sign in ':{')}]"
)
_STEM, _OTHER_SIGNS = "intern", re.compile(r"[\]\[:]")


def may_hold_mark(text: str) -> bool:
    """Whether a text has any sign of a mark, as it is, as an entity, or in its look-alikes."""
    if _PLAIN_SIGNS.search(text) or (not text.isascii() and _UNUSUAL.search(text)):
        return True
    return _STEM in text.lower() and _OTHER_SIGNS.search(text) is not None


def marks_comment(words: str) -> bool:
    """Whether a comment is meant to begin or end an internal part; not one around a mark on its own lines."""
    if "\n" in words and "::" in words:
        return False
    found = _WORDS.findall(words.casefold())
    others = [word for word in found if not is_near(word)]
    return len(others) < len(found) <= _MOST_COMMENT_WORDS and _COMMENT_WORDS.issuperset(others)


def marks_code(info: str) -> bool:
    """Whether the words behind the sign of a code block are meant as a mark; a title may hold any word."""
    if span_like(info):
        return True
    words = _WORDS.findall(info if "{" in info else _NAMED_VALUE.sub(" ", info))
    return any(map(is_near, words))


def mark_anywhere(text: str) -> str:
    """The first thing in a source text that is or looks like a mark, rightly written or not; or empty."""
    for comment in _COMMENTS.findall(text):
        if marks_comment(comment):
            return "<!--"
    blocks = (line.strip() for line in text.split("\n") if line.strip() and is_block_like(line.strip()))
    return mark_in_code(text) or span_like(text) or next(blocks, "")


def mark_in_code(code: str) -> str:
    """The first mark in code, where none works; empty if there is none. A block's is a whole line."""
    found = _IN_CODE.search(code) if _STEM in code else None
    return found[0].strip() if found else ""


def is_block_like(line: str) -> bool:
    """Whether a line (without its indentation) is meant to open or close an internal block."""
    found = _BLOCK_LIKE.match(line)
    return found is not None and (found["word"] is None or is_near(found["word"]))


def span_like(text: str) -> str:
    """The first thing in a text that looks like a mark; empty if there is none."""
    if not text.isascii():
        text = text.translate(_LOOKALIKES)
    if found := _SPAN_LIKE.search(text) or _ELSEWHERE_LIKE.search(text):
        return found[0].strip()
    return next((found[0] for found in _BRACED.finditer(text) if is_near(found["word"])), "")


@lru_cache(maxsize=1024)
def is_near(word: str) -> bool:
    """Whether a word is probably `internal`, misspelt or not (`intern`, `Internal`, `interal`)."""
    folded = word.casefold()
    if not 5 < len(folded) < 13 or folded in _OTHERS:  # of other lengths none has enough letters in common
        return False
    return SequenceMatcher(None, folded, WORD).ratio() >= 0.8
