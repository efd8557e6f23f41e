"""From what was written to instants: dates, rollover past midnight, zones, order.

A `Reckoning` walks through the labels in document order and remembers the date that stands over what follows
and, in its `Order`, the entries with which the next one is compared.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from postmortem.model.timeline import Precision
from postmortem.parse.instants import in_zone
from postmortem.parse.timeline import findings
from postmortem.parse.timeline.context import TimelineContext
from postmortem.parse.timeline.days import on_weekday, settle_date
from postmortem.parse.timeline.order import Mark, Order
from postmortem.parse.timeline.ranges import clocks_of, precision_of
from postmortem.parse.timeline.written import Fault, Head, Side, WrittenZone
from postmortem.parse.timeline.zones import candidates, wall_of

# A step back this large is the next day; a smaller one is a question.
ROLLOVER = timedelta(hours=6)
# How far an entry may lie from the start of impact before its date is not taken from there.
NEAR_START = timedelta(hours=18)

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a label came to. `at` is None where it could not be read; the faults say why."""

    at: datetime | None
    until: datetime | None = None
    precision: Precision | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(slots=True)
class Reckoning:
    """The walk.

    `day` is a date that came since the last entry; `lost` says that one came that could not be read, and
    `told` that a finding says what this means for the undated entries below it.
    """

    context: TimelineContext
    day: date | None = None
    lost: bool = False
    told: bool = False
    order: Order = field(default_factory=Order)

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
        if head.begin.relative is not None:
            return self._relative(head, head.begin.relative)
        if head.begin.clock is None or head.begin.clock.given_up:
            return self._day(head)
        clocks = clocks_of(head)
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
        faults.extend(self.order.place(head, at, explicit=explicit))
        self.day, self.lost = None, False
        until = self._until(head, at, found, clocks[1], zone)
        if isinstance(until, Fault):
            faults.append(until)
            until = None
        return Reading(at, until, precision_of(head), tuple(faults))

    def _relative(self, head: Head, span: timedelta) -> Reading:
        """An entry that is counted from the start of impact."""
        started = self._started()
        if started is None:
            return self._failed(head, findings.no_start(head.label), None)
        at = in_zone(started + span, self.context.zone)
        faults = self.order.place(head, at, explicit=True)
        self.day, self.lost = None, False
        return Reading(at, None, Precision.MINUTE, tuple(faults))

    def _day(self, head: Head) -> Reading:
        """An entry of which only the day is known."""
        found = self._own_date(head.begin, head.label)
        if isinstance(found, Fault):
            return self._failed(head, found, None)
        at = self._midnight(found)
        faults = [*findings.weekday_faults(head, found), *self.order.place_day(head, at)]
        self._give(found)
        end = self._last_day(head, found)
        if isinstance(end, Fault):
            return Reading(at, None, Precision.DAY, (*faults, end))
        return Reading(at, end, Precision.DAY, tuple(faults))

    def _last_day(self, head: Head, first: date) -> datetime | Fault | None:
        """The end of a range of days: the start of its last day."""
        if head.finish is None:
            return None
        last = self._own_date(head.finish, head.label)
        if isinstance(last, Fault):
            return last
        if last < first:
            return findings.ends_before_it_begins(head.label)
        return self._midnight(last)

    def _midnight(self, day: date) -> datetime:
        """The start of a day by the report's clocks; where they skip midnight, the first moment after it."""
        return in_zone(datetime.combine(day, time(), self.context.zone), self.context.zone)

    def _own_date(self, side: Side, label: str) -> date | Fault:
        """The date that a side gives itself."""
        if side.date is None:
            return findings.no_date(label)
        return settle_date(side.date, label, self._reference(), self.context.date_order)

    def _reference(self) -> date | None:
        """A date near which a date without its year must lie."""
        near = self._started() or (self.order.before.at if self.order.before else None)
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
        if self.order.before is not None:
            base = wall_of(self.order.before.at, head.begin.zone)
            step = base - (datetime.combine(base.date(), time()) + clock)
            found = base.date() + _DAY if step >= ROLLOVER else base.date()
            return on_weekday(found, head.begin.weekday)
        return self._first_date(head, clock)

    def _first_date(self, head: Head, clock: timedelta) -> date | Fault:
        """The date of the first entry: the day of the start of impact, or the day after it."""
        started = self._started()
        if started is None:
            return findings.no_date(head.label)
        wall = wall_of(started, head.begin.zone)
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

    def _failed(self, head: Head, fault: Fault, near: datetime | None) -> Reading:
        """An entry that could not be read; its date holds for the next one all the same, if it has one."""
        if near is not None:
            self.order.before = Mark(near, head.label)
            self.day, self.lost = None, False
        elif head.begin.date is not None:
            found = self._own_date(head.begin, head.label)
            if isinstance(found, Fault):
                self._lose()
            else:
                self._give(found)
        if fault.code == "PM307" and self.lost:
            told, self.told = self.told, True
            return Reading(None, faults=() if told else (fault,))
        return Reading(None, faults=(fault,))

    def _rough(self, day: date, clock: timedelta) -> datetime:
        """About when an entry was whose instant is not known: the earliest that it can be."""
        wall = (datetime.combine(day, time()) + clock).replace(tzinfo=self.context.zone)
        return min(in_zone(wall.replace(fold=fold), self.context.zone) for fold in (0, 1))

    def _give(self, day: date) -> None:
        self.day, self.lost = day, False

    def _lose(self) -> None:
        self.day, self.lost, self.told = None, True, False
