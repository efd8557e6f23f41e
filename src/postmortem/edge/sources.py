"""The source folder: which reports and files it holds, and their bytes.

Paths are POSIX and relative to the folder. Hidden files, files and folders whose name starts with `_`, and
`README.md` are not read. Links that lead out of the folder, and whatever is not a plain file, are reported.
"""

import os
import stat
import time
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct, field

from postmortem.diagnostics import Diagnostic, SourceError, Span
from postmortem.edge.signatures import settle, settled_signature_of

SETTINGS_FILE = "site.yml"
_MAX_READ = 32_000_000
_MAX_FILES = 200_000


class SourceTree(Struct, frozen=True):
    """What a source folder holds: report paths in order, every file's path, and what could not be taken.

    `signatures` tell by path whether a file is the same as at another time, without reading it.
    """

    root: Path
    reports: tuple[str, ...]
    files: frozenset[str]
    problems: tuple[Diagnostic, ...]
    signatures: Mapping[str, str] = field(default_factory=dict)


def scan_source(root: Path) -> SourceTree:
    """Look through a source folder, without reading any file."""
    if not root.is_dir():
        if root.exists():
            raise SourceError(f"the source `{root}` is not a folder; name the folder that holds the reports")
        raise SourceError(
            f"the source folder `{root}` does not exist; name the folder that holds the reports, "
            'or start one with: postmortem new "Database reset"'
        )
    found: dict[str, str] = {}
    problems: list[Diagnostic] = []
    real_root = os.path.realpath(root)
    begun, newest = time.time_ns(), 0
    for path, entry in _walk(str(root), problems):
        try:
            path.encode()
        except UnicodeEncodeError:
            shown = path.encode("utf-8", "backslashreplace").decode()
            problems.append(_problem(shown, "the file's name is not UTF-8", "rename the file"))
            continue
        status = _usable(entry, path, real_root)
        if isinstance(status, Diagnostic):
            problems.append(status)
        else:
            found[path] = settled_signature_of(status, begun)
            newest = max(newest, status.st_ctime_ns)
        if len(found) > _MAX_FILES:
            raise SourceError(f"the source folder `{root}` holds more than {_MAX_FILES} files")
    settle(newest, time.time_ns())
    problems += [
        _problem(path, f"`{path}` is not read", f"rename it to `{SETTINGS_FILE}`")
        for path in found
        if path in ("site.yaml", "site.json", "site.toml")
    ]
    reports = tuple(sorted(p for p in found if _is_report(p)))
    return SourceTree(root, reports, frozenset(found), tuple(problems), found)


def read_source(tree: SourceTree, path: str) -> tuple[bytes, Diagnostic | None]:
    """Give the bytes of a file (no more than a report may have), or a finding if it cannot be read."""
    try:
        with open(tree.root / path, "rb", opener=_without_waiting) as file:
            if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return file.read(_MAX_READ), None
            return b"", _problem(path, "this is not a plain file", "remove it")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return b"", _problem(path, f"the file cannot be read: {reason}", "check its permissions")


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; one that has become a pipe since the folder was scanned would keep us waiting."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def digest_of(data: bytes) -> str:
    """A hex digest of bytes, to tell whether they changed."""
    return blake2b(data, digest_size=16).hexdigest()


def _walk(root: str, problems: list[Diagnostic]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every path below a folder that is no folder itself, in no certain order."""
    folders = [""]
    while folders:
        prefix = folders.pop()
        try:
            with os.scandir(f"{root}/{prefix}") as listing:
                entries = list(listing)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            message = f"the folder cannot be read: {reason}"
            problems.append(_problem(prefix or ".", message, "check its permissions"))
            continue
        for entry in entries:
            path = f"{prefix}{entry.name}"
            if entry.name.startswith((".", "_")):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(path + "/")
            elif entry.is_symlink() and os.path.isdir(entry.path):  # noqa: PTH112  entry.is_dir raises in a circle
                problems.append(
                    _problem(path, "this link to a folder is not followed", "move the folder here")
                )
            else:
                yield path, entry


def _usable(entry: os.DirEntry[str], path: str, real_root: str) -> os.stat_result | Diagnostic:
    """The status of the file that an entry stands for, or why it cannot be taken."""
    if entry.is_symlink() and not os.path.realpath(entry.path).startswith(real_root + os.sep):
        help_ = "put the file itself here: links out of the source folder are not followed"
        return _problem(path, "this link leads out of the source folder", help_)
    try:
        status = entry.stat()
    except OSError:
        return _problem(path, "this link leads nowhere", "remove it")
    return status if stat.S_ISREG(status.st_mode) else _problem(path, "this is not a plain file", "remove it")


def _is_report(path: str) -> bool:
    name = path.rpartition("/")[2].lower()
    return name.endswith(".md") and name != "readme.md"


def _problem(path: str, message: str, help_: str) -> Diagnostic:
    return Diagnostic("PM101", message, Span(path), help_)
