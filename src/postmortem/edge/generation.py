"""The generation of a site that lies in the output folder, told apart from what others put there.

Ours is a regular file that the manifest names; everything else is foreign and stays: other files, links
(even in place of ours), folders that hold such, and folders that no file of ours explains.
"""

import stat
from collections.abc import Collection, Mapping
from os import stat_result
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct, field

from postmortem.diagnostics import OutputError
from postmortem.edge.manifest import MANIFEST, Entry, Manifest, folders_of, read_manifest
from postmortem.edge.signatures import signature_of
from postmortem.edge.tree import Tree, is_open, is_plain, read_tree
from postmortem.model.plan import PlannedFile

NOTHING_KNOWN: Mapping[str, str] = MappingProxyType({})


class Generation(Struct, frozen=True):
    """What lies in the output folder `root`; all empty if it does not exist yet."""

    root: Path
    tree: Tree
    manifest: Manifest
    foreign: Mapping[str, stat_result]
    kept_folders: frozenset[str]
    signatures: Mapping[str, str] = field(default_factory=dict)

    def entry(self, file: PlannedFile) -> Entry | None:
        """What is known of the file that lies there, if it is the planned one for certain: else None.

        It has to be what was written, as its signature and that of the manifest tell.
        """
        entry = self.manifest.files.get(file.path)
        if entry is None or entry.fingerprint != file.fingerprint:
            return None
        sure = self._is_as_written(MANIFEST) and self._is_as_written(file.path)
        return entry if sure else None

    def _is_as_written(self, path: str) -> bool:
        status = self.tree.files.get(path)
        return status is not None and is_plain(status) and self.signatures.get(path) == signature_of(status)

    def has(self, path: str, data: bytes) -> bool:
        """Whether a file with these bytes lies at `path`, seen on the disk rather than in the manifest."""
        status = self.tree.files.get(path)
        if status is None or not is_plain(status) or status.st_size != len(data):
            return False
        return (self.root / path).read_bytes() == data

    def withdrawn(self, planned: Collection[str]) -> tuple[str, ...]:
        """The files of ours that are not planned any more."""
        ours = self.manifest.paths() & self.tree.files.keys() - self.foreign.keys()
        return tuple(sorted(ours.difference(planned)))

    def has_closed_folder(self, planned: Collection[str]) -> bool:
        """Whether a folder of the site has not the mode it should have."""
        folders = folders_of(planned) & self.tree.folders.keys()
        return not (is_open(self.root.stat()) and all(is_open(self.tree.folders[name]) for name in folders))


def read_generation(root: Path, signatures: Mapping[str, str] = NOTHING_KNOWN) -> Generation:
    """What lies in `root`; OutputError if its manifest is damaged, OSError if it cannot be read.

    `signatures` are those that the files had when they were written, as far as that is known.
    """
    manifest = read_manifest(root) or Manifest()
    tree = read_tree(root)
    ours = manifest.paths() | {MANIFEST}
    foreign = {
        path: status
        for path, status in tree.files.items()
        if path not in ours or not stat.S_ISREG(status.st_mode)
    }
    kept = (tree.folders.keys() - folders_of(manifest.paths())) | folders_of(foreign)
    return Generation(root, tree, manifest, foreign, frozenset(kept), signatures)


def check_room(old: Generation, planned: Collection[str]) -> None:
    """OutputError if the output holds something that is not ours to replace or to remove."""
    for path in sorted(planned):
        status = old.foreign.get(path)
        if path in old.kept_folders or (status and not stat.S_ISREG(status.st_mode)):
            raise _in_the_way(old.root / path)
    for folder in sorted(folders_of(planned) & old.foreign.keys()):
        raise _in_the_way(old.root / folder)
    for path in old.withdrawn(planned):
        if not old.manifest.describes(path, (old.root / path).read_bytes()):
            raise OutputError(
                f"`{old.root / path}` is no longer part of the site, but was altered since it was published;"
                " delete it, or keep a copy elsewhere first, and build again"
            )


def check_same(old: Generation, path: str, data: bytes) -> None:
    """OutputError if somebody else's file with other bytes than these lies at `path`."""
    if path in old.foreign and (old.root / path).read_bytes() != data:
        raise _in_the_way(old.root / path)


def _in_the_way(path: Path) -> OutputError:
    return OutputError(
        f"`{path}` was not put there by postmortem, but the site has a page or folder of that name;"
        " move it away, or give the page another name, and build again"
    )
