"""PM601 to PM607, and marks that hide nothing, in files that a report links to: they are published whole."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator

from postmortem.diagnostics import Diagnostic, Span, first_letters
from postmortem.model.passage import Passage
from postmortem.model.report import Metadata
from postmortem.rules.context import RuleContext
from postmortem.rules.safety.allowed import harm, harm_outside
from postmortem.rules.safety.published import read_published
from postmortem.rules.safety.secrets import secrets_in
from postmortem.rules.safety.texts import HARM_EVERYWHERE, OTHER_FINDERS, near_any

_MARK = re.compile(r"\]\{\.internal\}|^[ \t>]*:{3,}[ \t]*internal[ \t]*$", re.MULTILINE)
_REVOKE = "take it out, and revoke it at once: whatever stood in a repository is known"
_BINARY_WITHIN = 8_192
_DOCUMENT = b"%PDF-"


def check_attached_texts(report: Metadata, context: RuleContext) -> Iterator[Diagnostic]:
    """What a file that is text holds, whatever its name; the first of each kind in each file is told."""
    for path, span in {link.target.partition("#")[0]: link.span for link in report.links}.items():
        text = _text_of(context.assets[path].read()) if path in context.assets else None
        if text is not None:
            yield from _marks(text, path, span)
            yield from _secrets(text, path, span, report, context)
            yield from _others(text, path, span, report, context)


def _text_of(data: bytes) -> str | None:
    """The file as text; None if it is none."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:_BINARY_WITHIN] or data.startswith(_DOCUMENT):
        return None
    return data.decode("utf-8-sig", "replace")


def _marks(text: str, path: str, span: Span) -> Iterator[Diagnostic]:
    if mark := _MARK.search(text):
        line = text.count("\n", 0, mark.start()) + 1
        message = f"an internal mark hides nothing on line {line} of `{path}`: files are published whole"
        yield Diagnostic("PM210", message, span, "take out of the file what is to stay inside")


def _secrets(
    text: str, path: str, span: Span, report: Metadata, context: RuleContext
) -> Iterator[Diagnostic]:
    first = next(secrets_in(text), None)
    if first is not None:
        kind, start, end = first
        line = text.count("\n", 0, start) + 1
        holds = f"line {line} of `{path}` holds `{first_letters(text[start:end])}…`"
        yield Diagnostic("PM601", f"{holds}, which looks like {kind}", span, _REVOKE, harm(report, context))


def _others(text: str, path: str, span: Span, report: Metadata, context: RuleContext) -> Iterator[Diagnostic]:
    lines = enumerate(text.splitlines(), start=1)
    published = read_published(
        [Passage(line, None, path, number, (line,)) for number, line in lines], near_any(context.settings)
    )
    for finder in OTHER_FINDERS:
        found = next(finder(published, context.settings), None)
        if found is not None:
            everywhere = found.code in HARM_EVERYWHERE
            level = harm(report, context) if everywhere else harm_outside(report, context)
            message = f"{found.message}, on line {found.span.line} of `{path}`"
            help_ = "take it out of the file, or allow it in site.yml with `safety: allow`"
            yield Diagnostic(found.code, message, span, help_, level)
