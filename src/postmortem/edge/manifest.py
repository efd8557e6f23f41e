"""The manifest: what a published site consists of, as the last build left it.

    {"files": {"index.html": {"fingerprint": "…", "sha256": "…", "size": 1234}}, "schema": 1}

Equal plans give equal bytes. It lies in the output folder, where anybody may have altered it: what is read
back is either valid in every part or refused as damaged, and its paths can only point into that folder.
An `earlier` part is there only while files are being replaced one by one: it has the same shape as `files`
and says what may still lie there from the generation before.
"""

import hashlib
import json
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct, field

from postmortem.diagnostics import OutputError, PostmortemError
from postmortem.model.plan import PlannedFile

MANIFEST = ".postmortem-manifest.json"
INCOMING = ".postmortem-incoming"
"""A folder in the output for files on their way in, where folders cannot be exchanged."""

_SCHEMA = 1
_MAX_BYTES = 64 * 1024 * 1024  # a hundred times what ten thousand pages need
_EDITION = re.compile(r"[a-z]{0,20}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
# What nearly every path is: no part begins with a dot, nothing in it is special anywhere.
_PLAIN_PATH = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*/)*[A-Za-z0-9_-][A-Za-z0-9_.-]*")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\\]")  # a backslash is a separator on Windows


class Entry(Struct, frozen=True, gc=False):
    """One file as it was written: the digest and size of its bytes, and what it was made from."""

    sha256: str
    size: int
    fingerprint: str


class Manifest(Struct, frozen=True):
    """The files of a generation by path, and of the one before while the two are mixed.

    `edition` says for whom the site is (`public`, `internal`), or nothing where that is not known.
    """

    files: Mapping[str, Entry] = field(default_factory=dict)
    earlier: Mapping[str, Entry] = field(default_factory=dict)
    edition: str = ""

    def paths(self) -> frozenset[str]:
        """Every path the tool says it has written."""
        return frozenset(self.files) | frozenset(self.earlier)

    def describes(self, path: str, data: bytes) -> bool:
        """Whether `data` is what the tool wrote to `path`."""
        found = entry_of(data, "")
        known = (self.files.get(path), self.earlier.get(path))
        return any(entry and (entry.sha256, entry.size) == (found.sha256, found.size) for entry in known)


def entry_of(data: bytes, fingerprint: str) -> Entry:
    """The entry for a file with these bytes."""
    return Entry(sha256=hashlib.sha256(data).hexdigest(), size=len(data), fingerprint=fingerprint)


def render_manifest(manifest: Manifest) -> bytes:
    """The bytes to publish: sorted, one file a line, without times or places."""
    parts = []
    if manifest.earlier:
        parts.append(f'"earlier": {_render_entries(manifest.earlier)}')
    if manifest.edition:
        parts.append(f'"edition": {json.dumps(manifest.edition)}')
    parts.append(f'"files": {_render_entries(manifest.files)}')
    parts.append(f'"schema": {_SCHEMA}')
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode("ascii")


def _render_entries(entries: Mapping[str, Entry]) -> str:
    lines = [render_entry(path, entry) for path, entry in sorted(entries.items())]
    return "{\n" + ",\n".join(lines) + "\n}"


def render_entry(path: str, entry: Entry) -> str:
    """The line of a file, in ASCII, without the comma behind it."""
    return (
        f'{json.dumps(path)}: {{"fingerprint": {json.dumps(entry.fingerprint)},'
        f' "sha256": "{entry.sha256}", "size": {entry.size}}}'
    )


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest in `folder`, or None where there is none; OutputError if it is damaged."""
    path = folder / MANIFEST
    try:
        data = _read_bytes(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _damaged(path, error.strerror or "unreadable") from error
    try:
        return _parse(data)
    except (ValueError, RecursionError, msgspec.MsgspecError) as error:
        raise _damaged(path, str(error)) from error


def _damaged(path: Path, reason: str) -> OutputError:
    return OutputError(
        f"the manifest `{path}` is damaged ({reason}), so it cannot be told which files in that folder"
        " are the site's; delete the folder, or choose another with --output, and build again"
    )


def _read_bytes(path: Path) -> bytes:
    """The file's bytes, without following a link or waiting for a pipe; OSError if that cannot be."""
    if not stat.S_ISREG(path.lstat().st_mode):
        raise OSError(0, "not a regular file", str(path))
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        data = file.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise OSError(0, "larger than any manifest", str(path))
    return data


@lru_cache(maxsize=2)  # a build looks at the same one several times
def _parse(data: bytes) -> Manifest:
    file = msgspec.json.decode(data, type=_File)
    if file.schema != _SCHEMA:
        raise ValueError("not a manifest of this version")
    if not _EDITION.fullmatch(file.edition):
        raise ValueError("its edition is no word")
    for path, entry in (*file.files.items(), *file.earlier.items()):
        if problem := path_problem(path):
            raise ValueError(f"a path in it {problem}")
        if not _SHA256.fullmatch(entry.sha256) or entry.size < 0:
            raise ValueError("an entry in it is malformed")
    return Manifest(file.files, file.earlier, file.edition)


class _File(msgspec.Struct):
    schema: int
    files: dict[str, Entry]
    earlier: dict[str, Entry] = {}
    edition: str = ""


def path_problem(path: str) -> str | None:
    """What keeps `path` from naming a file of a site, or None: such a path is relative and stays inside."""
    if _PLAIN_PATH.fullmatch(path):
        return None
    parts = path.split("/")
    if path.startswith("/"):
        return "is absolute"
    if ".." in parts or "." in parts:
        return "has a part `.` or `..`"
    if "" in parts:
        return "is empty or has an empty part"
    if _UNPRINTABLE.search(path):
        return "has a control character or a backslash"
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return "is not valid Unicode"
    if _fold(parts[0]) in (MANIFEST, INCOMING):
        return "is reserved for the tool itself"
    return None


def folders_of(paths: Iterable[str]) -> set[str]:
    """Every folder that the paths lie in, at any depth, without the root."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def check_plan(plan: Sequence[PlannedFile]) -> None:
    """PostmortemError if the plan cannot be laid out on every file system, naming what stands in the way.

    Paths that differ only in case or in Unicode normalisation are one file on macOS and Windows
    (canonical caseless matching, The Unicode Standard, D145).
    """
    taken: dict[str, str] = {}
    for file in plan:
        if problem := path_problem(file.path):
            raise PostmortemError(f"the site cannot have a file `{file.path}`: its path {problem}")
        if other := taken.get(_fold(file.path)):
            raise _clash(other, file.path)
        taken[_fold(file.path)] = file.path
    spelled: dict[str, tuple[str, str]] = {}
    seen: set[str] = set()
    for file in plan:
        folders = folders_of([file.path]) - seen
        seen |= folders
        for folder in sorted(folders):
            if file_there := taken.get(_fold(folder)):
                raise _clash(file_there, file.path)
            spelling, other = spelled.setdefault(_fold(folder), (folder, file.path))
            if spelling != folder:
                raise _clash(other, file.path)


def _clash(one: str, other: str) -> PostmortemError:
    return PostmortemError(
        f"two files of the site want the same place: `{one}` and `{other}`;"
        " give one of the pages they belong to another name"
    )


def _fold(path: str) -> str:
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", path).casefold())
