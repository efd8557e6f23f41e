"""Runs of text that are read at once: words, code, emphasis and links that can be nothing else.

Most runs of a report are of that kind, and the parser, which asks every rule at every sign, takes five times
as long for them. What could be read in any other way is left to it. The tokens are those that it would give.
"""

import re
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# Signs of Markdown that are none where they stand: a colon before no address, an underscore within a word, a
# brace behind words.
_PLAIN = r"[^\n\\`~*_\[\]!^<&{:]"
_WORDS = (
    rf"(?:{_PLAIN}++|:(?!//)|!(?!\[)|\^(?!\[)|(?<!~)~(?!~)|(?<=[^\W_])_(?=[^\W_])"
    rf"|&(?![#A-Za-z])|<(?=[ \n])|(?<={_PLAIN})(?<!\)){{)++"
)
# Behind a space, a mark of emphasis can only open; before one, or between a letter and a sign, only close.
_OPENING = r"(?:^|(?<=[ \n]))(\*\*?)(?=[^\s*])"
_CLOSING = r"(?<=[^\s*])(\*\*?)(?:(?=[ \n]|\Z)|(?:(?<=[^\W_]\*)|(?<=[^\W_]\*\*))(?=[.,;:!?)]))"
_LINK = rf"\[({_WORDS})\]\(([^\s\\<>()&\x00-\x1f\x7f]+)\)"
_PIECE = re.compile(
    rf"({_WORDS})|(?<! )(\n)(?![ \t])|(?<!`)`(?!`)([^`]+)`(?!`)|{_OPENING}|{_CLOSING}|{_LINK}"
)
_KINDS = ("", "words", "break", "code", "opening", "closing", "", "link")
# What normalizing leaves as it is, and no protocol to refuse.
_ADDRESS = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?:/[A-Za-z0-9/._~-]*)?")
_EMPHASIS = {"*": "em", "**": "strong"}


def easy_runs(md: MarkdownIt) -> None:
    """Teach the parser to read easy runs of text at once.

    To be used for a grammar in which no other rule begins at those signs.
    """
    md.core.ruler.at("inline", _read_runs)


def _read_runs(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline":
            children = read_easily(token.content, state.md)
            if children is None:
                children = []
                state.md.inline.parse(token.content, state.md, state.env, children)
            token.children = children


def read_easily(text: str, md: MarkdownIt) -> list[Token] | None:
    """The tokens of a run of text, or None if the parser has to read it."""
    tokens: list[Token] = []
    end, mark = 0, ""
    for piece in _PIECE.finditer(text):
        if piece.start() != end:
            return None
        end = piece.end()
        kind = _KINDS[piece.lastindex or 0]
        level = 1 if mark else 0
        if kind == "words":
            _add_words(tokens, piece[1], level)
        elif kind == "code":
            tokens.append(_token("code_inline", "code", 0, level, "`"))
            tokens[-1].content = _code(piece[3])
        elif kind == "break":
            tokens.append(_token("softbreak", "br", 0, level))
        elif kind == "opening" and not mark:
            mark = piece[4]
            _open(tokens, mark)
        elif kind == "closing" and piece[5] == mark:
            _close(tokens, mark)
            mark = ""
        elif kind != "link" or not _add_link(tokens, piece[6], piece[7], level, md):
            return None
    return tokens if end == len(text) and not mark else None


def _add_words(tokens: list[Token], words: str, level: int) -> None:
    if tokens and tokens[-1].type == "text":
        tokens[-1].content += words
    else:
        tokens.append(_token("text", "", 0, level))
        tokens[-1].content = words


def _token(kind: str, tag: str, nesting: Literal[-1, 0, 1], level: int, markup: str = "") -> Token:
    """A token; to name its fields where it is made would take twice as long."""
    token = Token(kind, tag, nesting)
    token.level, token.markup = level, markup
    return token


def _code(text: str) -> str:
    text = text.replace("\n", " ")
    return text[1:-1] if text[0] == text[-1] == " " and text.strip(" ") else text


def _open(tokens: list[Token], mark: str) -> None:
    name = _EMPHASIS[mark]
    if mark == "**":  # the parser leaves the outer of two signs behind, as a text without words
        _add_words(tokens, "", 0)
    tokens.append(_token(f"{name}_open", name, 1, 0, mark))


def _close(tokens: list[Token], mark: str) -> None:
    name = _EMPHASIS[mark]
    tokens.append(_token(f"{name}_close", name, -1, 0, mark))
    if mark == "**":
        _add_words(tokens, "", 0)


def _add_link(tokens: list[Token], words: str, address: str, level: int, md: MarkdownIt) -> bool:
    href = address if _ADDRESS.fullmatch(address) else md.normalizeLink(address)
    if not md.validateLink(href):
        return False
    tokens += (_token("link_open", "a", 1, level), _token("text", "", 0, level + 1))
    tokens[-2].attrs, tokens[-1].content = {"href": href}, words
    tokens.append(_token("link_close", "a", -1, level))
    return True
