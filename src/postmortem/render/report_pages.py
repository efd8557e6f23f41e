"""A report as a page: its context, put together from the report and what the site knows around it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup

from postmortem.model.report import Action, Kind, Report, Revision, Status
from postmortem.model.site import Site
from postmortem.render.contexts import Content, Frame, ReportPage
from postmortem.render.directory import Directory, page_language, state_of
from postmortem.render.facts import report_facts
from postmortem.render.frames import FrameMaker
from postmortem.render.links import resolved_html
from postmortem.render.parts import ActionLine, ContentsLine, Link, RelatedLine, RevisionLine, SectionBlock
from postmortem.render.phases import phase_bar
from postmortem.render.timelines import timeline_days

ACTIONS_ANCHOR = "_actions"


@dataclass(frozen=True, slots=True)
class ReportPages:
    """Makes the contexts of all reports of one site; `positions` is each id's place in the list."""

    site: Site
    directory: Directory
    frames: FrameMaker
    positions: Mapping[str, int] = field(repr=False)

    def page(self, report: Report) -> ReportPage:
        """The report as a page of the site."""
        path = self.directory.pages[report.path]
        versions = self.directory.translations[report.id]
        frame = self.frames.make(
            path,
            lang=page_language(report.lang),
            title=report.title,
            description="" if report.status is Status.RETRACTED else report.description,
            alternates=tuple(Link(r.title, self.directory.pages[r.path], r.lang) for r in versions)
            if len(versions) > 1
            else (),
        )
        return self._context(report, frame, fragment_root="")

    def feed_page(self, report: Report) -> ReportPage:
        """The same report with absolute addresses alone, as a feed needs it."""
        path = self.directory.pages[report.path]
        frame = self.frames.make(
            path, lang=page_language(report.lang), title=report.title, root=self.frames.base
        )
        return self._context(report, frame, fragment_root=frame.canonical)

    def _context(self, report: Report, frame: Frame, fragment_root: str) -> ReportPage:
        retracted = report.status is Status.RETRACTED
        position = self.positions[report.id]
        return ReportPage(
            frame=frame,
            id=report.id,
            title=report.title,
            content_lang=report.lang,
            severity=self.directory.severity(report.severity),
            state="" if retracted else state_of(report),
            life="" if report.status is Status.PUBLISHED else report.status.value,
            kind="" if report.kind is Kind.INCIDENT else report.kind.value,
            published=report.published,
            updated=report.updated,
            corrected=max((r.date for r in report.revisions if r.kind == "correction"), default=None),
            embargo_until=self._embargo(report),
            retraction=_last(r for r in report.revisions if r.kind == "retraction"),
            revisions=tuple(RevisionLine(r.date, r.kind, r.note) for r in report.revisions),
            newer=self._neighbour(position - 1, report.lang, frame.lang),
            older=self._neighbour(position + 1, report.lang, frame.lang),
            translations=tuple(
                Link(other.title, self.directory.pages[other.path], other.lang)
                for other in self.directory.translations[report.id]
                if other.lang != report.lang
            ),
            content=None if retracted else self._content(report, frame, fragment_root),
        )

    def _embargo(self, report: Report) -> datetime | None:
        until = report.embargo_until
        return until if until is not None and until > self.site.now else None

    def _content(self, report: Report, frame: Frame, fragment_root: str) -> Content:
        resolve = self.directory.resolver(report, frame.root)

        def as_html(html: str) -> Markup:
            return resolved_html(html, resolve, fragment_root)

        sections = _sections(report, as_html)
        return Content(
            description=report.description,
            facts=report_facts(report, self.directory),
            bar=phase_bar(report.times),
            contents=_contents(sections),
            sections=sections,
            timeline=timeline_days(report.timeline, report.times, as_html),
            footnotes=as_html(report.footnotes_html),
            actions=tuple(self._action(action) for action in report.actions),
            related=tuple(self._related(report, frame.lang)),
            extra=dict(report.extra),
        )

    def _action(self, action: Action) -> ActionLine:
        late = (
            action.due is not None
            and action.status in ("open", "in-progress")
            and action.due < self.site.now.date()
        )
        link = action.link if action.link.lower().startswith(("https://", "http://")) else ""
        return ActionLine(
            anchor=f"_{action.id}" if action.id else "",
            title=action.title,
            type=action.type,
            state="overdue" if late else action.status,
            owner=action.owner,
            due=action.due,
            link=link,
            note=action.note,
        )

    def _related(self, report: Report, lang: str) -> Iterable[RelatedLine]:
        for relation in report.related:
            others = self.directory.translations.get(relation.id, ())
            if others and relation.id != report.id:
                other = next((other for other in others if other.lang == report.lang), others[0])
                yield RelatedLine(relation.relation, self.directory.row(other, lang))

    def _neighbour(self, position: int, lang: str, page_lang: str) -> Link | None:
        """A link to the report at that place in the list, in the same language if there is such a version."""
        if not 0 <= position < len(self.directory.main):
            return None
        report = self.directory.main[position]
        versions = self.directory.translations[report.id]
        own = next((version for version in versions if version.lang == lang), report)
        return self.directory.link(own, page_lang)


def _sections(report: Report, as_html: Callable[[str], Markup]) -> tuple[SectionBlock, ...]:
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


def _special_sections(report: Report) -> Mapping[str, str]:
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


def _last(revisions: Iterable[Revision]) -> RevisionLine | None:
    found = max(revisions, key=lambda revision: revision.date, default=None)
    return None if found is None else RevisionLine(found.date, found.kind, found.note)
