"""Text that Markdown drops: cells that a table has no column for, second definitions, what is too deep.

No token holds it, so that no page shows it and no rule would look at it; the source still has it. Rules note
each such stretch in `env["lost"]`, a list of Lost; names of definitions go to `env["labels"]`, with lines.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from msgspec import Struct

from postmortem.diagnostics import Diagnostic
from postmortem.parse.places import Places

_Rule = Callable[[StateBlock, int, int, bool], bool]

# The parser drops what is 100 levels deep; a list within a list takes two of them.
MAX_LEVELS = 90

# As the parser splits a row: it looks back at one character alone.
_BORDER = re.compile(r"(?<!\\)\|")


class Lost(Struct, frozen=True):
    """A stretch on the body's lines (from 0, end excluded): its text, and how it begins, for its place."""

    lines: tuple[int, int]
    text: str
    words: str
    message: str
    help: str


def note_lost(md: MarkdownIt) -> None:
    """Teach the parser to note what it drops in `env["lost"]`.

    To be used last: it wraps the rules that are there.
    """
    wrappers = {"table": _noting_cells, "reference": _noting_definition, "footnote_def": _noting_footnote}
    for rule in tuple(md.block.ruler.__rules__):
        if rule.name in wrappers:
            md.block.ruler.at(rule.name, wrappers[rule.name](rule.fn), {"alt": rule.alt})
    md.block.ruler.before("table", "depth", _too_deep, {"alt": []})


def find_lost(lost: Iterable[Lost], places: Places) -> Iterator[Diagnostic]:
    """PM215: text that neither a page nor a rule would ever see."""
    for part in lost:
        yield Diagnostic("PM215", part.message, places.find(part.lines, part.words), part.help)


def _note(state: StateBlock, lines: tuple[int, int], words: str, message: str, help_: str) -> None:
    text = _text(state, *lines)
    lost: list[Lost] = state.env.setdefault("lost", [])
    lost.append(Lost(lines, text, words or text.split("\n")[0].strip(), message, help_))


def _text(state: StateBlock, first: int, end: int) -> str:
    """The lines without what stands before the first of them in a list or quote."""
    return state.src[state.bMarks[first] + state.tShift[first] : state.eMarks[end - 1]]


def _note_label(state: StateBlock, line: int) -> None:
    """Note the name of a definition: the page does not show it, the source does."""
    name = _text(state, line, line + 1).partition("]:")[0].lstrip("[^")
    labels: list[tuple[int, str]] = state.env.setdefault("labels", [])
    labels.append((line, name))


def _noting_cells(rule: _Rule) -> _Rule:
    """The rule for tables, noting cells for which the head has no column."""

    def read(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        count = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            _note_surplus(state, state.tokens[count:])
        return True

    return read


def _note_surplus(state: StateBlock, table: Sequence[Token]) -> None:
    columns = sum(token.type == "th_open" for token in table)
    for token in table:
        if token.type != "tr_open" or token.map is None:
            continue
        row = token.map[0]
        text = _text(state, row, row + 1).strip()
        if text.count("|") < columns:
            continue
        cells = _BORDER.split(text)
        cells = cells[1:] if cells[0] == "" else cells
        words = "|".join(cells[columns:]).strip("| \t")
        if words:
            message = f"this row has more cells than the head of its table has columns ({columns})"
            help_ = (
                "add a column to the head, or write `\\|` for a `|` within a cell: the page drops the rest"
            )
            _note(state, (row, row + 1), words, message, help_)


def _noting_definition(rule: _Rule) -> _Rule:
    """The rule for addresses, noting those of a name that has another one; the same twice loses nothing."""

    def read(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not state.src.startswith("[", state.bMarks[start] + state.tShift[start]):
            return False
        before = len(state.env.get("duplicate_refs", ()))
        if not rule(state, start, end, silent):
            return False
        if not silent:
            _note_label(state, start)
        again = state.env.get("duplicate_refs", ())
        if len(again) > before and not _is_the_same(again[-1], state.env["references"][again[-1]["label"]]):
            message = "this name has another address or title already; the second one is dropped"
            _note(state, (start, state.line), "", message, "remove it, or give it a name of its own")
        return True

    return read


def _is_the_same(second: Mapping[str, str], first: Mapping[str, str]) -> bool:
    return (second["href"], second["title"]) == (first["href"], first["title"])


def _noting_footnote(rule: _Rule) -> _Rule:
    """The rule for notes, noting those of a name that has one, and notes within notes."""

    def read(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not state.src.startswith("[^", state.bMarks[start] + state.tShift[start]):
            return False
        count, known = len(state.tokens), state.env.setdefault("noted", set())
        if not rule(state, start, end, silent):
            return False
        if silent:
            return True
        _note_label(state, start)
        within = state.tokens[count:]
        label = within[0].meta["label"]
        help_ = "begin each footnote on a line that is not indented, under a name of its own"
        if label in known:
            message = "this footnote has a text already; only one of them is shown"
            _note(state, (start, state.line), "", message, help_)
        elif sum(token.type == "footnote_reference_open" for token in within) > 1:
            message = "another footnote stands within the text of this one; what stands before it is lost"
            _note(state, (start, state.line), "", message, help_)
        known.add(label)
        return True

    return read


def _too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Note what the parser would soon drop by itself, and leave it unread."""
    if silent or state.level < MAX_LEVELS:
        return False
    message = f"lists and quotes are nested more than {MAX_LEVELS} levels deep; the rest is not read"
    _note(state, (start, end), "", message, "write it with fewer levels")
    state.line = end
    return True
