"""What the clock times of a label come to: times since midnight, checked against each other.

A clock time becomes a `timedelta`; `24:00` is a whole day.
"""

from datetime import timedelta

from msgspec.structs import replace

from postmortem.model.timeline import Precision
from postmortem.parse.timeline import findings
from postmortem.parse.timeline.written import Fault, Head, WrittenClock

_DAY = timedelta(days=1)


def clocks_of(head: Head) -> tuple[timedelta, timedelta | None] | Fault:
    """The clock times of a label since midnight, checked against each other."""
    begin, finish = head.begin.clock, head.finish.clock if head.finish else None
    if begin is None:
        return timedelta(), None
    if finish is None:
        found = since_midnight(begin, head.label)
        return found if isinstance(found, Fault) else (found, None)
    if _mixed(begin, finish):
        return findings.mixed_clocks(head.label)
    first = since_midnight(replace(begin, meridiem=_shared_meridiem(begin, finish)), head.label)
    last = timedelta() if finish.minute is None else since_midnight(finish, head.label)
    if isinstance(first, Fault):
        return first
    if isinstance(last, Fault):
        return last
    return first, None if finish.minute is None else last


def precision_of(head: Head) -> Precision:
    """How exactly a label with a clock time tells it."""
    if head.open_end:
        return Precision.UNKNOWN_END
    if head.begin.approximate or (head.finish is not None and head.finish.approximate):
        return Precision.APPROXIMATE
    clock = head.begin.clock
    return Precision.SECOND if clock and clock.second is not None else Precision.MINUTE


def since_midnight(clock: WrittenClock, written: str) -> timedelta | Fault:
    """A clock time as time since midnight; a fault where there is no such time of day."""
    hour, minute, second = clock.hour, clock.minute, clock.second or 0
    if hour is None or minute is None:
        return Fault(
            "PM301",
            f"`{written}` is no time",
            "write the time, for example `09:47`; or the date alone if only the day is known",
        )
    at = timedelta(0, hour * 3600 + minute * 60 + second)
    impossible = minute > 59 or second > 59 or at > _DAY
    if impossible or (clock.meridiem == "am" and hour > 12) or (clock.meridiem == "pm" and hour == 0):
        return Fault("PM301", f"`{written}` is no time of day", "write it as `09:47` or `21:47`")
    if clock.meridiem and hour <= 12:
        at += timedelta(hours=(12 if clock.meridiem == "pm" else 0) - (12 if hour == 12 else 0))
    return at


def _mixed(begin: WrittenClock, finish: WrittenClock) -> bool:
    """Whether the ends of a range are by different clocks: `2:00 pm - 3:30`, `14:20-2:00`.

    An end that is earlier than the beginning and has one digit for its hour may be of the afternoon.
    """
    if begin.hour is None or finish.hour is None or finish.meridiem:
        return False
    if begin.meridiem:
        return finish.hour <= 12
    earlier = (finish.hour, finish.minute or 0) < (begin.hour, begin.minute or 0)
    return earlier and not finish.padded and finish.hour > 0


def _shared_meridiem(begin: WrittenClock, finish: WrittenClock) -> str:
    """The am or pm of a range's beginning: its own, or the end's (`2:00-3:30 pm`), or the half day before."""
    if begin.meridiem or not finish.meridiem or begin.hour is None or finish.hour is None or begin.hour > 12:
        return begin.meridiem
    before = (begin.hour % 12, begin.minute or 0) <= (finish.hour % 12, finish.minute or 0)
    return finish.meridiem if before else {"am": "pm", "pm": "am"}[finish.meridiem]
