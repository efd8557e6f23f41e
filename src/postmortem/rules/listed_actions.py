"""PM709, and PM705, for actions that stand in the text alone, as items of a list under their heading.

Such items are often whole sentences: whether they begin with a deed (PM704) is not asked.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from postmortem.diagnostics import Diagnostic, Span
from postmortem.locales.wording import action_wording
from postmortem.model.passage import Passage
from postmortem.model.report import Report
from postmortem.rules.actions import vague_words
from postmortem.rules.context import RuleContext

_ITEM = re.compile(r"(?P<indent>\s*)(?:[-*+]|\d{1,3}[.)])\s+(?:\[(?P<box>.)\]\s+)?")
_DONE = ("x", "X")
_LONGEST = 160  # characters; more than that tells how, and is no title
_ALONE = "these actions stand in the text alone: no list of actions has them, and none is ever overdue"
_LIST = "add them under `actions:` with `title`, `owner` and `due`; the page lists them in this section"


def check_listed_actions(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """What the rules say of the items of a list of actions, in a report that has none under `actions:`."""
    passages = [p for p in report.passages if p.section == "actions" and not p.quoted]
    items = [(p, found) for p in passages if (found := _ITEM.match(p.source[0])) is not None]
    todo = [passage for passage, item in items if item["box"] not in _DONE]
    if report.actions or not todo:
        return
    yield Diagnostic("PM709", _ALONE, _place(todo[0]), _LIST)
    data = action_wording(report.lang)
    if data is None:
        return
    for passage in _titles(items):
        vague = vague_words(" ".join(passage.text.split()), data)
        if vague is not None:
            words, suggestion = vague
            yield Diagnostic("PM705", f"nobody can tell when `{words}` is done", _place(passage), suggestion)


def _titles(items: Sequence[tuple[Passage, re.Match[str]]]) -> Iterator[Passage]:
    """The items that are still to be done, are as short as a title, and hold no others."""
    for (passage, item), after in zip_longest(items, items[1:]):
        text = passage.text.strip()
        holds = after is not None and len(after[1]["indent"]) > len(item["indent"])
        if item["box"] not in _DONE and len(text) <= _LONGEST and not text.endswith(":") and not holds:
            yield passage


def _place(passage: Passage) -> Span:
    words = passage.text.strip().split("\n")[0]
    at = passage.text.find(words)
    return passage.locate(at, at + len(words))
