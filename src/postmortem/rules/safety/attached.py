"""PM601 to PM607, marks that hide nothing, and PM610, in files that a report links to, with all in them."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from postmortem.diagnostics import Diagnostic, Span, first_letters
from postmortem.model.passage import Passage
from postmortem.model.report import Metadata
from postmortem.model.site import Settings
from postmortem.packed.parts import NAME, PARAGRAPH
from postmortem.packed.texts import RUN, Reading, readings_of
from postmortem.rules.context import RuleContext
from postmortem.rules.safety.allowed import harm, harm_outside
from postmortem.rules.safety.inside import find_denied_words
from postmortem.rules.safety.published import read_published
from postmortem.rules.safety.secrets import secrets_in
from postmortem.rules.safety.texts import HARM_EVERYWHERE, OTHER_FINDERS, near_any

_MARK = re.compile(r"\]\{\.internal\}|^[ \t>]*:{3,}[ \t]*internal[ \t]*$", re.MULTILINE)
_REVOKE = "take it out, and revoke it at once: whatever stood in a repository is known"
_BY_HAND = (
    "look through it by hand, or attach what is in it; then say so: `<!-- postmortem: allow PM610 … -->`"
)
_LINES = 50
_AT_ONCE = 200


class _Place(msgspec.Struct, frozen=True):
    """How places in a file are told: `lines` is what they count, `where` the file."""

    lines: str
    where: str

    def at(self, line: int) -> str:
        """The place as a name."""
        return f"{self.lines} {line} of {self.where}"

    def within(self, line: int) -> str:
        """The place of what stands there."""
        return f"{'in' if self.lines in (NAME, PARAGRAPH, RUN) else 'on'} {self.at(line)}"


def check_attached_texts(report: Metadata, context: RuleContext) -> Iterator[Diagnostic]:
    """What files hold that can be read, whatever their names; the first of each kind in each file is told.

    PM610: a file that holds more than could be looked through.
    """
    for path, span in {link.target.partition("#")[0]: link.span for link in report.links}.items():
        told: set[str] = set()
        for reading in readings_of(context.assets[path].read()) if path in context.assets else ():
            for found in _findings(reading, path, span, report, context):
                if found.code not in told:
                    told.add(found.code)
                    yield found


def _findings(
    reading: Reading, path: str, span: Span, report: Metadata, context: RuleContext
) -> Iterator[Diagnostic]:
    where = f"{_named(reading.place, context.settings)} in `{path}`" if reading.place else f"`{path}`"
    if reading.unread:
        message = f"{where} was not looked through: {reading.unread}"
        yield Diagnostic("PM610", message, span, _BY_HAND, harm_outside(report, context))
    if reading.unit:
        place = _Place(reading.unit, where)
        text = reading.data.decode("utf-8-sig", "replace")
        yield from _marks(text, place, span) if reading.unit != RUN else ()
        yield from _secrets(text, place, span, report, context)
        yield from _others(text, place, span, report, context)


def _named(place: str, settings: Settings) -> str:
    """A place by its name, which stands in logs, too: so not if the name holds what must not be published."""
    published = read_published([Passage(place.replace("_", "-"), None, "", 1, (place,))], near_any(settings))
    found = (next(finder(published, settings), None) for finder in OTHER_FINDERS)
    return "a file" if any(found) or next(secrets_in(place), None) else f"`{place}`"


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
    near = near_any(context.settings)
    told: set[str] = set()
    for passages in _passages(text.replace("_", "-") if place.lines == NAME else text):
        published = read_published(passages, near)
        for finder in (find_denied_words,) if place.lines == RUN else OTHER_FINDERS:
            found = next(finder(published, context.settings), None)
            if found is not None and found.code not in told:
                told.add(found.code)
                everywhere = found.code in HARM_EVERYWHERE
                level = harm(report, context) if everywhere else harm_outside(report, context)
                message = f"{found.message}, {place.within(found.span.line)}"
                help_ = "take it out of the file, or allow it in site.yml with `safety: allow`"
                yield Diagnostic(found.code, message, span, help_, level)


def _passages(text: str) -> Iterator[Sequence[Passage]]:
    """The text in passages of some lines, a few at a time; what goes over the end of a line is in one."""
    lines = text.split("\n")
    blocks = (
        Passage("\n".join(some), None, "", at + 1, tuple(some))
        for at in range(0, len(lines), _LINES)
        for some in (lines[at : at + _LINES + 1],)  # the first line of the next block is in both
    )
    while some := tuple(islice(blocks, _AT_ONCE)):
        yield some
