"""The incident as a bar to scale: undetected, responding, recovering.

Places are percent of the bar. Labels of joints that are close together are moved apart.
"""

from datetime import datetime
from itertools import pairwise

from postmortem.model.metrics import PHASES, STAGES, elapsed
from postmortem.model.report import Times
from postmortem.render.parts import Joint, Phase, PhaseBar

# What a clock time takes of the bar, in percent: on the narrowest screen, and from 700 pixels up.
NARROW_LABEL = 14.0
WIDE_LABEL = 5.5


def phase_bar(times: Times) -> PhaseBar | None:
    """The bar, or None where it would say nothing: without start or end, or with times out of order."""
    points = [(name, at) for name in STAGES if (at := times.get(name))]
    names = [name for name, _ in points]
    if len(points) < 3 or names[0] != "started" or names[-1] != "resolved":
        return None
    total = elapsed(points[0][1], points[-1][1])
    if not total or any(after < before for (_, before), (_, after) in pairwise(points)):
        return None
    places = [((elapsed(points[0][1], at) or total * 0) / total) * 100 for _, at in points]
    phases = tuple(
        Phase(PHASES[first, last], length, round(places[i], 2), round(places[i + 1] - places[i], 2))
        for i, ((first, start), (last, end)) in enumerate(pairwise(points))
        if (length := elapsed(start, end))
    )
    return PhaseBar(phases, _joints(points, places), total) if phases else None


def _joints(points: list[tuple[str, datetime]], places: list[float]) -> tuple[Joint, ...]:
    kept = [i for i in range(len(points)) if i == 0 or points[i][1] > points[i - 1][1]]
    narrow = _apart([places[i] for i in kept], NARROW_LABEL)
    wide = _apart([places[i] for i in kept], WIDE_LABEL)
    joints = []
    for number, index in enumerate(kept):
        name, at = points[index]
        new_day = number == 0 or at.date() != points[kept[number - 1]][1].date()
        anchor = "start" if number == 0 else "end" if number == len(kept) - 1 else "middle"
        place = round(places[index], 2)
        joints.append(
            Joint(name, at, place, round(narrow[number], 2), round(wide[number], 2), anchor, new_day)
        )
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
