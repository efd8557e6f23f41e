"""On which day a label is: its own date, the one over it, or the one that follows from the entry before.

A `Dating` remembers the date that stands over what follows; the order of entries tells it the entry before.
"""

from datetime import date, datetime, time, timedelta

from msgspec import Struct, field

from postmortem.parse.instants import in_zone
from postmortem.parse.timeline import findings
from postmortem.parse.timeline.context import TimelineContext
from postmortem.parse.timeline.days import on_weekday, settle_date
from postmortem.parse.timeline.order import Mark, Order
from postmortem.parse.timeline.written import Fault, Head, Side, WrittenClock, WrittenZone
from postmortem.parse.timeline.zones import candidates, same_zone, wall_of

# A step back this large is the next day; a smaller one is a question.
ROLLOVER = timedelta(hours=6)
# How far an entry may lie from the start of impact before its date is not taken from there.
NEAR_START = timedelta(hours=18)

_DAY = timedelta(days=1)


class Dating(Struct):
    """The days so far.

    `zone` holds for labels without one of their own, where it is not the report's. `full_day` says that an
    entry so far is surely by the clock of 24 hours, `half_day` that one is by 12. `base` is the day from
    which "the next day" counts. `day` is a date that came since the last entry; `lost` says that one came
    that could not be read, and `told` that a finding says what this means for the undated entries below it.
    `evening` says that the first entry may be of the day before the incident.
    """

    context: TimelineContext
    zone: WrittenZone | None = None
    full_day: bool = False
    half_day: bool = False
    base: date | None = None
    day: date | None = None
    lost: bool = False
    told: bool = False
    evening: bool = False
    order: Order = field(default_factory=Order)

    def give(self, day: date) -> None:
        """Take note of a date over what follows."""
        self.day, self.base, self.lost = day, day, False

    def lose(self) -> None:
        """Take note that such a date could not be read."""
        self.day, self.lost, self.told = None, True, False

    def used(self, day: date, head: Head) -> None:
        """Take note of the day of an entry: what follows counts from it."""
        self.day, self.lost = None, False
        self.base = self.base if head.begin.next_day else day

    def zone_of(self, head: Head) -> WrittenZone | None:
        """The zone of a label; None is the report's."""
        return head.begin.zone or (head.finish.zone if head.finish else None) or self.zone

    def started(self) -> datetime | None:
        """The start of impact by the report's clocks."""
        started = self.context.started
        if started is None or not 1970 <= started.year <= 2199:
            return None
        return in_zone(started, self.context.zone)

    def own_date(self, side: Side, label: str) -> date | Fault:
        """The date that a side gives itself."""
        if side.date is None:
            return findings.no_date(label)
        found = settle_date(side.date, label, self._reference(), self.context.date_order)
        return found if isinstance(found, Fault) else found + _DAY * side.next_day

    def date_of(self, head: Head, clock: timedelta, end: timedelta | None) -> date | Fault:
        """The date of an entry with a clock time: its own, the one over it, or the one before it."""
        if head.begin.date is not None:
            return self.own_date(head.begin, head.label)
        if head.begin.next_day and (following := self.day_after()) is not None:
            return following
        if head.finish is not None and head.finish.date is not None:
            last = self.own_date(head.finish, head.label)
            back = _DAY if end is not None and end < clock else timedelta()
            return last if isinstance(last, Fault) else last - back
        if self.day is not None:
            return self.day
        if self.lost:
            return findings.no_date_since(head.label)
        if self.order.before is not None:
            if self._may_be_afternoon(head, self.order.before, clock):
                return findings.which_half(head.label, clock, self.order.before.at)
            return on_weekday(
                self._next_date(self.order.before, clock, self.zone_of(head)), head.begin.weekday
            )
        return self._first_date(head, clock)

    def take_clock(self, clock: WrittenClock | None) -> None:
        """Take note of how an entry writes its time."""
        if clock is not None and clock.hour is not None:
            self.half_day |= bool(clock.meridiem)
            self.full_day |= not clock.meridiem and (clock.hour > 12 or (clock.padded and clock.hour < 10))

    def _may_be_afternoon(self, head: Head, before: Mark, clock: timedelta) -> bool:
        """Whether `1:10` behind `11:58` may be 13:10: in English, by a clock of perhaps twelve hours."""
        written = head.begin.clock
        english = self.context.lang.startswith("en")
        if self.full_day or not english or written is None or written.meridiem:
            return False
        if written.padded and not self.half_day:
            return False
        return clock + ROLLOVER <= _time_of(before.at) <= clock + _DAY / 2

    def _next_date(self, before: Mark, clock: timedelta, zone: WrittenZone | None) -> date:
        """The date after an entry, by the clock of both or, where they are of two zones, the report's own."""
        at, here, shift = before.at, clock, timedelta()
        if not same_zone(zone, before.zone):
            at = wall_of(at, self.zone)
            here, shift = self._here(at.date(), clock, zone)
        elif zone is not None:
            at = wall_of(at, zone)
        rolled = _DAY if _time_of(at) - here >= ROLLOVER else timedelta()
        return at.date() + shift + rolled

    def _first_date(self, head: Head, clock: timedelta) -> date | Fault:
        """The date of the first entry: the day of the start of impact, or the day after it."""
        started = self.started()
        if started is None:
            return findings.no_date(head.label)
        wall = wall_of(started, self.zone_of(head))
        gap = clock - _time_of(wall)
        if self.evening:
            # What follows is read as after that evening, which is what it would be with the date.
            before = datetime.combine(wall.date() - _DAY, time(), self.context.zone) + clock
            self.order.before = Mark(in_zone(before, self.context.zone), head.label)
            return findings.evening_before(head.label, wall.date())
        if clock and -gap > NEAR_START:
            return wall.date() + _DAY
        if gap > NEAR_START and _time_of(wall):
            return findings.which_day(head.label, wall.date())
        return wall.date()

    def _here(self, day: date, clock: timedelta, zone: WrittenZone | None) -> tuple[timedelta, timedelta]:
        """A clock time of a zone by the report's own clock on a day, and how far its date is from that day.

        `23:00+03:00` on a day in Berlin is 21:00 there; `00:30+03:00` is 22:30, and its own date is a day on.
        """
        for shift in (timedelta(), _DAY, -_DAY):
            found = candidates(datetime.combine(day + shift, time()) + clock, zone, self.context.zone)
            wall = wall_of(found[0], self.zone) if found else None
            if wall is not None and wall.date() == day:
                return _time_of(wall), shift
        return clock, timedelta()

    def day_after(self) -> date | None:
        """The day that the writer means by the next one."""
        started = self.started()
        day = self.day or self.base or (started.date() if started else None)
        return day + _DAY if day else None

    def _reference(self) -> date | None:
        """A date near which a date without its year must lie."""
        near = self.started() or (self.order.before.at if self.order.before else None)
        return near.date() if near else None


def _time_of(at: datetime) -> timedelta:
    """The time since midnight by the instant's own clock."""
    return timedelta(0, at.hour * 3600 + at.minute * 60 + at.second)
