"""PM601: keys, tokens and passwords, known by how they begin or by the word beside them."""

import re
from collections.abc import Iterator
from functools import cache

from msgspec.structs import replace

from postmortem.diagnostics import Diagnostic, Span, first_letters
from postmortem.model.passage import Passage
from postmortem.model.site import Settings
from postmortem.rules.safety.passwords import WORDS, told_beside
from postmortem.rules.safety.published import Published
from postmortem.rules.safety.tokens import TOKENS

_HELP = "take it out, and revoke it at once: whatever stood in a repository is known"
NEAR = tuple({near.lower() for _, literals, _ in TOKENS for near in literals} | {*WORDS})
_PLACEHOLDER = re.compile(
    r"example|redact|placeholder|changeme|xxxx|\.\.\.|\*\*\*|…|your[_-]|my[_-]?pass|^\$|^%|^<|^\{|^pass(?:word|wort)?$|^secret$"
    r"|^\$?\{?[A-Z_]+\}?$",
    re.IGNORECASE,
)


def find_secrets(published: Published, settings: Settings) -> Iterator[Diagnostic]:
    """PM601: something that opens a door; told with its kind and its first letters alone."""
    for passage in published.near(NEAR):
        for kind, start, end in secrets_in(passage.text):
            message = f"`{first_letters(passage.text[start:end])}…` looks like {kind}"
            span = _whole(passage, start, end)
            yield Diagnostic("PM601", message, span, _HELP, secret=True)


def secrets_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Every secret of a text: its kind and where it begins and ends. Places do not overlap."""
    taken: list[tuple[int, int]] = []
    for kind, literals, expression in TOKENS:
        if not any(near in text for near in literals):
            continue
        pattern = _compiled(expression)
        for found in pattern.finditer(text):
            start, end = found.span("secret" if "secret" in pattern.groupindex else 0)
            if _is_free(start, end, taken) and not _is_placeholder(text[start:end]):
                taken.append((start, end))
                yield kind, start, end
    for start, end in told_beside(text):
        if _is_free(start, end, taken) and not _is_placeholder(text[start:end]):
            taken.append((start, end))
            yield "a password or token", start, end


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    """Compiled when it is first needed: most are never."""
    return re.compile(expression)


def _is_free(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return not any(start < other_end and other < end for other, other_end in taken)


def _is_placeholder(secret: str) -> bool:
    return bool(_PLACEHOLDER.search(secret)) or (len(secret) >= 16 and len(set(secret[4:].lower())) < 6)


def _whole(passage: Passage, start: int, end: int) -> Span:
    """The secret's place, over all its lines; whole lines where it is written otherwise in the source."""
    span = passage.locate(start, end)
    words = passage.text[start:end]
    rows = passage.source[span.line - passage.line :][: words.count("\n") + 1]
    if not rows[0][span.column - 1 :].startswith(words.split("\n")[0]):
        span = replace(span, column=1, end_column=len(rows[0]) + 1)
    if len(rows) > 1:
        span = replace(span, end_line=span.line + len(rows) - 1, end_column=len(rows[-1]) + 1)
    return span
