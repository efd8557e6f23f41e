"""Work on several processes where that pays, this one among them, the results in the order of the work."""

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, field

from postmortem.diagnostics import PostmortemError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")
GivenT = TypeVar("GivenT")

_CHUNK = 8
_AHEAD = 2  # chunks that another process has been given at a time, so that it need not wait for the next
_PR_SET_PDEATHSIG = 1


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
    """Do the work for each item on `jobs` processes, this one among them; `given` is what it needs besides.

    Copies of this process share `given` with it; where a process cannot be copied, it is sent to fresh ones,
    and must be data. What `work` raises comes through; PostmortemError if one of the processes was ended.
    """
    # What the first one loads is there for all copies.
    yield from (work(given, item) for item in items[:1])
    chunks = [items[at : at + _CHUNK] for at in range(1, len(items), _CHUNK)]
    others: list[_Other] = []
    fork = may_fork()
    if fork:
        gc.freeze()  # or the copies would touch, and so really copy, every object that is there
    try:
        # Only a large site needs this, and it takes a while to load.
        from multiprocessing import Pipe, get_context  # noqa: PLC0415

        context = get_context("fork" if fork else "spawn")
        for _ in range(min(jobs, len(chunks)) - 1):
            ours, theirs = Pipe()
            arguments = (theirs, work, given, os.getpid())
            process = context.Process(target=_work_for, args=arguments, daemon=True)  # type: ignore[attr-defined]
            process.start()
            theirs.close()
            others.append(_Other(process, ours))
        yield from _together(partial(_outcome, work, given), chunks, others)
    finally:
        for other in others:
            other.end()
        if fork:
            gc.unfreeze()


def _together(
    do: "Callable[[Sequence[ItemT]], _Outcome[ResultT]]",
    chunks: Sequence[Sequence[ItemT]],
    others: "Sequence[_Other]",
) -> Iterator[ResultT]:
    """The results of all chunks in their order; whoever has nothing to do takes the next one."""
    todo = deque(range(len(chunks)))
    done: dict[int, _Outcome[ResultT]] = {}
    for number in range(len(chunks)):
        while number not in done:
            for other in others:
                other.give(todo, chunks)
            if todo:
                own = todo.popleft()
                done[own] = do(chunks[own])
            for other in others:
                done.update(other.results(wait_for=None if todo else number))
        outcome = done.pop(number)
        if isinstance(outcome, Exception):
            raise outcome
        yield from outcome


_Outcome = list[ResultT] | Exception
"""The results of a chunk, or what was raised instead of one of them."""


def _outcome(
    work: Callable[[GivenT, ItemT], ResultT], given: GivenT, items: Sequence[ItemT]
) -> _Outcome[ResultT]:
    try:
        return [work(given, item) for item in items]
    except Exception as error:  # noqa: BLE001  raised again when its turn comes
        return error


class _Other(Struct):
    """Another process, and the numbers of the chunks that it was given and has not given back."""

    process: "BaseProcess"
    connection: "Connection[Any, Any]"
    given: deque[int] = field(default_factory=deque)

    def give(self, todo: deque[int], chunks: Sequence[Sequence[object]]) -> None:
        """Let it have enough to do."""
        while todo and len(self.given) < _AHEAD:
            with _watching():
                self.connection.send(chunks[todo[0]])
            self.given.append(todo.popleft())

    def results(self, wait_for: int | None) -> "Iterator[tuple[int, _Outcome[Any]]]":
        """What it has done by now, by the numbers of the chunks, or as soon as it has done a certain one."""
        while self.given:
            with _watching():
                if wait_for not in self.given and not self.connection.poll():
                    return
                outcome = self.connection.recv()
            yield self.given.popleft(), outcome

    def end(self) -> None:
        """End it, whatever it does."""
        self.process.terminate()
        self.process.join()
        self.connection.close()


@contextmanager
def _watching() -> Iterator[None]:
    """PostmortemError if the process at the other end of a connection is gone."""
    try:
        yield
    except (EOFError, OSError) as error:
        raise PostmortemError(
            "a process that was to do a part of the work was ended, maybe for lack of memory; with `--jobs 1`"
            " one process does all of it"
        ) from error


def _work_for(
    connection: "Connection[Any, Any]", work: Callable[[Any, Any], Any], given: object, parent: int
) -> None:
    """Do chunks of the work for another process."""
    _end_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other is told, and ends us
    with suppress(EOFError):
        while True:
            connection.send(_outcome(work, given, connection.recv()))


def _end_with(parent: int) -> None:
    """See that this process does not outlive the one that it works for, however that ends (Linux: prctl)."""
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - only a copy needs it

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it was already gone
            os.kill(os.getpid(), signal.SIGKILL)
