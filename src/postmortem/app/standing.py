"""Whether a build would find everything as it left it: then there is nothing to do but to say so.

One look at the source, the site's own themes and the output; no report is read, nothing is rendered.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from postmortem.app.caching import cache_folder
from postmortem.app.wishes import BuildWishes, Wishes
from postmortem.edge.baseline import baseline_beside
from postmortem.edge.cache.record import Record, read_record, write_record
from postmortem.edge.signatures import look_at, signatures_of
from postmortem.edge.sources import SourceTree, scan_source
from postmortem.edge.tool import identity


@dataclass(frozen=True, slots=True)
class Look:
    """What a build was found to come from: the source's files, and a digest of everything."""

    tree: SourceTree
    basis: str


def look(source: Path, output: Path, wishes: Wishes, how: BuildWishes) -> Look:
    """Look at everything that a build depends on, but the time; SourceError if there is no source."""
    tree = scan_source(source)
    total = blake2b(digest_size=16)
    for part in (
        identity(),
        repr((str(source), str(output), wishes, how)),
        repr(tree.problems),
        look_at(source.resolve().parent / "themes"),
        look_at(wishes.baseline or baseline_beside(source)),
    ):
        total.update(part.encode("utf-8", "replace") + b"\0")
    for path, signature in sorted(tree.signatures.items()):
        total.update(f"{path}\0{signature}\0".encode())
    return Look(tree, total.hexdigest())


def last_build(source: Path, output: Path) -> Record | None:
    """What the last build of that source into that output left, if that is known."""
    return read_record(_file(source, output))


def stands(record: Record, output: Path, seen: Look, now: datetime) -> bool:
    """Whether the last build would be the same now, and lies in the output as it was left."""
    if not record.holds(seen.basis, now):
        return False
    return signatures_of(str(output.resolve()), record.outputs) == record.outputs


def remember(source: Path, output: Path, record: Record) -> None:
    """Keep what a build left for the next one."""
    write_record(_file(source, output), record)


def _file(source: Path, output: Path) -> Path:
    name = blake2b(str(output.resolve()).encode("utf-8", "replace"), digest_size=8).hexdigest()
    return cache_folder(source) / "builds" / f"{name}.json"
