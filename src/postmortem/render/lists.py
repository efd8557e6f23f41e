"""Lists of reports, paged and grouped by year, and the overviews of services, tags and severities."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from postmortem.model.report import Metadata
from postmortem.model.site import Settings
from postmortem.render.contexts import ListPage, OverviewLine, OverviewPage, YearGroup
from postmortem.render.directory import Directory, shown_day
from postmortem.render.overall import Finding, ServiceHistory
from postmortem.render.parts import Row, SeverityMark
from postmortem.render.trees import Tree

PAGE_SIZE = 50
FOLDERS = {"services": "service", "tags": "tag", "severities": "severity"}


class Topic(Struct, frozen=True):
    """A service, tag or severity: what its pages and its feed are about. `reports` are newest first.

    `title_lang` and `description_lang` are empty where these are in the language of the lists.
    """

    type: str
    title: str
    title_lang: str
    path: str
    description: str
    description_lang: str
    severity: SeverityMark | None
    reports: tuple[Metadata, ...]


def topics(directory: Directory, folder: str, lang: str) -> tuple[Topic, ...]:
    """The topics of one folder in a language: services and severities as in the settings, then by name."""
    said, own = _described(directory.said(lang), folder), _described(directory.settings, folder)
    names = [*own, *sorted(set(directory.slugs[folder]) - set(own), key=str.casefold)]
    reports: dict[str, list[Metadata]] = {name: [] for name in names}
    for report in directory.main:
        for name in dict.fromkeys(_names_of(report, folder)):
            reports[name].append(report)
    foreign = "" if directory.settings.language == lang else directory.settings.language
    found = []
    for name in names:
        title, description = said.get(name, (name, ""))
        own_title, own_description = own.get(name, (name, ""))
        found.append(
            Topic(
                type=FOLDERS[folder],
                title=directory.marked(title, folder, name, lang),
                title_lang=foreign if title == own_title else "",
                path=directory.path(folder, name),
                description=description,
                description_lang=foreign if description == own_description else "",
                severity=directory.severity(name, lang) if folder == "severities" else None,
                reports=tuple(reports[name]),
            )
        )
    return tuple(found)


def _described(settings: Settings, folder: str) -> dict[str, tuple[str, str]]:
    """Name and description of each service or severity by its id; tags are their own names."""
    if folder == "services":
        return {service.id: (service.name, service.description) for service in settings.services}
    if folder == "severities":
        return {severity.id: (severity.name, severity.description) for severity in settings.severities}
    return {}


def _names_of(report: Metadata, folder: str) -> Iterable[str]:
    if folder == "severities":
        return (report.severity,) if report.severity is not None else ()
    return report.services if folder == "services" else report.tags


def index_pages(reports: tuple[Metadata, ...], tree: Tree, finding: Finding | None) -> Iterable[ListPage]:
    """The pages of the list of all reports, with what helps to find one."""
    for page in _paged(Topic("index", "", "", "", "", "", None, reports), tree):
        yield replace(page, finding=finding)


def topic_pages(topic: Topic, tree: Tree, history: ServiceHistory | None = None) -> Iterable[ListPage]:
    """The pages of one service, tag or severity; the first of a service has its history."""
    for page in _paged(topic, tree):
        yield replace(page, history=history) if page.number == 1 else page


def _paged(topic: Topic, tree: Tree) -> Iterable[ListPage]:
    listed = [tree.rows[report.id] for report in topic.reports]
    feeds = tree.feeds(topic.title, topic.path)
    pages = max(1, -(-len(listed) // PAGE_SIZE))
    for number in range(1, pages + 1):
        path = page_path(topic.path, number)
        yield ListPage(
            frame=tree.frame(path, title=topic.title, description=topic.description, feeds=feeds),
            type=topic.type,
            title=topic.title,
            title_lang=topic.title_lang,
            description=topic.description,
            description_lang=topic.description_lang,
            severity=topic.severity,
            groups=_years(listed[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]),
            total=len(listed),
            number=number,
            pages=pages,
            newer=tree.home + page_path(topic.path, number - 1) if number > 1 else "",
            older=tree.home + page_path(topic.path, number + 1) if number < pages else "",
            finding=None,
            history=None,
        )


def page_path(path: str, number: int) -> str:
    """The path of one page of a list; the first is the list's own."""
    return path if number == 1 else f"{path}page/{number}/"


def _years(rows: Sequence[Row]) -> tuple[YearGroup, ...]:
    return tuple(
        YearGroup(year, tuple(of_year))
        for year, of_year in groupby(rows, lambda row: row.date and row.date.year)
    )


def overview_page(folder: str, listed: Sequence[Topic], tree: Tree) -> OverviewPage:
    """The page that lists all services, tags or severities."""
    lines = tuple(
        OverviewLine(
            title=topic.title,
            path=tree.home + topic.path,
            description=topic.description,
            description_lang=topic.description_lang,
            severity=topic.severity,
            count=len(topic.reports),
            latest=_latest(topic.reports),
        )
        for topic in listed
    )
    return OverviewPage(frame=tree.frame(f"{folder}/"), type=FOLDERS[folder], lines=lines)


def _latest(reports: Sequence[Metadata]) -> date | None:
    return shown_day(reports[0]) if reports else None
