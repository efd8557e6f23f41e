"""Publishing file by file, where folders cannot be exchanged: a mount point, an open folder on Windows.

This is the closest there is: every file is replaced in one step, new ones first, then changed ones, then
the withdrawn are removed, so a link on a page never leads to a page that is not there yet. A kill in the
middle leaves pages of both generations; the manifest says so and the next publish completes it.
"""

import stat
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from postmortem.edge.exchange import sync_file_system
from postmortem.edge.generation import Generation
from postmortem.edge.manifest import INCOMING, MANIFEST, Manifest, entry_of, folders_of, render_manifest
from postmortem.edge.tree import make_folders, read_tree, remove_tree, write_file


def publish_in_place(old: Generation, staging: Path, fresh: Sequence[str], manifest: Manifest) -> None:
    """Bring the folder of `old` to `manifest`, whose files that are new or changed wait in `staging`.

    OSError if the system refuses; with a full disk that comes before the first file is replaced.
    """
    incoming = old.root / INCOMING
    remove_tree(incoming)
    make_folders(incoming, (), {})
    try:
        pages = [path for path in fresh if path != MANIFEST]
        withdrawn = old.withdrawn(manifest.files.keys())
        mixed = replace(manifest, earlier=_entries_there(old, [*pages, *withdrawn]).files)
        write_file(incoming / "mixed", render_manifest(mixed))
        write_file(incoming / "final", render_manifest(manifest))
        for number, path in enumerate(pages):
            write_file(incoming / str(number), (staging / path).read_bytes())
        sync_file_system(incoming)
        (incoming / "mixed").replace(old.root / MANIFEST)
        _replace(old, {path: incoming / str(number) for number, path in enumerate(pages)}, manifest)
        _remove(old, withdrawn, manifest.files.keys())
        (incoming / "final").replace(old.root / MANIFEST)
    finally:
        remove_tree(incoming)


def _entries_there(old: Generation, paths: Collection[str]) -> Manifest:
    """What lies at those of the paths that are ours, as it is now."""
    entries = {}
    for path in paths:
        status = old.tree.files.get(path)
        if status and stat.S_ISREG(status.st_mode) and path not in old.foreign:
            entries[path] = entry_of((old.root / path).read_bytes(), "")
    return Manifest(files=entries)


def _replace(old: Generation, waiting: dict[str, Path], manifest: Manifest) -> None:
    planned = manifest.files.keys()
    obstacles = set(old.withdrawn(planned)) & folders_of(planned)  # a file was, where a folder will be
    obstacles |= {path for path in old.withdrawn(planned) if folders_of([path]) & planned}  # or the reverse
    _remove(old, sorted(obstacles), planned)
    make_folders(old.root, folders_of(planned), {})
    for path in sorted(waiting, key=lambda path: (path in old.tree.files, path)):
        waiting[path].replace(old.root / path)


def _remove(old: Generation, paths: Collection[str], planned: Collection[str]) -> None:
    for path in paths:
        (old.root / path).unlink(missing_ok=True)
    wanted = folders_of(planned) | old.kept_folders
    for folder in sorted(read_tree(old.root).folders, reverse=True):
        if folder not in wanted and not folder.startswith(INCOMING):
            (old.root / folder).rmdir()
