"""The known instants of a report on the face of a clock: how far a stated clock time is from the nearest.

Made once a report, so that each clock time in its text costs one look, however many instants there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from postmortem.rules.arithmetic import Anchor
from postmortem.rules.clocks import DAY_MINUTES, Clock, offsets_of
from postmortem.rules.durations import MINUTE


@dataclass(frozen=True, slots=True)
class Dial:
    """For each minute of the day how many minutes the nearest instant is away, and which it is.

    What an approximate instant allows is taken off already. `offsets` are those of the instants from UTC, in
    minutes.
    """

    away: Sequence[int]
    nearest: Sequence[Anchor]
    offsets: Sequence[int]

    def distance(self, clock: Clock, lang: str) -> int:
        """How many minutes a clock time is from the nearest instant, by the report's zone or its own."""
        return max(0, min(self.away[minute] for minute in self._minutes(clock, lang)))

    def beside(self, clock: Clock, lang: str) -> Anchor:
        """The instant nearest to a clock time."""
        return self.nearest[min(self._minutes(clock, lang), key=lambda minute: self.away[minute])]

    def _minutes(self, clock: Clock, lang: str) -> Sequence[int]:
        """The minutes of the report's day that a clock time can mean."""
        stated = (int(offset.total_seconds()) // MINUTE for offset in offsets_of(clock.zone, lang))
        shifted = [clock.minute - there + here for there in stated for here in self.offsets]
        return [minute % DAY_MINUTES for minute in (clock.minute, *shifted)]


def dial_of(known: Sequence[Anchor]) -> Dial:
    """The dial of at least one instant."""
    away, nearest = [DAY_MINUTES] * DAY_MINUTES, [known[0]] * DAY_MINUTES
    for anchor in known:
        minute = anchor.at.hour * 60 + anchor.at.minute
        if -anchor.slack // MINUTE < away[minute]:
            away[minute], nearest[minute] = -anchor.slack // MINUTE, anchor
    for step in (1, -1):
        # Twice around, so that what is near across midnight is found too.
        for place in range(2 * DAY_MINUTES):
            here, before = (place * step) % DAY_MINUTES, ((place - 1) * step) % DAY_MINUTES
            if away[before] + 1 < away[here]:
                away[here], nearest[here] = away[before] + 1, nearest[before]
    offsets = {int((a.at.utcoffset() or a.at - a.at).total_seconds()) // MINUTE for a in known}
    return Dial(away, nearest, sorted(offsets))
