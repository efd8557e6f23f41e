"""Publishing a revision: a few files take the place of their former selves, and nothing else changes.

That is for a site that lies, with its copy beside it, as it was left. Whether it does is told by signatures:
of the site's files, and of the folders of both, which change with every name in them. What is written and
levelled is then only what changed, and the exchange is the one that every publication ends with.
"""

import os
import stat
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from postmortem.edge.exchange import exchange_folders, sync_file_system, sync_names
from postmortem.edge.lock import only_build
from postmortem.edge.manifest import MANIFEST, Entry, entry_of
from postmortem.edge.manifest_lines import ManifestLines
from postmortem.edge.output import are_in, check_place, output_errors
from postmortem.edge.signatures import folder_signatures, signatures_of
from postmortem.edge.staging import drop_former, stage_root
from postmortem.edge.tree import remove_tree, share_files, write_file
from postmortem.model.plan import Revised


class Left(Struct, frozen=True):
    """How a publication left the site: signatures of its files, of its folders, and of its copy's folders.

    Each is by path, the root of both being the empty one. `copy` is empty if there is no copy.
    """

    files: Mapping[str, str]
    folders: Mapping[str, str]
    copy: Mapping[str, str]


NOWHERE = Left({}, {}, {})


def how_it_lies(root: Path, files: Collection[str], folders: Collection[str]) -> Left:
    """How the site in `root`, of these files and folders, lies there now."""
    folders = ("", *folders)
    return Left(
        files=signatures_of(str(root), files),
        folders=folder_signatures(str(root), folders),
        copy=folder_signatures(str(stage_root(root)), folders),
    )


def level_again(root: Path, left: Left, folders: Collection[str]) -> Left:
    """What is known of a site, without its copy if these folders of both do not hold the very same files.

    To be asked after it was seen how it lies: what somebody puts there later is then told by the signatures.
    """
    copy = stage_root(root)
    same = all(_entries(root / folder) == _entries(copy / folder) is not None for folder in folders)
    return left if same and left.copy.keys() == left.folders.keys() else replace(left, copy={})


def _entries(folder: Path) -> dict[str, int | None] | None:
    """The names in a folder, each with the number on the disk that it stands for; None for a folder."""
    try:
        with os.scandir(folder) as entries:
            return {
                entry.name: None if entry.is_dir(follow_symlinks=False) else entry.inode()
                for entry in entries
            }
    except OSError:
        return None


def revise_site(files: Sequence[Revised], output: Path, source: Path, left: Left) -> tuple[int, Left] | None:
    """Publish the files in place of their former selves; how many were written, and how it lies then.

    None, with nothing written, if these are not what is there or if the site does not lie as it was `left`.
    OutputError and whatever a file raises when rendered as for `publish`: the site is then as it was.
    """
    target = check_place(output, source)
    if not target.is_dir() or are_in(target):  # publishing anew makes the one, and judges the other
        return None
    with only_build(target), output_errors(target):
        folders = tuple(folder for folder in left.folders if folder)
        if not left.copy or how_it_lies(target, left.files, folders) != left:
            return None
        stage = stage_root(target)
        try:
            fresh = _write(files, target, stage)
            if fresh is None:
                return None
            exchanged = bool(fresh) and _exchange(stage, target)
        except BaseException:
            remove_tree(stage)
            raise
        if not exchanged:
            return None if fresh else (0, left)
        is_level = _follow(stage, target, left, fresh)
        return len(fresh) - 1, _left_now(target, left, fresh, is_level=is_level)


def _write(files: Sequence[Revised], target: Path, stage: Path) -> list[str] | None:
    """Write what has other bytes, and the manifest; the paths. None if the manifest tells of other files."""
    before = (target / MANIFEST).read_bytes()
    manifest, fresh = ManifestLines(before), []
    for revised in files:
        file = revised.file
        there = manifest.entry(file.path)
        if there is None or there.fingerprint != revised.former:
            return None
        content = _made(revised, target, there)
        entry = entry_of(content, file.fingerprint)
        if (entry.sha256, entry.size) != (there.sha256, there.size):
            write_file(stage / file.path, content)
            fresh.append(file.path)
        manifest.put(file.path, entry)
    data = manifest.joined()
    if data != before:
        write_file(stage / MANIFEST, data)
        fresh.append(MANIFEST)
    return fresh


def _made(revised: Revised, target: Path, there: Entry) -> bytes:
    """The bytes of the file: made from what is there if that is what the manifest tells, or else rendered."""
    if revised.remade is not None:
        former = (target / revised.file.path).read_bytes()
        if entry_of(former, there.fingerprint) == there:
            content = revised.remade(former)
            if content is not None:
                return content
    return revised.file.render()


def _exchange(stage: Path, target: Path) -> bool:
    """Let the stage take the site's place; False, with the stage removed, where that cannot be done."""
    sync_file_system(stage)
    try:
        exchange_folders(stage, target)
    except OSError:  # publishing anew finds out why, and whether there is another way
        remove_tree(stage)
        return False
    sync_names(target.parent)
    return True


def _follow(stage: Path, target: Path, left: Left, fresh: Sequence[str]) -> bool:
    """Let the former site have the same files as the one in its place, or be gone; whether it has them.

    OutputError if it can be neither levelled nor removed: something withdrawn may still be in it.
    """
    try:
        late = _hand_over_late(stage, target, left)
        share_files(
            target,
            stage,
            {path: (target / path).lstat() for path in fresh},
            {path: (stage / path).lstat() for path in fresh},
        )
    except BaseException as error:
        drop_former(stage)
        if not isinstance(error, OSError):
            raise
        return False
    return not late


def _hand_over_late(stage: Path, target: Path, left: Left) -> bool:
    """Move into the site what others put into the former one until the exchange; whether there was any."""
    now = folder_signatures(str(stage), left.folders)
    changed = [folder for folder in left.folders if now.get(folder) != left.folders[folder]]
    for folder in changed:
        prefix = f"{folder}/" if folder else ""
        late: list[str] = []
        with suppress(FileNotFoundError), os.scandir(stage / folder) as entries:
            late = [prefix + entry.name for entry in entries]
        for path in late:
            if path not in left.files and path not in left.folders and _is_other(stage / path, target / path):
                (stage / path).replace(target / path)
    return bool(changed)


def _is_other(late: Path, there: Path) -> bool:
    """Whether what was put there late is not what is there."""
    try:
        status = there.lstat()
    except FileNotFoundError:
        return True
    folder = late.is_dir() or stat.S_ISDIR(status.st_mode)
    return not folder and not os.path.samestat(late.lstat(), status)


def _left_now(target: Path, left: Left, fresh: Sequence[str], *, is_level: bool) -> Left:
    """How the site lies after a revision; without a copy if that is not to be used again.

    The folders are those that were the copy's: they were exchanged. Names changed in those of fresh files.
    """
    changed = {path.rpartition("/")[0] for path in fresh} - {""}
    now = how_it_lies(target, fresh, tuple(changed))
    now = Left(
        files={**left.files, **now.files},
        folders={**left.copy, **now.folders},
        copy={**left.folders, **now.copy} if is_level else {},
    )
    return level_again(target, now, {"", *changed})
