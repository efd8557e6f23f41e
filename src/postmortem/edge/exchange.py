"""Exchange of two folders in one step, and bringing a file system to rest before it.

Linux and macOS can swap two names in one step. Elsewhere it takes three renames with a moment in between in
which the old folder has a name of its own, `.<name>.postmortem-old`; `recover_exchange` finds it again.
"""

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

from postmortem.edge.tree import remove_tree

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # sys/stdio.h of macOS

# An old kernel or C library, a file system that cannot do it, a container that forbids the call.
_NOT_OFFERED = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EPERM})


def exchange_folders(one: Path, other: Path) -> None:
    """Let two folders on one file system have each other's name.

    OSError, with both as they were, if it cannot be: EXDEV or EBUSY when one of them is a mount point.
    """
    try:
        _exchange_at_once(one, other)
    except OSError as error:
        if error.errno not in _NOT_OFFERED:
            raise
        _exchange_by_renames(one, other)


def _exchange_at_once(one: Path, other: Path) -> None:
    import ctypes  # noqa: PLC0415  # only a build that changes something needs it

    names = (os.fsencode(one), os.fsencode(other))
    code = errno.ENOSYS
    with suppress(AttributeError):  # the C library does not know the call
        if sys.platform == "linux":
            libc = ctypes.CDLL(None, use_errno=True)
            failed = libc.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
            code = ctypes.get_errno() if failed else 0
        elif sys.platform == "darwin":
            libc = ctypes.CDLL(None, use_errno=True)
            failed = libc.renamex_np(*names, _RENAME_SWAP)
            code = ctypes.get_errno() if failed else 0
    if code:
        raise OSError(code, os.strerror(code), str(one), None, str(other))


def _exchange_by_renames(one: Path, other: Path) -> None:
    aside = _aside(other)
    other.rename(aside)
    try:
        one.rename(other)
    except BaseException:
        aside.rename(other)
        raise
    aside.rename(one)


def recover_exchange(other: Path) -> None:
    """Put right what a kill amid the renames left: no folder `other`, or its former self beside it."""
    aside = _aside(other)
    if not aside.is_dir() or aside.is_symlink():
        return
    if os.path.lexists(other):
        remove_tree(aside)
    else:
        aside.rename(other)


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.postmortem-old")


def sync_file_system(folder: Path) -> None:
    """Have all that was written to the folder's file system on the disk, in one go, not file by file."""
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415  # only a build that changes something needs it

        descriptor = os.open(folder, os.O_RDONLY)
        try:
            if ctypes.CDLL(None, use_errno=True).syncfs(descriptor):
                code = ctypes.get_errno()
                raise OSError(code, os.strerror(code), str(folder))
        finally:
            os.close(descriptor)
    elif hasattr(os, "sync"):
        os.sync()


def sync_names(folder: Path) -> None:
    """Have the names in `folder` on the disk, so that a rename in it comes before whatever follows."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
