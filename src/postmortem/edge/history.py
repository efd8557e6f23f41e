"""What git knows of a source folder: when each file was changed, and what it held then.

Without git, outside of a repository, and where only a part of the history was fetched, nothing is known.
"""

import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

_SECONDS = 30
_STATE = ("rev-parse", "--is-shallow-repository", "HEAD")


class Change(Struct, frozen=True):
    """A commit that changed a file, and its day as the committer's clock had it."""

    commit: str
    day: date


class History(Struct, frozen=True):
    """The changes of each file below `folder`, the newest first; `uncommitted` are files changed since."""

    folder: Path
    changes: Mapping[str, tuple[Change, ...]]
    uncommitted: frozenset[str]

    def contents(self, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], bytes]:
        """What files held after commits, by commit and path; what cannot be read is left out."""
        named = [(commit, path) for commit, path in wanted if "\n" not in path]
        given = "".join(f"{commit}:./{path}\n" for commit, path in named).encode()
        out = (_git(self.folder, "cat-file", "--batch", given=given) if named else None) or b""
        found: dict[tuple[str, str], bytes] = {}
        at = 0
        for name in named if out else ():
            head, _, _ = out[at:].partition(b"\n")
            at += len(head) + 1
            if head.endswith(b" missing"):
                continue
            size = int(head.rpartition(b" ")[2])
            found[name] = out[at : at + size]
            at += size + 1
        return found


def head_of(folder: Path) -> str:
    """The commit that is checked out, or nothing."""
    return (_git(folder, *_STATE) or b"").decode().strip()


def read_history(folder: Path) -> History | None:
    """The history of the files below a folder, or None."""
    state = head_of(folder).split()
    if state[:1] != ["false"]:
        return None
    log = _git(
        folder, "log", "-z", "--name-only", "--relative", "--no-renames", "--format=%x01%H %cs", "--", "."
    )
    changed = _git(folder, "diff", "-z", "--name-only", "--relative", "--no-ext-diff", "HEAD", "--", ".")
    if log is None or changed is None:
        return None
    changes: dict[str, tuple[Change, ...]] = {}
    for part in log.decode("utf-8", "replace").split("\1")[1:]:
        head, _, names = part.partition("\0")
        commit, _, day = head.partition(" ")
        change = Change(commit, date.fromisoformat(day.strip()))
        for name in names.strip("\n\0").split("\0"):
            changes[name] = (*changes.get(name, ()), change)
    return History(folder, changes, frozenset(changed.decode("utf-8", "replace").split("\0")))


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """What git prints, or None if it cannot be asked; no setting of a repository may start a program."""
    import subprocess  # noqa: PLC0415 - only a check asks git

    settings = (
        "-c",
        "log.showSignature=false",
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.hooksPath=/dev/null",
    )
    try:
        done = subprocess.run(  # noqa: S603  fixed words, and paths below the source
            ["git", "-C", str(folder), *settings, *arguments],  # noqa: S607  the writer's own git
            input=given, capture_output=True, timeout=_SECONDS, check=False,
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"},
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
