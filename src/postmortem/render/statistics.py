"""What all incidents add up to: dots, counts, spreads. Small numbers are shown for what they are.

Near misses have no impact to measure, and retracted reports say nothing any more; neither is an incident
here. Percentiles are by nearest rank (the smallest recorded length that at least that share does not
exceed), and are there only from `ENOUGH` recorded lengths on. There are no means: a single long outage
would make them say nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from math import ceil

from postmortem.model.metrics import Durations, durations
from postmortem.model.report import Kind, Metadata, Status
from postmortem.render.finding import calendar
from postmortem.render.overall import Bar, BarChart, Charts, Promise, Spread
from postmortem.render.scatter import scatter
from postmortem.render.trees import Tree

ENOUGH = 20
_SPREADS = ("detect", "acknowledge", "mitigate", "resolve")
_STATES = ("done", "in-progress", "open", "overdue", "wont-do")


def charts(tree: Tree, made: Sequence[Promise], today: date) -> Charts:
    """The figures of a site in the words of one language; what is overdue is so on that day."""
    standing = [report for report in tree.directory.main if report.status is not Status.RETRACTED]
    incidents = [report for report in standing if report.kind is not Kind.NEAR_MISS]
    return Charts(
        until=max(days_of(tree.directory.main), default=None),
        today=today if made else None,
        incidents=len(incidents),
        near_misses=len(standing) - len(incidents),
        enough=ENOUGH,
        scatter=scatter(incidents, tree),
        calendar=calendar(tree),
        counts=tuple(_counts(incidents, tree)),
        spreads=tuple(_spread(name, incidents) for name in _SPREADS),
        promises=_bars("promises", "action_state", Counter(promise.state for promise in made), _STATES),
    )


def days_of(reports: Iterable[Metadata]) -> list[date]:
    """The days of which the reports tell: of publications, revisions, starts and ends.

    Figures count up to the end of the last one and not up to now, so that a rebuild changes no byte.
    """
    days: list[date] = []
    for report in reports:
        times = (report.times.started, report.times.resolved)
        days += [at.date() for at in times if at is not None]
        days += [report.updated] if report.updated is not None else []
    return days


def _counts(incidents: Sequence[Metadata], tree: Tree) -> Iterable[BarChart]:
    directory, home = tree.directory, tree.home
    settings = directory.said(tree.lang)
    services = Counter(service for report in incidents for service in dict.fromkeys(report.services))
    yield _bars(
        "services", "", services, [s.id for s in settings.services],
        title=lambda name: directory.title("services", name, tree.lang),
        path=lambda name: home + directory.path("services", name),
        missing=sum(not report.services for report in incidents),
    )  # fmt: skip
    severities = Counter(report.severity for report in incidents if report.severity)
    yield _severities(severities, tree, sum(report.severity is None for report in incidents))
    triggers = Counter(trigger for report in incidents for trigger in dict.fromkeys(report.triggers))
    missing = sum(not report.triggers for report in incidents)
    yield _bars(
        "triggers", "trigger", triggers, (),
        title=lambda name: directory.title("triggers", name, tree.lang), missing=missing,
    )  # fmt: skip
    detected = Counter(report.detected_by for report in incidents if report.detected_by)
    missing = sum(not report.detected_by for report in incidents)
    yield _bars("detected_by", "detected_by", detected, (), missing=missing)


def _severities(counts: Counter[str], tree: Tree, missing: int) -> BarChart:
    directory, settings = tree.directory, tree.directory.said(tree.lang)
    order = [severity.id for severity in settings.severities]
    names = [*order, *sorted(set(counts) - set(order))]
    most = max(counts.values(), default=1)
    bars = tuple(
        Bar(name, settings.severity_name(name), counts[name], _share(counts[name], most),
            tree.home + directory.path("severities", name), directory.severity(name, tree.lang))
        for name in names
    )  # fmt: skip
    return BarChart("severities", "", bars, missing)


def _bars(
    name: str,
    table: str,
    counts: Counter[str],
    order: Sequence[str],
    *,
    title: Callable[[str], str] = lambda _: "",
    path: Callable[[str], str] = lambda _: "",
    missing: int = 0,
) -> BarChart:
    """Counts as bars: in the order given if it is that of states, else the greatest first."""
    if table == "action_state":
        values = [value for value in order if counts[value]]
    else:
        values = sorted(counts, key=lambda v: (-counts[v], order.index(v) if v in order else len(order), v))
    most = max(counts.values(), default=1)
    bars = tuple(Bar(v, title(v), counts[v], _share(counts[v], most), path(v)) for v in values)
    return BarChart(name, table, bars, missing)


def _share(count: int, most: int) -> float:
    return round(count / most * 100, 1)


def _spread(name: str, incidents: Sequence[Metadata]) -> Spread:
    lengths = sorted(
        length for report in incidents if (length := _length(durations(report.times), name)) is not None
    )
    enough = len(lengths) >= ENOUGH
    return Spread(
        name=name,
        count=len(lengths),
        of=len(incidents),
        shortest=lengths[0] if lengths else None,
        longest=lengths[-1] if lengths else None,
        median=percentile(lengths, 50) if enough else None,
        ninetieth=percentile(lengths, 90) if enough else None,
    )


def _length(lengths: Durations, name: str) -> timedelta | None:
    length: timedelta | None = getattr(lengths, name)
    return length


def percentile(ordered: Sequence[timedelta], share: int) -> timedelta:
    """The length at the nearest rank; `ordered` has at least one, the shortest first."""
    return ordered[max(0, ceil(len(ordered) * share / 100) - 1)]
