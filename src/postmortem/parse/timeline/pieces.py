"""What the carriers find: pieces in document order, not yet dated.

A body is a run of block tokens, ready to be rendered: a label is cut from it already. Bodies grow while the
carriers read on, so these are the one mutable thing here.
"""

from collections.abc import Sequence

from markdown_it.token import Token
from msgspec import Struct, field

from postmortem.diagnostics import Span
from postmortem.model.timeline import EventKind
from postmortem.parse.timeline.written import Fault, Head, WrittenZone


class Timed(Struct):
    """An entry with a label. `followers` are list items that are indented under it.

    `column` is where its list marker stands, -1 where it is no list item; `open` says that the blocks after
    it belong to it as long as no other time comes. `missed` is a finding on a further time in its text,
    `told` the last remark in it that tells of a day.
    """

    head: Head
    kind: EventKind | None
    body: list[Token]
    span: Span
    column: int = -1
    open: bool = False
    followers: list[Token] = field(default_factory=list)
    missed: tuple[Fault, Span] | None = None
    told: "Remark | None" = None


class Untimed(Struct):
    """An item among entries that has no time; `doubt` is what may have been meant as one."""

    kind: EventKind | None
    body: list[Token]
    span: Span
    doubt: str = ""


class Day(Struct):
    """A date that stands over what follows; `bare` where its words say nothing else."""

    head: Head
    body: list[Token]
    span: Span
    bare: bool = False


class Remark(Struct):
    """Blocks that are no entry. `items` are the items of a list without any times.

    `told` is a day that a title or a short line tells of, which was not read as one over what follows.
    `missed` is a finding on times in it.
    """

    body: list[Token]
    span: Span
    items: list[Untimed] = field(default_factory=list)
    told: Head | None = None
    missed: tuple[Fault, Span] | None = None


class Statement(Struct):
    """A zone that is said to hold for the whole timeline."""

    zone: WrittenZone
    span: Span


# The ends of paragraphs, and of those in a list without blank lines; nothing ever changes them.
_ENDS = {
    hidden: (
        Token("paragraph_open", "p", 1, block=True, hidden=hidden),
        Token("paragraph_close", "p", -1, block=True, hidden=hidden),
    )
    for hidden in (False, True)
}

Piece = Timed | Untimed | Day | Remark | Statement


def paragraph(children: Sequence[Token], like: Token | None = None, *, hidden: bool = False) -> list[Token]:
    """A paragraph of inline tokens, `like` an inline token of the source; nothing where they say nothing.

    It is `hidden` in a list without blank lines, as Markdown has it.
    """
    if not any(token.content or token.type == "image" for token in children):
        return []
    opening, closing = _ENDS[hidden]
    return [opening, inline_of(children, like), closing]


def inline_of(children: Sequence[Token], like: Token | None) -> Token:
    """An inline token with these children, otherwise `like` one of the source."""
    inline = Token("inline", "", 0, children=list(children), block=True)
    if like is not None:
        inline.map, inline.level, inline.content, inline.meta = like.map, like.level, like.content, like.meta
    return inline


def tightened(body: Sequence[Token]) -> list[Token]:
    """The body with its paragraph hidden where it is all that there is."""
    if len(body) != 3 or body[0].type != "paragraph_open":
        return list(body)
    opening, closing = _ENDS[True]
    return [opening, body[1], closing]


def bulleted(items: Sequence[Token]) -> list[Token]:
    """List items in a list of their own."""
    if not items:
        return []
    opening = Token("bullet_list_open", "ul", 1, block=True)
    return [opening, *items, Token("bullet_list_close", "ul", -1, block=True)]
