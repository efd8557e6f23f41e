"""Marks that are left in the source of a body, whatever Markdown made of them: the last look at it.

Nothing of this is found in a body whose marks were all read: they were cut, or found wrong where they stand.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from postmortem.parse.internal_marks import BLOCK_HELP, SPAN_HELP, WORD
from postmortem.parse.redaction.blocks import BodyFindings

_STEM = b"intern"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MARK = re.compile(r"\]\{\.internal\}|^[ \t>]*:{3,}[ \t]*internal[ \t]*$")
# What other tools open a block with; a definition begins with a colon, too, but no colon closes it.
_ADMONITION = re.compile(r"[ \t>]*[!?]{3}\+?[ \t]*[\"']?intern(?:al)?\b", re.IGNORECASE)
_COLON = re.compile(r"[ \t>]*:[ \t]*intern(?:al)?[ \t]*", re.IGNORECASE)
_CLOSING_COLON = re.compile(r"[ \t>]*:[ \t]*")


def find_remains(text: str, tokens: Sequence[Token], findings: BodyFindings, *, public: bool) -> None:
    """Add to the findings what still looks like a mark outside code and comments."""
    if _STEM not in _folded(text):
        return
    if "<!--" in text:
        text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    found = tuple(_remains(text.split("\n"), _folded(text).split(b"\n"), public=public))
    known = _known_lines(tokens, findings) if found else ()
    for number, words, message, help_ in found:
        if number not in known:
            findings.add((number, number + 1), words, message, help_)


def _folded(text: str) -> bytes:
    """The text in small letters, as far as the stem is concerned: bytes are folded ten times faster."""
    return text.encode(errors="replace").lower()


def _remains(
    lines: Sequence[str], folded: Sequence[bytes], *, public: bool
) -> Iterator[tuple[int, str, str, str]]:
    last_closing = -1
    numbers = [number for number, line in enumerate(folded) if _STEM in line]
    if any(_COLON.fullmatch(lines[number]) for number in numbers):
        closing = (number for number, line in enumerate(lines) if _CLOSING_COLON.fullmatch(line))
        last_closing = max(closing, default=-1)
    for number in numbers:
        line = lines[number]
        if public and WORD in line and (mark := _MARK.search(line)):
            yield number, mark[0].strip(), f"`{mark[0].strip()}` is left here, where no mark works", SPAN_HELP
        elif _ADMONITION.match(line) or (_COLON.fullmatch(line) and number < last_closing):
            yield number, line.strip(), f"`{line.strip()[:40]}` is not a mark", BLOCK_HELP


def _known_lines(tokens: Sequence[Token], findings: BodyFindings) -> set[int]:
    """The lines of code, in which marks were looked for, and those with a finding."""
    return {number for first, end in _ranges(tokens, findings) for number in range(first, end)}


def _ranges(tokens: Sequence[Token], findings: BodyFindings) -> Iterator[tuple[int, int]]:
    yield from (found.lines for found in findings.found)
    for token in tokens:
        if token.type in ("fence", "code_block") and token.map is not None:
            yield token.map[0], token.map[1]
