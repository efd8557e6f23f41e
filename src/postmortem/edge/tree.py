"""A folder tree as the publisher needs it: read without following links, shared by hard links, cut back.

A `Tree` is the status (lstat) of everything below a root, by POSIX path; what is not a folder counts as a
file, links and pipes too. Files are always replaced, never written in place: their bytes may be shared.
"""

import errno
import os
import shutil
import stat
from collections.abc import Container, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from msgspec import Struct

FILE_MODE = 0o644
FOLDER_MODE = 0o755

# What file systems without hard links answer; EPERM also comes where other people's files may not be linked.
_CANNOT_LINK = frozenset({errno.EPERM, errno.EMLINK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP})


class Tree(Struct, frozen=True):
    """What lies below a root."""

    files: Mapping[str, os.stat_result]
    folders: Mapping[str, os.stat_result]


def read_tree(root: Path, *, unlock: bool = False) -> Tree:
    """Everything below `root`; empty if that is not there. `unlock` gives us access to its folders first."""
    files: dict[str, os.stat_result] = {}
    folders: dict[str, os.stat_result] = {}
    waiting = [""] if root.is_dir() else []
    while waiting:
        folder = waiting.pop()
        prefix = f"{folder}/" if folder else ""
        if unlock:
            _unlock(root / folder)
        with os.scandir(f"{root}/{folder}") as entries:
            for entry in entries:
                path = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders[path] = entry.stat(follow_symlinks=False)
                    waiting.append(path)
                else:
                    files[path] = entry.stat(follow_symlinks=False)
    return Tree(files=files, folders=folders)


def _unlock(folder: Path) -> None:
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & stat.S_IRWXU != stat.S_IRWXU:
        folder.chmod(mode | stat.S_IRWXU)


def is_plain(status: os.stat_result) -> bool:
    """Whether this is a regular file with the mode of a published one."""
    # Windows knows only "read-only or not" and reports every other file as 0o666.
    modes_match = os.name != "posix" or stat.S_IMODE(status.st_mode) == FILE_MODE
    return stat.S_ISREG(status.st_mode) and modes_match


def is_open(status: os.stat_result) -> bool:
    """Whether this folder has the mode of a published one."""
    return os.name != "posix" or stat.S_IMODE(status.st_mode) == FOLDER_MODE


def write_file(path: Path, data: bytes) -> None:
    """Put a new file at `path`, whatever the umask, taking the name from what had it before."""
    path.unlink(missing_ok=True)
    try:
        with path.open("xb") as file:
            file.write(data)
        path.chmod(FILE_MODE)
    except OSError as error:
        error.filename = error.filename or str(path)  # a full disk does not say where
        raise


def put_file(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Put a file in its place whole; OSError, with nothing left behind, if that cannot be."""
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        place = Path(file.name)
        try:
            file.write(data)
            file.flush()
            place.chmod(mode)
            place.replace(path)
        except OSError:
            place.unlink(missing_ok=True)
            raise


def make_folders(root: Path, folders: Iterable[str], there: Mapping[str, os.stat_result]) -> None:
    """Make `root` and folders below it, with the mode of published ones whatever the umask.

    `there` are the folders that it is known to have.
    """
    for folder in ["", *sorted(folders)]:
        status = there.get(folder)
        if status and is_open(status):
            continue
        path = root / folder
        path.mkdir(exist_ok=True)
        if not is_open(path.stat()):
            path.chmod(FOLDER_MODE)


def copy_folders(source: Path, root: Path, folders: Iterable[str]) -> None:
    """Make folders below `root` that have the mode, owner and times of those below `source`.

    To be called when their files are in place: a folder may be closed to writing.
    """
    for folder in sorted(folders, reverse=True):
        status = (source / folder).lstat()
        if os.name == "posix":
            with suppress(PermissionError):  # only root may give a folder away
                os.chown(root / folder, status.st_uid, status.st_gid)
        shutil.copystat(source / folder, root / folder)


def share_files(
    source: Path,
    root: Path,
    files: Mapping[str, os.stat_result],
    there: Mapping[str, os.stat_result],
) -> None:
    """Let `root` have the same `files` as `source`, by hard link; `there` is what it has already.

    OSError with EXDEV if `source` is, in part, another file system.
    """
    for path, status in files.items():
        has = there.get(path)
        if has and os.path.samestat(has, status):
            continue
        if has:
            (root / path).unlink()
        _link(source / path, root / path, status)


def _link(source: Path, path: Path, status: os.stat_result) -> None:
    try:
        os.link(source, path, follow_symlinks=False)
    except NotImplementedError:  # a system that cannot link to a link itself
        shutil.copy2(source, path, follow_symlinks=False)
    except OSError as error:
        # Reading a device or a pipe might never end.
        copyable = stat.S_ISREG(status.st_mode) or stat.S_ISLNK(status.st_mode)
        if error.errno not in _CANNOT_LINK or not copyable:
            raise
        shutil.copy2(source, path, follow_symlinks=False)


def remove_others(root: Path, tree: Tree, files: Container[str], folders: Container[str]) -> Tree:
    """Remove from `root`, which holds `tree`, what is not in `files` and `folders`; what it holds then."""
    for path in tree.files:
        if path not in files:
            (root / path).unlink()
    for folder in sorted(tree.folders, reverse=True):
        if folder not in folders:
            (root / folder).rmdir()
    return Tree(
        files={path: status for path, status in tree.files.items() if path in files},
        folders={path: status for path, status in tree.folders.items() if path in folders},
    )


def remove_tree(root: Path) -> None:
    """Remove `root` with all it holds, or the file or link of that name; nothing if it is not there."""
    if root.is_symlink() or not root.is_dir():
        root.unlink(missing_ok=True)
        return
    remove_others(root, read_tree(root, unlock=True), files=(), folders=())
    root.rmdir()
