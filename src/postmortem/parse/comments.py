"""HTML comments are dropped; one that is never closed is an error, for it was meant to hide something."""

import re
from collections.abc import Iterator, MutableMapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from postmortem.parse.internal_marks import BLOCK_HELP, mark_in_code, marks_comment

_OPEN, _CLOSE = "<!--", "-->"
_INLINE = re.compile(r"<!--(.*?)-->", re.DOTALL)
_HELP = "write `-->` where it ends, in the same paragraph or at the end of a line"


def drop_comments(md: MarkdownIt) -> None:
    """Teach the parser comments; it reports unclosed ones to `env["redaction"]`.

    The words of all others go to `env["comments"]`, with their lines, or None where one stands within a line.

    To be used after the internal marks, for what these cut need not be looked through.
    """
    md.block.ruler.before(
        "fence", "comment", _comment_block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    md.inline.ruler.before("autolink", "comment", _comment_inline)


def check_comments(md: MarkdownIt) -> None:
    """Teach the parser to look for comments that are never closed within a line.

    To be used after the check of marks.
    """
    md.core.ruler.after("internal_marks", "unclosed_comments", _check_unclosed)


def _comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(_OPEN, begin) or state.is_code_block(start):
        return False
    for number in range(start, end):
        if number > start and not state.isEmpty(number) and state.sCount[number] < state.blkIndent:
            break
        line_start = begin + len(_OPEN) if number == start else state.bMarks[number]
        close = state.src.find(_CLOSE, line_start, state.eMarks[number])
        if close >= 0:
            if state.src[close + len(_CLOSE) : state.eMarks[number]].strip():
                return False  # words follow on the line: the inline rule takes it
            if not silent:
                words = state.src[begin + len(_OPEN) : close]
                state.env.setdefault("comments", []).append(((start, number + 1), words))
                _refuse_mark(state.env, (start, number + 1), words)
                state.line = number + 1
            return True
    else:
        number = end
    if not silent:
        state.env["redaction"].add((start, start + 1), _OPEN, "a comment is never closed", _HELP)
        state.line = max(number, start + 1)
    return True


def _refuse_mark(env: MutableMapping[str, Any], lines: Sequence[int], words: str) -> None:
    """Find a comment that was meant to begin or end an internal part, or has swallowed the end of one."""
    if marks_comment(words) or (words.count("]") > words.count("[") and mark_in_code(words)):
        message = "a comment hides nothing but itself"
        env["redaction"].add(lines, _OPEN, message, BLOCK_HELP)


def _comment_inline(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(_OPEN, state.pos):
        return False
    close = state.src.find(_CLOSE, state.pos + len(_OPEN))
    if close < 0:
        return False
    if not silent:
        words = state.src[state.pos + len(_OPEN) : close]
        state.env.setdefault("comments", []).append((None, words))
    state.pos = close + len(_CLOSE)
    return True


def _check_unclosed(state: StateCore) -> None:
    """Find the beginnings of comments that are left in the text."""
    lines: Sequence[int] = (0, 1)
    for token in state.tokens:
        lines = token.map or lines
        if token.type == "inline" and _OPEN in token.content:
            for words in _INLINE.findall(token.content):
                _refuse_mark(state.env, lines, words)
            for child in _texts(token.children or ()):
                if _OPEN in child.content:
                    state.env["redaction"].add(lines, _OPEN, "a comment is never closed", _HELP)
                    child.content = child.content.partition(_OPEN)[0] + "…"


def _texts(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "text":
            yield token
        yield from _texts(token.children or ())
