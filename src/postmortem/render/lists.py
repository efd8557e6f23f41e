"""Lists of reports, paged and grouped by year, and the overviews of services, tags and severities."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from postmortem.model.report import Metadata
from postmortem.render.contexts import ListPage, OverviewLine, OverviewPage, YearGroup
from postmortem.render.directory import Directory, shown_day
from postmortem.render.overall import Finding, ServiceHistory
from postmortem.render.parts import Row, SeverityMark
from postmortem.render.trees import Tree

PAGE_SIZE = 50
FOLDERS = {"services": "service", "tags": "tag", "severities": "severity"}


@dataclass(frozen=True, slots=True)
class Topic:
    """A service, tag or severity: what its pages and its feed are about. `reports` are newest first."""

    type: str
    title: str
    path: str
    description: str
    severity: SeverityMark | None
    reports: tuple[Metadata, ...]


def topics(directory: Directory, folder: str) -> tuple[Topic, ...]:
    """The topics of one folder: services and severities in the order of the settings, then by name."""
    settings = directory.settings
    descriptions: dict[str, str] = {}
    if folder == "services":
        descriptions = {service.id: service.description for service in settings.services}
    elif folder == "severities":
        descriptions = {severity.id: severity.description for severity in settings.severities}
    names = [*descriptions, *sorted(set(directory.slugs[folder]) - set(descriptions), key=str.casefold)]
    reports: dict[str, list[Metadata]] = {name: [] for name in names}
    for report in directory.main:
        for name in dict.fromkeys(_names_of(report, folder)):
            reports[name].append(report)
    return tuple(
        Topic(
            type=FOLDERS[folder],
            title=_title(directory, folder, name),
            path=directory.path(folder, name),
            description=descriptions.get(name, ""),
            severity=directory.severity(name) if folder == "severities" else None,
            reports=tuple(reports[name]),
        )
        for name in names
    )


def _names_of(report: Metadata, folder: str) -> Iterable[str]:
    if folder == "severities":
        return (report.severity,) if report.severity is not None else ()
    return report.services if folder == "services" else report.tags


def _title(directory: Directory, folder: str, name: str) -> str:
    if folder == "services":
        return directory.settings.service_name(name)
    return directory.settings.severity_name(name) if folder == "severities" else name


def index_pages(reports: tuple[Metadata, ...], tree: Tree, finding: Finding | None) -> Iterable[ListPage]:
    """The pages of the list of all reports; the first has what helps to find one."""
    for page in _paged(Topic("index", "", "", "", None, reports), tree):
        yield replace(page, finding=finding) if page.number == 1 else page


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
            description=topic.description,
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
            severity=topic.severity,
            count=len(topic.reports),
            latest=_latest(topic.reports),
        )
        for topic in listed
    )
    return OverviewPage(frame=tree.frame(f"{folder}/"), type=FOLDERS[folder], lines=lines)


def _latest(reports: Sequence[Metadata]) -> date | None:
    return shown_day(reports[0]) if reports else None
