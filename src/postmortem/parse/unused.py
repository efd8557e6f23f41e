"""Definitions that nothing refers to: notes and addresses that a page does not show, and its source must not.

What referred to them may have been internal; they would tell of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from postmortem.diagnostics import Diagnostic
from postmortem.model.report import Audience
from postmortem.parse.limits import limit_inline, limit_lines
from postmortem.parse.places import Places
from postmortem.parse.redaction.blocks import BodyFindings
from postmortem.parse.redaction.cutting import without_parts
from postmortem.parse.redaction.lines import Lines
from postmortem.parse.source_notes import SourceNotes, note_taker

NoteT = TypeVar("NoteT")

# A round finds all that nothing refers to; others follow only where lines that are joined read differently.
_MOST_ROUNDS = 20


class UnsettledError(Exception):
    """Whenever definitions that nothing refers to are taken out, there are others."""


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

    A note that only such notes refer to goes with them. Raise UnsettledError if it takes too many rounds.
    """
    for _ in range(_MOST_ROUNDS):
        if "]:" not in text:
            return text
        lines = Lines(text)
        unused = list(_unused(lines))
        if not unused:
            return text
        text = "".join(text[start:end] for start, end in without_parts(text, lines, unused))
    raise UnsettledError


def unsettled(places: Places) -> Diagnostic:
    """PM215: what UnsettledError says of a body."""
    message = "notes and addresses that nothing refers to cannot all be left out of the published source"
    help_ = "remove those that nothing refers to, or put an empty line before and behind each of them"
    return Diagnostic("PM215", message, places.line(0), help_)


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
    known: dict[str, int] = env.get("footnotes", {}).get("refs", {})
    referred: dict[str, set[str]] = {}
    labels: dict[str, set[str]] = {}
    for token, note in _with_notes(state.tokens, lines):
        notes.next_run()
        asked.labels = labels.setdefault(note, set())
        known.update(dict.fromkeys(known, -1))
        reader.inline.parse(token.content, reader, env, [])
        referred.setdefault(note, set()).update(name[1:] for name, number in known.items() if number >= 0)
    shown = reached(referred, "")
    used = {label for note in shown for label in labels.get(note, ())}
    yield from ((start, end) for name, start, end in notes.footnotes if name not in shown)
    for target in notes.definitions:
        words = lines.text[target.start + 1 : target.end].partition("]:")[0]
        if normalizeReference(words) not in used:
            yield target.start, target.end


def _with_notes(tokens: Sequence[Token], lines: Lines) -> Iterator[tuple[Token, str]]:
    """The runs of text that may refer to something, each with the name of the note it stands in, or none."""
    notes: dict[int, str] = {}
    inside: list[str] = [""]
    for token in tokens:
        if token.type == "footnote_reference_open":
            inside.append(token.meta["label"])
        elif token.type == "footnote_reference_close":
            inside.pop()
        elif token.type == "inline":
            notes[id(token)] = inside[-1]
    return ((token, notes[id(token)]) for token, _ in lines.runs(tokens) if "[" in token.content)


def reached(refers: Mapping[NoteT, set[NoteT]], start: NoteT) -> set[NoteT]:
    """The notes that the text, which is `start`, refers to, and those that these refer to."""
    found, todo = {start}, [start]
    while todo:
        new = refers.get(todo.pop(), set()) - found
        found |= new
        todo += new
    return found
