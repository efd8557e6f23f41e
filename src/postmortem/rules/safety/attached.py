"""PM601 to PM607, marks that hide nothing, and PM610, in files that a report links to, with all in them."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator

import msgspec

from postmortem.diagnostics import Diagnostic, Span, first_letters
from postmortem.model.passage import Passage
from postmortem.model.report import Metadata
from postmortem.packed.parts import Part, parts_of, words_in
from postmortem.rules.context import RuleContext
from postmortem.rules.safety.allowed import harm, harm_outside
from postmortem.rules.safety.published import read_published
from postmortem.rules.safety.secrets import secrets_in
from postmortem.rules.safety.texts import HARM_EVERYWHERE, OTHER_FINDERS, near_any

_MARK = re.compile(r"\]\{\.internal\}|^[ \t>]*:{3,}[ \t]*internal[ \t]*$", re.MULTILINE)
_REVOKE = "take it out, and revoke it at once: whatever stood in a repository is known"
_BY_HAND = (
    "look through it by hand, or attach what is in it; then say so: `<!-- postmortem: allow PM610 … -->`"
)
_BINARY_WITHIN = 8_192
_DOCUMENT = b"%PDF-"
_PARAGRAPH = "paragraph"


class _Place(msgspec.Struct, frozen=True):
    """How places in a file are told: `lines` is what they count, `where` the file."""

    lines: str
    where: str

    def at(self, line: int) -> str:
        """The place as a name."""
        return f"{self.lines} {line} of {self.where}"

    def within(self, line: int) -> str:
        """The place of what stands there."""
        return f"{'in' if self.lines == _PARAGRAPH else 'on'} {self.at(line)}"


def check_attached_texts(report: Metadata, context: RuleContext) -> Iterator[Diagnostic]:
    """What files that are text hold, whatever their names; the first of each kind in each file is told.

    PM610: a file that holds more than could be looked through.
    """
    for path, span in {link.target.partition("#")[0]: link.span for link in report.links}.items():
        told: set[str] = set()
        for part in parts_of(context.assets[path].read()) if path in context.assets else ():
            for found in _findings(part, path, span, report, context):
                if found.code not in told:
                    told.add(found.code)
                    yield found


def _findings(
    part: Part, path: str, span: Span, report: Metadata, context: RuleContext
) -> Iterator[Diagnostic]:
    where = f"`{part.place}` in `{path}`" if part.place else f"`{path}`"
    if part.unread:
        message = f"{where} was not looked through: {part.unread}"
        yield Diagnostic("PM610", message, span, _BY_HAND, harm_outside(report, context))
    words = words_in(part)
    text = _text_of(part.data) if words is None else words
    if text is not None:
        place = _Place("line" if words is None else _PARAGRAPH, where)
        yield from _marks(text, place, span)
        yield from _secrets(text, place, span, report, context)
        yield from _others(text, place, span, report, context)


def _text_of(data: bytes) -> str | None:
    """The file as text; None if it is none."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:_BINARY_WITHIN] or data.startswith(_DOCUMENT):
        return None
    return data.decode("utf-8-sig", "replace")


def _marks(text: str, place: _Place, span: Span) -> Iterator[Diagnostic]:
    if mark := _MARK.search(text):
        line = text.count("\n", 0, mark.start()) + 1
        message = f"an internal mark hides nothing {place.within(line)}: files are published whole"
        yield Diagnostic("PM210", message, span, "take out of the file what is to stay inside")


def _secrets(
    text: str, place: _Place, span: Span, report: Metadata, context: RuleContext
) -> Iterator[Diagnostic]:
    first = next(secrets_in(text), None)
    if first is not None:
        kind, start, end = first
        line = text.count("\n", 0, start) + 1
        holds = f"{place.at(line)} holds `{first_letters(text[start:end])}…`"
        yield Diagnostic("PM601", f"{holds}, which looks like {kind}", span, _REVOKE, harm(report, context))


def _others(
    text: str, place: _Place, span: Span, report: Metadata, context: RuleContext
) -> Iterator[Diagnostic]:
    lines = enumerate(text.splitlines(), start=1)
    published = read_published(
        [Passage(line, None, "", number, (line,)) for number, line in lines], near_any(context.settings)
    )
    for finder in OTHER_FINDERS:
        found = next(finder(published, context.settings), None)
        if found is not None:
            everywhere = found.code in HARM_EVERYWHERE
            level = harm(report, context) if everywhere else harm_outside(report, context)
            message = f"{found.message}, {place.within(found.span.line)}"
            help_ = "take it out of the file, or allow it in site.yml with `safety: allow`"
            yield Diagnostic(found.code, message, span, help_, level)
