"""Where internal spans stand in a run of text: inline rules that note the place of what they read.

A span is `[words]{.internal}`, or a link, an image or code with `{.internal}` behind it. Places are those of
the characters in the text that is given to the inline parser, whatever is nested in it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from postmortem.parse.redaction.checks import is_internal

_Rule = Callable[[StateInline, bool], bool]

# What attributes may follow, and what is read as a text of its own within another one.
_PLACED = ("backticks", "link", "image", "autolink", "linkify", "span")
_NESTING = ("image", "footnote_inline")
_START = "start"
_WRAPPERS = ("**", "__", "~~", "*", "_")


@dataclass(slots=True)
class SpanFinder:
    """What the rules note in `env["spans"]`: spans as start and end, and where the text being read begins."""

    spans: list[tuple[int, int]] = field(default_factory=list)
    base: int = 0


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
    if start is not None and is_internal(_opening(state.tokens)):
        finder.spans.append((finder.base + start, finder.base + state.pos))


def _opening(tokens: list[Token]) -> Token:
    """The token that the last one closes; itself if it closes none."""
    depth = 0
    for token in reversed(tokens):
        depth += token.nesting
        if depth >= 0:
            return token
    return tokens[-1]


def with_emphasis(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with all emphasis around it that holds nothing else."""
    for mark in _WRAPPERS:
        before = start - len(mark)
        if text[:start].endswith(mark) and text[end:].startswith(mark) and text[before - 1 : before] != "\\":
            return with_emphasis(text, before, end + len(mark))
    return start, end
