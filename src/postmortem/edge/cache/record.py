"""The record of a run: what it came from and what it gave, so that the same run again need only look.

A record is one small file, sealed. It holds no text of a report but what the run itself showed.
"""

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import msgspec

from postmortem.diagnostics import Diagnostic
from postmortem.edge.cache.seal import sealed, unsealed
from postmortem.edge.tree import put_file

_MOST_BYTES = 64_000_000
_Instant = Annotated[datetime, msgspec.Meta(tz=True)]
_Line = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]


class Record(msgspec.Struct, frozen=True):
    """`basis` is a digest of what the run came from, but the time; it holds from `begun` to `holds_until`.

    `outputs` are the signatures of the files that it left, by path; `findings` are those that it showed, with
    the source lines these stand on, `elsewhere` is what it said of others; `summary` are the parts of its
    closing lines. `looked_for` names what its files were looked through for.
    """

    basis: str
    begun: _Instant
    holds_until: _Instant | None
    outputs: dict[str, str]
    findings: tuple[Diagnostic, ...]
    lines: dict[str, dict[_Line, str]]
    elsewhere: str
    summary: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    looked_for: str = ""

    def holds(self, basis: str, now: datetime) -> bool:
        """Whether the same run would give the same now."""
        current = self.begun <= now and (self.holds_until is None or now < self.holds_until)
        return self.basis == basis and current


def read_record(path: Path) -> Record | None:
    """The record in that file; None if there is none, or if it is damaged."""
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            data = file.read(_MOST_BYTES)
        return msgspec.json.decode(unsealed(path.name, data), type=Record)
    except (OSError, ValueError, RecursionError):
        return None


def write_record(path: Path, record: Record) -> None:
    """Put the record in that file, whole or not at all; nothing happens if it cannot be written."""
    if record.holds_until is not None:  # a named zone would come back as an offset
        record = msgspec.structs.replace(record, holds_until=record.holds_until.astimezone(UTC))
    data = sealed(path.name, msgspec.json.encode(record))
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        put_file(path, data)


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
