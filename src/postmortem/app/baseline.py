"""Known findings, so that only new ones count: which ones may be known, and what is left without them.

What makes a report unreadable and what endangers its publication is never let pass.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from postmortem.codes import BY_CODE
from postmortem.diagnostics import Diagnostic
from postmortem.edge.baseline import Known, read_baseline, write_baseline
from postmortem.model.fingerprints import fingerprints

_SAFETY = "PM6"

Marked = tuple[Diagnostic, str]


def marked(found: Sequence[Diagnostic], lines: Mapping[str, Sequence[str]]) -> list[Marked]:
    """Each finding with its fingerprint."""
    return list(zip(found, fingerprints(found, lines), strict=True))


def without_known(found: Sequence[Marked], file: Path) -> list[Marked]:
    """The findings that the baseline does not have; SourceError if it is broken."""
    known = read_baseline(file)
    return [(d, name) for d, name in found if not (name in known and _may_be_known(d))]


def record(found: Iterable[Marked], file: Path) -> int:
    """Write all findings that may be known to the baseline, and give their number."""
    return write_baseline(file, (Known(d.span.path, d.code, name) for d, name in found if _may_be_known(d)))


def _may_be_known(diagnostic: Diagnostic) -> bool:
    return not BY_CODE[diagnostic.code].fixed and not diagnostic.code.startswith(_SAFETY)
