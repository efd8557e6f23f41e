"""Lists of reports, paged and grouped by year, and the overviews of services, tags and severities."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from postmortem.model.report import Report
from postmortem.render.contexts import ListPage, OverviewLine, OverviewPage, SiteFrame, YearGroup
from postmortem.render.directory import Directory, shown_day
from postmortem.render.frames import page_frame, site_feeds, topic_feeds
from postmortem.render.parts import Link, Row, SeverityMark

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
    reports: tuple[Report, ...]


def topics(directory: Directory, folder: str) -> tuple[Topic, ...]:
    """The topics of one folder: services and severities in the order of the settings, then by name."""
    settings = directory.settings
    descriptions: dict[str, str] = {}
    if folder == "services":
        descriptions = {service.id: service.description for service in settings.services}
    elif folder == "severities":
        descriptions = {severity.id: severity.description for severity in settings.severities}
    names = [*descriptions, *sorted(set(directory.slugs[folder]) - set(descriptions), key=str.casefold)]
    reports: dict[str, list[Report]] = {name: [] for name in names}
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


def _names_of(report: Report, folder: str) -> Iterable[str]:
    if folder == "severities":
        return (report.severity,) if report.severity is not None else ()
    return report.services if folder == "services" else report.tags


def _title(directory: Directory, folder: str, name: str) -> str:
    if folder == "services":
        return directory.settings.service_name(name)
    return directory.settings.severity_name(name) if folder == "severities" else name


def rows_of(directory: Directory, lang: str) -> Mapping[str, Row]:
    """Id to row, for lists in that language."""
    return {report.id: directory.row(report, lang) for report in directory.main}


def index_pages(reports: tuple[Report, ...], rows: Mapping[str, Row], site: SiteFrame) -> Iterable[ListPage]:
    """The pages of the list of all reports."""
    yield from _paged(Topic("index", "", "", "", None, reports), rows, site, site_feeds(site))


def topic_pages(topic: Topic, rows: Mapping[str, Row], site: SiteFrame) -> Iterable[ListPage]:
    """The pages of one service, tag or severity."""
    yield from _paged(topic, rows, site, topic_feeds(site, topic.title, topic.path))


def _paged(
    topic: Topic, rows: Mapping[str, Row], site: SiteFrame, feeds: tuple[Link, ...]
) -> Iterable[ListPage]:
    listed = [rows[report.id] for report in topic.reports]
    pages = max(1, -(-len(listed) // PAGE_SIZE))
    for number in range(1, pages + 1):
        path = _page_path(topic.path, number)
        yield ListPage(
            frame=page_frame(site, path, title=topic.title, description=topic.description, feeds=feeds),
            type=topic.type,
            title=topic.title,
            description=topic.description,
            severity=topic.severity,
            groups=_years(listed[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]),
            total=len(listed),
            number=number,
            pages=pages,
            newer=_page_path(topic.path, number - 1) if number > 1 else "",
            older=_page_path(topic.path, number + 1) if number < pages else "",
        )


def _page_path(path: str, number: int) -> str:
    return path if number == 1 else f"{path}page/{number}/"


def _years(rows: Sequence[Row]) -> tuple[YearGroup, ...]:
    return tuple(
        YearGroup(year, tuple(of_year))
        for year, of_year in groupby(rows, lambda row: row.date and row.date.year)
    )


def overview_page(folder: str, listed: Sequence[Topic], site: SiteFrame) -> OverviewPage:
    """The page that lists all services, tags or severities."""
    lines = tuple(
        OverviewLine(
            title=topic.title,
            path=topic.path,
            description=topic.description,
            severity=topic.severity,
            count=len(topic.reports),
            latest=_latest(topic.reports),
        )
        for topic in listed
    )
    return OverviewPage(frame=page_frame(site, f"{folder}/"), type=FOLDERS[folder], lines=lines)


def _latest(reports: Sequence[Report]) -> date | None:
    return shown_day(reports[0]) if reports else None
