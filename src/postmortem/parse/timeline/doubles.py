"""Times that are told twice on one line, checked against each other: `12:48 (6:48 PDT)`, `10:00 CET (GMT+1)`.

An abbreviation that is not the report's is good enough for a check: it agrees if one of the offsets that it
is known for does.
"""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from postmortem.diagnostics import Level
from postmortem.parse.timeline.ranges import since_midnight
from postmortem.parse.timeline.vocabulary import Vocabulary
from postmortem.parse.timeline.written import Fault, Head, Side, WrittenZone
from postmortem.parse.timeline.zones import abbreviation_at, named_zone, wall_of

_DAY = timedelta(days=1)


def double_faults(
    head: Head, at: datetime, until: datetime | None, report: ZoneInfo, words: Vocabulary
) -> Iterator[Fault]:
    """What does not agree in a label that gives a time or a zone twice; it is read by the first of both."""
    for side, moment in ((head.begin, at), (head.finish, until)):
        if side is not None and moment is not None and side.beside is not None:
            first = wall_of(moment, side.zone) - moment.astimezone(UTC).replace(tzinfo=None)
            possible = offsets_at(side.beside, moment, report, words)
            if possible and first not in possible:
                yield _other_offset(head, side, first, possible)
    again = head.again
    if again is not None and again.zone is not None and again.clock is not None:
        told = since_midnight(again.clock, head.label)
        possible = offsets_at(again.zone, at, report, words)
        walls = [(at.astimezone(UTC) + offset).replace(tzinfo=None) for offset in possible]
        if isinstance(told, Fault):
            yield told
        elif walls and all(told % _DAY != _time_of(wall) for wall in walls):
            yield _other_time(head, again.zone, at, walls[0])


def settled(head: Head, words: Vocabulary) -> Head:
    """The head with the offset of an abbreviation that the same moment by UTC or an offset explains.

    `14:00 CST (20:00 UTC)` means the American CST, whatever the report's zone.
    """
    zone, again = head.begin.zone, head.again
    if again is None or again.zone is None or again.zone.offset is None or zone is None or not zone.name:
        return head
    first, second = (since_midnight(side.clock, head.label) for side in (head.begin, again) if side.clock)
    if isinstance(first, Fault) or isinstance(second, Fault):
        return head
    for offset in map(_hours, words.words.abbreviations.get(zone.name, ())):
        if (first - offset) % _DAY == (second - again.zone.offset) % _DAY:
            return _explained(head, replace(zone, offset=offset, name=""))
    return head


def _explained(head: Head, zone: WrittenZone) -> Head:
    return replace(head, begin=replace(head.begin, zone=zone))


def offsets_at(
    zone: WrittenZone, moment: datetime, report: ZoneInfo, words: Vocabulary
) -> Collection[timedelta]:
    """The offsets from UTC that a zone can mean at a moment; none where nobody can tell."""
    if zone.offset is not None:
        return (zone.offset,)
    place = named_zone(zone.place) if zone.place else None
    if place is not None or (zone.name and zone.name == abbreviation_at(moment, report)):
        return (moment.astimezone(place or report).utcoffset() or timedelta(),)
    return tuple(_hours(written) for written in words.words.abbreviations.get(zone.name, ()))


def _hours(written: str) -> timedelta:
    """`+5:30` as a length of time."""
    hours, _, minutes = written[1:].partition(":")
    length = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return -length if written.startswith("-") else length


def _time_of(wall: datetime) -> timedelta:
    return timedelta(hours=wall.hour, minutes=wall.minute, seconds=wall.second)


def _other_offset(head: Head, side: Side, first: timedelta, possible: Collection[timedelta]) -> Fault:
    named = side.beside.text if side.beside else ""
    return Fault(
        "PM315",
        f"`{head.label}`: `{named}` is at {_written(next(iter(possible)))} then, not at {_written(first)}",
        "correct the offset, or leave one of the two zones out; it is read by the first",
        Level.WARNING,
    )


def _other_time(head: Head, zone: WrittenZone, at: datetime, wall: datetime) -> Fault:
    return Fault(
        "PM315",
        f"`{head.label}` gives two times: at {wall_of(at, head.begin.zone):%H:%M} it is"
        f" `{wall:%H:%M} {zone.text}`",
        "correct one of the two, or leave one out; it is read by the first",
        Level.WARNING,
    )


def _written(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    sign, minutes = ("-", -minutes) if minutes < 0 else ("+", minutes)
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}"
