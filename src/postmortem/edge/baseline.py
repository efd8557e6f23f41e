"""The file of known findings: `{"schema": 1, "findings": [{code, path, fingerprint}, …]}`.

It is read like anything else that somebody may have edited: what is not of that form is an error.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from postmortem.diagnostics import OutputError, SourceError

FILE = ".postmortem-baseline.json"
SCHEMA = 1
_LARGEST = 32_000_000


def baseline_beside(source: Path) -> Path:
    """Where the baseline of a source folder is: beside it."""
    return source.resolve().parent / FILE


class Known(Struct, frozen=True, order=True):
    """A finding that is known: `path` and `code` are for the reader, the fingerprint tells it."""

    path: str
    code: str
    fingerprint: str


def read_baseline(file: Path) -> frozenset[str]:
    """The fingerprints in the file; SourceError if it is not there or cannot be understood."""
    try:
        with file.open("rb") as opened:
            document = json.loads(opened.read(_LARGEST))
    except FileNotFoundError as error:
        wanted = f"postmortem check --write-baseline --baseline {file}"
        raise SourceError(f"there is no baseline `{file}`; write it with: {wanted}") from error
    except (OSError, ValueError, RecursionError) as error:
        raise _unreadable(file, getattr(error, "strerror", None) or "it is not JSON") from error
    findings = document.get("findings") if isinstance(document, dict) else None
    if not isinstance(findings, list) or document.get("schema") != SCHEMA:
        raise _unreadable(file, "it is not of this version")
    names = [_fingerprint(entry) for entry in findings]
    if None in names:
        raise _unreadable(file, "a finding in it has no fingerprint")
    return frozenset(name for name in names if name is not None)


def write_baseline(file: Path, known: Iterable[Known]) -> int:
    """Write the file anew, in order, and give the number of findings; OutputError if that cannot be."""
    findings = [asdict(finding) for finding in sorted(known)]
    text = json.dumps({"schema": SCHEMA, "findings": findings}, ensure_ascii=False, indent=1) + "\n"
    try:
        file.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"the baseline `{file}` cannot be written: {error.strerror}") from error
    return len(findings)


def _fingerprint(entry: Any) -> str | None:
    name = entry.get("fingerprint") if isinstance(entry, dict) else None
    return name if isinstance(name, str) else None


def _unreadable(file: Path, why: str) -> SourceError:
    return SourceError(
        f"the baseline `{file}` cannot be read: {why}; write it anew with: postmortem check --write-baseline"
    )
