"""The incident as a bar to scale: undetected, responding, recovering.

Places are percent of the bar. Labels of joints that are close together are moved apart. The bar of an
incident that goes on ends with the last instant its report tells of, and leaves room behind it: it is open.
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
# How much of the bar is told of where the incident goes on.
_OPEN_SHARE = 0.92
# What the last phase of an incident that goes on is, by how it began; its end has no name yet.
_OPEN = ""
_OPEN_PHASES = {"detected": "responding", "mitigated": "recovering"}

Point = tuple[str, datetime]


def phase_bar(report: Document) -> PhaseBar | None:
    """The bar, or None where it would say nothing: without start or end, or with times out of order."""
    times, is_open = report.times, report.ongoing
    points = [(name, at) for name in STAGES if (at := times.get(name))]
    if is_open:
        points.append((_OPEN, _last_told(report, points)))
    names = [name for name, _ in points]
    if len(points) < 3 or names[0] != "started" or names[-1] not in ("resolved", _OPEN):
        return None
    total = elapsed(points[0][1], points[-1][1])
    if not total or any(after < before for (_, before), (_, after) in pairwise(points)):
        return None
    share = _OPEN_SHARE if is_open else 1
    places = [((elapsed(points[0][1], at) or total * 0) / total) * 100 for _, at in points]
    phases = tuple(_phases(points, [place * share for place in places]))
    return PhaseBar(phases, _joints(points, places, share), total) if phases else None


def _last_told(report: Document, points: Sequence[Point]) -> datetime:
    """The last instant that the report tells of, up to its last day: what is planned has not been yet."""
    told = [entry.until or entry.at for entry in report.timeline.entries]
    told += [window.end for window in report.impact.windows]
    known = [at for at in told if at is not None]
    if report.updated is not None:
        known = [at for at in known if at.date() <= report.updated]
    return max(at for at in (*known, report.times.acknowledged, *(at for _, at in points)) if at is not None)


def _phases(points: Sequence[Point], places: Sequence[float]) -> Iterator[Phase]:
    for i, ((first, start), (last, end)) in enumerate(pairwise(points)):
        length = elapsed(start, end) or timedelta(0)
        place, width = round(places[i], 2), round(places[i + 1] - places[i], 2)
        if last == _OPEN:
            yield Phase(_OPEN_PHASES[first], length, place, width, open=True)
        elif length:
            yield Phase(PHASES[first, last], length, place, width)


def _joints(points: Sequence[Point], places: Sequence[float], share: float) -> tuple[Joint, ...]:
    kept = [i for i in range(len(points)) if i == 0 or points[i][1] > points[i - 1][1]]
    narrow = _apart([places[i] for i in kept], NARROW_LABEL)
    wide = _apart([places[i] for i in kept], WIDE_LABEL)
    joints = []
    for number, index in enumerate(kept):
        name, at = points[index]
        new_day = number == 0 or at.date() != points[kept[number - 1]][1].date()
        anchor = "start" if number == 0 else "end" if number == len(kept) - 1 else "middle"
        x, narrow_x, wide_x = (
            round(place * share, 2) for place in (places[index], narrow[number], wide[number])
        )
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
