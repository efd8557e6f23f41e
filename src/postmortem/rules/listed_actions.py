"""PM709, and PM705, for actions that stand in the text alone: in a list or a table under their heading.

Such items are often whole sentences: whether they begin with a deed (PM704) is not asked.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

from msgspec import Struct
from msgspec.structs import replace

from postmortem.diagnostics import Diagnostic, Span
from postmortem.locales.wording import ItemWording, action_wording, compiled
from postmortem.model.passage import Passage
from postmortem.model.report import Report
from postmortem.rules.actions import action_sections, vague_words
from postmortem.rules.context import RuleContext

_ITEM = re.compile(r"(?P<indent>\s*)(?:[-*+]|\d{1,3}[.)])\s+(?:\[(?P<box>.)\]\s+)?(?P<struck>~~)?")
_DONE = frozenset("xX✓✔✅-")  # what is in a box that is ticked, or struck out
_LONGEST = 160  # characters; more than that tells how, and is no title
_ALONE = "these actions stand in the text alone: no list of actions has them, and none is ever overdue"
_LIST = "add them under `actions:` with `title`, `owner` and `due`; the page lists them in this section"


class _Item(Struct, frozen=True):
    """An item of a list; `depth` is the width of what stands before its mark."""

    passage: Passage
    depth: int
    is_done: bool


def check_listed_actions(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """What the rules say of the items of a list of actions, in a report that has none under `actions:`."""
    if report.actions:
        return
    data = action_wording(report.lang)
    items = list(_items(report, data.items if data else ItemWording()))
    todo = [item.passage for item in items if not item.is_done]
    if not todo:
        return
    yield Diagnostic("PM709", _ALONE, _place(todo[0]), _LIST)
    if data is None:
        return
    for passage in _titles(items):
        vague = vague_words(_said(passage), data)
        if vague is not None:
            words, suggestion = vague
            yield Diagnostic("PM705", f"nobody can tell when `{words}` is done", _place(passage), suggestion)


def _items(report: Report, words: ItemWording) -> Iterator[_Item]:
    """The items of lists, and the rows of tables, in the sections of actions."""
    starts = [section.span.line for section in report.sections]
    titles = {section.span.line: section.title for section in action_sections(report)}
    start, is_below_done, column = 0, False, -1
    for _, row in groupby(report.passages if titles else (), lambda passage: passage.line):
        cells = list(row)
        before, start = start, starts[max(bisect_right(starts, cells[0].line) - 1, 0)]
        if start not in titles or cells[0].quoted:
            continue
        is_all_done = _is_in(titles[start], words.done_above)
        if start != before:
            is_below_done = is_all_done
        is_row = cells[0].column >= 0
        if cells[0].is_head:
            column = next((cell.column for cell in cells if _is_in(_said(cell), words.heads)), -1)
            continue
        item = _row(cells, column, words) if is_row else _item(cells[0], words)
        if item is None:
            is_below_done = (
                is_below_done if is_row else is_all_done or _is_in(_said(cells[0]), words.done_above)
            )
        elif not _is_in(_said(item.passage), words.none):
            yield replace(item, is_done=True) if is_below_done else item


def _item(passage: Passage, words: ItemWording) -> _Item | None:
    item = _ITEM.match(passage.source[0])
    if item is None:
        return None
    is_done = item["struck"] is not None or (item["box"] or "?") in _DONE
    return _Item(passage, len(item["indent"]), is_done or _is_in(_said(passage), words.done))


def _row(cells: Sequence[Passage], column: int, words: ItemWording) -> _Item | None:
    """The action of a row of a table; None where there is no column of actions, or nothing in it."""
    is_done = any(_is_in(_said(cell), form) for cell in cells for form in (words.done, words.done_above))
    return next((_Item(cell, 0, is_done) for cell in cells if cell.column == column), None)


def _is_in(text: str, expression: str) -> bool:
    return compiled(expression).search(text) is not None


def _said(passage: Passage) -> str:
    return " ".join(passage.text.split())


def _titles(items: Sequence[_Item]) -> Iterator[Passage]:
    """The items that are still to be done, are as short as a title, and hold no others."""
    for item, after in zip_longest(items, items[1:]):
        text = item.passage.text.strip()
        holds = after is not None and after.depth > item.depth
        if not item.is_done and len(text) <= _LONGEST and not text.endswith(":") and not holds:
            yield item.passage


def _place(passage: Passage) -> Span:
    words = passage.text.strip().split("\n")[0]
    at = passage.text.find(words)
    return passage.locate(at, at + len(words))
