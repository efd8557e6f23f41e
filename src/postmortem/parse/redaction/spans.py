"""Where internal spans stand in a run of text: inline rules that note the place of what they read.

A span is `[words]{.internal}`, or a link, an image or code with `{.internal}` behind it. Places are those of
the characters in the text that is given to the inline parser, whatever is nested in it.
"""

import re
from collections.abc import Callable, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from msgspec import Struct, field

from postmortem.parse.redaction.checks import is_internal

_Rule = Callable[[StateInline, bool], bool]

# What attributes may follow, and what is read as a text of its own within another one.
_PLACED = ("backticks", "link", "image", "autolink", "linkify", "span")
_NESTING = ("image", "footnote_inline")
_START = "start"
_BREAKS = ("softbreak", "hardbreak")
_EMPTY = re.compile(r"\[\s*\]\{")
# A task's box, and the mark of a footnote without a text.
_NO_WORDS = re.compile(r"^\[[ xX]\]$|\[\^[^\[\]\s]+\]$")
_WRAPPERS = ("**", "__", "~~", "*", "_")


class SpanFinder(Struct):
    """What the rules note in `env["spans"]`: spans as start and end, and where the text being read begins.

    `misplaced` are those of them that cannot be all that was to be hidden.
    """

    spans: list[tuple[int, int]] = field(default_factory=list)
    misplaced: list[tuple[int, int]] = field(default_factory=list)
    base: int = 0

    def outermost_misplaced(self) -> list[tuple[int, int]]:
        """The misplaced spans that are in no other span, which hides all around them."""
        return [
            (start, end)
            for start, end in self.misplaced
            if not any(one <= start and end < other for one, other in self.spans)
        ]


def find_spans(md: MarkdownIt) -> None:
    """Make a parser note internal spans in `env["spans"]`, a SpanFinder."""
    rules = {rule.name: rule.fn for rule in md.inline.ruler.__rules__}
    for name in _PLACED:
        rules[name] = _placed(rules[name])
    for name in _NESTING:
        rules[name] = _nesting(rules[name])
    rules["attr"] = _attributes(rules["attr"])
    for name in {*_PLACED, *_NESTING, "attr"}:
        md.inline.ruler.at(name, rules[name])


def _placed(rule: _Rule) -> _Rule:
    """The rule, noting at the last token where its construct begins."""

    def read(state: StateInline, silent: bool) -> bool:
        at, pending, count = state.pos, len(state.pending), len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent and len(state.tokens) > count:
            # An address without brackets takes its scheme from the text that was read before.
            first = state.tokens[count]
            taken = pending - len(first.content) if first.type == "text" else pending
            state.tokens[-1].meta[_START] = at - taken
            _note(state)
        return True

    return read


def _attributes(rule: _Rule) -> _Rule:
    """The rule for attributes behind something."""

    def read(state: StateInline, silent: bool) -> bool:
        if not rule(state, silent):
            return False
        if not silent:
            _note(state)
        return True

    return read


def _nesting(rule: _Rule) -> _Rule:
    """The rule, telling those below where the text between its brackets begins."""

    def read(state: StateInline, silent: bool) -> bool:
        finder: SpanFinder = state.env["spans"]
        base = finder.base
        finder.base = base + state.pos + 2
        try:
            return rule(state, silent)
        finally:
            finder.base = base

    return read


def _note(state: StateInline) -> None:
    """Note what the last token closes, up to where the parser is, if that is internal."""
    finder: SpanFinder = state.env["spans"]
    start = state.tokens[-1].meta.get(_START)
    opening = _opening(state.tokens)
    if start is not None and is_internal(state.tokens[opening]):
        span = finder.base + start, finder.base + state.pos
        finder.spans.append(span)
        if _is_misplaced(state.src, start, state.tokens[:opening]):
            finder.misplaced.append(span)


def _opening(tokens: list[Token]) -> int:
    """The place of the token that the last one closes; its own if it closes none."""
    depth = 0
    for at in range(len(tokens) - 1, -1, -1):
        depth += tokens[at].nesting
        if depth >= 0:
            return at
    return len(tokens) - 1


def _is_misplaced(text: str, start: int, before: Sequence[Token]) -> bool:
    """Whether a span hides nothing, or stands behind words in brackets that were to be hidden with it.

    So it is with `[words][name]{.internal}` where that name has no address, or only an internal one.
    """
    if _EMPTY.match(text, start):
        return True
    above = _without_wrappers(text[:start])
    words = above.rstrip(" \t\n\\")
    if text[start] not in "[!" or not words.endswith("]") or words.endswith("\\]"):
        return False
    if words == above:
        return True
    gaps = ("text", *_BREAKS)
    last = next((t for t in reversed(before) if t.type not in gaps or t.content.strip()), None)
    literal = last is not None and last.type == "text" and last.content.rstrip().endswith("]")
    return literal and not _NO_WORDS.search(words)


def _without_wrappers(text: str) -> str:
    """The text without emphasis and comments at its end: they part no brackets for a reader."""
    while True:
        left = text.rstrip("*_~")
        if left.endswith("-->") and "<!--" in left:
            left = left[: left.rindex("<!--")]
        if left == text:
            return text
        text = left


def with_emphasis(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with all emphasis around it that holds nothing else."""
    for mark in _WRAPPERS:
        before = start - len(mark)
        if text[:start].endswith(mark) and text[end:].startswith(mark) and text[before - 1 : before] != "\\":
            return with_emphasis(text, before, end + len(mark))
    return start, end
