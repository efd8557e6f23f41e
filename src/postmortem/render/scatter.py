"""Every incident as a dot: the day it started across, the time to resolve up, on a logarithmic scale."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import log

from postmortem.model.metrics import durations
from postmortem.model.report import Metadata
from postmortem.render.overall import Dot, Scatter, Tick
from postmortem.render.trees import Tree

MOST_ROWS = 200
_HEIGHT, _TOP = 300, 18
_LEFT = 9.0  # percent of the width that the words of the axis take
_TICKS = tuple(
    timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 1440, 4 * 1440, 14 * 1440, 60 * 1440, 365 * 1440)
)


def scatter(incidents: Sequence[Metadata], tree: Tree) -> Scatter | None:
    """The chart of the incidents that have a start and a recorded length; None if there are none."""
    measured = [
        (started, length, report)
        for report in incidents
        if (started := report.times.started) and (length := durations(report.times).resolve) is not None
    ]
    if not measured:
        return None
    first = min(started.year for started, _, _ in measured)
    last = max(started.year for started, _, _ in measured) + 1
    ticks = _ticks([length for _, length, _ in measured])
    lowest, top = ticks[0], max(ticks[-1], *(length for _, length, _ in measured))
    start, end = date(first, 1, 1).toordinal(), date(last, 1, 1).toordinal()

    def across(ordinal: int) -> float:
        return round(_LEFT + (ordinal - start) / (end - start) * (99 - _LEFT), 2)

    def up(length: timedelta) -> int:
        share = log(max(length / lowest, 1)) / log(top / lowest)
        return round(_HEIGHT - share * (_HEIGHT - _TOP))

    def rank(report: Metadata) -> int:
        mark = tree.directory.severity(report.severity, tree.lang)
        return mark.rank if mark else 0

    every = max(1, (last - first) // 6)
    return Scatter(
        dots=tuple(
            Dot(across(started.date().toordinal()), up(length), rank(report))
            for started, length, report in measured
        ),
        years=tuple(Tick(across(date(y, 1, 1).toordinal()), y) for y in range(first, last, every)),
        lengths=tuple(Tick(up(tick), tick) for tick in ticks),
        height=_HEIGHT,
        missing=len(incidents) - len(measured),
        rows=tuple(tree.rows[report.id] for _, _, report in measured[:MOST_ROWS]),
    )


def _ticks(lengths: Sequence[timedelta]) -> list[timedelta]:
    """The labels of the scale, from below all lengths to above them: two at least, as it takes to read it."""
    lowest = max((tick for tick in _TICKS[:-1] if tick <= min(lengths)), default=_TICKS[0])
    highest = next((tick for tick in _TICKS if tick >= max(lengths) and tick > lowest), _TICKS[-1])
    return [tick for tick in _TICKS if lowest <= tick <= highest]
