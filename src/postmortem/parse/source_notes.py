"""Where comments and local targets stand in a body: rules that note the place of what they read.

Places in a run of text count from the run's first character, whatever is nested in it; those of blocks from
the body's.
"""

from collections.abc import Callable
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from msgspec import Struct, field

from postmortem.parse.markdown import grammar

_InlineRule = Callable[[StateInline, bool], bool]
_BlockRule = Callable[[StateBlock, int, int, bool], bool]


class Target(Struct, frozen=True):
    """A construct from `start` to `end`, with its address; `words_end` is its `]`, or -1 for a definition."""

    start: int
    words_end: int
    address: tuple[int, int]
    written: str
    end: int


class SourceNotes(Struct):
    """What the rules note in `env["source"]`; `base` is where what is being read begins in its run.

    `footnotes` are the definitions of these, with their names.
    """

    comments: list[tuple[int, int]] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    block_comments: list[tuple[int, int]] = field(default_factory=list)
    definitions: list[Target] = field(default_factory=list)
    footnotes: list[tuple[str, int, int]] = field(default_factory=list)
    base: int = 0

    def next_run(self) -> None:
        """Forget what was noted in the last run of text."""
        self.comments.clear()
        self.targets.clear()
        self.base = 0


@lru_cache(maxsize=1)
def note_taker() -> MarkdownIt:
    """Give a parser of the reports' grammar that takes notes; it renders nothing."""
    md = grammar()
    inline = {rule.name: rule.fn for rule in md.inline.ruler.__rules__}
    md.inline.ruler.at("comment", _noting_comment(inline["comment"]))
    md.inline.ruler.at("link", _noting_target(inline["link"], 0))
    md.inline.ruler.at("image", _noting_target(inline["image"], 1))
    md.inline.ruler.at("footnote_inline", _nesting(inline["footnote_inline"]))
    for rule in md.block.ruler.__rules__:
        if rule.name == "comment":
            md.block.ruler.at("comment", _noting_block_comment(rule.fn), {"alt": rule.alt})
        elif rule.name == "reference":
            md.block.ruler.at("reference", _noting_definition(rule.fn), {"alt": rule.alt})
        elif rule.name == "footnote_def":
            md.block.ruler.at("footnote_def", _noting_footnote(rule.fn), {"alt": rule.alt})
    return md


def _noting_comment(rule: _InlineRule) -> _InlineRule:
    def read(state: StateInline, silent: bool) -> bool:
        at = state.pos
        if not rule(state, silent):
            return False
        if not silent:
            notes: SourceNotes = state.env["source"]
            notes.comments.append((notes.base + at, notes.base + state.pos))
        return True

    return read


def _noting_target(rule: _InlineRule, bracket: int) -> _InlineRule:
    """The rule for a link or image, whose `[` is `bracket` characters behind its start."""

    def read(state: StateInline, silent: bool) -> bool:
        at = state.pos
        notes: SourceNotes = state.env["source"]
        base = notes.base
        notes.base += at + 2 if bracket else 0  # the words of an image are read as a text of their own
        try:
            if not rule(state, silent):
                return False
        finally:
            notes.base = base
        if not silent:
            end, state.pos = state.pos, at
            words_end = state.md.helpers.parseLinkLabel(state, at + bracket, not bracket)
            state.pos = end
            if state.src[words_end + 1 : words_end + 2] == "(":
                found = _address(state.md, state.src, words_end + 2, end)
                if found is not None:
                    (first, last), written = found
                    address = (base + first, base + last)
                    notes.targets.append(Target(base + at, base + words_end, address, written, base + end))
        return True

    return read


def _nesting(rule: _InlineRule) -> _InlineRule:
    def read(state: StateInline, silent: bool) -> bool:
        notes: SourceNotes = state.env["source"]
        base = notes.base
        notes.base += state.pos + 2
        try:
            return rule(state, silent)
        finally:
            notes.base = base

    return read


def _noting_block_comment(rule: _BlockRule) -> _BlockRule:
    def read(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not rule(state, start, end, silent):
            return False
        if not silent:
            notes: SourceNotes = state.env["source"]
            first = state.bMarks[start] + state.tShift[start]
            notes.block_comments.append((first, state.eMarks[state.line - 1]))
        return True

    return read


def _noting_definition(rule: _BlockRule) -> _BlockRule:
    def read(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not rule(state, start, end, silent):
            return False
        if not silent:
            notes: SourceNotes = state.env["source"]
            first, last = state.bMarks[start] + state.tShift[start], state.eMarks[state.line - 1]
            colon = state.src.find("]:", first, last)
            found = _address(state.md, state.src, colon + 2, last) if colon >= 0 else None
            address, written = found if found is not None else ((last, last), "")
            notes.definitions.append(Target(first, -1, address, written, last))
        return True

    return read


def _noting_footnote(rule: _BlockRule) -> _BlockRule:
    def read(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        first, count = state.bMarks[start] + state.tShift[start], len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            notes: SourceNotes = state.env["source"]
            last = state.line - 1
            while last > start and state.isEmpty(last):
                last -= 1
            notes.footnotes.append((state.tokens[count].meta["label"], first, state.eMarks[last]))
        return True

    return read


def _address(md: MarkdownIt, text: str, at: int, end: int) -> tuple[tuple[int, int], str] | None:
    """Where an address stands that follows after spaces, and the address as the parser reads it."""
    while at < end and text[at] in " \t\n":
        at += 1
    found = md.helpers.parseLinkDestination(text, at, end)
    return ((at, found.pos), md.normalizeLink(found.str)) if found.ok else None
