"""What a rule may look at besides the report itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from postmortem.model.plan import AssetFile
from postmortem.model.report import Audience, Report, Status
from postmortem.model.site import Settings
from postmortem.rules.prose import Prose, own_words


@dataclass(frozen=True, slots=True)
class RuleContext:
    """The settings, the time, every report by its source path, and the paths of all source files.

    `edition` is whom the site is for, `drafts` whether unfinished reports are in it; `assets` are the files
    that reports refer to, by source path. `read` is the report that the rules look at now, with its prose.
    """

    settings: Settings
    now: datetime
    reports: Mapping[str, Report]
    files: frozenset[str]
    edition: Audience = Audience.PUBLIC
    drafts: bool = False
    assets: Mapping[str, AssetFile] = field(default_factory=dict)
    read: tuple[Report, Prose] | None = None

    def reading(self, report: Report) -> "RuleContext":
        """The same with the prose of a report, put in order once for all rules on it."""
        return replace(self, read=(report, own_words(report)))

    def prose(self, report: Report) -> Prose:
        """The prose of a report."""
        if self.read is not None and self.read[0] is report:
            return self.read[1]
        return own_words(report)

    def goes_out(self, report: Report) -> bool:
        """Whether the public will read this report: now, or as soon as its embargo ends."""
        if self.edition is Audience.INTERNAL or report.audience is Audience.INTERNAL:
            return False
        return self.drafts or report.status is not Status.DRAFT
