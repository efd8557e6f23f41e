"""One build at a time: a lock file `.<name>.postmortem-lock` beside the output folder.

The system drops the lock with the process that holds it, so a killed build leaves nothing to clear away.
Where locks are not offered (Windows, some network file systems), builds are not kept apart.
"""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from postmortem.diagnostics import OutputError
from postmortem.edge.output import output_errors

WAIT_SECONDS = 60.0
_POLL_SECONDS = 0.05
_TAKEN = frozenset({errno.EAGAIN, errno.EACCES})


@contextmanager
def only_build(output: Path) -> Iterator[None]:
    """Hold the lock of `output`; OutputError if another build does not let go of it within a minute."""
    path = output.with_name(f".{output.name}.postmortem-lock")
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        with output_errors(output):
            descriptor = _take(path)
        if descriptor is not None:
            break
        if time.monotonic() > deadline:
            raise OutputError(
                f"another build is writing to `{output}` and has not finished within"
                f" {WAIT_SECONDS:.0f} seconds; wait for it or stop it, then build again"
            )
        time.sleep(_POLL_SECONDS)
    try:
        yield
    finally:
        # While it is still ours: whoever waits notices that the name has gone and starts anew.
        with suppress(OSError):
            path.unlink()
        os.close(descriptor)


def _take(path: Path) -> int | None:
    """A descriptor that holds the lock, or None if another process has it."""
    flags = os.O_RDONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, flags, 0o644)
    try:
        if _lock(descriptor) and os.path.samestat(os.fstat(descriptor), path.lstat()):
            return descriptor
    except FileNotFoundError:
        pass
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


def _lock(descriptor: int) -> bool:
    if sys.platform == "win32":
        return True
    import fcntl  # noqa: PLC0415  # not on every system

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _TAKEN
    return True
