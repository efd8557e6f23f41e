"""What the page of a report depends on besides the report: its place on the site, and the day."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from postmortem.model.impact import Window
from postmortem.model.report import Action, Metadata, Relation, Status
from postmortem.model.site import Site
from postmortem.render.addresses import quoted
from postmortem.render.contexts import Frame, SiteFrame
from postmortem.render.directory import Directory, page_language
from postmortem.render.frames import page_frame
from postmortem.render.parts import Link, RelatedLine, SeverityMark, WindowLine
from postmortem.render.titles import without_ticks

_MOST_RECENT = 8  # the files of a report are made one after the other


class Surroundings(Struct, frozen=True):
    """The place of one report. `targets` maps what its text refers to, if it is published, to an address.

    `sizes` has the width and height in pixels of pictures among them.
    `fragment_root` is empty, or where links within the page are to lead. `action_states` has a state for
    each action, in their order; `embargo_until` is there only while the embargo lasts.
    """

    frame: Frame
    severity: SeverityMark | None
    services: tuple[Link, ...]
    unaffected: tuple[str, ...]
    windows: tuple[WindowLine, ...]
    tags: tuple[Link, ...]
    targets: Mapping[str, str]
    sizes: Mapping[str, tuple[int, int]]
    fragment_root: str
    action_states: tuple[str, ...]
    embargo_until: datetime | None
    related: tuple[RelatedLine, ...]
    newer: Link | None
    older: Link | None
    translations: tuple[Link, ...]


class Place(Struct, frozen=True, dict=True):
    """All that the files of a report depend on besides its text: its surroundings on its own page, and its
    relations to reports of this site.
    """

    on_page: Surroundings
    related: tuple[Relation, ...]

    @cached_property
    def elsewhere(self) -> Surroundings:
        """Its surroundings away from its page, as in a feed: with absolute addresses alone."""
        frame, site = self.on_page.frame, self.on_page.frame.site
        return replace(
            self.on_page,
            frame=replace(frame, root=site.base, description=site.description, alternates=()),
            targets={
                target: site.base + address.removeprefix(frame.root)
                for target, address in self.on_page.targets.items()
            },
            fragment_root=frame.canonical,
            translations=(),
        )

    @property
    def for_programs(self) -> Surroundings:
        """Its surroundings in its data: with absolute addresses where the site has one to speak from."""
        return self.elsewhere if self.on_page.frame.site.base else self.on_page


class Places(Struct, frozen=True):
    """Finds the place of each report of a site; `positions` is each id's place in the list."""

    site: Site
    frame: SiteFrame
    directory: Directory
    positions: Mapping[str, int]
    _recent: dict[str, Place] = field(default_factory=dict)

    def place(self, report: Metadata) -> Place:
        """The report's place, made when it is wanted: all of them together take more room than the site."""
        if report.path not in self._recent:
            if len(self._recent) >= _MOST_RECENT:
                self._recent.clear()
            known = self.directory.translations
            related = tuple(r for r in report.related if r.id in known and r.id != report.id)
            self._recent[report.path] = Place(self._on_page(report), related)
        return self._recent[report.path]

    def all(self) -> Iterator[tuple[str, Place]]:
        """Every report's place, by its source path."""
        for versions in self.directory.translations.values():
            for report in versions:
                yield report.path, self.place(report)

    def _on_page(self, report: Metadata) -> Surroundings:
        path = self.directory.pages[report.path]
        versions = self.directory.translations[report.id]
        links = tuple(
            Link(version.title, self.directory.pages[version.path], version.lang) for version in versions
        )
        frame = page_frame(
            self.frame,
            path,
            lang=page_language(report.lang),
            title=without_ticks(report.title),
            description="" if report.status is Status.RETRACTED else report.description,
            alternates=links if len(links) > 1 else (),
        )
        return self._around(report, frame, tuple(link for link in links if link.lang != report.lang))

    def _around(self, report: Metadata, frame: Frame, translations: tuple[Link, ...]) -> Surroundings:
        directory = self.directory
        position = self.positions[report.id]
        return Surroundings(
            frame=frame,
            severity=directory.severity(report.severity, frame.lang),
            services=self._links(report, "services", frame.lang),
            unaffected=directory.names(report, "unaffected", frame.lang),
            windows=tuple(
                WindowLine(
                    w.start,
                    w.end,
                    directory.called(report, "services", w.services, frame.lang),
                    round(w.fraction * 100, 4),
                    w.level,
                    new_day=_leaves_first_day(report, w),
                )
                for w in report.impact.windows
            ),
            tags=self._links(report, "tags", frame.lang),
            targets=dict(self._targets(report, frame.root)),
            sizes={x.target: directory.sizes[x.target] for x in report.links if x.target in directory.sizes},
            fragment_root="",
            action_states=tuple(self._state(action) for action in report.actions),
            embargo_until=self._embargo(report),
            related=tuple(self._related(report, frame.lang)),
            newer=self._neighbour(position - 1, report.lang, frame.lang),
            older=self._neighbour(position + 1, report.lang, frame.lang),
            translations=translations,
        )

    def _links(self, report: Metadata, folder: str, lang: str) -> tuple[Link, ...]:
        """The report's services or tags with their pages."""
        titles, names = self.directory.names(report, folder, lang), getattr(report, folder)
        places = (self.directory.path(folder, name) for name in names)
        return tuple(map(Link, titles, places))

    def _targets(self, report: Metadata, root: str) -> Iterable[tuple[str, str]]:
        images = self.directory.images[report.id]
        for link in report.links:
            path, mark, fragment = link.target.partition("#")
            found = self.directory.pages.get(path) or images.get(path)
            if found is not None:
                yield link.target, root + quoted(found) + mark + fragment

    def _state(self, action: Action) -> str:
        late = action.due is not None and action.due < self.site.now.date()
        return "overdue" if late and action.status in ("open", "in-progress") else action.status

    def _embargo(self, report: Metadata) -> datetime | None:
        until = report.embargo_until
        return until if until is not None and until > self.site.now else None

    def _related(self, report: Metadata, lang: str) -> Iterable[RelatedLine]:
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


def _leaves_first_day(report: Metadata, window: Window) -> bool:
    """Whether a part of the window is on another day than the incident's start."""
    first = report.times.started.date() if report.times.started is not None else None
    return any(at.date() != first for at in (window.start, window.end) if at is not None)
