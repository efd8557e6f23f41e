"""Whether a timeline without dates begins on the evening before the incident.

`- 17:00 A bad config is merged`, then `- 09:00 Errors begin`: by the order of clocks the second would be of
the day after, and with it the whole incident; by the front matter it is when the incident began.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from postmortem.parse.timeline.ranges import clocks_of
from postmortem.parse.timeline.written import Fault, Head, WrittenZone
from postmortem.parse.timeline.zones import wall_of

_DAY = timedelta(days=1)


def begins_the_evening_before(
    heads: Sequence[Head], moments: Sequence[datetime], zone: WrittenZone | None, rollover: timedelta
) -> bool:
    """Whether the first of these labels may be of the day before the first of the front matter's moments.

    `heads` are the labels up to the first that has a date. The first step back of `rollover` or more would be
    the next day: it is asked for where it comes to one of the moments, or lies among them, without that.
    """
    if len(heads) < 2 or not moments:
        return False
    walls = sorted(wall_of(moment, zone).replace(second=0, microsecond=0) for moment in moments)
    midnight = walls[0].replace(hour=0, minute=0)
    first = _clock_of(heads[0])
    if first is None or midnight + first <= walls[0]:
        return False
    back = _stepped_back(heads, first, rollover)
    if back is None:
        return False
    here = midnight + back
    if here == walls[0] or (here in walls and here + _DAY not in walls):
        return True
    return midnight + first > walls[-1] and walls[0] <= here <= walls[-1]


def _stepped_back(heads: Sequence[Head], before: timedelta, rollover: timedelta) -> timedelta | None:
    """The clock time, to the minute, of the first label that far before the one above it."""
    for head in heads[1:]:
        clock = _clock_of(head)
        if clock is None:
            continue
        if before - clock >= rollover:
            return clock
        before = max(before, clock)
    return None


def _clock_of(head: Head) -> timedelta | None:
    clocks = clocks_of(head)
    return None if isinstance(clocks, Fault) else clocks[0] - clocks[0] % timedelta(minutes=1)
