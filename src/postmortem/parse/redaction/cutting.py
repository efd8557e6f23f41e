"""A body without its internal parts, as if somebody had deleted them by hand.

A block goes with its lines. A span goes with its characters, and with the emphasis around it that holds
nothing else; of the spaces on both sides one run stays. Where nothing is left of a line but signs (`-`, `1.`,
`#`, `>`, `|`), the line goes too.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from markdown_it.rules_core import StateCore
from msgspec import Struct

from postmortem.diagnostics import Diagnostic, Span
from postmortem.model.report import Audience
from postmortem.model.secrets import Secret
from postmortem.parse.internal_marks import WORD
from postmortem.parse.limits import limit_inline, limit_lines
from postmortem.parse.markdown import span_finder
from postmortem.parse.places import Places
from postmortem.parse.redaction.blocks import BodyFindings, MarkFinding
from postmortem.parse.redaction.lines import Lines
from postmortem.parse.redaction.origins import Cut
from postmortem.parse.redaction.spaces import with_spaces
from postmortem.parse.redaction.spans import SpanFinder, with_emphasis

Stretch = tuple[int, int]

_MISPLACED = "does not hide the words before it, or hides none"
_MISPLACED_HELP = "write all words that stay inside as `[words]{.internal}`, or a word between the brackets"


class CutBody(Struct, frozen=True):
    """What is left of a body, what is wrong with the marks in it, and what was cut from it."""

    cut: Cut
    found: tuple[Diagnostic, ...]
    secrets: tuple[Secret, ...]


def cut_body(text: str, places: Places) -> CutBody:
    """The body without its internal parts; all places in the result are in the file.

    What is left holds no mark that works; if it would, nothing is left.
    """
    if not _may_hold_marks(text):
        return whole_body(text, places)
    lines = Lines(text)
    findings, parts = _find_parts(lines)
    found = list(_told(findings, places))
    kept = without_parts(text, lines, parts)
    cut = Cut(text, "".join(text[start:end] for start, end in kept), kept, places.offset)
    secrets = tuple(_secret(text, part, lines, places) for part in parts)
    if parts and _find_parts(Lines(cut.text))[1]:
        message = "internal parts stand so that without them others come into being"
        found.append(Diagnostic("PM210", message, secrets[0].span, "put empty lines around them"))
        cut = Cut(text, "", (), places.offset)
    return CutBody(cut, tuple(found), secrets)


def whole_body(text: str, places: Places) -> CutBody:
    """The body as it is, for an audience that may see all of it, and what is wrong with the marks in it."""
    cut = Cut(text, text, ((0, len(text)),), places.offset)
    if not _may_hold_marks(text):
        return CutBody(cut, (), ())
    return CutBody(cut, tuple(_told(_find_parts(Lines(text))[0], places)), ())


def _told(findings: Iterable[MarkFinding], places: Places) -> Iterator[Diagnostic]:
    return (Diagnostic("PM210", f.message, places.find(f.lines, f.words), f.help) for f in findings)


def _may_hold_marks(text: str) -> bool:
    return "::" in text or ("{" in text and WORD in text)


def without_parts(text: str, lines: Lines, parts: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """What is left of a text without some parts of it, the spaces beside them, and lines they leave empty."""
    return _kept(text, lines.whole(_tidied(text, _joined(parts))))


def _find_parts(lines: Lines) -> tuple[list[MarkFinding], list[Stretch]]:
    """All internal parts, from their first to their last character, and what is wrong with blocks."""
    reader = span_finder()
    findings = BodyFindings()
    finder = SpanFinder()
    env: dict[str, Any] = {
        "audience": Audience.PUBLIC, "redaction": findings, "spans": finder, "too_large": [],
    }  # fmt: skip
    state = StateCore(limit_lines(lines.text)[0], reader, env)
    reader.block.parse(state.src, reader, env, state.tokens)
    limit_inline(state)
    lines.learn(state.tokens)
    parts = list(findings.blocks)
    for token, places in lines.runs(state.tokens):
        if "{" in token.content and WORD in token.content:
            finder.spans.clear()
            finder.misplaced.clear()
            reader.inline.parse(token.content, reader, env, [])
            for start, end in finder.outermost_misplaced():
                words = token.content[start:end]
                findings.add(token.map or (0, 1), words, f"`{words[:40]}` {_MISPLACED}", _MISPLACED_HELP)
                parts.append((places[0], places[len(token.content) - 1] + 1))
            for start, end in finder.spans:
                first, last = with_emphasis(token.content, start, end)
                parts.append((places[first], places[last - 1] + 1))
    return findings.found, _joined(parts)


def _joined(parts: Iterable[Stretch]) -> list[Stretch]:
    """The stretches in order, those that touch or overlap made one."""
    joined: list[Stretch] = []
    for start, end in sorted(parts):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _tidied(text: str, parts: Sequence[Stretch]) -> list[Stretch]:
    """The stretches with the spaces that would be left over; those with only spaces between made one."""
    joined: list[Stretch] = []
    for part in parts:
        if joined and not text[joined[-1][1] : part[0]].strip(" \t"):
            joined[-1] = (joined[-1][0], part[1])
        else:
            joined.append(part)
    return [with_spaces(text, *part) for part in joined]


def _kept(text: str, gone: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """What is not in the stretches."""
    kept = []
    at = 0
    for start, end in gone:
        if start > at:
            kept.append((at, start))
        at = end
    if at < len(text):
        kept.append((at, len(text)))
    return tuple(kept)


def _secret(text: str, part: Stretch, lines: Lines, places: Places) -> Secret:
    first, column = lines.place(part[0])
    last, end_column = lines.place(part[1])
    offset = places.offset + 1
    span = Span(places.path, first + offset, column + 1, last + offset, end_column + 1)
    return Secret(text[part[0] : part[1]], span)
