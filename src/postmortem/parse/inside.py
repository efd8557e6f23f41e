"""Tokens as an internal edition shows them: what the public edition does not have is marked, in words.

A colour or a line would be lost in feeds, in `report.json` and to readers who cannot see them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from markdown_it.token import Token

from postmortem.locales.inside import heading, marked, marks
from postmortem.model.report import Audience
from postmortem.parse.internal_marks import WORD
from postmortem.parse.redaction.checks import is_internal
from postmortem.parse.tokens import block_text
from postmortem.parse.unused import reached

_END = Token("", "", 0)

Label = Callable[[Sequence[Token]], Sequence[Token]]


def labeller(audience: Audience, lang: str) -> Label:
    """A function that gives tokens with marks in a language; a public edition has nothing to mark."""
    return list if audience is Audience.PUBLIC else lambda tokens: _labelled(tokens, lang)


def marked_text(tokens: Sequence[Token], audience: Audience, lang: str) -> str:
    """The words of a run of block tokens, one block a line, those in internal blocks between marks."""
    if audience is Audience.PUBLIC:
        return block_text(tokens)
    lines: list[str] = []
    depth = start = 0
    for at, token in enumerate((*tokens, _END)):
        if token.type == "internal_close":
            depth -= 1
        if (token.type == "internal_open" or token is _END) and not depth:
            lines.append(_words(tokens[start:at], lang))
            start = at
        elif token.type == "internal_close" and not depth:
            lines.append(marked(_words(tokens[start:at], lang), lang))
            start = at
        if token.type == "internal_open":
            depth += 1
    return "\n".join(line for line in lines if line)


def _words(tokens: Sequence[Token], lang: str) -> str:
    return block_text([_inline(token, lang) for token in tokens])


def _labelled(tokens: Sequence[Token], lang: str) -> list[Token]:
    shown: list[Token] = []
    for token in tokens:
        shown.append(_inline(token, lang))
        if token.type == "internal_open":
            shown += _above(lang)
    return shown


def _inline(token: Token, lang: str) -> Token:
    """The token, with marks among its children if some of them are internal."""
    if token.children and any(map(is_internal, _all(token.children))):
        return token.copy(children=list(_marked(token.children, lang)))
    return token


def _all(children: Sequence[Token]) -> Iterator[Token]:
    """Every token and those below it."""
    for token in children:
        yield token
        yield from _all(token.children or ())


def _above(lang: str) -> tuple[Token, ...]:
    """A paragraph that says that what follows is internal."""
    words = heading(lang)
    inline = Token("inline", "", 0, content=words, children=[Token("text", "", 0, content=words)], block=True)
    opening = Token("paragraph_open", "p", 1, attrs={"class": "inside"}, block=True)
    return opening, inline, Token("paragraph_close", "p", -1, block=True)


def _marked(children: Sequence[Token], lang: str) -> Iterator[Token]:
    before, behind = (Token("text", "", 0, content=words) for words in marks(lang))
    opened: list[bool] = []
    for token in children:
        if token.children:
            token = token.copy(children=list(_marked(token.children, lang)))  # noqa: PLW2901 - a copy of it
        internal = is_internal(token) if token.nesting >= 0 else opened.pop()
        if token.nesting > 0:
            opened.append(internal)
        # A span's marks stand in it, so that they look like it; what has no inside is put between them.
        within = token.tag == "span"
        if internal and token.nesting >= 0 and not within:
            yield before
        if internal and token.nesting < 0 and within:
            yield behind
        yield token
        if internal and token.nesting > 0 and within:
            yield before
        if internal and token.nesting <= 0 and not within:
            yield behind


def outside(children: Sequence[Token]) -> list[Token]:
    """The children of an inline token without those that the public edition does not have."""
    kept: list[Token] = []
    opened: list[bool] = []
    for token in children:
        internal = is_internal(token) if token.nesting >= 0 else opened.pop()
        if not internal and not any(opened):
            kept.append(token)
        if token.nesting > 0:
            opened.append(internal)
    return kept


def wrap_notes(tokens: list[Token], env: Mapping[str, Any]) -> None:
    """Put footnotes that only the internal edition has into an internal element.

    Those are the ones that stand in a block (`env["inside"]`), and those that nothing public refers to.
    """
    refers: dict[int, set[int]] = {}
    note, depth = -1, 0
    for token in tokens:
        note = token.meta["id"] if token.type == "footnote_open" else note
        depth += {"internal_open": 1, "internal_close": -1}.get(token.type, 0)
        if token.children and not depth:
            refers.setdefault(note, set()).update(_notes(outside(token.children)))
    shown = reached(refers, -1)
    named: Sequence[str] = env.get("inside", ())
    wrapped = False
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        if token.type == "footnote_close":
            wrapped = _note_of(tokens, at, shown, named)
        if wrapped and token.type in ("footnote_open", "footnote_close"):
            opening = token.type == "footnote_open"
            div = Token(
                "internal_open" if opening else "internal_close", "div", 1 if opening else -1, block=True
            )
            div.attrs = {"class": WORD, "role": "note"} if opening else {}
            tokens.insert(at + opening, div)


def _note_of(tokens: Sequence[Token], close: int, shown: set[int], named: Sequence[str]) -> bool:
    """Whether the note that ends at a place is internal."""
    opening = next(token for token in reversed(tokens[:close]) if token.type == "footnote_open")
    return opening.meta["id"] not in shown or opening.meta.get("label") in named


def _notes(children: Sequence[Token]) -> Iterator[int]:
    for token in children:
        if token.type == "footnote_ref":
            yield token.meta["id"]
        yield from _notes(token.children or ())
