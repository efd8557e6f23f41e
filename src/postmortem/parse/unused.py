"""Definitions that nothing refers to: notes and addresses that a page does not show, and its source must not.

What referred to them may have been internal; they would tell of it.
"""

from collections.abc import Iterator
from typing import Any

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_core import StateCore

from postmortem.model.report import Audience
from postmortem.parse.limits import limit_inline, limit_lines
from postmortem.parse.redaction.blocks import BodyFindings
from postmortem.parse.redaction.cutting import without_parts
from postmortem.parse.redaction.lines import Lines
from postmortem.parse.source_notes import SourceNotes, note_taker

_MOST_ROUNDS = 20


class _Asked(dict[str, Any]):
    """The definitions of addresses, with those that were asked for."""

    def __init__(self, known: dict[str, Any]) -> None:
        super().__init__(known)
        self.labels: set[str] = set()

    def get(self, label: str, default: Any = None) -> Any:
        self.labels.add(label)
        return super().get(label, default)


def without_unused(text: str) -> str:
    """A body without the definitions of notes and addresses that nothing in it refers to.

    A note may be referred to by another one that goes: looked through again until nothing goes any more.
    """
    for _ in range(_MOST_ROUNDS):
        if "]:" not in text:
            break
        lines = Lines(text)
        unused = list(_unused(lines))
        if not unused:
            break
        text = "".join(text[start:end] for start, end in without_parts(text, lines, unused))
    return text


def _unused(lines: Lines) -> Iterator[tuple[int, int]]:
    """From where to where each of them stands."""
    reader, notes = note_taker(), SourceNotes()
    env: dict[str, Any] = {
        "audience": Audience.PUBLIC, "redaction": BodyFindings(), "source": notes, "too_large": [],
    }  # fmt: skip
    state = StateCore(limit_lines(lines.text)[0], reader, env)
    reader.block.parse(state.src, reader, env, state.tokens)
    limit_inline(state)
    lines.learn(state.tokens)
    asked = env["references"] = _Asked(env.get("references", {}))
    for token, _ in lines.runs(state.tokens):
        if "[" in token.content:
            notes.next_run()
            reader.inline.parse(token.content, reader, env, [])
    referred = env.get("footnotes", {}).get("refs", {})
    yield from ((start, end) for name, start, end in notes.footnotes if referred.get(f":{name}", -1) < 0)
    for target in notes.definitions:
        words = lines.text[target.start + 1 : target.end].partition("]:")[0]
        if normalizeReference(words) not in asked.labels:
            yield target.start, target.end
