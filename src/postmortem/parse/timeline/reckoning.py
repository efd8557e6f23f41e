"""From what was written to instants: dates, rollover past midnight, zones, order.

A `Reckoning` walks through the labels in document order and remembers three things: the date that stands
over what follows, the entry from which the next date is reckoned, and the latest entry so far.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from postmortem.model.timeline import Precision
from postmortem.parse.instants import in_zone
from postmortem.parse.timeline import findings
from postmortem.parse.timeline.clock import mixed, shared_meridiem, since_midnight
from postmortem.parse.timeline.context import TimelineContext
from postmortem.parse.timeline.days import settle_date
from postmortem.parse.timeline.written import Fault, Head, Side, WrittenClock, WrittenZone
from postmortem.parse.timeline.zones import candidates, named_zone

# A step back this large is the next day; a smaller one is a question.
ROLLOVER = timedelta(hours=6)
# How far an entry may lie from the start of impact before its date is not taken from there.
NEAR_START = timedelta(hours=18)
# How far an approximate entry may stand before the one above it.
TOLERANCE = timedelta(minutes=15)

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a label came to. `at` is None where it could not be read; the faults say why."""

    at: datetime | None
    until: datetime | None = None
    precision: Precision | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mark:
    """An entry that later ones are compared with."""

    at: datetime
    label: str
    approximate: bool = False


@dataclass(slots=True)
class Reckoning:
    """The walk.

    `day` is a date that came since the last entry; `lost` says that one came that could not be read.
    Undated entries are reckoned from `before`, dated ones compared with `latest`; these are the same entry
    until a date goes back.
    """

    context: TimelineContext
    day: date | None = None
    lost: bool = False
    before: _Mark | None = None
    latest: _Mark | None = None

    def stand_under(self, head: Head) -> tuple[Fault, ...]:
        """Take note of a date over what follows."""
        found = self._own_date(head.begin, head.label)
        if isinstance(found, Fault):
            self._lose()
            return (found,)
        self._give(found)
        return tuple(findings.weekday_faults(head, found))

    def read(self, head: Head) -> Reading:
        """The instant of an entry, with what is wrong with it."""
        if head.begin.clock is None or head.begin.clock.given_up:
            return self._day(head)
        clocks = _clocks(head)
        if isinstance(clocks, Fault):
            return self._failed(head, clocks, None)
        explicit = head.begin.date is not None or self.day is not None
        found = self._date(head, *clocks)
        if isinstance(found, Fault):
            return self._failed(head, found, None)
        zone = head.begin.zone or (head.finish.zone if head.finish else None)
        at = self._instant(found, clocks[0], zone, head)
        if isinstance(at, Fault):
            return self._failed(head, at, self._rough(found, clocks[0]))
        ambiguous = findings.offset_or_range(head, at)
        if ambiguous is not None:
            return self._failed(head, ambiguous, at)
        faults = [*findings.weekday_faults(head, found), *findings.meridiem_faults(head)]
        faults.extend(self._order(head, at, explicit=explicit))
        until = self._until(head, at, found, clocks[1], zone)
        if isinstance(until, Fault):
            faults.append(until)
            until = None
        return Reading(at, until, _precision(head), tuple(faults))

    def _day(self, head: Head) -> Reading:
        """An entry of which only the day is known."""
        found = self._own_date(head.begin, head.label)
        if isinstance(found, Fault):
            return self._failed(head, found, None)
        at = in_zone(datetime.combine(found, time(), self.context.zone), self.context.zone)
        faults = [*findings.weekday_faults(head, found)]
        if self.latest and found < self.latest.at.date():
            faults.append(findings.out_of_order(head.label, self.latest.label, None))
        elif self.latest is None or at > self.latest.at:
            self.latest = _Mark(at, head.label)
        until: date | Fault | None = None
        if head.finish is not None:
            until = self._own_date(head.finish, head.label)
        if isinstance(until, Fault):
            faults.append(until)
            until = None
        self._give(found)
        end = datetime.combine(until, time(), self.context.zone) if until and until >= found else None
        return Reading(at, in_zone(end, self.context.zone) if end else None, Precision.DAY, tuple(faults))

    def _own_date(self, side: Side, label: str) -> date | Fault:
        """The date that a side gives itself."""
        if side.date is None:
            return findings.no_date(label)
        return settle_date(side.date, label, self._reference(), self.context.date_order)

    def _reference(self) -> date | None:
        """A date near which a date without its year must lie."""
        near = self._started() or (self.before.at if self.before else None)
        return near.date() if near else None

    def _started(self) -> datetime | None:
        """The start of impact by the report's clocks."""
        started = self.context.started
        if started is None or not 1970 <= started.year <= 2199:
            return None
        return in_zone(started, self.context.zone)

    def _date(self, head: Head, clock: timedelta, end: timedelta | None) -> date | Fault:
        """The date of an entry with a clock time: its own, the one over it, or the one before it."""
        if head.begin.date is not None:
            return self._own_date(head.begin, head.label)
        if head.finish is not None and head.finish.date is not None:
            last = self._own_date(head.finish, head.label)
            back = _DAY if end is not None and end < clock else timedelta()
            return last if isinstance(last, Fault) else last - back
        if self.day is not None:
            return self.day
        if self.lost:
            return findings.no_date_since(head.label)
        if self.before is not None:
            base = _wall(self.before.at, head.begin.zone)
            step = base - (datetime.combine(base.date(), time()) + clock)
            found = base.date() + _DAY if step >= ROLLOVER else base.date()
            return _on_weekday(found, head.begin.weekday)
        return self._first_date(head, clock)

    def _first_date(self, head: Head, clock: timedelta) -> date | Fault:
        """The date of the first entry: the day of the start of impact, or the day after it."""
        started = self._started()
        if started is None:
            return findings.no_date(head.label)
        wall = _wall(started, head.begin.zone)
        midnight = datetime.combine(wall.date(), time())
        gap = midnight + clock - wall
        if clock and -gap > NEAR_START:
            return wall.date() + _DAY
        if gap > NEAR_START and wall != midnight:
            return findings.which_day(head.label, wall.date())
        return wall.date()

    def _instant(self, day: date, clock: timedelta, zone: WrittenZone | None, head: Head) -> datetime | Fault:
        """The one instant that a date and a clock time mean."""
        wall = datetime.combine(day, time()) + clock
        found = candidates(wall, zone, self.context.zone)
        if len(found) == 1:
            return found[0]
        return findings.no_single_instant(wall, zone, self.context.zone, found, head)

    def _until(
        self, head: Head, at: datetime, day: date, clock: timedelta | None, zone: WrittenZone | None
    ) -> datetime | Fault | None:
        """The end of a range."""
        finish = head.finish
        if finish is None or clock is None:
            return None
        own = self._own_date(finish, head.label) if finish.date else day
        if isinstance(own, Fault):
            return own
        end = self._instant(own, clock, finish.zone or zone, head)
        if isinstance(end, Fault) or end >= at:
            return end
        if at - end < ROLLOVER or finish.date:
            return findings.ends_before_it_begins(head.label)
        return self._instant(own + _DAY, clock, finish.zone or zone, head)

    def _order(self, head: Head, at: datetime, *, explicit: bool) -> list[Fault]:
        """What is wrong with the order; the entry is the one before from now on."""
        against = self.latest if explicit else self.before
        mark = _Mark(at, head.label, head.begin.approximate)
        self.day, self.lost = None, False
        if self.latest is None or at >= self.latest.at:
            self.latest = mark
        if against is None or at >= against.at:
            self.before = mark
            return []
        if explicit:
            self.before = mark
        if (mark.approximate or against.approximate) and against.at - at <= TOLERANCE:
            return []
        if explicit:
            return [
                findings.out_of_order(head.label, against.label, findings.meant_year(head, at, against.at))
            ]
        return [findings.rollover_unclear(head.label, against.label, at)]

    def _failed(self, head: Head, fault: Fault, near: datetime | None) -> Reading:
        """An entry that could not be read; its date holds for the next one all the same, if it has one."""
        if near is not None:
            self.before, self.day, self.lost = _Mark(near, head.label), None, False
        elif head.begin.date is not None:
            found = self._own_date(head.begin, head.label)
            if isinstance(found, Fault):
                self._lose()
            else:
                self._give(found)
        return Reading(None, faults=(fault,))

    def _rough(self, day: date, clock: timedelta) -> datetime:
        """About when an entry was whose instant is not known: by the report's clocks."""
        return in_zone(
            (datetime.combine(day, time()) + clock).replace(tzinfo=self.context.zone), self.context.zone
        )

    def _give(self, day: date) -> None:
        self.day, self.lost = day, False

    def _lose(self) -> None:
        self.day, self.lost = None, True


def _wall(instant: datetime, zone: WrittenZone | None) -> datetime:
    """The clock time of an instant as an entry in a zone would have it."""
    if zone is not None and zone.offset is not None:
        instant = instant.astimezone(timezone(zone.offset))
    elif zone is not None and (there := named_zone(zone.place) if zone.place else None):
        instant = instant.astimezone(there)
    return instant.replace(tzinfo=None)


def _on_weekday(day: date, weekday: int | None) -> date:
    """The day itself, or the next one that is the weekday."""
    return day if weekday is None else day + timedelta(days=(weekday - day.isoweekday()) % 7)


def _clocks(head: Head) -> tuple[timedelta, timedelta | None] | Fault:
    """The clock times of a label since midnight, checked against each other."""
    begin, finish = head.begin.clock, head.finish.clock if head.finish else None
    if begin is None:
        return timedelta(), None
    if finish is None:
        found = since_midnight(begin, head.label)
        return found if isinstance(found, Fault) else (found, None)
    if mixed(begin, finish):
        return findings.mixed_clocks(head.label)
    first = since_midnight(_with_meridiem(begin, shared_meridiem(begin, finish)), head.label)
    last = timedelta() if finish.minute is None else since_midnight(finish, head.label)
    if isinstance(first, Fault):
        return first
    if isinstance(last, Fault):
        return last
    return first, None if finish.minute is None else last


def _with_meridiem(clock: WrittenClock, meridiem: str) -> WrittenClock:
    return WrittenClock(clock.hour, clock.minute, clock.end, clock.second, meridiem)


def _precision(head: Head) -> Precision:
    """How exactly a label with a clock time tells it."""
    if head.open_end:
        return Precision.UNKNOWN_END
    if head.begin.approximate or (head.finish is not None and head.finish.approximate):
        return Precision.APPROXIMATE
    clock = head.begin.clock
    return Precision.SECOND if clock and clock.second is not None else Precision.MINUTE
