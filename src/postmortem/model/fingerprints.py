"""Findings by what they are about, not by where they stand, so that one is known again after other edits."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from postmortem.diagnostics import Diagnostic

_DIGITS = 32


def fingerprints(found: Sequence[Diagnostic], lines: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """A name for each finding, in hex digits; `lines` are the source lines by path.

    It is made of the code, the path, the words of the line, and how many findings with the same of these
    stand before it. A line that moves keeps its findings' names; one that is changed is a new matter.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    names = []
    for finding in found:
        rows = lines.get(finding.span.path, ())
        row = rows[finding.span.line - 1] if 0 < finding.span.line <= len(rows) else ""
        same = (finding.code, finding.span.path, " ".join(row.split()))
        text = "\0".join((*same, str(seen[same])))
        names.append(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS])
        seen[same] += 1
    return tuple(names)
