"""The block rule for `::: internal`, and what is reported about marks of any kind.

In a public edition the lines of a block are skipped unread, and noted; in an internal one they are shown in
an element of their own. What looks like the mark of a block and is none is skipped as well, and an error.
"""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from msgspec import Struct, field

from postmortem.model.report import Audience
from postmortem.parse.internal_marks import BLOCK_HELP, CLOSING, OPENING, WORD, is_block_like

# With more wrong marks than these, the text behind another is not searched for its end: that would take long.
_MANY = 20
_CODE_FENCE = re.compile(r"(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*(`{3,}(?=[^`]*$)|~{3,})")


class MarkFinding(Struct, frozen=True):
    """Something wrong with a mark: `words` as they are written on the body's lines (from 0, end excluded)."""

    lines: tuple[int, int]
    words: str
    message: str
    help: str


class BodyFindings(Struct):
    """What the rules report; `blocks` are the stretches of the text that are skipped."""

    found: list[MarkFinding] = field(default_factory=list)
    blocks: list[tuple[int, int]] = field(default_factory=list)

    def add(self, lines: Sequence[int], words: str, message: str, help_: str) -> None:
        """Note a finding."""
        self.found.append(MarkFinding((lines[0], lines[1]), words, message, help_))


def internal_blocks(md: MarkdownIt) -> None:
    """Teach the parser internal blocks; it reads `env["audience"]` and reports to `env["redaction"]`.

    The names of footnotes whose text stands in a block that is kept go to `env["inside"]`.
    """
    md.block.ruler.before(
        "fence",
        "internal",
        _internal_block,
        {"alt": ["paragraph", "reference", "blockquote", "list", "table"]},
    )


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _internal_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    text = _line(state, start)
    if not text.startswith(":") or not is_block_like(text) or state.is_code_block(start):
        return False
    if silent:
        return True
    findings: BodyFindings = state.env["redaction"]
    here = (start, start + 1)
    last, closed = start + 1, False
    if CLOSING.fullmatch(text):
        findings.add(here, text.strip(), "this `:::` closes nothing", BLOCK_HELP)
    elif len(findings.found) > _MANY and not OPENING.fullmatch(text):
        findings.add(here, text.strip(), f"`{text.strip()[:40]}` is not a mark", BLOCK_HELP)
    else:
        end_of_block, closed = _end_of_block(state, start, end)
        if not OPENING.fullmatch(text):
            findings.add(here, text.strip(), f"`{text.strip()[:40]}` is not a mark", BLOCK_HELP)
            last = end_of_block if closed else last
        else:
            last = end_of_block
            if not closed:
                findings.add(here, text.strip(), "`::: internal` is never closed", BLOCK_HELP)
        if state.env["audience"] is Audience.INTERNAL:
            _keep_block(state, start, last)
    state.line = last + 1 if closed else last
    findings.blocks.append((state.bMarks[start] + state.tShift[start], state.eMarks[state.line - 1]))
    return True


def _end_of_block(state: StateBlock, start: int, end: int) -> tuple[int, bool]:
    """The line that closes the block, or false with the one after the last that could belong to it.

    Only a line at the same indentation closes it; fenced code is skipped, blocks inside are counted.
    """
    depth, fence = 1, ""
    for number in range(start + 1, end):
        text = _line(state, number)
        if text and state.sCount[number] < state.blkIndent:
            return number, False
        same = state.sCount[number] == state.sCount[start]
        if mark := _CODE_FENCE.match(text):
            if not fence:
                fence = mark[1]
            elif mark[1].startswith(fence) and not text.strip("`~ \t"):
                fence = ""
        elif same and not fence and OPENING.fullmatch(text):
            depth += 1
        elif same and not fence and CLOSING.fullmatch(text):
            depth -= 1
            if depth == 0:
                return number, True
    return end, False


def _keep_block(state: StateBlock, start: int, close: int) -> None:
    opening = state.push("internal_open", "div", 1)
    opening.block, opening.map = True, [start, close]
    opening.attrs = {"class": WORD, "role": "note"}
    before, count = (state.lineMax, state.parentType), len(state.tokens)
    state.lineMax, state.parentType = close, WORD
    state.md.block.tokenize(state, start + 1, close)
    state.lineMax, state.parentType = before
    within = (token for token in state.tokens[count:] if token.type == "footnote_reference_open")
    state.env.setdefault("inside", []).extend(token.meta["label"] for token in within)
    state.push("internal_close", "div", -1).block = True
