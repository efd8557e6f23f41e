"""Rules on the body's structure: sections, headings, placeholders, links."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import islice
from posixpath import dirname, relpath

from postmortem.diagnostics import Diagnostic, Level, Span
from postmortem.locales.sections import fold, written_names
from postmortem.model.passage import Passage
from postmortem.model.report import Link, Metadata, Report, Section, Status
from postmortem.model.visibility import left_out
from postmortem.rules.context import RuleContext, every_anchor

_PLACEHOLDER = re.compile(
    r"\b(?:TODO|TBD|FIXME|XXX)\b|\{\{|(?<![:\w?!])\?\?+|\bLorem ipsum\b|‹[^›\n]{1,200}›"
)

_NEAR_PLACEHOLDERS = ("TODO", "TBD", "FIXME", "XXX", "{{", "??", "Lorem", "‹")

_SHOWN = 40
_MAX_PLACEHOLDERS = 100  # of one report; who mends these will find the others


def check_required_sections(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM201: a section that reports of this kind must have is not there."""
    present = {s.key for s in report.sections}
    for key in context.settings.required_sections(report.kind.value):
        if key not in present:
            name = (written_names(report.lang).get(key) or written_names("en")[key])[0]
            message = f"the section `{name}` is missing"
            near = _misspelt(report, key)
            help_ = f"add `## {name}`, or mark a heading of yours: `## … {{#{key}}}`"
            if near:
                help_ = f"call the heading `{name}`, or mark it: `{near.title} {{#{key}}}`"
            span = near.span if near else report.span("title")
            yield softer_in_drafts(report, Diagnostic("PM201", message, span, help_))


def _misspelt(report: Report, key: str) -> Section | None:
    """The heading that was probably meant to name the section."""
    names = [fold(name) for lang in (report.lang, "en") for name in written_names(lang).get(key, ())]
    for section in report.sections:
        if section.key is None and get_close_matches(fold(section.title), names, n=1, cutoff=0.8):
            return section
    return None


def check_empty_sections(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM202: a required section that says nothing."""
    required = context.settings.required_sections(report.kind.value)
    for i, section in enumerate(report.sections):
        if section.key in required and _is_empty(report, i, section):
            message = f"the section `{section.title}` is empty"
            help_ = "write at least one sentence, even if it is that nothing is known"
            yield softer_in_drafts(report, Diagnostic("PM202", message, section.span, help_))


def _is_empty(report: Report, index: int, section: Section) -> bool:
    if section.text.strip() or "<img" in section.html or _is_filled_timeline(report, section):
        return False
    following = report.sections[index + 1 : index + 2]
    return not (following and following[0].level > section.level)


def _is_filled_timeline(report: Report, section: Section) -> bool:
    return section.key == "timeline" and bool(report.timeline.items)


def check_repeated_sections(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM203: two headings that name the same required section."""
    first: dict[str, Section] = {}
    for section in report.sections:
        if section.key is None or section.key in ("lessons", "causes", "technical"):
            continue
        if section.key in first:
            message = f"the section `{section.key}` comes twice"
            help_ = f"join it with `{first[section.key].title}` on line {first[section.key].span.line}"
            yield Diagnostic("PM203", message, section.span, help_)
        first.setdefault(section.key, section)


def check_heading_levels(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM204: a heading more than one level below the one before it."""
    before = 1
    for section in report.sections:
        if section.level > before + 1:
            message = f"the heading `{section.title}` skips a level"
            help_ = "write it one level below the heading before it, with fewer `#`"
            yield Diagnostic("PM204", message, section.span, help_)
        if section.level:
            before = section.level


def check_placeholders(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM205: a word that says that something is still to be written."""
    everything = "\n".join([passage.text for passage in report.passages])
    passages = report.passages if any(near in everything for near in _NEAR_PLACEHOLDERS) else ()
    marked = ((passage, found) for passage in passages for found in _PLACEHOLDER.finditer(passage.text))
    for passage, found in islice(marked, _MAX_PLACEHOLDERS):
        yield _placeholder(report, found[0], passage.locate(*found.span()))
    for section in report.sections:
        for found in _PLACEHOLDER.finditer(section.title):
            yield _placeholder(report, found[0], section.span)
    for field in ("title", "description"):
        for found in _PLACEHOLDER.finditer(getattr(report, field) if (field,) in report.where else ""):
            yield _placeholder(report, found[0], report.span(field))


def _placeholder(report: Report, words: str, span: Span) -> Diagnostic:
    shown = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
    message = f"the placeholder `{shown}` was left"
    return softer_in_drafts(
        report, Diagnostic("PM205", message, span, "write what belongs here, or remove it")
    )


def check_own_anchors(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM208: places on the page itself that do not exist."""
    for link in report.links:
        if link.target.startswith("#"):
            yield from _missing_anchor(link, every_anchor(report), every_anchor(report))


def check_links(report: Metadata, context: RuleContext) -> Iterator[Diagnostic]:
    """PM207, PM208, PM209: targets, their anchors and images that do not exist."""
    for link in report.links:
        path, _, fragment = link.target.partition("#")
        if not path:
            continue
        if path not in context.files:
            yield _missing_file(link.target, path, link.image, link.span, context)
        elif path.endswith(".md") and path not in context.reports:
            message = f"`{path}` is not a report that could be read"
            yield Diagnostic("PM207", message, link.span, "link to a report, or mend that one first")
        elif fragment:
            anchors, target = context.anchors(path), context.reports.get(path)
            # Findings in a public report may be read by everybody.
            told = _is_hidden(report, context) or not (target and _is_hidden(target, context))
            yield from _missing_anchor(link, anchors, anchors if told else ())


def _is_hidden(report: Metadata, context: RuleContext) -> bool:
    return left_out(report, context.edition, context.now, drafts=context.drafts) is not None


def _missing_anchor(
    link: Link, anchors: tuple[str, ...] | None, suggested: tuple[str, ...] | None
) -> Iterator[Diagnostic]:
    fragment = link.target.partition("#")[2]
    if fragment and anchors is not None and fragment not in anchors:
        near = get_close_matches(fragment, suggested or (), n=1, cutoff=0.5)
        help_ = f"did you mean `#{near[0]}`?" if near else "link to a heading of that page"
        yield Diagnostic("PM208", f"there is no anchor `#{fragment}`", link.span, help_)


def _missing_file(target: str, path: str, image: bool, span: Span, context: RuleContext) -> Diagnostic:
    near = get_close_matches(path, sorted(context.files), n=1, cutoff=0.7)
    help_ = "check the path; it is relative to this file"
    if near:
        help_ = f"did you mean `{relpath(near[0], dirname(span.path) or '.')}`?"
    if image:
        return Diagnostic("PM209", f"the image `{path}` does not exist", span, help_)
    return Diagnostic("PM207", f"`{target}` does not exist", span, help_)


def softer_in_drafts(report: Report, diagnostic: Diagnostic) -> Diagnostic:
    """Give a draft time to be finished: what is incomplete in it is a warning."""
    if report.status is not Status.DRAFT:
        return diagnostic
    return Diagnostic(
        diagnostic.code, diagnostic.message, diagnostic.span, diagnostic.help, level=Level.WARNING
    )


def passages_of(report: Report, section: str) -> tuple[Passage, ...]:
    """The passages that stand under a canonical section."""
    return tuple(p for p in report.passages if p.section == section)
