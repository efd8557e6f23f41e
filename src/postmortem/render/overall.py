"""Parts of the pages about many reports: finding one, promises, charts, the history of a service.

Frozen, like the other parts. Places on charts are percent of their width; lengths are timedeltas.
"""

from datetime import date, timedelta

from msgspec import Struct

from postmortem.render.parts import Row, SeverityMark


class Option(Struct, frozen=True):
    """What a list can be narrowed down to; `value` is how the address says it."""

    value: str
    title: str


class MonthCell(Struct, frozen=True):
    """A month of the calendar: how many reports, and the gravest severity that one of them has.

    `path` leads to the report, or to the first of several in the list; empty without any.
    """

    month: int
    count: int
    gravest: SeverityMark | None
    path: str


class CalendarYear(Struct, frozen=True):
    """Twelve months; `path` leads to the year in the list."""

    year: int
    path: str
    total: int
    months: tuple[MonthCell, ...]


class Finding(Struct, frozen=True):
    """What helps to find a report: a calendar, and choices for the filters. `index` is a file's path."""

    index: str
    calendar: tuple[CalendarYear, ...]
    services: tuple[Option, ...]
    severities: tuple[Option, ...]
    marks: tuple[SeverityMark, ...]
    years: tuple[int, ...]
    tags: tuple[Option, ...]


class Promise(Struct, frozen=True, gc=False):
    """An action with the report that made it; `state` as in `ActionLine`, `anchor` is its place there.

    `internal`: only this edition has it; `said` is its title as data files have it, with a mark then.
    """

    title: str
    type: str
    state: str
    owner: str
    due: date | None
    link: str
    lang: str
    report: Row
    anchor: str
    internal: bool
    said: str


class PromiseGroup(Struct, frozen=True):
    """Promises in one state; `count` is how many there are on all pages."""

    state: str
    count: int
    promises: tuple[Promise, ...]


class Tally(Struct, frozen=True):
    """How many promises somebody made, by state; an empty owner is nobody."""

    owner: str
    overdue: int
    open: int
    finished: int


class Tick(Struct, frozen=True):
    """A line of an axis: its place, in percent from the left or in pixels from the top, and its value."""

    place: float
    value: timedelta | int


class Dot(Struct, frozen=True, gc=False):
    """An incident on the chart: `x` in percent, `y` in pixels, and the rank of its severity."""

    x: float
    y: int
    rank: int


class Scatter(Struct, frozen=True):
    """Every incident with a recorded length: time across, time to resolve up, on a logarithmic scale.

    `rows` stand behind it, the newest first; there may be fewer of them than dots.
    """

    dots: tuple[Dot, ...]
    years: tuple[Tick, ...]
    lengths: tuple[Tick, ...]
    height: int
    missing: int
    rows: tuple[Row, ...]


class Bar(Struct, frozen=True):
    """A count with its share of the greatest one in percent; `path` may be empty."""

    value: str
    title: str
    count: int
    width: float
    path: str = ""
    severity: SeverityMark | None = None


class BarChart(Struct, frozen=True):
    """Counts of one kind; `table` names the words of `value`s without title, `missing` is "not recorded"."""

    name: str
    table: str
    bars: tuple[Bar, ...]
    missing: int


class Spread(Struct, frozen=True):
    """Durations of one kind: how many of `of` are recorded; percentiles only where there are enough."""

    name: str
    count: int
    of: int
    shortest: timedelta | None
    longest: timedelta | None
    median: timedelta | None
    ninetieth: timedelta | None


class Charts(Struct, frozen=True):
    """All that the page of statistics shows; `enough` is the least count for percentiles.

    `until` is the last day of which reports tell, `today` the day by which promises, if there are
    any, are overdue.
    """

    until: date | None
    today: date | None
    incidents: int
    near_misses: int
    enough: int
    scatter: Scatter | None
    calendar: tuple[CalendarYear, ...]
    counts: tuple[BarChart, ...]
    spreads: tuple[Spread, ...]
    promises: BarChart


class Availability(Struct, frozen=True):
    """One stretch of days: the share of time in percent that a service was there, and what was lost."""

    days: int
    percent: float
    lost: timedelta
    incidents: int
    met: bool | None


class Mark(Struct, frozen=True, gc=False):
    """An incident on a service's line, and its width, in percent."""

    x: float
    width: float
    rank: int


class ServiceHistory(Struct, frozen=True):
    """A service's incidents on a line of years, and its availability up to the end of `until`.

    `uncounted` incidents have no recorded end; `objective` is in percent.
    """

    until: date
    objective: float | None
    line: tuple[Mark, ...]
    years: tuple[Tick, ...]
    stretches: tuple[Availability, ...]
    uncounted: int
