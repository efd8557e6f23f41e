"""Whether a run would find everything as the last one left it: then all there is to do is to say the same.

One look at the source, the site's own themes and the output; no report is read, nothing is rendered.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from postmortem.app.caching import runs_folder
from postmortem.app.wishes import Wishes
from postmortem.diagnostics import Diagnostic
from postmortem.edge.baseline import baseline_beside
from postmortem.edge.cache.record import Record, read_record, write_record
from postmortem.edge.signatures import look_at, signatures_of
from postmortem.edge.sources import SourceTree, scan_source
from postmortem.edge.tool import identity


class Look(Struct, frozen=True):
    """What a run was found to come from: the source's files, and a digest of everything.

    `around` is a digest of everything but these files.
    """

    tree: SourceTree
    basis: str
    around: str


def look(source: Path, wishes: Wishes, *more: object) -> Look:
    """Look at everything that a run depends on, but the time; SourceError if there is no source."""
    tree = scan_source(source)
    total = blake2b(digest_size=16)
    for part in (
        identity(),
        repr((str(source), wishes, more)),
        repr(tree.problems),
        look_at(source.resolve().parent / "themes"),
        look_at(wishes.baseline or baseline_beside(source)),
    ):
        total.update(part.encode("utf-8", "replace") + b"\0")
    around = total.hexdigest()
    for path, signature in sorted(tree.signatures.items()):
        total.update(f"{path}\0{signature}\0".encode())
    return Look(tree, total.hexdigest(), around)


def last_run(source: Path, name: str) -> Record | None:
    """What the last run of that name left, if that is known."""
    file = _file(source, name)
    return read_record(file) if file else None


def remember(source: Path, name: str, record: Record) -> None:
    """Keep what a run left for the next one of that name."""
    file = _file(source, name)
    if file is not None:
        write_record(file, record)


def forget(source: Path, name: str) -> None:
    """Let the next run of that name begin from nothing."""
    file = _file(source, name)
    if file is not None:
        with suppress(OSError):
            file.unlink()


def lies_as_left(record: Record, output: Path) -> bool:
    """Whether all files that a build left in the output are there, untouched."""
    return signatures_of(str(output.resolve()), record.outputs) == record.outputs


def shown_lines(
    found: Iterable[Diagnostic],
    lines: Mapping[str, Sequence[str]],
    known: Mapping[str, Mapping[int, str]] | None = None,
) -> dict[str, dict[int, str]]:
    """The source lines that findings begin on, by path and number, for a record; `known` are some of them."""
    shown: dict[str, dict[int, str]] = {}
    for diagnostic in found:
        span = diagnostic.span
        line = known.get(span.path, {}).get(span.line) if known else None
        if line is None:
            rows = lines.get(span.path, ())
            line = rows[span.line - 1] if 0 < span.line <= len(rows) else None
        if line is not None:
            shown.setdefault(span.path, {})[span.line] = line
    return shown


def lines_of(record: Record) -> Mapping[str, Sequence[str]]:
    """The source lines of a record, each at its place."""
    return {
        path: tuple(rows.get(number, "") for number in range(1, max(rows, default=0) + 1))
        for path, rows in record.lines.items()
    }


def _file(source: Path, name: str) -> Path | None:
    folder = runs_folder(source)
    digest = blake2b(name.encode("utf-8", "replace"), digest_size=8).hexdigest()
    return folder / f"{digest}.json" if folder else None
