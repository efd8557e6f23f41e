"""Lists that are read at once: each item is one line of text, with nothing below that could belong to it.

Timelines are mostly that, and the parser reads every item as a document of its own. What could be read in any
other way is left to it. The tokens are those that it would give.
"""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

# A line of text that begins no block within the item: with a letter, a number, emphasis or code.
_TEXT = r"(?:(?![0-9]{1,9}[.)])[^\W_]|\*\*(?=[^\s*])|`(?!`))[^\n]*(?<=\S)"
_ITEM = re.compile(rf"(?:([-*+])|([0-9]{{1,9}})([.)])) ({_TEXT})(?:\n|\Z)")
# Nothing more, or below an empty line what is neither an item nor indented.
_END = re.compile(r"\Z|[ \t]*\n(?:[ \t]*\n)*(?:[ \t]*\Z|[^\W\d_]|[#|])")


def easy_lists(md: MarkdownIt) -> None:
    """Teach the parser to read easy lists at once."""
    md.block.ruler.before("list", "easy_list", _read_list)


def _read_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent or state.level or state.sCount[start]:
        return False
    items, at = _items(state.src, state.bMarks[start])
    if not items or not _END.match(state.src, at):
        return False
    below = min(state.skipEmptyLines(start + len(items)), end)
    number, sign = items[0][2], items[0][1] or items[0][3]
    tag = "ol" if number else "ul"
    name = "ordered_list" if number else "bullet_list"
    opening = state.push(f"{name}_open", tag, 1)
    opening.map, opening.markup = [start, below], sign
    if number and int(number) != 1:
        opening.attrs = {"start": int(number)}
    for line, item in enumerate(items, start):
        _push_item(state, item, sign, line, below if line - start == len(items) - 1 else line + 1)
    state.push(f"{name}_close", tag, -1).markup = sign
    state.line = below
    return True


def _items(text: str, at: int) -> tuple[Sequence[re.Match[str]], int]:
    """The items from a place on, all of one kind, and where they end."""
    items: list[re.Match[str]] = []
    while (item := _ITEM.match(text, at)) and (not items or item.group(1, 3) == items[0].group(1, 3)):
        items.append(item)
        at = item.end()
    return items, at


def _push_item(state: StateBlock, item: re.Match[str], sign: str, line: int, end: int) -> None:
    opening = state.push("list_item_open", "li", 1)
    opening.map, opening.markup, opening.info = [line, end], sign, item[2] or ""
    paragraph = state.push("paragraph_open", "p", 1)
    paragraph.map, paragraph.hidden = [line, line + 1], True
    inline = state.push("inline", "", 0)
    inline.map, inline.content, inline.children = [line, line + 1], item[4], []
    state.push("paragraph_close", "p", -1).hidden = True
    state.push("list_item_close", "li", -1).markup = sign
