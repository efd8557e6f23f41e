"""What helps a reader to find a report: the calendar, the choices of the filters, and the file behind them.

The file is read by the page's script when somebody first filters. It holds a line for each report in the
order of the list, with the words as the page shows them: `[path, lang, date, day, year, severity, title,
services, resolve, label, description, tags, remark, service ids]`; the severity counts from 0 in
`severities`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from postmortem.model.report import Metadata
from postmortem.render.addresses import quoted
from postmortem.render.directory import shown_day
from postmortem.render.durations import duration_words
from postmortem.render.lists import PAGE_SIZE, page_path
from postmortem.render.overall import CalendarYear, Finding, MonthCell, Option
from postmortem.render.parts import Row, SeverityMark
from postmortem.render.trees import Tree

if TYPE_CHECKING:
    from postmortem.render.language import Language

INDEX_FILE = "reports-index.json"


class IndexLine(Struct, frozen=True, gc=False):
    """A report as the filters see it."""

    row: Row
    services: tuple[str, ...]
    severity: str
    tags: tuple[str, ...]


def finding(tree: Tree) -> Finding:
    """The calendar and the choices, for the index of one language."""
    directory = tree.directory
    settings = directory.said(tree.lang)
    used = {report.severity for report in directory.main if report.severity}
    severities = [s.id for s in settings.severities if s.id in used]
    severities += sorted(used - set(severities))
    marks = (directory.severity(severity, tree.lang) for severity in severities)
    services = {service for report in directory.main for service in report.services}
    known = [service.id for service in settings.services]
    ordered = sorted(services, key=lambda s: (known.index(s) if s in known else len(known), s))
    tags = sorted({tag for report in directory.main for tag in report.tags}, key=lambda t: (t.casefold(), t))
    years = {day.year for report in directory.main if (day := shown_day(report))}
    return Finding(
        index=tree.home + INDEX_FILE,
        calendar=calendar(tree),
        services=tuple(
            Option(service, directory.title("services", service, tree.lang)) for service in ordered
        ),
        severities=tuple(Option(severity, settings.severity_name(severity)) for severity in severities),
        marks=tuple(mark for mark in marks if mark is not None),
        years=tuple(sorted(years, reverse=True)),
        tags=tuple(Option(tag, directory.title("tags", tag, tree.lang)) for tag in tags),
    )


class _Listed(Struct, frozen=True):
    """A report as the calendar sees it; `page` is that of the list it stands on, from 1."""

    mark: SeverityMark | None
    path: str
    page: int


def calendar(tree: Tree) -> tuple[CalendarYear, ...]:
    """Every year from the first to the last that has a report, the latest first."""
    directory = tree.directory
    by_month: dict[tuple[int, int], list[_Listed]] = {}
    pages: dict[int, int] = {}
    for number, report in enumerate(directory.main):
        day = shown_day(report)
        if day is None:
            continue
        page = number // PAGE_SIZE + 1
        mark = directory.severity(report.severity, tree.lang)
        by_month.setdefault((day.year, day.month), []).append(_Listed(mark, tree.rows[report.id].path, page))
        pages.setdefault(day.year, page)
    if not pages:
        return ()
    return tuple(_year(year, by_month, pages, tree.home) for year in range(max(pages), min(pages) - 1, -1))


def _year(
    year: int, by_month: Mapping[tuple[int, int], Sequence[_Listed]], pages: Mapping[int, int], home: str
) -> CalendarYear:
    months = tuple(_month(year, month, by_month.get((year, month), ()), home) for month in range(1, 13))
    path = f"{home}{page_path('', pages[year])}#_y{year}" if year in pages else ""
    return CalendarYear(year, path, sum(month.count for month in months), months)


def _month(year: int, month: int, listed: Sequence[_Listed], home: str) -> MonthCell:
    ranked = (one.mark for one in listed if one.mark is not None and one.mark.rank)
    path = listed[0].path if listed else ""
    if len(listed) > 1:
        path = f"{home}{page_path('', listed[0].page)}#_m{year}-{month}"
    return MonthCell(month, len(listed), min(ranked, key=lambda mark: mark.rank, default=None), path)


def index_lines(tree: Tree) -> tuple[IndexLine, ...]:
    """A line for each report, in the order of the list."""
    return tuple(_line(tree, tree.report(report)) for report in tree.directory.main)


def _line(tree: Tree, report: Metadata) -> IndexLine:
    return IndexLine(tree.rows[report.id], report.services, report.severity or "", report.tags)


def render_index(severities: Sequence[str], lines: Sequence[IndexLine], language: "Language") -> bytes:
    """The file as JSON, without a space too many; severities are in the order of the choices."""
    rows = [_fields(line, severities, language) for line in lines]
    data = {"severities": list(severities), "rows": rows}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _fields(line: IndexLine, severities: Sequence[str], language: "Language") -> list[object]:
    row = line.row
    return [
        quoted(row.path),
        row.lang,
        row.date.isoformat() if row.date else "",
        language.date(row.date, "short") if row.date else "",
        row.date.year if row.date else 0,
        severities.index(line.severity) if line.severity else -1,
        row.title,
        ", ".join(row.services),
        *_resolve(row, language),
        row.description,
        list(line.tags),
        " · ".join(_remarks(row, language)),
        list(line.services),
    ]


def _resolve(row: Row, language: "Language") -> tuple[str, str]:
    if row.state == "ongoing":
        return language.gettext("Ongoing"), ""
    if row.resolve is not None:
        return duration_words(row.resolve), language.gettext("to resolve")
    return (language.gettext("not recorded"), language.gettext("to resolve")) if row.state else ("", "")


def _remarks(row: Row, language: "Language") -> Iterable[str]:
    if row.internal:
        yield language.gettext("Internal")
    if row.life:
        yield language.word(row.life, "life")
    if row.kind:
        yield language.word(row.kind, "kind")
