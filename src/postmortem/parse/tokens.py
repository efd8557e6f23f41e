"""Small readings of markdown-it tokens that several stages share."""

from collections.abc import Sequence

from markdown_it.token import Token

from postmortem.parse.redaction.spaces import single_spaced


def plain_text(children: Sequence[Token]) -> str:
    """The words of an inline token's children, without markup; an image counts as its alt text."""
    parts: list[str] = []
    for token in children:
        if token.type in ("text", "code_inline", "text_special"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "image":
            parts.append(plain_text(token.children or []))
    return single_spaced("".join(parts))


def block_text(tokens: Sequence[Token]) -> str:
    """The words of a run of block tokens, one block a line, code included."""
    lines = []
    for token in tokens:
        if token.type == "inline":
            lines.append(plain_text(token.children or []))
        elif token.type in ("fence", "code_block"):
            lines.append(token.content.rstrip("\n"))
    return "\n".join(line for line in lines if line)
