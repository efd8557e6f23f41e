"""What is left of a report that was taken back: that there was one, and why it is gone."""

from msgspec.structs import replace

from postmortem.model.impact import Impact
from postmortem.model.report import Kind, Metadata, Status, Times

# Fields of the front matter that a retracted report still publishes.
STILL_SAID = frozenset({"title", "id", "lang", "aliases", "revisions"})


def standing(report: Metadata) -> Metadata:
    """The report as the site may speak of it: of a retracted one its names, days and revisions alone."""
    if report.status is not Status.RETRACTED:
        return report
    return replace(
        report,
        description="",
        severity=None,
        kind=Kind.INCIDENT,
        services=(),
        unaffected=(),
        times=Times(),
        detected_by=None,
        impact=Impact(),
        triggers=(),
        authors=(),
        tags=(),
        actions=(),
        related=(),
        extra={},
        inside=(),
        links=(),
    )
