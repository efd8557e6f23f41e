"""What templates are given: one frozen context for each kind of page, as `page`.

Plain data only, so that the `repr` of a context names all that its page depends on. Addresses are
relative to the site's root (`reports/x/`); a template writes `{{ page.frame.root }}{{ row.path }}`.
HTML that may be written as it is has the type Markup; all other text is escaped by the environment.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from markupsafe import Markup

from postmortem.model.report import Quantity


@dataclass(frozen=True, slots=True)
class Link:
    """A named address: from the site's root, or absolute where it has a scheme."""

    title: str
    path: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A link of the site's own, ready to be written as it is."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page carries around its content.

    `lang` is the language of the page's words, `site_lang` that of the site's name; `root` leads from
    the page to the site's root and ends in a slash; `canonical` and `base` are empty without a base_url.
    `alternates` are the page in other languages and itself; `assets` maps a theme's file to its path.
    """

    lang: str
    site_lang: str
    root: str
    base: str
    path: str
    title: str
    description: str
    site_title: str
    canonical: str
    alternates: tuple[Link, ...]
    feeds: tuple[Link, ...]
    menu: tuple[MenuLink, ...]
    social: tuple[MenuLink, ...]
    footer: str
    logo: str
    assets: Mapping[str, str]
    policy: str
    internal: bool
    has_services: bool
    has_tags: bool
    extra: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SeverityMark:
    """A severity: its shape and colour by rank (1 most severe to 4; 0 where the site does not know it)."""

    name: str
    rank: int
    path: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One of the incident's instants; `at` is None where it is not recorded. `new_day`: show its date."""

    name: str
    at: datetime | None
    new_day: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """One of the incident's durations; None where it is not recorded."""

    name: str
    length: timedelta | None


@dataclass(frozen=True, slots=True)
class Facts:
    """The incident at a glance. `zone_moments` are the instants whose zone names are to be shown."""

    zone: str
    zone_moments: tuple[datetime, ...]
    moments: tuple[Moment, ...]
    from_start: tuple[Stretch, ...]
    from_detection: tuple[Stretch, ...]
    services: tuple[Link, ...]
    unaffected: tuple[str, ...]
    detected_by: str | None
    users: Quantity | None
    requests_failed: Quantity | None
    data_lost: bool
    data_from: datetime | None
    data_to: datetime | None
    data_note: str
    triggers: tuple[str, ...]
    authors: tuple[str, ...]
    tags: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch between two recorded instants; `start` and `width` are its place on the bar in percent."""

    name: str
    length: timedelta
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Joint:
    """Where phases meet: `x` is its place on the bar in percent, `narrow_x` and `wide_x` that of its label.

    `anchor` is the label's SVG text-anchor; `new_day` asks for the date under the clock time.
    """

    name: str
    at: datetime
    x: float
    narrow_x: float
    wide_x: float
    anchor: str
    new_day: bool


@dataclass(frozen=True, slots=True)
class PhaseBar:
    """The incident from start to resolution, to scale."""

    phases: tuple[Phase, ...]
    joints: tuple[Joint, ...]
    total: timedelta


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """What one line of the timeline shows; `type` is `entry`, `gap` or `note`.

    An entry has `label` alone where its time could not be read; `mark` is an event kind or empty;
    `space` from 0 to 4 is the distance to the next row. A gap has only `elapsed`, a note only `html`.
    """

    type: str
    html: Markup = Markup()
    anchor: str = ""
    label: str = ""
    at: datetime | None = None
    until: datetime | None = None
    precision: str = ""
    mark: str = ""
    elapsed: timedelta | None = None
    space: int = 0


@dataclass(frozen=True, slots=True)
class TimelineDay:
    """Rows of one calendar day; None for what stands before the first entry with a time."""

    day: date | None
    rows: tuple[TimelineRow, ...]


@dataclass(frozen=True, slots=True)
class ActionLine:
    """A promise; `state` is its status, or `overdue`."""

    anchor: str
    title: str
    type: str
    state: str
    owner: str
    due: date | None
    link: str
    note: str


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """A section on the page; `type` is `text`, `timeline` or `actions`. A level of 0 has no heading."""

    type: str
    key: str
    title: str
    title_html: Markup
    level: int
    anchor: str
    html: Markup


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of the table of contents; `depth` is 0 or 1. The words of an empty title are the template's."""

    title: str
    anchor: str
    depth: int


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """A change after publication."""

    date: date
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class RelatedLine:
    """Another report of this site and how it is related."""

    relation: str
    row: "Row"


@dataclass(frozen=True, slots=True)
class Row:
    """A report in a list. `lang` is empty where it is the list's own; `state` as in `ReportPage`."""

    path: str
    lang: str
    date: date | None
    severity: SeverityMark | None
    title: str
    services: tuple[str, ...]
    state: str
    resolve: timedelta | None
    description: str
    kind: str
    life: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report. `state`: `resolved`, `ongoing`, `unrecorded` (over, time unknown) or empty.

    `content_lang` is the report's own language, which differs from the frame's where there is no
    catalogue for it. `life` is the report's status; a retracted report has no content.
    """

    frame: Frame
    id: str
    title: str
    content_lang: str
    description: str
    severity: SeverityMark | None
    state: str
    life: str
    kind: str
    published: date | None
    updated: date | None
    corrected: date | None
    embargo_until: datetime | None
    retraction: RevisionLine | None
    revisions: tuple[RevisionLine, ...]
    facts: Facts
    bar: PhaseBar | None
    contents: tuple[ContentsLine, ...]
    sections: tuple[SectionBlock, ...]
    timeline: tuple[TimelineDay, ...]
    footnotes: Markup
    actions: tuple[ActionLine, ...]
    related: tuple[RelatedLine, ...]
    newer: Link | None
    older: Link | None
    translations: tuple[Link, ...]
    extra: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class YearGroup:
    """The reports of one year; None for those without any date."""

    year: int | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list of reports; `type` is `index`, `service`, `tag` or `severity`. Pages count from 1."""

    frame: Frame
    type: str
    title: str
    description: str
    severity: SeverityMark | None
    groups: tuple[YearGroup, ...]
    total: int
    number: int
    pages: int
    newer: str
    older: str


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """A service, tag or severity with how many reports it has and the day of the latest."""

    title: str
    path: str
    description: str
    severity: SeverityMark | None
    count: int
    latest: date | None


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """All services, tags or severities; `type` says which (`service`, `tag`, `severity`)."""

    frame: Frame
    type: str
    lines: tuple[OverviewLine, ...]


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page without content of its own: not found."""

    frame: Frame


@dataclass(frozen=True, slots=True)
class RedirectPage:
    """An old address; `target` is where it leads, relative to it."""

    frame: Frame
    target: str


@dataclass(frozen=True, slots=True)
class FeedItemPage:
    """A report as a feed shows it: `frame.root` is absolute, and so is every address in the HTML."""

    frame: Frame
    report: ReportPage
