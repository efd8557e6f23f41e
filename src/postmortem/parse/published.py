"""Everything of a report that will be published as text, with its places: for the rules on safety.

Prose with its code, code blocks with the words that open them, the addresses of links and images, names of
definitions, and the values of the front matter. What the audience may not see was cut before.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

from markdown_it.token import Token

from postmortem.model.passage import Passage
from postmortem.parse.places import Places
from postmortem.parse.runs import read_runs
from postmortem.parse.strict_yaml import YamlDocument, YamlPath

_ATTRIBUTES = ("href", "src", "title")
_ITSELF = ("linkify", "autolink")  # an address that is its own words
_UNPUBLISHED = "internal"


def body_texts(
    tokens: Sequence[Token], places: Places, labels: Iterable[tuple[int, str]]
) -> Iterator[Passage]:
    """The texts of a body; to be read before addresses in it are replaced by references.

    `labels` are the names of its definitions, with their lines in the body from 0.
    """
    names = [(line, name) for line, name in labels if not name.isalnum()]
    for line, name in (*names, *_code_names(tokens)):
        yield Passage(name, None, places.path, line + places.offset + 1, places.source((line, line + 1)))
    for run in read_runs(tokens, places):
        children = run.token.children
        texts = [run.token.content]
        if children is not None:
            texts = [_all_words(children), *_addresses(children)]
        for text in texts:
            if text.strip():
                yield Passage(text, None, places.path, run.line, run.source)


def _code_names(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """What stands behind the signs that open a block of code, but for the plain name of a language."""
    for token in tokens:
        info = token.info.strip() if token.type == "fence" else ""
        if info and token.map is not None and not info.isalpha():
            yield token.map[0], info


def field_texts(document: YamlDocument, places: Places) -> Iterator[Passage]:
    """The texts of the front matter; a text over several lines is looked for on all of them."""
    starts = sorted({span.line for span in (*document.keys.values(), *document.values.values())})
    ends = dict(pairwise((*starts, max(places.offset, *starts, 1) + 1)))
    for at, text in _scalars(document.data, ()):
        span = document.values.get(at)
        if span is not None and at[0] != _UNPUBLISHED:
            source = places.lines[span.line - 1 : max(ends[span.line] - 1, span.line)]
            # A title is published in plain words as well, without the signs of code in it.
            said = text.replace("`", "") if at[-1] == "title" else text
            yield Passage(said, None, places.path, span.line, source, field=at)


def _all_words(children: Sequence[Token]) -> str:
    parts = []
    for token in children:
        if token.type in ("text", "text_special", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif token.type == "image":
            parts.append(_all_words(token.children or []))
    return "".join(parts)


def _addresses(children: Sequence[Token]) -> Iterator[str]:
    for token in children:
        # What stands in braces and is no part of the page is published with the source all the same.
        if token.meta:
            yield from map(str, token.meta.get("insecure_attrs", {}).values())
        if token.type in ("link_open", "image") and token.markup not in _ITSELF:
            yield from (unquote(str(token.attrs[name])) for name in _ATTRIBUTES if token.attrs.get(name))
        if token.children:
            yield from _addresses(token.children)


def _scalars(value: Any, at: YamlPath) -> Iterator[tuple[YamlPath, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _scalars(item, (*at, key))
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from _scalars(item, (*at, i))
    elif value is not None and not isinstance(value, bool):
        yield at, str(getattr(value, "written", value))
