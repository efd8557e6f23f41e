"""A report's source as it is published: front matter written anew from what was read, body without comments.

fields that the audience may see -> YAML, one field after the other, as they were written
body that the audience may see   -> the same text; comments gone, local targets open (see model/markdown)
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml
from markdown_it.rules_core import StateCore

from postmortem.model.markdown import DEFINITION_END, END, START, WORDS_END
from postmortem.model.references import mark_reference
from postmortem.model.report import Audience
from postmortem.parse.limits import limit_inline, limit_lines
from postmortem.parse.links import local_target
from postmortem.parse.redaction.blocks import BodyFindings
from postmortem.parse.redaction.cutting import without_parts
from postmortem.parse.redaction.lines import Lines
from postmortem.parse.report_schema import FrontMatter
from postmortem.parse.source_notes import SourceNotes, Target, note_taker
from postmortem.parse.strict_yaml import WrittenFloat, WrittenInt
from postmortem.parse.unused import without_unused

_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_MAY_CHANGE = re.compile(r"<!--|\]:|\]\(\s*<?(?![A-Za-z][A-Za-z0-9+.-]*:|[#/])")
_EMPTY, _QUOTE = "<!-- -->", " \t>"
_LATER = ("related",)  # which reports are published is known when all are read

Edit = tuple[int, int, str]


class _Writer(_DUMPER):  # type: ignore[misc]  # with or without the C library
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the reader of reports refuses aliases
        return True


def _write_number(writer: Any, number: Any) -> Any:
    kind = "int" if isinstance(number, WrittenInt) else "float"
    return writer.represent_scalar(f"tag:yaml.org,2002:{kind}", number.written)


for _kind in (WrittenInt, WrittenFloat):
    _Writer.add_representer(_kind, _write_number)


def published_front(fields: Mapping[str, Any]) -> str:
    """The front matter's fields as YAML, but for relations, which `model/report` has."""
    known = {
        name: value
        for name, value in fields.items()
        if name in FrontMatter.__struct_fields__ and name not in _LATER
    }
    return (
        str(yaml.dump(known, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=100)) if known else ""
    )


def published_body(text: str, path: str, audience: Audience) -> str:
    """A body that the audience may see, without comments, and with local targets left open.

    Raise UnsettledError as `without_unused` does.
    """
    if not _MAY_CHANGE.search(text):
        return text
    if audience is Audience.PUBLIC:
        text = without_unused(text)
    lines = Lines(text)
    comments, targets = _read_notes(lines, audience)
    between = [stretch for stretch in comments if _stands_between(lines, *stretch)]
    kept = without_parts(text, lines, (stretch for stretch in comments if stretch not in between))
    edits = [(start, end, _EMPTY) for start, end in between]
    edits += (edit for target in targets for edit in _edits(target, path))
    edits.sort(key=_order)
    return "".join(_edited(text, start, end, edits) for start, end in kept)


def _stands_between(lines: Lines, start: int, end: int) -> bool:
    """Whether a comment fills lines with text right above and below, which would be one without it."""
    (first, column), (last, end_column) = lines.place(start), lines.place(end)
    rows = lines.lines
    if rows[first][:column].strip(_QUOTE) or rows[last][end_column:].strip():
        return False
    above, below = rows[max(first - 1, 0) : first], rows[last + 1 : last + 2]
    return bool("".join(above).strip(_QUOTE) and "".join(below).strip(_QUOTE))


def _read_notes(lines: Lines, audience: Audience) -> tuple[list[tuple[int, int]], list[Target]]:
    reader, notes = note_taker(), SourceNotes()
    env: dict[str, Any] = {
        "audience": audience,
        "redaction": BodyFindings(),
        "source": notes,
        "too_large": [],
    }
    state = StateCore(limit_lines(lines.text)[0], reader, env)
    reader.block.parse(state.src, reader, env, state.tokens)
    limit_inline(state)
    lines.learn(state.tokens)
    comments, targets = list(notes.block_comments), list(notes.definitions)
    for token, places in lines.runs(state.tokens):
        if "<!--" in token.content or "](" in token.content:
            notes.next_run()
            reader.inline.parse(token.content, reader, env, [])
            comments += ((places[start], places[end - 1] + 1) for start, end in notes.comments)
            targets += (_placed(target, places) for target in notes.targets)
    return comments, targets


def _placed(target: Target, places: Sequence[int]) -> Target:
    """A target of a run of text, with the places that its characters have in the body."""
    first, last = target.address
    return Target(
        places[target.start],
        places[target.words_end],
        (places[first], places[last - 1] + 1 if last > first else places[first]),
        target.written,
        places[target.end - 1] + 1,
    )


def _edits(target: Target, path: str) -> Iterator[Edit]:
    """What is to be written instead of stretches of a construct that leads to a file of the source folder."""
    local = local_target(target.written, path)
    definition = target.words_end < 0
    if local is None or local.startswith("#"):
        if not (definition and not target.written):
            return
        local = ""  # an address that could not be found again is one that leads nowhere
    yield target.start, target.start, START
    if not definition:
        yield target.words_end, target.words_end + 1, WORDS_END
    yield *target.address, mark_reference(local)
    yield target.end, target.end, (DEFINITION_END if definition else "") + END


def _order(edit: Edit) -> tuple[int, int, bool, str]:
    """Where one construct ends and the next begins, the end comes first."""
    start, end, instead = edit
    return start, end, instead == START, instead


def _edited(text: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    """A stretch of the text with the edits within it."""
    parts, at = [], start
    for first, last, instead in edits:
        if start <= first and last <= end:
            parts += [text[at:first], instead]
            at = last
    return "".join((*parts, text[at:end]))
