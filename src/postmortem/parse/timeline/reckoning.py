"""From what was written to instants: dates, zones, ranges, order.

A `Reckoning` walks through the labels in document order. Its `Dating` knows which day it is, the `Order` in
that the entries with which the next one is compared.
"""

from datetime import date, datetime, time, timedelta

from msgspec import Struct

from postmortem.model.timeline import Precision
from postmortem.parse.instants import in_zone
from postmortem.parse.timeline import findings, zone_findings
from postmortem.parse.timeline.context import TimelineContext
from postmortem.parse.timeline.dating import ROLLOVER, Dating
from postmortem.parse.timeline.doubles import double_faults, settled
from postmortem.parse.timeline.order import Mark
from postmortem.parse.timeline.ranges import clocks_of, precision_of
from postmortem.parse.timeline.vocabulary import Vocabulary
from postmortem.parse.timeline.written import Fault, Head, WrittenZone
from postmortem.parse.timeline.zones import candidates, is_of

_DAY = timedelta(days=1)


class Reading(Struct, frozen=True):
    """What a label came to. `at` is None where it could not be read; the faults say why."""

    at: datetime | None
    until: datetime | None = None
    precision: Precision | None = None
    faults: tuple[Fault, ...] = ()


class Reckoning(Struct):
    """The walk."""

    context: TimelineContext
    words: Vocabulary
    dating: Dating

    def stand_under(self, head: Head) -> tuple[Fault, ...]:
        """Take note of a date over what follows."""
        if head.begin.date is None and (day := self.dating.day_after()) is not None:
            self.dating.give(day)
            return ()
        found = self.dating.own_date(head.begin, head.label)
        if isinstance(found, Fault):
            self.dating.lose()
            return (found,)
        self.dating.give(found)
        return tuple(findings.weekday_faults(head, found))

    def is_on(self, told: Head, at: datetime | None) -> bool:
        """Whether an entry is on a day that is told of above it."""
        begin = told.begin
        if at is None or begin.date is None:
            return at is not None and at.isoweekday() == begin.weekday
        return at.date() == self.dating.own_date(begin, told.label)

    def read(self, head: Head) -> Reading:
        """The instant of an entry, with what is wrong with it."""
        if head.begin.relative is not None:
            return self._relative(head, head.begin.relative)
        if head.begin.clock is None or head.begin.clock.given_up:
            return self._day(head)
        head = settled(head, self.words)
        clocks = clocks_of(head)
        if isinstance(clocks, Fault):
            return self._failed(head, clocks, None)
        begin, dating = head.begin, self.dating
        explicit = begin.date is not None or dating.day is not None or begin.next_day
        found = dating.date_of(head, *clocks)
        dating.take_clock(begin.clock)
        if isinstance(found, Fault):
            return self._failed(head, found, None)
        zone = dating.zone_of(head)
        at = self._instant(found, clocks[0], zone, head)
        if isinstance(at, Fault):
            return self._failed(head, at, self._rough(found, clocks[0]))
        if head.is_plain:
            faults = dating.order.place(head, at, zone, explicit=explicit)
            dating.used(found, head)
            return Reading(at, None, precision_of(head), tuple(faults))
        ambiguous = findings.offset_or_range(head, at)
        if ambiguous is not None:
            return self._failed(head, ambiguous, at)
        faults = [*findings.weekday_faults(head, found), *findings.meridiem_faults(head)]
        faults.extend(dating.order.place(head, at, zone, explicit=explicit))
        dating.used(found, head)
        until = self._until(head, at, found, clocks[1], zone)
        if isinstance(until, Fault):
            faults.append(until)
            until = None
        if head.maybe_zone and zone is None and not is_of(head.maybe_zone, self.context.zone, at.year):
            faults.append(zone_findings.maybe_zone(head, self.context.zone))
        faults.extend(double_faults(head, at, until, self.context.zone, self.words))
        return Reading(at, until, precision_of(head), tuple(faults))

    def _relative(self, head: Head, span: timedelta) -> Reading:
        """An entry that is counted from the start of impact."""
        started = self.dating.started()
        if started is None:
            return self._failed(head, findings.no_start(head.label), None)
        at = in_zone(started + span, self.context.zone)
        faults = self.dating.order.place(head, at, None, explicit=True)
        self.dating.used(at.date(), head)
        return Reading(at, None, Precision.MINUTE, tuple(faults))

    def _day(self, head: Head) -> Reading:
        """An entry of which only the day is known."""
        found = self.dating.own_date(head.begin, head.label)
        if isinstance(found, Fault):
            return self._failed(head, found, None)
        at = self._midnight(found)
        faults = [*findings.weekday_faults(head, found), *self.dating.order.place_day(head, at)]
        self.dating.give(found)
        end = self._last_day(head, found)
        if isinstance(end, Fault):
            return Reading(at, None, Precision.DAY, (*faults, end))
        return Reading(at, end, Precision.DAY, tuple(faults))

    def _last_day(self, head: Head, first: date) -> datetime | Fault | None:
        """The end of a range of days: the start of its last day."""
        if head.finish is None:
            return None
        last = self.dating.own_date(head.finish, head.label)
        if isinstance(last, Fault):
            return last
        if last < first:
            return findings.ends_before_it_begins(head.label)
        return self._midnight(last)

    def _midnight(self, day: date) -> datetime:
        """The start of a day by the report's clocks; where they skip midnight, the first moment after it."""
        return in_zone(datetime.combine(day, time(), self.context.zone), self.context.zone)

    def _instant(self, day: date, clock: timedelta, zone: WrittenZone | None, head: Head) -> datetime | Fault:
        """The one instant that a date and a clock time mean."""
        wall = datetime(day.year, day.month, day.day) + clock  # noqa: DTZ001 - a clock time, not yet an instant
        found = candidates(wall, zone, self.context.zone)
        if len(found) == 1:
            return found[0]
        return zone_findings.no_single_instant(wall, zone, self.context.zone, found, head)

    def _until(
        self, head: Head, at: datetime, day: date, clock: timedelta | None, zone: WrittenZone | None
    ) -> datetime | Fault | None:
        """The end of a range."""
        finish = head.finish
        if finish is None or clock is None:
            return None
        own = self.dating.own_date(finish, head.label) if finish.date else day + _DAY * finish.next_day
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
        dating = self.dating
        if near is not None:
            dating.order.before = Mark(near, head.label)
            dating.used(near.date(), head)
        elif head.begin.date is not None:
            found = dating.own_date(head.begin, head.label)
            if isinstance(found, Fault):
                dating.lose()
            else:
                dating.give(found)
        if fault.code == "PM307" and dating.lost:
            told, dating.told = dating.told, True
            return Reading(None, faults=() if told else (fault,))
        return Reading(None, faults=(fault,))

    def _rough(self, day: date, clock: timedelta) -> datetime:
        """About when an entry was whose instant is not known: the earliest that it can be."""
        wall = (datetime.combine(day, time()) + clock).replace(tzinfo=self.context.zone)
        return min(in_zone(wall.replace(fold=fold), self.context.zone) for fold in (0, 1))
