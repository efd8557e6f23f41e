"""A report as a page: its context, made from the report and its surroundings alone."""

from collections.abc import Callable, Iterable, Mapping

from markupsafe import Markup

from postmortem.model.report import Action, Audience, Document, Kind, Revision, Status
from postmortem.render.contexts import Content, ReportPage
from postmortem.render.directory import state_of
from postmortem.render.facts import report_facts
from postmortem.render.links import resolved_html
from postmortem.render.parts import ActionLine, ContentsLine, RevisionLine, SectionBlock
from postmortem.render.phases import phase_bar
from postmortem.render.surroundings import Surroundings
from postmortem.render.timelines import timeline_days

ACTIONS_ANCHOR = "_actions"


def report_page(report: Document, around: Surroundings) -> ReportPage:
    """The context of the report's page."""
    retracted = report.status is Status.RETRACTED
    return ReportPage(
        frame=around.frame,
        id=report.id,
        title=report.title,
        content_lang=report.lang,
        severity=around.severity,
        state="" if retracted else state_of(report),
        life="" if report.status is Status.PUBLISHED else report.status.value,
        internal=report.audience is Audience.INTERNAL,
        kind="" if retracted or report.kind is Kind.INCIDENT else report.kind.value,
        published=report.published,
        updated=report.updated,
        corrected=max((r.date for r in report.revisions if r.kind == "correction"), default=None),
        embargo_until=around.embargo_until,
        retraction=_last(r for r in report.revisions if r.kind == "retraction"),
        revisions=tuple(RevisionLine(r.date, r.kind, r.note) for r in report.revisions),
        newer=around.newer,
        older=around.older,
        translations=around.translations,
        content=None if retracted else _content(report, around),
    )


def _content(report: Document, around: Surroundings) -> Content:
    def as_html(html: str) -> Markup:
        return resolved_html(html, around.targets.get, around.fragment_root, around.sizes)

    sections = _sections(report, as_html)
    return Content(
        description=report.description,
        facts=report_facts(report, around),
        bar=phase_bar(report),
        contents=_contents(sections),
        sections=sections,
        timeline=timeline_days(report.timeline, report.times, as_html, report.lang),
        footnotes=as_html(report.footnotes_html),
        actions=tuple(map(_action, report.actions, around.action_states)),
        related=around.related,
        notes=tuple((name, _words(value)) for name, value in report.notes.items()),
        extra=dict(report.extra),
    )


def _action(action: Action, state: str) -> ActionLine:
    return ActionLine(
        anchor=f"_{action.id}" if action.id else "",
        title=action.title,
        type=action.type,
        state=state,
        owner=action.owner,
        due=action.due,
        link=action.link if action.link.lower().startswith(("https://", "http://")) else "",
        note=action.note,
        internal=action.audience is Audience.INTERNAL,
    )


def _sections(report: Document, as_html: Callable[[str], Markup]) -> tuple[SectionBlock, ...]:
    """The report's sections, and one for the actions if there are any but no section that holds them."""
    types = _special_sections(report)
    sections = tuple(
        SectionBlock(
            type=types.get(section.anchor, "text"),
            key=section.key or "",
            title=section.title,
            title_html=as_html(section.title_html),
            level=section.level,
            anchor=section.anchor,
            html=as_html(section.html),
        )
        for section in report.sections
    )
    if report.actions and "actions" not in types.values():
        sections += (SectionBlock("actions", "actions", "", Markup(), 2, ACTIONS_ANCHOR, Markup()),)
    return sections


def _special_sections(report: Document) -> Mapping[str, str]:
    """Anchor to type for the sections that hold the timeline and the actions; each stands once on a page."""
    types: dict[str, str] = {}
    for section in report.sections:
        if section.key == "timeline" and not section.html and "timeline" not in types.values():
            types[section.anchor] = "timeline"
        elif section.key == "actions" and report.actions and "actions" not in types.values():
            types[section.anchor] = "actions"
    return types


def _contents(sections: tuple[SectionBlock, ...]) -> tuple[ContentsLine, ...]:
    """The two highest levels of headings."""
    levels = sorted({section.level for section in sections if section.level > 0})
    return tuple(
        ContentsLine(section.title, section.anchor, levels.index(section.level))
        for section in sections
        if section.level in levels[:2]
    )


def _words(value: object) -> str:
    """A value of a note as text, whatever it is made of."""
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_words(item)}" for name, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_words, value))
    return "" if value is None else str(value)


def _last(revisions: Iterable[Revision]) -> RevisionLine | None:
    found = max(revisions, key=lambda revision: revision.date, default=None)
    return None if found is None else RevisionLine(found.date, found.kind, found.note)
