"""Signatures: whether a file is the same as at another time, told without reading it."""

import os
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

_SECOND = 1_000_000_000
_FINE_TICK, _COARSE_TICK = 50_000_000, 2 * _SECOND


def signature_of(status: os.stat_result) -> str:
    """The file's size, times and number on the disk.

    The time of the last change of its status cannot be set by hand: a file written anew with its old length
    and its old time of writing has another signature all the same.
    """
    return f"{status.st_size}.{status.st_mtime_ns}.{status.st_ctime_ns}.{status.st_ino}"


def settled_signature_of(status: os.stat_result, now: int) -> str:
    """The same, for a file that others write; no other's if it changed just before `now` (nanoseconds).

    It may change again within one tick of the file system's clock, and nothing would tell. Where a tick is
    short, as it mostly is, `settle` is to be called before the file is read.
    """
    coarse = status.st_ctime_ns % _SECOND == 0
    unsettled = f"?{now}" if coarse and status.st_ctime_ns > now - _COARSE_TICK else ""
    return signature_of(status) + unsettled


def settle(newest: int, now: int) -> None:
    """Wait until a change at `newest` (nanoseconds) is a short tick before all that is read next."""
    if now - _FINE_TICK < newest <= now:
        time.sleep((newest + _FINE_TICK - now) / _SECOND)


def signatures_of(folder: str, paths: Iterable[str]) -> dict[str, str]:
    """The signatures of files below a folder, links not followed; those that are not there are left out."""
    found = {}
    for path in paths:
        try:  # a large site has tens of thousands of files, and every build looks at them
            found[path] = signature_of(os.lstat(f"{folder}/{path}"))
        except OSError:
            continue
    return found


def folder_signatures(root: str, folders: Iterable[str]) -> dict[str, str]:
    """The signatures of folders below `root`, the empty name: other ones when a name in them changes.

    A root keeps its own when it is renamed. What is not there, or no folder, is left out.
    """
    found = {}
    for folder in folders:
        try:
            status = os.lstat(f"{root}/{folder}" if folder else root)
        except OSError:
            continue
        if stat.S_ISDIR(status.st_mode):
            changed = status.st_ctime_ns if folder else 0
            found[folder] = f"{status.st_mode:o}.{status.st_mtime_ns}.{changed}.{status.st_ino}"
    return found


def look_at(place: Path) -> str:
    """The state of a file, or of a folder with everything below it, as a digest; empty if it is not there."""
    total = blake2b(digest_size=16)
    try:
        status = place.stat()
        if not stat.S_ISDIR(status.st_mode):
            return signature_of(status)
        for line in _below(str(place)):
            total.update(line.encode("utf-8", "surrogateescape") + b"\0")
    except OSError as error:
        return f"{error.errno}"
    return total.hexdigest()


def _below(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            yield f"{entry.path} {signature_of(entry.stat(follow_symlinks=False))}"
            if entry.is_symlink():
                with suppress(OSError):
                    yield signature_of(entry.stat())
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path)
