"""What a rule may look at besides the report itself."""

from collections.abc import Callable, Mapping
from datetime import datetime

from msgspec import Struct, field
from msgspec.structs import replace

from postmortem.model.plan import AssetFile
from postmortem.model.report import Audience, Document, Metadata, Report, Status
from postmortem.model.site import Settings
from postmortem.rules.prose import Prose, own_words


class RuleContext(Struct, frozen=True):
    """The settings, the time, every report by its source path, and the paths of all source files.

    `edition` is whom the site is for, `drafts` whether unfinished reports are in it; `assets` are the files
    that reports refer to, by source path. `documents` gives the text of a report of `reports`; without it
    they have their text themselves. `read` is the report that the rules look at now, with its prose.
    """

    settings: Settings
    now: datetime
    reports: Mapping[str, Metadata]
    files: frozenset[str]
    edition: Audience = Audience.PUBLIC
    drafts: bool = False
    assets: Mapping[str, AssetFile] = field(default_factory=dict)
    documents: Callable[[str], Document] | None = None
    read: tuple[Report, Prose] | None = None

    def reading(self, report: Report) -> "RuleContext":
        """The same with the prose of a report, put in order once for all rules on it."""
        return replace(self, read=(report, own_words(report)))

    def prose(self, report: Report) -> Prose:
        """The prose of a report."""
        if self.read is not None and self.read[0] is report:
            return self.read[1]
        return own_words(report)

    def goes_out(self, report: Metadata) -> bool:
        """Whether the public will read this report: now, or as soon as its embargo ends."""
        if self.edition is Audience.INTERNAL or report.audience is Audience.INTERNAL:
            return False
        return self.drafts or report.status is not Status.DRAFT

    def anchors(self, path: str) -> tuple[str, ...] | None:
        """The places that links to that report may lead to; None if it is no report that could be read."""
        report = self.reports.get(path)
        if report is not None and self.documents is not None:
            report = self.documents(path)
        return every_anchor(report) if isinstance(report, Document) else None


def every_anchor(document: Document) -> tuple[str, ...]:
    """The anchors of a page: of its headings and notes, and of the entries of its timeline."""
    return (*document.anchors, *(entry.anchor for entry in document.timeline.entries))
