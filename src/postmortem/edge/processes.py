"""Work on several processes where that pays, the results in the order of the work."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")
GivenT = TypeVar("GivenT")

_CHUNK = 16
_PR_SET_PDEATHSIG = 1
_given: list[object] = []


def may_fork() -> bool:
    """Whether this process may be copied: on Linux, while it has one thread. Fresh ones are always safe."""
    return sys.platform == "linux" and threading.active_count() == 1


def useful_jobs(jobs: int | None, items: int, least: int) -> int:
    """How many processes to use for so many items: `jobs`, or one for each core from `least` items on."""
    if jobs is None:
        jobs = (os.cpu_count() or 1) if items >= least else 1
    return max(1, min(jobs, items))


def spread(
    work: Callable[[GivenT, ItemT], ResultT], given: GivenT, items: Sequence[ItemT], jobs: int
) -> Iterator[ResultT]:
    """Do the work for each item on `jobs` processes; `given` is what it needs besides.

    Copies of this process share `given` with it; where a process cannot be copied, it is sent to fresh ones,
    and must be data. What `work` raises comes through.
    """
    # Only a large site needs these, and they take a while to load.
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    fork = may_fork()
    if fork:
        gc.freeze()  # or the copies would touch, and so really copy, every object that is there
    _given[:] = [given]
    try:
        with ProcessPoolExecutor(
            jobs,
            mp_context=get_context("fork" if fork else "spawn"),
            initializer=_take,
            initargs=(given, os.getpid()),
        ) as pool:
            yield from pool.map(partial(_do, work), items, chunksize=_CHUNK)
    finally:
        _given.clear()
        if fork:
            gc.unfreeze()


def _do(work: Callable[[Any, ItemT], ResultT], item: ItemT) -> ResultT:
    return work(_given[0], item)


def _take(given: object, parent: int) -> None:
    _end_with(parent)
    _given[:] = [given]


def _end_with(parent: int) -> None:
    """See that this process does not outlive the one that it works for, however that ends (Linux: prctl)."""
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - only a copy needs it

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it was already gone
            os.kill(os.getpid(), signal.SIGKILL)
