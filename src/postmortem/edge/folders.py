"""Folders under watch: keeps the system's watches on them, whatever becomes of the folders or the watches.

Paths are told as they lie under the folder that was asked for, also where that is a link to another.
"""

import logging
import os
import sys
import tempfile
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent
    from watchdog.observers.api import BaseObserver, ObservedWatch


class _Held(Struct, frozen=True):
    watch: "ObservedWatch"
    identity: tuple[int, int]


class WatchedFolders:
    """Tells each path that is created, changed, moved or deleted below some folders, on a thread of its own.

    `look` has to be called now and then: it finds folders that came, went or were replaced, and changes to
    polling, saying so to `notify`, when the system has no watches left. Reading a file tells nothing.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        tell: Callable[[Path], None],
        notify: Callable[[str], None],
        *,
        poll: bool,
    ) -> None:
        self._folders = tuple({os.path.realpath(folder): folder for folder in folders}.values())
        self._tell = tell
        self._notify = notify
        self._polling = poll
        self._observer: BaseObserver | None = None
        self._held: dict[Path, _Held] = {}
        self._lost: set[Path] = set()
        self._grown = Event()
        self._begun = False

    def look(self) -> None:
        """Watch the folders that are there now; tell those that have come, gone or been replaced."""
        try:
            self._follow_all()
        except OSError as error:
            self._notify(
                f"the system cannot watch the folders ({error.strerror or error}): looking for changes every "
                "second instead; on Linux, raise fs.inotify.max_user_watches and max_user_instances"
            )
            self.close()
            self._polling = True
            self._follow_all()
        self._begun = True

    def close(self) -> None:
        """Give all watches back."""
        observer, self._observer = self._observer, None
        self._held.clear()
        if observer is not None:
            observer.stop()
            observer.join()

    def _follow_all(self) -> None:
        observer = self._observer or self._start()
        for folder in self._folders:
            self._follow(observer, folder)
        if self._grown.is_set() and not self._polling:
            self._grown.clear()
            self._try_one_more(observer)

    def _start(self) -> "BaseObserver":
        from watchdog.observers import Observer  # noqa: PLC0415 - only serving needs it
        from watchdog.observers.polling import PollingObserver  # noqa: PLC0415 - likewise

        # The library would speak to the terminal of what it settles by itself, such as a folder seen twice.
        logging.getLogger("watchdog").addHandler(logging.NullHandler())
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        observer = PollingObserver() if self._polling else Observer()
        observer.start()
        self._observer = observer
        return observer

    def _follow(self, observer: "BaseObserver", folder: Path) -> None:
        identity = _identify(folder)
        held = self._held.get(folder)
        if held is not None and (held.identity != identity or folder in self._lost):
            observer.unschedule(held.watch)
            del self._held[folder]
            self._lost.discard(folder)
            self._tell(folder)
        if identity is None or folder in self._held:
            return
        real = os.path.realpath(folder)
        try:
            watch = _watch(observer, self._handle(folder, Path(real)), real)
        except OSError as error:
            if self._polling or isinstance(error, (FileNotFoundError, NotADirectoryError)):
                return  # it went a moment ago, or cannot be read; the next look will see
            raise
        self._held[folder] = _Held(watch, identity)
        self._grown.set()
        if self._begun:
            self._tell(folder)

    def _try_one_more(self, observer: "BaseObserver") -> None:
        """Raises OSError if there is no watch left: the observer passes over subfolders it has none for."""
        if sys.platform == "linux":
            with tempfile.TemporaryDirectory(prefix="postmortem-") as folder:
                observer.unschedule(_watch(observer, lambda _: None, folder))

    def _handle(self, folder: Path, real: Path) -> "Callable[[FileSystemEvent], None]":
        def handle(event: "FileSystemEvent") -> None:
            for raw in (event.src_path, event.dest_path):
                if raw:
                    path = folder / Path(os.fsdecode(raw)).relative_to(real)
                    if path == folder and event.event_type == "deleted":
                        self._lost.add(folder)
                    self._tell(path)
            if event.is_directory:
                self._grown.set()

        return handle


def _watch(
    observer: "BaseObserver", handle: "Callable[[FileSystemEvent], None]", path: str
) -> "ObservedWatch":
    from watchdog import events  # noqa: PLC0415 - only serving needs it

    class Handler(events.FileSystemEventHandler):
        def on_any_event(self, event: events.FileSystemEvent) -> None:
            handle(event)

    heard: list[type[FileSystemEvent]] = [
        events.FileCreatedEvent,
        events.FileModifiedEvent,
        events.FileMovedEvent,
        events.FileDeletedEvent,
        events.DirCreatedEvent,
        events.DirMovedEvent,
        events.DirDeletedEvent,
    ]
    return observer.schedule(Handler(), path, recursive=True, event_filter=heard)


def _identify(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino)
