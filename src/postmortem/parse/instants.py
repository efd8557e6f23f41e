"""From wall clock to instant: which moments a local time can mean.

Every instant of the model has a fixed offset; this is the only place where named zones become offsets.
"""

from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo


def instants_of(wall: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The instants (with fixed offsets, earliest first) at which `zone`'s clocks show the naive `wall`.

    One, as a rule; two where the clocks go back over it; none where they skip it.
    """
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


@lru_cache(maxsize=256)
def _fixed(offset: timedelta) -> timezone:
    """One object an offset: instants that share it are compared and subtracted faster."""
    return timezone(offset)
