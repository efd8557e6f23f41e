"""The core rule that looks for what is left of marks once a body has been read.

A mark that is misspelt, not closed or out of place is an error, and what stands around it is not shown in a
public edition. So is a mark that works, there: all of those were cut from the source before.
"""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from postmortem.model.report import Audience
from postmortem.parse.internal_marks import OPENING, SPAN_HELP, WORD, is_near, span_like
from postmortem.parse.redaction.blocks import BodyFindings

_UNREADABLE = "…"


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
    elsewhere = any(map(_addressed_mark, state.env.get("references", {}).values()))
    lines: Sequence[int] = (0, 1)
    for token in state.tokens:
        lines = token.map or lines
        if token.type == "code_block":
            _check_code(token, lines, findings)
        if token.type == "inline" and token.children and (elsewhere or _may_hold_mark(token.content)):
            wrong = dict.fromkeys(mark for child in _all(token.children) for mark in _wrong_marks(child))
            for mark in wrong:
                message = f"`{mark}` is no internal mark: misspelt, not closed, or out of place"
                findings.add(lines, mark, message, SPAN_HELP)
            if public and any(map(is_internal, _all(token.children))):
                message = "a mark is left that could not be cut: other internal parts stand around it"
                findings.add(lines, "{", message, "put an empty line between them")
                wrong = wrong or {_UNREADABLE: None}
            if public and wrong:
                token.children, token.content = [Token("text", "", 0, content=_UNREADABLE)], _UNREADABLE


def _may_hold_mark(text: str) -> bool:
    return "{" in text or "::" in text


def _addressed_mark(target: Mapping[str, str]) -> bool:
    """Whether the target of a reference, which stands apart from the text that refers to it, holds a mark."""
    return bool(span_like(target.get("title") or "") or span_like(unquote(target.get("href") or "")))


def _check_code(token: Token, lines: Sequence[int], findings: BodyFindings) -> None:
    """Find marks that were indented so far that they became code."""
    for line in token.content.splitlines():
        if OPENING.fullmatch(line.strip()):
            help_ = "indent it like the text around it, or show it in a code block between lines of ```"
            findings.add(lines, line.strip(), "an internal mark is indented like code", help_)


def _wrong_marks(token: Token) -> Iterator[str]:
    """What looks like a mark in a token's text and attributes, and does not work as one."""
    addresses = (unquote(str(token.attrGet(name) or "")) for name in ("href", "src"))
    for text in (
        token.content if token.type == "text" else "",
        str(token.attrGet("title") or ""),
        *addresses,
    ):
        if words := span_like(text):
            yield words
    for name in str(token.attrGet("class") or "").split():
        if name != WORD and (token.type == "span_open" or is_near(name)):
            yield "." + name


def _all(tokens: Sequence[Token]) -> Iterator[Token]:
    """Every token and those below it."""
    for token in tokens:
        yield token
        yield from _all(token.children or ())
