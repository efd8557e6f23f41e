"""From wall clock to instant: which moments a local time can mean.

Every instant of the model has a fixed offset; this is the only place where named zones become offsets.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo


def instants_of(wall: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The instants (with fixed offsets, earliest first) at which `zone`'s clocks show the naive `wall`.

    One, as a rule; two where the clocks go back over it; none where they skip it.
    """
    wall = wall.replace(fold=0) if wall.fold else wall
    steady = _steady(wall.date(), zone)
    if steady is not None:
        return (datetime.combine(wall.date(), wall.time(), steady),)
    first = wall.replace(tzinfo=zone, fold=0).utcoffset() or timedelta()
    second = wall.replace(tzinfo=zone, fold=1).utcoffset() or timedelta()
    # Away from a change of the clocks both are the same; at one, the clocks go back if the first is larger.
    if first < second:
        return ()
    offsets = (first,) if first == second else (first, second)
    return tuple(wall.replace(tzinfo=_fixed(offset), fold=0) for offset in offsets)


def in_zone(instant: datetime, zone: ZoneInfo) -> datetime:
    """The same instant with the fixed offset that `zone` has at that moment."""
    local = instant.astimezone(UTC).astimezone(zone)
    return local.replace(tzinfo=_fixed(local.utcoffset() or timedelta()), fold=0)


@lru_cache(maxsize=4096)
def _steady(day: date, zone: ZoneInfo) -> timezone | None:
    """The offset by which a zone's clocks run all day long; None on a day on which they change."""
    moments = (datetime.combine(day, at, zone) for at in (time.min, time(12), time.max))
    offsets = {moment.replace(fold=fold).utcoffset() for moment in moments for fold in (0, 1)}
    return _fixed(offsets.pop() or timedelta()) if len(offsets) == 1 else None


@lru_cache(maxsize=256)
def _fixed(offset: timedelta) -> timezone:
    """One object an offset: instants that share it are compared and subtracted faster."""
    return timezone(offset)
