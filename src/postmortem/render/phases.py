"""The incident as a bar to scale: undetected, responding, recovering.

Places are percent of the bar. Labels of joints that are close together are moved apart. The last phase of an
incident that goes on has no length: what its report tells last may be planned, and is old when it is read. It
takes the rest of the bar, which is open there.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from postmortem.model.metrics import PHASES, STAGES, elapsed
from postmortem.model.report import Document
from postmortem.render.parts import Joint, Phase, PhaseBar

# What a clock time takes of the bar, in percent: on the narrowest screen, and from 700 pixels up.
NARROW_LABEL = 14.0
WIDE_LABEL = 5.5
# Where the last phase of an incident that goes on begins, and where the bar breaks up, in percent. Half of
# the bar is its: the others are to scale among themselves, and must not look like nearly all of it.
_OPEN_FROM = 50.0
_OPEN_TO = 92.0
# What that phase is, by how it began.
_OPEN_PHASES = {"detected": "responding", "mitigated": "recovering"}

Point = tuple[str, datetime]


def phase_bar(report: Document) -> PhaseBar | None:
    """The bar, or None where it would say nothing: without start or end, or with times out of order.

    Nor is there one where an incident goes on that was mitigated nobody knows when: no phase could be named.
    """
    times, is_open = report.times, report.ongoing
    points = [(name, at) for name in STAGES if (at := times.get(name))]
    names = [name for name, _ in points]
    if is_open and "mitigated" in times.unknown:
        return None
    if len(points) < (2 if is_open else 3) or names[0] != "started":
        return None
    if names[-1] not in (_OPEN_PHASES if is_open else ("resolved",)):
        return None
    total = elapsed(points[0][1], points[-1][1])
    if not total or any(after < before for (_, before), (_, after) in pairwise(points)):
        return None
    end = _OPEN_FROM if is_open else 100
    places = [((elapsed(points[0][1], at) or total * 0) / total) * end for _, at in points]
    phases = tuple(_phases(points, places))
    if is_open:
        rest = Phase(_OPEN_PHASES[names[-1]], timedelta(0), end, _OPEN_TO - end, open=True)
        phases = (*phases, rest)
    return PhaseBar(phases, _joints(points, places, is_open=is_open), total) if phases else None


def _phases(points: Sequence[Point], places: Sequence[float]) -> Iterator[Phase]:
    for i, ((first, start), (last, end)) in enumerate(pairwise(points)):
        if length := elapsed(start, end):
            place, width = round(places[i], 2), round(places[i + 1] - places[i], 2)
            yield Phase(PHASES[first, last], length, place, width)


def _joints(points: Sequence[Point], places: Sequence[float], *, is_open: bool) -> tuple[Joint, ...]:
    kept = [i for i in range(len(points)) if i == 0 or points[i][1] > points[i - 1][1]]
    end = [100.0] if is_open else []
    narrow = _apart([places[i] for i in kept] + end, NARROW_LABEL)
    wide = _apart([places[i] for i in kept] + end, WIDE_LABEL)
    joints = []
    for number, index in enumerate(kept):
        name, at = points[index]
        new_day = number == 0 or at.date() != points[kept[number - 1]][1].date()
        is_last = number == len(kept) - 1 and not is_open
        anchor = "start" if number == 0 else "end" if is_last else "middle"
        x, narrow_x, wide_x = (round(place, 2) for place in (places[index], narrow[number], wide[number]))
        joints.append(Joint(name, at, x, narrow_x, wide_x, anchor, new_day))
    return tuple(joints)


def _apart(places: list[float], width: float) -> list[float]:
    """The places, moved as little as needed so that labels of that width do not touch.

    The first label starts at its place and the last one ends there; those between stand centred.
    """
    labels = list(places)
    last = len(labels) - 1
    for i in range(1, last):
        labels[i] = max(labels[i], labels[i - 1] + width * (1.6 if i == 1 else 1.1))
    for i in range(last - 1, 0, -1):
        labels[i] = min(labels[i], labels[i + 1] - width * (1.6 if i == last - 1 else 1.1))
    return labels
