"""A report as a page: its context, put together from the report and what the site knows around it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from postmortem.model.report import Action, Kind, Report, Revision, Section, Status
from postmortem.model.site import Site
from postmortem.render.contexts import (
    ActionLine,
    ContentsLine,
    Facts,
    Frame,
    Link,
    RelatedLine,
    ReportPage,
    RevisionLine,
    SectionBlock,
)
from postmortem.render.directory import Directory, page_language, state_of
from postmortem.render.facts import report_facts
from postmortem.render.frames import FrameMaker
from postmortem.render.links import resolved_html
from postmortem.render.phases import phase_bar
from postmortem.render.timelines import timeline_days

ACTIONS_ANCHOR = "_actions"
_NO_FACTS = Facts("", (), (), (), (), (), (), None, None, None, False, None, None, "", (), (), ())


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
        frame = self.frames.make(path, lang=page_language(report.lang), title=report.title, root=self.frames.base)
        return self._context(report, frame, fragment_root=frame.canonical)

    def _context(self, report: Report, frame: Frame, fragment_root: str) -> ReportPage:
        retracted = report.status is Status.RETRACTED
        return ReportPage(
            frame=frame,
            id=report.id,
            title=report.title,
            content_lang=report.lang,
            description=frame.description if retracted else report.description,
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
            facts=_NO_FACTS if retracted else report_facts(report, self.directory),
            related=() if retracted else tuple(self._related(report, frame.lang)),
            **self._neighbours(report, frame.lang),
            translations=tuple(
                Link(other.title, self.directory.pages[other.path], other.lang)
                for other in self.directory.translations[report.id]
                if other.lang != report.lang
            ),
            extra={} if retracted else dict(report.extra),
            **({**_NO_CONTENT} if retracted else self._content(report, frame, fragment_root)),
        )

    def _embargo(self, report: Report) -> Any:
        until = report.embargo_until
        return until if until is not None and until > self.site.now else None

    def _content(self, report: Report, frame: Frame, fragment_root: str) -> dict[str, Any]:
        resolve = self.directory.resolver(report, frame.root)

        def as_html(html: str) -> Markup:
            return resolved_html(html, resolve, fragment_root)

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
        return {
            "bar": phase_bar(report.times),
            "contents": _contents(sections),
            "sections": sections,
            "timeline": timeline_days(report.timeline, report.times, as_html),
            "footnotes": as_html(report.footnotes_html),
            "actions": tuple(self._action(action) for action in report.actions),
        }

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

    def _neighbours(self, report: Report, lang: str) -> dict[str, Link | None]:
        position = self.positions[report.id]
        main = self.directory.main
        newer = main[position - 1] if position > 0 else None
        older = main[position + 1] if position + 1 < len(main) else None
        return {
            name: None if other is None else self.directory.link(self._in_language(other, report.lang), lang)
            for name, other in (("newer", newer), ("older", older))
        }

    def _in_language(self, report: Report, lang: str) -> Report:
        versions = self.directory.translations[report.id]
        return next((version for version in versions if version.lang == lang), report)


_NO_CONTENT: Mapping[str, Any] = {
    "bar": None,
    "contents": (),
    "sections": (),
    "timeline": (),
    "footnotes": Markup(),
    "actions": (),
}


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
