"""Markdown that did not take: code that is never closed, footnotes without a text, links that are refused.

Readers would see it as it was typed, or lose everything below it; a writer is told at the place.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from postmortem.diagnostics import Diagnostic
from postmortem.model.passage import Passage
from postmortem.parse.places import Places

_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,80}\]")
_REFUSED_LINK = re.compile(r"\]\((?P<scheme>javascript|vbscript|file|data):", re.IGNORECASE)


def find_open_fences(tokens: Sequence[Token], places: Places) -> Iterator[Diagnostic]:
    """PM214: a code block that runs to the end of what it stands in."""
    for token in tokens:
        if token.type != "fence" or token.map is None:
            continue
        last = places.source(token.map)[-1] if token.map[1] - token.map[0] > 1 else ""
        if not last.rstrip().endswith(token.markup):
            message = (
                f"the code block is never closed: all below it is code, up to line {_end(token, places)}"
            )
            help_ = f"write {token.markup} on a line of its own where the code ends"
            yield Diagnostic("PM214", message, places.line(token.map[0]), help_)


def find_leftovers(passages: Sequence[Passage]) -> Iterator[Diagnostic]:
    """PM207: a footnote that is not there, or an address that nothing may link to."""
    for passage in passages:
        if "[^" not in passage.text and "](" not in passage.text:
            continue
        for found in _FOOTNOTE.finditer(passage.text):
            message = f"the footnote `{found[0]}` has no text"
            help_ = f"add a line `{found[0]}: …` below, or remove the mark"
            yield Diagnostic("PM207", message, passage.locate(*found.span()), help_)
        for found in _REFUSED_LINK.finditer(passage.text):
            message = f"a link to `{found['scheme']}:` is refused and stands on the page as it is written"
            help_ = "link to an address that starts with `https://`, or to a file beside the report"
            yield Diagnostic("PM207", message, passage.locate(*found.span("scheme")), help_)


def _end(token: Token, places: Places) -> int:
    return (token.map[1] if token.map else 0) + places.offset
