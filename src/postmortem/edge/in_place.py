"""Publishing file by file, where folders cannot be exchanged: a mount point, an open folder on Windows.

This is the closest there is: every file is replaced in one step, new ones first, then changed ones, then
the withdrawn are removed, so a link on a page never leads to a page that is not there yet. A kill in the
middle leaves pages of both generations; the manifest says so and the next publish completes it.
"""

import stat
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from postmortem.edge.exchange import sync_file_system
from postmortem.edge.generation import Generation
from postmortem.edge.manifest import (
    INCOMING,
    MANIFEST,
    Entry,
    Manifest,
    entry_of,
    folders_of,
    render_manifest,
)
from postmortem.edge.tree import make_folders, remove_tree, write_file


def publish_in_place(old: Generation, staging: Path, fresh: Sequence[str], manifest: Manifest) -> None:
    """Bring the folder of `old` to `manifest`, whose files that are new or changed wait in `staging`.

    OSError if the system refuses; with a full disk that comes before the first file is replaced.
    """
    incoming = old.root / INCOMING
    remove_tree(incoming)
    make_folders(incoming, (), {})
    try:
        pages = [path for path in fresh if path != MANIFEST]
        waiting = {path: incoming / str(number) for number, path in enumerate(pages)}
        withdrawn = old.withdrawn(manifest.files.keys())
        mixed = replace(manifest, earlier=_entries_there(old, [*pages, *withdrawn]))
        write_file(incoming / "mixed", render_manifest(mixed))
        write_file(incoming / "final", render_manifest(manifest))
        for path, place in waiting.items():
            write_file(place, (staging / path).read_bytes())
        sync_file_system(incoming)
        (incoming / "mixed").replace(old.root / MANIFEST)
        _move_in(old, waiting, withdrawn, manifest.files.keys())
        (incoming / "final").replace(old.root / MANIFEST)
    finally:
        remove_tree(incoming)


def _entries_there(old: Generation, paths: Collection[str]) -> dict[str, Entry]:
    """What lies at those of the paths that are ours, as it is now."""
    entries = {}
    for path in paths:
        status = old.tree.files.get(path)
        if status and stat.S_ISREG(status.st_mode) and path not in old.foreign:
            entries[path] = entry_of((old.root / path).read_bytes(), "")
    return entries


def _move_in(
    old: Generation, waiting: Mapping[str, Path], withdrawn: Sequence[str], planned: AbstractSet[str]
) -> None:
    """Replace what waits and remove what is withdrawn, which only comes first where it is in the way."""
    folders = folders_of(planned)
    blocking = [path for path in withdrawn if path in folders or folders_of([path]) & planned]
    _remove(old, blocking, folders)
    make_folders(old.root, folders, {})
    for path in sorted(waiting, key=lambda path: (path in old.tree.files, path)):
        waiting[path].replace(old.root / path)
    _remove(old, [path for path in withdrawn if path not in blocking], folders)


def _remove(old: Generation, paths: Collection[str], folders: AbstractSet[str]) -> None:
    """Remove files, and the folders of ours that are empty then."""
    for path in paths:
        (old.root / path).unlink(missing_ok=True)
    for folder in sorted(old.tree.folders.keys() - folders - old.kept_folders, reverse=True):
        with suppress(OSError):  # still in use, removed before, or a file by now
            (old.root / folder).rmdir()
