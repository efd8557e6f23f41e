"""Who may see what: which reports are in an edition, why the others are not, and their order."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum

from postmortem.model.report import Audience, Metadata, Status


class LeftOut(StrEnum):
    """Why a report is not in an edition."""

    DRAFT = "draft"
    REVIEW = "in review"
    INTERNAL = "internal"
    EMBARGO = "under embargo"
    BROKEN = "with errors"


def left_out(report: Metadata, edition: Audience, now: datetime, *, drafts: bool) -> LeftOut | None:
    """Give the reason why a report is not in this edition, or None if it is.

    `drafts` shows what is not yet published, for a preview; it opens nothing that is internal or embargoed.
    """
    if edition is Audience.PUBLIC:
        if report.audience is Audience.INTERNAL:
            return LeftOut.INTERNAL
        if report.embargo_until is not None and now < report.embargo_until:
            return LeftOut.EMBARGO
    if report.status is Status.DRAFT and not drafts:
        return LeftOut.DRAFT
    if report.status is Status.REVIEW and not drafts:
        return LeftOut.REVIEW
    return None


def newest_first(reports: Iterable[Metadata]) -> tuple[Metadata, ...]:
    """Order by the start of the incident, or by publication where the start is not known; then by id."""
    by_name = sorted(reports, key=lambda report: (report.id, report.lang))
    return tuple(sorted(by_name, key=_moment, reverse=True))


def _moment(report: Metadata) -> float:
    if report.times.started is not None:
        return report.times.started.timestamp()
    if report.published is not None:
        day = report.published
        return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
    return 0.0
