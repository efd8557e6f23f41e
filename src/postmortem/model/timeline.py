"""The timeline as data: entries with instants, in the writer's order.

Instants are datetimes with a fixed offset (never a named zone), so that differences between them are
right across a change of the clocks, and their wall time is the report's own.
"""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from postmortem.diagnostics import Span


class Precision(StrEnum):
    """How exactly an entry's time is known."""

    SECOND = "second"
    MINUTE = "minute"
    APPROXIMATE = "approximate"
    DAY = "day"
    UNKNOWN_END = "unknown-end"


class EventKind(StrEnum):
    """What an entry marks; set only by what the writer wrote, never guessed from words."""

    STARTED = "started"
    DETECTED = "detected"
    REPORTED = "reported"
    DECLARED = "declared"
    ACKNOWLEDGED = "acknowledged"
    ESCALATED = "escalated"
    COMMUNICATED = "communicated"
    IDENTIFIED = "identified"
    ACTION = "action"
    MITIGATED = "mitigated"
    RECOVERED = "recovered"
    RESOLVED = "resolved"
    CLOSED = "closed"


class Entry(Struct, frozen=True):
    """One event. `label` is the time as the writer wrote it; `at` is None where it could not be read.

    `html` is the text without the label, with references unresolved (see `references`); `text` is plain.
    `explicit_date` says that the writer wrote the entry's own date. `anchor` is unique on the page.
    """

    label: str
    at: datetime | None
    until: datetime | None
    precision: Precision | None
    kind: EventKind | None
    html: str
    text: str
    anchor: str
    span: Span
    explicit_date: bool = False


class Note(Struct, frozen=True):
    """What stands between entries and is no entry: an introduction, a day's title, a remark.

    `is_day`: a day that stands over what follows. `anchor` is None but where it says a date and nothing else:
    there it is the anchor that links to it lead to, or empty.
    """

    html: str
    span: Span
    is_day: bool = False
    anchor: str | None = None


class Timeline(Struct, frozen=True):
    """Entries and notes in document order."""

    items: tuple[Entry | Note, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries alone."""
        return tuple([item for item in self.items if isinstance(item, Entry)])
