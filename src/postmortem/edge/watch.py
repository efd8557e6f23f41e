"""The watcher: calls back once for each burst of changes in some folders, with the paths that changed.

The set of paths says that something happened there. After a flood of changes the system may have left some
out, so whoever reads the folders again should look at all of them.
"""

import fnmatch
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from postmortem.diagnostics import PostmortemError
from postmortem.edge.folders import WatchedFolders

_LOOK_SECONDS = 1.0
_LONGEST_BURST = 10

# What editors write beside the file that is edited: vim, Emacs, LibreOffice, GNOME, KDE, JetBrains, Finder.
_TEMPORARY = (
    *("*~", "*.sw[nopx]", "4913", ".#*", "#*#", "*.tmp", ".~lock.*", ".goutputstream-*", "*.kate-swp"),
    *("*___jb_???___", ".DS_Store"),
)


class Watcher:
    """Calls `on_change` with the paths that were created, changed, moved or deleted below some folders.

    One thread makes all calls, so they never overlap; what happens during one is told by the next. An
    exception in one is told to `notify`, and watching goes on. Editors' temporary files, and paths for
    which `ignore` is true, are not told. A folder may be missing, deleted, made again or replaced: it is
    watched whenever it is there (within a second), and its coming and going is told as its own path. Links
    inside a folder are not followed. `poll` looks at the files every second instead of asking the system.
    `delay` is how many seconds of quiet end a burst; a burst is told after ten times that at the latest.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        on_change: Callable[[frozenset[Path]], None],
        *,
        notify: Callable[[str], None],
        ignore: Callable[[Path], bool] = lambda _: False,
        poll: bool = False,
        delay: float = 0.015,
    ) -> None:
        self._folders = WatchedFolders(folders, self._note, notify, poll=poll)
        self._on_change = on_change
        self._notify = notify
        self._ignore = ignore
        self._delay = delay
        self._news = threading.Condition()
        self._changed: set[Path] = set()
        self._last = 0.0
        self._stopped = False
        self._thread = threading.Thread(target=self._work, name="watcher", daemon=True)

    def start(self) -> None:
        """Watch from now on: whatever changes after this call is told."""
        self._folders.look()
        self._thread.start()

    def stop(self) -> None:
        """Stop watching, once the call of `on_change` that may be under way has come back."""
        with self._news:
            self._stopped = True
            self._news.notify_all()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join()
        self._folders.close()

    def _note(self, path: Path) -> None:
        if is_temporary(path) or self._ignore(path):
            return
        with self._news:
            self._changed.add(path)
            self._last = time.monotonic()
            self._news.notify_all()

    def _work(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._stopped or self._changed, _LOOK_SECONDS)
                if self._stopped:
                    return
            self._try(self._folders.look)
            changed = self._gather()
            if changed:
                self._try(partial(self._on_change, changed))

    def _try(self, step: Callable[[], None]) -> None:
        try:
            step()
        except PostmortemError as error:
            self._notify(str(error))
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the next save may mend it
            self._notify(f"{type(error).__name__}: {error}")

    def _gather(self) -> frozenset[Path]:
        """The changes of one burst, once it is over; nothing if none has begun or watching ends."""
        with self._news:
            latest = time.monotonic() + _LONGEST_BURST * self._delay
            while self._changed and not self._stopped:
                left = min(self._last + self._delay, latest) - time.monotonic()
                if left <= 0:
                    changed, self._changed = frozenset(self._changed), set()
                    return changed
                self._news.wait(left)
            return frozenset()


def is_temporary(path: Path) -> bool:
    """Whether the name is one that editors give to files of their own."""
    return any(fnmatch.fnmatchcase(path.name, pattern) for pattern in _TEMPORARY)
