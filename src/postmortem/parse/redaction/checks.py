"""The core rule that looks for what is left of marks once a body has been read.

A mark that is misspelt, not closed or out of place is an error, and what stands around it is not shown in a
public edition. So is a mark that works, there: all of those were cut from the source before.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from postmortem.model.report import Audience
from postmortem.parse.internal_marks import (
    BLOCK_HELP,
    SPAN_HELP,
    WORD,
    is_near,
    mark_anywhere,
    mark_in_code,
    marks_code,
    may_hold_mark,
    span_like,
)
from postmortem.parse.lost import Lost
from postmortem.parse.redaction.blocks import BodyFindings
from postmortem.parse.redaction.remains import find_remains

_UNREADABLE = "…"
_WORDS = re.compile(r"[^\W_]+")
_MARKDOWN = (["markdown"], ["md"])
_CODE_MESSAGE = "an internal mark in code does not work"
_CODE_HELP = "end the code before it, or show it in a block that begins with ```markdown"


def check_marks(md: MarkdownIt) -> None:
    """Teach the parser to look for marks; it reads `env["audience"]` and reports to `env["redaction"]`.

    To be used after the footnotes: what they carry to the end of the page is looked through as well.
    """
    md.core.ruler.after("footnote_tail", "internal_marks", _check_marks)


def is_internal(token: Token) -> bool:
    """Whether an element is marked as internal."""
    return WORD in str(token.attrGet("class") or "").split()


def _check_marks(state: StateCore) -> None:
    findings: BodyFindings = state.env["redaction"]
    public = state.env["audience"] is Audience.PUBLIC
    _check_lost(state.env.get("lost", ()), findings)
    marked = [target for target in state.env.get("references", {}).values() if _addressed_mark(target)]
    for target in marked:  # whether or not something refers to it
        words = span_like(target.get("title") or "") or span_like(unquote(target.get("href") or ""))
        message = f"`{words}` is no internal mark: an address and its title are cut as a whole"
        findings.add(target.get("map") or (0, 1), words, message, SPAN_HELP)
    elsewhere = bool(marked)
    lines: Sequence[int] = (0, 1)
    for token in state.tokens:
        lines = token.map or lines
        if token.type in ("code_block", "fence"):
            _check_code(token, lines, findings)
        if token.type == "inline" and token.children and (elsewhere or may_hold_mark(token.content)):
            wrong = dict.fromkeys(_wrong_marks(token.children))
            for mark in wrong:
                message = f"`{mark}` is no internal mark: misspelt, not closed, or out of place"
                findings.add(lines, mark, message, SPAN_HELP)
            in_code = [mark for child in _all(token.children) if (mark := _mark_in_words(child))]
            for mark in in_code:
                findings.add(lines, mark, _CODE_MESSAGE, _CODE_HELP)
            wrong |= dict.fromkeys(in_code)
            if public and any(map(is_internal, _all(token.children))):
                message = "a mark is left that could not be cut: other internal parts stand around it"
                findings.add(lines, "{", message, "put an empty line between them")
                wrong = wrong or {_UNREADABLE: None}
            if public and wrong:
                token.children, token.content = [Token("text", "", 0, content=_UNREADABLE)], _UNREADABLE
    find_remains(state.src, state.tokens, findings, public=public)


def _check_lost(lost: Sequence[Lost], findings: BodyFindings) -> None:
    """Find marks in what no token holds, where none works."""
    for part in lost:
        if mark := mark_anywhere(part.text):
            message = f"`{mark[:40]}` stands in text that Markdown drops, where no mark works"
            findings.add(part.lines, mark, message, SPAN_HELP)


def _addressed_mark(target: Mapping[str, str]) -> bool:
    """Whether the target of a reference, which stands apart from the text that refers to it, holds a mark."""
    return bool(span_like(target.get("title") or "") or span_like(unquote(target.get("href") or "")))


def _check_code(token: Token, lines: Sequence[int], findings: BodyFindings) -> None:
    """Find marks in code, and code that is meant to be one; in Markdown they are shown as they are."""
    words = _WORDS.findall(token.info)
    if token.info and marks_code(token.info):
        message = f"`{token.info.strip()[:40]}` hides no code"
        findings.add(lines, token.info.strip(), message, BLOCK_HELP)
    elif words[:1] not in _MARKDOWN and (mark := mark_in_code(token.content)):
        findings.add(lines, mark, _CODE_MESSAGE, _CODE_HELP)


def _mark_in_words(token: Token) -> str:
    return mark_in_code(token.content) if token.type == "code_inline" else ""


def _wrong_marks(tokens: Sequence[Token]) -> Iterator[str]:
    """What looks like a mark in texts and attributes, and does not work as one."""
    for text in _texts(tokens):
        if words := span_like(text):
            yield words
    for token in _all(tokens):
        if is_near(str(token.attrGet("id") or "")):
            yield f"#{token.attrGet('id')}"
        for name in str(token.attrGet("class") or "").split():
            if name != WORD and (token.type == "span_open" or is_near(name)):
                yield "." + name
        for name, value in token.meta.get("insecure_attrs", {}).items():
            if any(map(is_near, (name, *str(value).split()))):
                yield name


def _texts(tokens: Sequence[Token]) -> Iterator[str]:
    """Words that stand beside each other, signs that were escaped among them, titles and addresses."""
    beside = ""
    for token in tokens:
        if token.type in ("text", "text_special"):
            beside += token.content
            continue
        yield beside
        beside = ""
        yield str(token.attrGet("title") or "")
        yield from (unquote(str(token.attrGet(name) or "")) for name in ("href", "src"))
        yield from _texts(token.children or ())
    yield beside


def _all(tokens: Sequence[Token]) -> Iterator[Token]:
    """Every token and those below it."""
    for token in tokens:
        yield token
        yield from _all(token.children or ())
