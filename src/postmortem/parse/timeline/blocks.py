"""Block tokens as blocks: each an opening with all up to its close, or a token that stands alone."""

from collections.abc import Sequence

from markdown_it.token import Token
from msgspec import Struct


class Block(Struct, frozen=True):
    """One block with its tokens. `row` is its first line as tokens count, -1 where it has none."""

    tokens: Sequence[Token]

    @property
    def kind(self) -> str:
        """What it is: `paragraph`, `bullet_list`, `fence`, …"""
        return self.tokens[0].type.removesuffix("_open")

    @property
    def row(self) -> int:
        """Its first line, from 0."""
        place = self.tokens[0].map
        return place[0] if place else -1

    @property
    def level(self) -> int:
        """A heading's level, 1 to 6; 0 of any other block."""
        tag = self.tokens[0].tag
        return int(tag[1]) if self.kind == "heading" and len(tag) == 2 and tag[1].isdigit() else 0

    def inner(self) -> list["Block"]:
        """The blocks inside."""
        return blocks_of(self.tokens[1:-1])

    def inline(self) -> Token | None:
        """The first inline token directly inside: the text of a paragraph, a heading, a cell."""
        return self.tokens[1] if len(self.tokens) > 1 and self.tokens[1].type == "inline" else None


def blocks_of(tokens: Sequence[Token]) -> list[Block]:
    """The outermost blocks of a run of tokens."""
    blocks: list[Block] = []
    depth = start = 0
    for position, token in enumerate(tokens):
        depth += token.nesting
        if depth <= 0:
            blocks.append(Block(tokens[start : position + 1]))
            start, depth = position + 1, 0
    if start < len(tokens):
        blocks.append(Block(tokens[start:]))
    return blocks


def scopes_of(blocks: Sequence[Block]) -> list[tuple[Block, Sequence[Block]]]:
    """Each block with those under it: a heading has all up to the next heading that is not below it."""
    found: list[tuple[Block, Sequence[Block]]] = []
    at = 0
    while at < len(blocks):
        end = at + 1
        if blocks[at].level:
            while end < len(blocks) and not 0 < blocks[end].level <= blocks[at].level:
                end += 1
        found.append((blocks[at], blocks[at + 1 : end]))
        at = end
    return found
