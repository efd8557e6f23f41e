"""What pages are put together from: frozen parts of the contexts that templates are given.

Addresses are relative to the site's root (`reports/x/`). HTML that may be written as it is has the type
Markup; all other text is escaped by the environment.
"""

from datetime import date, datetime, timedelta

from markupsafe import Markup
from msgspec import Struct

from postmortem.model.impact import Quantity

NOTHING = Markup()


class Link(Struct, frozen=True, gc=False):
    """A named address: from the site's root, or absolute where it has a scheme."""

    title: str
    path: str
    lang: str = ""


class MenuLink(Struct, frozen=True):
    """A link of the site's own; a `local` one counts from the site's root."""

    title: str
    url: str
    local: bool


class SeverityMark(Struct, frozen=True, gc=False):
    """A severity: its shape and colour by rank (1 most severe to 4; 0 where the site does not know it)."""

    name: str
    rank: int
    path: str


class Moment(Struct, frozen=True):
    """One of the incident's instants; `at` is None where it is not recorded. `new_day`: show its date."""

    name: str
    at: datetime | None
    new_day: bool


class Stretch(Struct, frozen=True):
    """One of the incident's durations; None where it is not recorded."""

    name: str
    length: timedelta | None


class WindowLine(Struct, frozen=True):
    """A stretch of impact; `services` by name, `percent` is the share that failed.

    `new_day`: not all of it is on the day on which the incident began, so that the day must be told.
    """

    start: datetime
    end: datetime | None
    services: tuple[str, ...]
    percent: float
    level: str
    new_day: bool


class Facts(Struct, frozen=True):
    """The incident at a glance. `zone_moments` are the instants whose zone names are to be shown.

    Only this edition has the triggers `inside_triggers` and the values of the fields `inside_fields`.
    """

    zone: str
    zone_moments: tuple[datetime, ...]
    moments: tuple[Moment, ...]
    from_start: tuple[Stretch, ...]
    from_detection: tuple[Stretch, ...]
    services: tuple[Link, ...]
    unaffected: tuple[str, ...]
    detected_by: str | None
    windows: tuple[WindowLine, ...]
    users: Quantity | None
    requests_failed: Quantity | None
    data_lost: bool
    data_from: datetime | None
    data_to: datetime | None
    data_note: str
    triggers: tuple[str, ...]
    authors: tuple[str, ...]
    tags: tuple[Link, ...]
    inside_triggers: tuple[str, ...]
    inside_fields: tuple[str, ...]


class Phase(Struct, frozen=True):
    """A stretch between two recorded instants; `start` and `width` are its place on the bar in percent.

    One that is `open` goes on: its `length` is as far as the report tells, and may be nothing.
    """

    name: str
    length: timedelta
    start: float
    width: float
    open: bool = False


class Joint(Struct, frozen=True):
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


class PhaseBar(Struct, frozen=True):
    """The incident from start to resolution, to scale; one that goes on, as far as its report tells."""

    phases: tuple[Phase, ...]
    joints: tuple[Joint, ...]
    total: timedelta


class TimelineRow(Struct, frozen=True):
    """What one line of the timeline shows; `type` is `entry`, `gap` or `note`.

    An entry has `label` alone where its time could not be read, and that as `wording` where it says more than
    what is shown of the time; `mark` is an event kind or empty;
    `space` from 0 to 4 is the distance to the next row; `new_offset` says that the zone must be named, as
    the clocks are changed within this timeline. A gap has only `elapsed`, a note only `html`.
    """

    type: str
    html: Markup = NOTHING
    anchor: str = ""
    label: str = ""
    wording: str = ""
    at: datetime | None = None
    until: datetime | None = None
    precision: str = ""
    mark: str = ""
    elapsed: timedelta | None = None
    space: int = 0
    new_offset: bool = False


class TimelineDay(Struct, frozen=True):
    """Rows of one calendar day; None for what stands before the first entry with a time.

    `anchor` is that of the date that the writer has set over the entries, or empty.
    """

    day: date | None
    rows: tuple[TimelineRow, ...]
    anchor: str = ""


class ActionLine(Struct, frozen=True):
    """A promise; `state` is its status, or `overdue`; `internal`: only this edition has it."""

    anchor: str
    title: str
    type: str
    state: str
    owner: str
    due: date | None
    link: str
    note: str
    internal: bool


class SectionBlock(Struct, frozen=True):
    """A section on the page; `type` is `text`, `timeline` or `actions`. A level of 0 has no heading."""

    type: str
    key: str
    title: str
    title_html: Markup
    level: int
    anchor: str
    html: Markup


class ContentsLine(Struct, frozen=True):
    """A line of the table of contents; `depth` is 0 or 1. The words of an empty title are the template's."""

    title: str
    anchor: str
    depth: int


class RevisionLine(Struct, frozen=True):
    """A change after publication."""

    date: date
    kind: str
    note: str


class Row(Struct, frozen=True, gc=False):
    """A report in a list. `lang` is empty where it is the list's own; `state`, `internal` as on its page."""

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
    internal: bool


class RelatedLine(Struct, frozen=True):
    """Another report of this site and how it is related."""

    relation: str
    row: Row
