"""From wall clock to instant: which moments a local time can mean.

Every instant of the model has a fixed offset; this is the only place where named zones become offsets.
"""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo


def instants_of(wall: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The instants (with fixed offsets, earliest first) at which `zone`'s clocks show the naive `wall`.

    One, as a rule; two where the clocks go back over it; none where they skip it.
    """
    found: list[datetime] = []
    for fold in (0, 1):
        offset = wall.replace(tzinfo=zone, fold=fold).utcoffset()
        if offset is None:
            continue
        instant = wall.replace(tzinfo=timezone(offset), fold=0)
        if instant.astimezone(zone).replace(tzinfo=None) == wall and instant not in found:
            found.append(instant)
    return tuple(found)


def in_zone(instant: datetime, zone: ZoneInfo) -> datetime:
    """The same instant with the fixed offset that `zone` has at that moment."""
    local = instant.astimezone(UTC).astimezone(zone)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()), fold=0)
