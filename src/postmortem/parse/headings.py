"""Headings: their anchors, stable and unique on a page, and the explicit `{#key}` at their end."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from markdown_it.token import Token
from msgspec import Struct

from postmortem.diagnostics import Diagnostic
from postmortem.parse.inside import Label, outside
from postmortem.parse.places import Places
from postmortem.parse.tokens import plain_text

_EXPLICIT = re.compile(r"\s*\{#([A-Za-z0-9][A-Za-z0-9_-]{0,79})\}\s*$")
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa"})


class Heading(Struct, frozen=True):
    """A heading at the top level of the body: `index` is its place in the tokens, `explicit` its `{#id}`.

    `shown` is its title with marks on what is internal, `public` that without it.
    """

    index: int
    level: int
    title: str
    anchor: str
    explicit: str | None
    shown: str
    public: str


def read_headings(
    tokens: Sequence[Token], places: Places, label: Label
) -> tuple[list[Heading], list[Diagnostic]]:
    """Find all headings, take `{#id}` off their words, and give every one an anchor."""
    found: list[Diagnostic] = []
    raw: list[tuple[int, str, str | None]] = []
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            explicit = _take_explicit(tokens[index + 1])
            raw.append((index, plain_text(tokens[index + 1].children or []).strip(), explicit))
    taken: set[str] = set()
    for index, _, explicit in raw:
        if explicit is not None and explicit in taken:
            span = places.find(tokens[index].map, "{#" + explicit)
            found.append(
                Diagnostic("PM211", f"the anchor `{explicit}` is given twice", span, "give one another name")
            )
        elif explicit is not None:
            taken.add(explicit)
    headings = []
    numbers: Counter[str] = Counter()
    for index, title, explicit in raw:
        anchor = explicit or _free(anchor_of(title), taken, numbers)
        taken.add(anchor)
        if tokens[index].level == 0:
            headings.append(_heading(tokens, index, title, anchor, explicit, label))
        tokens[index].attrSet("id", anchor)
    return headings, found


def _heading(
    tokens: Sequence[Token], index: int, title: str, anchor: str, explicit: str | None, label: Label
) -> Heading:
    (inline,) = label(tokens[index + 1 : index + 2])
    shown = plain_text(inline.children or []).strip()
    public = plain_text(outside(tokens[index + 1].children or [])).strip()
    return Heading(index, int(tokens[index].tag[1]), title, anchor, explicit, shown, public)


def anchor_of(title: str) -> str:
    """An address fragment for a title: lower case, German letters spelled out, words joined by hyphens."""
    text = unicodedata.normalize("NFKD", title.lower().translate(_SPELLED))
    text = unicodedata.normalize("NFC", "".join(c for c in text if not unicodedata.combining(c) or c in "゙゚"))
    return "-".join("".join(c if c.isalnum() else " " for c in text).split())[:80].strip("-") or "section"


def _take_explicit(inline: Token) -> str | None:
    children = inline.children or []
    if not children or children[-1].type != "text":
        return None
    mark = _EXPLICIT.search(children[-1].content)
    if mark is None:
        return None
    children[-1].content = children[-1].content[: mark.start()]
    return mark[1]


def _free(anchor: str, taken: set[str], numbers: Counter[str]) -> str:
    """The anchor, with a number where it is taken; `numbers` remembers how far each was counted."""
    if anchor not in taken:
        return anchor
    numbers[anchor] = max(numbers[anchor] + 1, 2)
    while f"{anchor}-{numbers[anchor]}" in taken:
        numbers[anchor] += 1
    return f"{anchor}-{numbers[anchor]}"
