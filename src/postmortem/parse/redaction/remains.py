"""Marks that are left in the source of a body, whatever Markdown made of them: the last look at it.

Nothing of this is found in a body whose marks were all read: they were cut, or found wrong where they stand.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from postmortem.parse.internal_marks import BLOCK_HELP, SPAN_HELP, WORD
from postmortem.parse.redaction.blocks import BodyFindings

_STEM = "intern"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MARK = re.compile(r"\]\{\.internal\}|^[ \t>]*:{3,}[ \t]*internal[ \t]*$")
# What other tools open a block with; a definition begins with a colon, too, but no colon closes it.
_ADMONITION = re.compile(r"[ \t>]*[!?]{3}\+?[ \t]*[\"']?intern(?:al)?\b", re.IGNORECASE)
_COLON = re.compile(r"[ \t>]*:[ \t]*intern(?:al)?[ \t]*", re.IGNORECASE)
_CLOSING_COLON = re.compile(r"[ \t>]*:[ \t]*")


def find_remains(text: str, tokens: Sequence[Token], findings: BodyFindings, *, public: bool) -> None:
    """Add to the findings what still looks like a mark outside code and comments."""
    if _STEM not in text.lower():
        return
    known = _known_lines(tokens, findings)
    if "<!--" in text:
        text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    lines = text.split("\n")
    last_closing = max((n for n, line in enumerate(lines) if _CLOSING_COLON.fullmatch(line)), default=-1)
    for number, line in enumerate(lines):
        if _STEM not in line.lower() or number in known:
            continue
        here = (number, number + 1)
        if public and WORD in line and (mark := _MARK.search(line)):
            message = f"`{mark[0].strip()}` is left here, where no mark works"
            findings.add(here, mark[0].strip(), message, SPAN_HELP)
        elif _ADMONITION.match(line) or (_COLON.fullmatch(line) and number < last_closing):
            findings.add(here, line.strip(), f"`{line.strip()[:40]}` is not a mark", BLOCK_HELP)


def _known_lines(tokens: Sequence[Token], findings: BodyFindings) -> set[int]:
    """The lines of code, in which marks were looked for, and those with a finding."""
    return {number for first, end in _ranges(tokens, findings) for number in range(first, end)}


def _ranges(tokens: Sequence[Token], findings: BodyFindings) -> Iterator[tuple[int, int]]:
    yield from (found.lines for found in findings.found)
    for token in tokens:
        if token.type in ("fence", "code_block") and token.map is not None:
            yield token.map[0], token.map[1]
