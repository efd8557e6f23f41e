"""What stays inside is cut from a body while it is being read, so that no later stage can leak it.

`::: internal` is a block rule that, in a public edition, skips its lines unread; inline spans are cut from
the token stream. Whatever looks like a mark and is none is an error.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from postmortem.model.report import Audience
from postmortem.parse.internal_marks import (
    BLOCK_HELP,
    CLOSING,
    OPENING,
    SPAN_HELP,
    WORD,
    is_block_like,
    is_near,
    span_like,
)

_BREAKS = ("softbreak", "hardbreak")
_CODE_FENCE = re.compile(r"(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*(`{3,}(?=[^`]*$)|~{3,})")


@dataclass(frozen=True, slots=True)
class MarkFinding:
    """Something wrong with a mark: `words` as they are written on the body's lines (from 0, end excluded)."""

    lines: tuple[int, int]
    words: str
    message: str
    help: str


@dataclass(slots=True)
class BodyFindings:
    """What the block and inline rules report."""

    found: list[MarkFinding] = field(default_factory=list)

    def add(self, lines: Sequence[int], words: str, message: str, help_: str) -> None:
        """Note a finding."""
        self.found.append(MarkFinding((lines[0], lines[1]), words, message, help_))


def internal_blocks(md: MarkdownIt) -> None:
    """Teach the parser internal marks; it reads `env["audience"]` and reports to `env["redaction"]`.

    To be used after the footnotes: what they carry to the end of the page is looked through as well.
    """
    md.block.ruler.before(
        "fence",
        "internal",
        _internal_block,
        {"alt": ["paragraph", "reference", "blockquote", "list", "table"]},
    )
    md.core.ruler.after("footnote_tail", "internal_spans", _cut_inline)


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
    if CLOSING.fullmatch(text):
        findings.add(here, text.strip(), "this `:::` closes nothing", BLOCK_HELP)
        state.line = start + 1
        return True
    last, closed = _end_of_block(state, start, end)
    if not OPENING.fullmatch(text):
        findings.add(here, text.strip(), f"`{text.strip()[:40]}` is not a mark", BLOCK_HELP)
        last = last if closed else start + 1
    elif not closed:
        findings.add(here, text.strip(), "`::: internal` is never closed", BLOCK_HELP)
    if state.env["audience"] is Audience.INTERNAL:
        _keep_block(state, start, last)
    state.line = last + 1 if closed else last
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
    before = state.lineMax, state.parentType
    state.lineMax, state.parentType = close, WORD
    state.md.block.tokenize(state, start + 1, close)
    state.lineMax, state.parentType = before
    state.push("internal_close", "div", -1).block = True


def _cut_inline(state: StateCore) -> None:
    findings: BodyFindings = state.env["redaction"]
    public = state.env["audience"] is Audience.PUBLIC
    lines: Sequence[int] = (0, 1)
    empty: set[int] = set()
    for index, token in enumerate(state.tokens):
        lines = token.map or lines
        if token.type == "code_block":
            _check_code(token, lines, findings)
        if token.type == "inline" and token.children and ("{" in token.content or "::" in token.content):
            wrong, before = _check_marks(token.children, lines, findings), len(token.children)
            if public:
                token.children = [Token("text", "", 0, content="…")] if wrong else _outside(token.children)
                if len(token.children) < before:
                    token.children = _closed_up(token.children)
                token.content = "".join(child.content for child in token.children)
            if not token.children and state.tokens[index - 1].type == "paragraph_open":
                empty |= {index - 1, index, index + 1}
    if empty:
        state.tokens = [token for index, token in enumerate(state.tokens) if index not in empty]


def _check_code(token: Token, lines: Sequence[int], findings: BodyFindings) -> None:
    """Find marks that were indented so far that they became code."""
    for line in token.content.splitlines():
        if OPENING.fullmatch(line.strip()):
            help_ = "indent it like the text around it, or show it in a code block between lines of ```"
            findings.add(lines, line.strip(), "an internal mark is indented like code", help_)


def _check_marks(children: Sequence[Token], lines: Sequence[int], findings: BodyFindings) -> bool:
    """Report what cannot be cut; true if there is anything that looks like a mark and is none."""
    if any(child.type.startswith("footnote") for child in _all(children, inside=True)):
        help_ = "put both into a `::: internal` block"
        findings.add(lines, "[^", "a footnote stands inside an internal span", help_)
    wrong = dict.fromkeys(mark for child in _all(children) for mark in _wrong_marks(child))
    for mark in wrong:
        message = f"`{mark}` is no internal mark: misspelt, not closed, or out of place"
        findings.add(lines, mark, message, SPAN_HELP)
    return bool(wrong)


def _wrong_marks(token: Token) -> Iterator[str]:
    """What looks like a mark in a token's text and attributes, and does not work as one."""
    for text in (token.content if token.type == "text" else "", str(token.attrGet("title") or "")):
        if words := span_like(text):
            yield words
    for name in str(token.attrGet("class") or "").split():
        if name != WORD and (token.type == "span_open" or is_near(name)):
            yield "." + name


def _all(tokens: Sequence[Token], *, inside: bool = False) -> Iterator[Token]:
    """Every token and those below it; with `inside`, only what stands in an element of class `internal`."""
    depth = 0
    for token in tokens:
        marked = depth > 0 or _is_internal(token)
        depth += token.nesting if marked else 0
        if marked or not inside:
            yield token
        yield from _all(token.children or (), inside=inside and not marked)


def _outside(children: Sequence[Token]) -> list[Token]:
    """What stands outside of elements of class `internal`, as if those had never been written."""
    kept: list[Token] = []
    depth = 0
    for child in children:
        if depth or _is_internal(child):
            depth += child.nesting
            continue
        child.children = _outside(child.children) if child.children else child.children
        kept.append(child)
    return kept


def _closed_up(children: Sequence[Token]) -> list[Token]:
    """Without the spaces and empty lines that are left at the ends of lines when something is cut."""
    kept: list[Token] = []
    for child in children:
        starts = not kept or kept[-1].type in _BREAKS
        if child.type in _BREAKS:
            _strip_end(kept)
            if kept and kept[-1].type not in _BREAKS:
                kept.append(child)
            continue
        if child.type == "text" and starts:
            child.content = child.content.lstrip(" ")
        if child.type != "text" or child.content:
            kept.append(child)
    _strip_end(kept)
    return kept


def _strip_end(kept: list[Token]) -> None:
    while kept and kept[-1].type == "text":
        kept[-1].content = kept[-1].content.rstrip(" ")
        if kept[-1].content:
            break
        kept.pop()


def _is_internal(token: Token) -> bool:
    return WORD in str(token.attrGet("class") or "").split()
