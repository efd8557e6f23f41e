"""HTML comments are dropped; one that is never closed is an error, for it was meant to hide something."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_OPEN, _CLOSE = "<!--", "-->"


def drop_comments(md: MarkdownIt) -> None:
    """Teach the parser comments; it reports unclosed ones to `env["redaction"]`."""
    md.block.ruler.before(
        "fence", "comment", _comment_block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    md.inline.ruler.before("autolink", "comment", _comment_inline)


def _comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(_OPEN, begin) or state.is_code_block(start):
        return False
    for number in range(start, end):
        line_start = (
            max(state.bMarks[number], begin + len(_OPEN)) if number == start else state.bMarks[number]
        )
        close = state.src.find(_CLOSE, line_start, state.eMarks[number])
        if close >= 0:
            if state.src[close + len(_CLOSE) : state.eMarks[number]].strip():
                return False  # words follow on the line: the inline rule takes it
            if not silent:
                state.line = number + 1
            return True
    if not silent:
        help_ = "write `-->` where it ends"
        state.env["redaction"].found.append((start, "a comment is never closed", help_))
        state.line = end
    return True


def _comment_inline(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(_OPEN, state.pos):
        return False
    close = state.src.find(_CLOSE, state.pos + len(_OPEN))
    if close < 0:
        return False
    state.pos = close + len(_CLOSE)
    return True
