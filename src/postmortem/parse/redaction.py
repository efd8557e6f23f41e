"""What stays inside is cut here, while a report is being read, so that no later stage can leak it.

In front matter: the `internal:` mapping, internal actions, and `[words]{.internal}` in any text.
In the body: `::: internal` blocks (a block rule that, in a public edition, skips their lines unread) and
inline spans (cut from the token stream). Whatever looks like a marker and is none is an error.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from postmortem.diagnostics import Diagnostic, Span
from postmortem.model.report import Audience
from postmortem.parse.strict_yaml import YamlPath

_MARKER = re.compile(r"::+")
_OPENING = re.compile(r":{3,}[ \t]*internal[ \t]*")
_CLOSING = re.compile(r":{3,}[ \t]*")
_CODE_FENCE = re.compile(r"(`{3,}|~{3,})")
_SPAN_MARK = "{.internal}"
_LOOKS_LIKE_MARK = re.compile(r"\{[^{}\n]{0,40}\binternal\b|\.internal\s*\}", re.IGNORECASE)
_CODE_PM = "PM210"


@dataclass(slots=True)
class BodyFindings:
    """What the block and inline rules report, as (0-based body line, message, help)."""

    found: list[tuple[int, str, str]] = field(default_factory=list)


def redact_data(
    data: Mapping[str, Any], audience: Audience, places: Mapping[YamlPath, Span], path: str
) -> tuple[dict[str, Any], list[Diagnostic]]:
    """Front matter for one audience; in an internal edition only the marks go, the words stay."""
    found: list[Diagnostic] = []

    def copy(value: Any, at: YamlPath) -> Any:
        if isinstance(value, dict):
            return {key: copy(item, (*at, key)) for key, item in value.items()}
        if isinstance(value, list):
            return [copy(item, (*at, i)) for i, item in enumerate(value)]
        if isinstance(value, str) and "internal" in value.casefold():
            text, whole = redact_text(value, audience)
            if not whole:
                span = places.get(at, Span(path))
                found.append(
                    Diagnostic(_CODE_PM, "an internal mark is not closed or misspelt", span, _SPAN_HELP)
                )
            return text
        return value

    shown = dict(data)
    if audience is Audience.PUBLIC:
        shown.pop("internal", None)
    return copy(shown, ()), found


def redact_text(text: str, audience: Audience) -> tuple[str, bool]:
    """One text of the front matter without its internal spans; false if a mark could not be understood."""
    while (end := text.find(_SPAN_MARK)) >= 0:
        start = _opening_bracket(text, end - 1)
        if start is None:
            return text[:end] if audience is Audience.INTERNAL else "", False
        inside = text[start + 1 : end - 1] if audience is Audience.INTERNAL else ""
        text = text[:start] + inside + text[end + len(_SPAN_MARK) :]
    whole = not _LOOKS_LIKE_MARK.search(text)
    return (text if whole or audience is Audience.INTERNAL else ""), whole


def _opening_bracket(text: str, close: int) -> int | None:
    """The place of the `[` that the `]` at `close` closes."""
    if close < 0 or text[close] != "]":
        return None
    depth = 0
    for i in range(close, -1, -1):
        depth += {"]": 1, "[": -1}.get(text[i], 0)
        if depth == 0:
            return i
    return None


_SPAN_HELP = "write `[words]{.internal}`, with both brackets and both braces"
_BLOCK_HELP = "write `::: internal` and `:::` on lines of their own, at the same indentation"


def internal_blocks(md: MarkdownIt) -> None:
    """Teach the parser internal marks; it reads `env["audience"]` and reports to `env["redaction"]`."""
    md.block.ruler.before(
        "fence",
        "internal",
        _internal_block,
        {"alt": ["paragraph", "reference", "blockquote", "list", "table"]},
    )
    md.core.ruler.after("inline", "internal_spans", _cut_inline)


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _internal_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    text = _line(state, start)
    if not _MARKER.match(text) or state.is_code_block(start):
        return False
    if silent:
        return True
    findings: BodyFindings = state.env["redaction"]
    if not _OPENING.fullmatch(text):
        what = "this `:::` closes nothing" if _CLOSING.fullmatch(text) else f"`{text[:40]}` is not a marker"
        findings.found.append((start, what, _BLOCK_HELP))
        state.line = start + 1
        return True
    close = _closing_line(state, start, end)
    if close is None:
        findings.found.append((start, "`::: internal` is never closed", _BLOCK_HELP))
    if state.env["audience"] is Audience.INTERNAL:
        _keep_block(state, start, end if close is None else close)
    state.line = end if close is None else close + 1
    return True


def _closing_line(state: StateBlock, start: int, end: int) -> int | None:
    """The line that closes the block; fenced code inside it is skipped, blocks inside it are counted."""
    depth, fence = 1, ""
    for number in range(start + 1, end):
        text = _line(state, number)
        if text and state.sCount[number] < state.blkIndent:
            return None
        if mark := _CODE_FENCE.match(text):
            if not fence:
                fence = mark[1]
            elif mark[1].startswith(fence) and not text.strip("`~ \t"):
                fence = ""
        elif not fence and _OPENING.fullmatch(text):
            depth += 1
        elif not fence and _CLOSING.fullmatch(text):
            depth -= 1
            if depth == 0:
                return number
    return None


def _keep_block(state: StateBlock, start: int, close: int) -> None:
    opening = state.push("internal_open", "div", 1)
    opening.block, opening.map = True, [start, close]
    opening.attrs = {"class": "internal", "role": "note"}
    before = state.lineMax, state.parentType
    state.lineMax, state.parentType = close, "internal"
    state.md.block.tokenize(state, start + 1, close)
    state.lineMax, state.parentType = before
    state.push("internal_close", "div", -1).block = True


def _cut_inline(state: StateCore) -> None:
    findings: BodyFindings = state.env["redaction"]
    public = state.env["audience"] is Audience.PUBLIC
    line = 0
    for token in state.tokens:
        line = token.map[0] if token.map else line
        if token.type != "inline" or not token.children or "internal" not in token.content.casefold():
            continue
        kept, cut = _split_children(token.children)
        if any(child.type.startswith("footnote") for child in cut):
            findings.found.append((line, "a footnote inside an internal span", "use a `::: internal` block"))
        if any(c.type == "text" and _LOOKS_LIKE_MARK.search(c.content) for c in token.children):
            findings.found.append((line, "an internal mark is not closed, misspelt or misplaced", _SPAN_HELP))
            kept = []
        if public:
            token.children = kept
            token.content = "".join(child.content for child in kept)


def _split_children(children: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """Separate what stands inside elements of class `internal` from the rest."""
    kept: list[Token] = []
    cut: list[Token] = []
    depth = 0
    for child in children:
        if depth or _is_internal(child):
            cut.append(child)
            depth += child.nesting
        else:
            kept.append(child)
    return kept, cut


def _is_internal(token: Token) -> bool:
    return "internal" in str(token.attrGet("class") or "").split()
