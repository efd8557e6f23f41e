"""The order of entries: with which earlier one an entry is compared, and what is said of a step back."""

from datetime import datetime, timedelta

from msgspec import Struct

from postmortem.parse.timeline import findings
from postmortem.parse.timeline.written import Fault, Head, WrittenZone

# How far an approximate entry may stand before the one above it.
TOLERANCE = timedelta(minutes=15)
_MINUTE = timedelta(minutes=1)


class Mark(Struct, frozen=True):
    """An entry that later ones are compared with; `explicit` says that a date was written for it.

    `zone` is that of its clock time, where it is not the report's; `rounded` says that it has no seconds.
    """

    at: datetime
    label: str
    zone: WrittenZone | None = None
    approximate: bool = False
    explicit: bool = False
    rounded: bool = False


class Order(Struct):
    """The entries so far. Undated ones are reckoned from `before`, dated ones compared with `latest`.

    These are the same entry until a written date goes back.
    """

    before: Mark | None = None
    latest: Mark | None = None

    def place(self, head: Head, at: datetime, zone: WrittenZone | None, *, explicit: bool) -> list[Fault]:
        """Take an entry in, and say what is wrong with its place.

        Of a run of dated entries that all stand too low only the first is told.
        """
        before, latest = self.before, self.latest
        mark = Mark(at, head.label, zone, head.begin.approximate, explicit, rounded=not at.second)
        against = latest if explicit else before
        if latest is None or at >= latest.at:
            self.latest = mark
        if explicit or before is None or at >= before.at:
            self.before = mark
        if against is None or at >= against.at or _tolerable(mark, against):
            return []
        if not explicit:
            return [findings.rollover_unclear(head.label, against.label, at)]
        if before is not None and before.explicit and before.at < against.at and before.at <= at:
            return []
        near = (before or against).at
        return [findings.out_of_order(head.label, against.label, findings.meant_year(head, at, near))]

    def place_day(self, head: Head, midnight: datetime) -> list[Fault]:
        """Take in an entry of which only the day is known; its place within that day says nothing."""
        latest = self.latest
        if latest is None or midnight > latest.at:
            self.latest = Mark(midnight, head.label, explicit=True)
        elif midnight.date() < latest.at.date():
            return [findings.out_of_order(head.label, latest.label, None)]
        return []


def _tolerable(mark: Mark, against: Mark) -> bool:
    """Whether a step back is within what an approximate time allows, or one that is known to the minute."""
    if mark.rounded and against.at - mark.at < _MINUTE:
        return True
    return (mark.approximate or against.approximate) and against.at - mark.at <= TOLERANCE
