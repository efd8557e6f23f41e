"""Published reports whose text was changed without a revision, as the history of the source shows."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from postmortem.app.library import Library
from postmortem.diagnostics import Diagnostic
from postmortem.edge.history import Change, History, read_history
from postmortem.edge.sources import read_source
from postmortem.model.report import Report
from postmortem.parse.report import parse_report
from postmortem.rules.history import Version, check_history, settled_on

_MOST_VERSIONS = 50


def find_unrecorded(library: Library) -> Iterator[Diagnostic]:
    """PM405 for every report of the source; nothing where git has no whole history of it."""
    wanted = {
        path: settled
        for path, reading in library.readings.by_path.items()
        if reading.metadata is not None and (settled := settled_on(reading.metadata)) is not None
    }
    history = read_history(library.tree.root) if wanted else None
    if history is None:
        return
    looked_at = {
        path: _versions(history.changes.get(path, ()), settled)
        for path, settled in wanted.items()
        if _was_changed(history, path, settled)
    }
    names = ((change.commit, path) for path, changes in looked_at.items() for change in changes)
    contents = history.contents(names)
    for path, changes in looked_at.items():
        data, problem = read_source(library.tree, path)
        now = _parsed(library, path, data) if problem is None else None
        if now is not None:
            yield from check_history(now, _before(library, path, changes, contents))


def _was_changed(history: History, path: str, settled: date) -> bool:
    """Whether a file was changed after a day, and after the first day of its history."""
    changes = history.changes.get(path, ())
    if not changes:
        return False
    return path in history.uncommitted or changes[0].day > max(settled, changes[-1].day)


def _versions(changes: Sequence[Change], settled: date) -> Sequence[Change]:
    """The changes back to the first that is not after a day."""
    last = next((at for at, change in enumerate(changes) if change.day <= settled), len(changes))
    return changes[: min(last + 1, _MOST_VERSIONS)]


def _before(
    library: Library, path: str, changes: Sequence[Change], contents: Mapping[tuple[str, str], bytes]
) -> Iterator[Version]:
    """The report after each of the changes."""
    for change in changes:
        report = _parsed(library, path, contents.get((change.commit, path), b""))
        if report is None:
            return
        yield Version(change.day, report)


def _parsed(library: Library, path: str, data: bytes) -> Report | None:
    """A version of a report as its readers have it, whoever checks it."""
    situation = library.situation
    return parse_report(data, path, "", situation.settings, situation.edition).report
