"""What a rule may look at besides the report itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from postmortem.model.report import Report
from postmortem.model.site import Settings


@dataclass(frozen=True, slots=True)
class RuleContext:
    """The settings, the time, every report by its source path, and the paths of all source files."""

    settings: Settings
    now: datetime
    reports: Mapping[str, Report]
    files: frozenset[str]
