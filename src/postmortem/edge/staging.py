"""The stage: the hidden folder beside the output in which the next generation is made.

After a publish it is a second copy of the site, sharing its files by hard link. It is never trusted: what is
used of it are files with the inode of an output file whose bytes have just been compared; all else is cut.
"""

import errno
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from postmortem.diagnostics import OutputError
from postmortem.edge.generation import Generation, check_same
from postmortem.edge.manifest import MANIFEST, Entry, Manifest, entry_of, folders_of, render_manifest
from postmortem.edge.output import output_errors
from postmortem.edge.processes import may_fork, spread, useful_jobs
from postmortem.edge.tree import (
    Tree,
    copy_folders,
    make_folders,
    read_tree,
    remove_others,
    remove_tree,
    share_files,
    write_file,
)
from postmortem.model.plan import PlannedFile

_WORTH_PROCESSES = 48  # files to render; below that, one process is faster


class Stage(Struct, frozen=True):
    """Where the next generation is made, and of what.

    `there` is what an earlier build left at `root`, `old` the generation that is published now; `planned` are
    the paths of the next one and `own_folders` the folders that these lie in.
    """

    root: Path
    there: Tree
    old: Generation
    planned: frozenset[str]
    own_folders: frozenset[str]


def stage_root(site: Path) -> Path:
    """Where the next generation of a site is made."""
    return site.with_name(f".{site.name}.postmortem-next")


def open_stage(old: Generation, planned: frozenset[str]) -> Stage:
    """The stage for the generation after `old`, cut back to the names that will be wanted."""
    root = stage_root(old.root)
    if root.is_symlink() or not root.is_dir():
        remove_tree(root)
    there = _cut_back(root, read_tree(root, unlock=True), old, planned)
    return Stage(root, there, old, planned, frozenset(folders_of(planned)))


def _cut_back(root: Path, tree: Tree, old: Generation, planned: frozenset[str]) -> Tree:
    files = planned | {MANIFEST} | old.foreign.keys()
    return remove_others(root, tree, files, old.kept_folders | folders_of(planned))


def stage_files(
    stage: Stage,
    plan: Sequence[PlannedFile],
    progress: Callable[[int, int], None] | None,
    edition: str = "",
    jobs: int | None = None,
) -> tuple[list[str], Manifest]:
    """Render what is new, write what the old generation does not have; paths written, and the manifest."""
    fresh: list[str] = []
    entries: dict[str, Entry | None] = {file.path: stage.old.entry(file) for file in plan}
    todo = [file for file in plan if entries[file.path] is None or file.inspect]
    for done, (file, (entry, written)) in enumerate(
        zip(todo, _staged(stage, todo, entries, jobs), strict=True), start=1
    ):
        entries[file.path] = entry
        fresh += [file.path] if written else []
        if progress:
            progress(done, len(todo))
    manifest = Manifest({path: entry for path, entry in entries.items() if entry}, edition=edition)
    if _write_new(stage, MANIFEST, render_manifest(manifest)):
        fresh.append(MANIFEST)
    return fresh, manifest


_Given = tuple[Stage, Sequence[PlannedFile], Mapping[str, Entry | None]]


def _staged(
    stage: Stage, todo: Sequence[PlannedFile], entries: Mapping[str, Entry | None], jobs: int | None
) -> Iterator[tuple[Entry, bool]]:
    """Stage files, on copies of this process if that pays: what is planned cannot be sent to others."""
    jobs = useful_jobs(jobs, len(todo), _WORTH_PROCESSES) if may_fork() else 1
    given = (stage, todo, entries)
    if jobs == 1:
        return (_stage_file(given, number) for number in range(len(todo)))
    with output_errors(stage.old.root):
        make_folders(stage.root, stage.own_folders, stage.there.folders)
    return spread(_stage_file, given, range(len(todo)), jobs)


def _stage_file(given: _Given, number: int) -> tuple[Entry, bool]:
    """The entry of a file, and whether it was written."""
    stage, todo, entries = given
    file = todo[number]
    entry = entries[file.path]
    if entry is not None and file.inspect is not None:
        with output_errors(stage.old.root):
            data = (stage.old.root / file.path).read_bytes()
        file.inspect(data)
        return entry, False
    data = file.render()
    return entry_of(data, file.fingerprint), _write_new(stage, file.path, data)


def _write_new(stage: Stage, path: str, data: bytes) -> bool:
    """Write a file unless the old generation has it; whether it was written."""
    with output_errors(stage.old.root):
        if stage.old.has(path, data):
            return False
        check_same(stage.old, path, data)
        target = stage.root / path
        if not target.parent.is_dir():
            make_folders(stage.root, stage.own_folders, stage.there.folders)
        write_file(target, data)
        return True


def complete_stage(stage: Stage, fresh: Collection[str]) -> None:
    """Let the stage have all that stays as it was, beside the fresh files that it has already.

    OSError with EXDEV if another file system is mounted in the output: an exchange would take it away.
    """
    old = stage.old
    _check_one_file_system(stage)
    staying = (stage.planned | {MANIFEST} | old.foreign.keys()).difference(fresh)
    make_folders(stage.root, stage.own_folders, stage.there.folders)
    for folder in sorted(old.kept_folders):
        (stage.root / folder).mkdir(mode=0o700, exist_ok=True)
    share_files(old.root, stage.root, {path: old.tree.files[path] for path in staying}, stage.there.files)
    copy_folders(old.root, stage.root, old.kept_folders - stage.own_folders)


def _check_one_file_system(stage: Stage) -> None:
    device = stage.root.parent.stat().st_dev
    for folder in sorted(stage.old.kept_folders):
        if stage.old.tree.folders[folder].st_dev != device:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(stage.old.root / folder))


def level_stage(stage: Stage, fresh: Collection[str]) -> None:
    """Bring the former site, which is the stage now, level with the one that took its place.

    OutputError if it can be neither levelled nor removed: something withdrawn may still be in it.
    """
    try:
        _level(stage, fresh)
    except OSError:
        drop_former(stage.root)


def drop_former(root: Path) -> None:
    """Remove the former site; OutputError if that cannot be."""
    try:
        remove_tree(root)
    except OSError as error:
        raise OutputError(
            f"the site is published, but its former state is still in `{root}` and cannot be removed"
            f" ({error.strerror}); delete that folder"
        ) from error


def _level(stage: Stage, fresh: Collection[str]) -> None:
    old, site = stage.old, stage.old.root
    former = _hand_over_late(stage, read_tree(stage.root, unlock=True))
    there = _cut_back(stage.root, former, old, stage.planned)
    make_folders(stage.root, stage.own_folders, there.folders)
    share_files(site, stage.root, {path: (site / path).lstat() for path in fresh}, there.files)
    copy_folders(site, stage.root, old.kept_folders - stage.own_folders)


def _hand_over_late(stage: Stage, former: Tree) -> Tree:
    """Move into the new site what others put into the former one while it was still up; what remains."""
    late = {path for path, status in former.files.items() if _came_late(stage, path, status)}
    if not late:
        return former
    folders = folders_of(late) - stage.own_folders - stage.old.kept_folders
    make_folders(stage.old.root, folders, {})
    for path in late:
        (stage.root / path).replace(stage.old.root / path)
    copy_folders(stage.root, stage.old.root, folders)
    return Tree({path: status for path, status in former.files.items() if path not in late}, former.folders)


def _came_late(stage: Stage, path: str, status: os.stat_result) -> bool:
    """Whether somebody put this file into the output while the next generation was being made."""
    if path in stage.planned or path == MANIFEST:
        return False
    before = stage.old.tree.files.get(path)
    return before is None or (path in stage.old.foreign and not os.path.samestat(before, status))
