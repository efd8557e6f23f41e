"""The known instants of a report on the face of a clock: how far a stated clock time is from the nearest.

Made once a report, so that each clock time in its text costs one look, however many instants there are.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from msgspec import Struct

from postmortem.rules.arithmetic import Anchor
from postmortem.rules.clocks import DAY_MINUTES, Clock, offsets_of
from postmortem.rules.durations import MINUTE


class Dial(Struct, frozen=True):
    """The minutes of the day at which instants are, by what an approximate one allows (in minutes).

    `offsets` are those of the instants from UTC, in minutes.
    """

    rings: Mapping[int, "Ring"]
    offsets: Sequence[int]

    def distance(self, clock: Clock, lang: str) -> int:
        """How many minutes a clock time is from the nearest instant, by the report's zone or its own."""
        return max(0, min(self._nearest(minute)[0] for minute in self._minutes(clock, lang)))

    def beside(self, clock: Clock, lang: str) -> Anchor:
        """The instant nearest to a clock time."""
        found = (self._nearest(minute) for minute in self._minutes(clock, lang))
        return min(found, key=lambda near: near[0])[1]

    def _nearest(self, minute: int) -> tuple[int, Anchor]:
        """How far the nearest instant is from a minute of the day, and which it is."""
        near = ((ring.nearest(minute), slack) for slack, ring in self.rings.items())
        return min(((away - slack, anchor) for (away, anchor), slack in near), key=lambda found: found[0])

    def _minutes(self, clock: Clock, lang: str) -> Sequence[int]:
        """The minutes of the report's day that a clock time can mean."""
        stated = (int(offset.total_seconds()) // MINUTE for offset in offsets_of(clock.zone, lang))
        shifted = [clock.minute - there + here for there in stated for here in self.offsets]
        return [minute % DAY_MINUTES for minute in (clock.minute, *shifted)]


class Ring(Struct, frozen=True):
    """Instants by their minutes of the day, which are sorted."""

    minutes: Sequence[int]
    anchors: Mapping[int, Anchor]

    def nearest(self, minute: int) -> tuple[int, Anchor]:
        """How far the nearest instant is the shorter way around, and which it is; the earlier of two."""
        place = bisect_left(self.minutes, minute)
        before, at = self.minutes[place - 1], self.minutes[place % len(self.minutes)]
        back, on = (minute - before) % DAY_MINUTES, (at - minute) % DAY_MINUTES
        return (back, self.anchors[before]) if back <= on else (on, self.anchors[at])


def dial_of(known: Sequence[Anchor]) -> Dial:
    """The dial of at least one instant."""
    rings: dict[int, dict[int, Anchor]] = {}
    for anchor in known:
        ring = rings.setdefault(anchor.slack // MINUTE, {})
        ring.setdefault(anchor.at.hour * 60 + anchor.at.minute, anchor)
    offsets = {int((a.at.utcoffset() or a.at - a.at).total_seconds()) // MINUTE for a in known}
    return Dial({slack: Ring(sorted(ring), ring) for slack, ring in rings.items()}, sorted(offsets))
