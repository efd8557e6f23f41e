"""A reading: what one source file gave to one edition, as far as the rest of a site has to know.

It may be kept and used again: as long as the file, the settings and the edition are the same, and until the
moment `holds_until`. What is wrong with the file by itself is in it; what depends on others is not.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from msgspec import Struct

from postmortem.diagnostics import Diagnostic
from postmortem.model.report import TIME_NAMES, Document, Metadata
from postmortem.model.secrets import Secret
from postmortem.model.visibility import LeftOut


class Reading(Struct, frozen=True, gc=False):
    """`metadata` is None if no report could be read; `digest` is a hex digest of the file's bytes.

    `findings` have the levels that the rules gave them; `silent` are the codes that the report asks not to be
    told. `left_out` says why the report is not in the edition. `secrets` are the parts of the file that the
    audience may not see, all of it if it is left out. It was true at `read_at`, and until `holds_until`.
    """

    path: str
    digest: str
    metadata: Metadata | None
    findings: tuple[Diagnostic, ...]
    silent: tuple[str, ...] = ()
    left_out: LeftOut | None = None
    read_at: datetime | None = None
    holds_until: datetime | None = None
    secrets: tuple[Secret, ...] = ()

    def holds(self, now: datetime) -> bool:
        """Whether it is true at that moment."""
        begun = self.read_at is not None and self.read_at <= now
        return begun and (self.holds_until is None or now < self.holds_until)

    @property
    def visible(self) -> bool:
        """Whether the report belongs to the edition, with errors or without."""
        return self.left_out is None


def holds_until(report: Document, now: datetime) -> datetime | None:
    """The next moment at which the time alone can change what is said of a report; None if there is none.

    That is one of its instants that is still to come, or the next midnight if one of its days has not passed
    everywhere.
    """
    moments = [at for at in _instants(report) if at > now]
    if any(day >= now.date() - timedelta(days=1) for day in _days(report)):
        moments += [next_midnight(now, UTC), next_midnight(now, ZoneInfo(report.timezone))]
    return min(moments, default=None)


def next_midnight(now: datetime, zone: tzinfo) -> datetime:
    """The beginning of the next day in a zone."""
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone)


def _instants(report: Document) -> Iterator[datetime]:
    loss = report.impact.data_loss
    given = [report.embargo_until, *(report.times.get(name) for name in TIME_NAMES)]
    given += [moment for window in report.impact.windows for moment in (window.start, window.end)]
    given += [loss.start, loss.end] if loss else []
    given += [moment for entry in report.timeline.entries for moment in (entry.at, entry.until)]
    yield from (moment for moment in given if moment is not None)


def _days(report: Document) -> Iterator[date]:
    given = [report.published, *(action.due for action in report.actions)]
    given += [revision.date for revision in report.revisions]
    yield from (day for day in given if day is not None)
