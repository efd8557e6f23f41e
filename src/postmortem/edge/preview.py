"""The site as it is shown while someone writes: the last good plan, and the problems that came after it.

A `Shown` is one moment: planned files by path, a version (a digest of the whole plan, so that the same
site has the same version after a restart), the problems if there are any, and a name for the moment.
"""

import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from postmortem.model.plan import PlannedFile

_KEPT_PAGES = 64


class Problems(Struct, frozen=True):
    """Why the newest site cannot be shown: plain text, as the terminal printed it."""

    title: str
    text: str


class Shown(Struct, frozen=True):
    """What the preview shows at one moment; `count` grows by one with each change."""

    count: int
    name: str
    version: str
    files: Mapping[str, PlannedFile]
    problems: Problems | None


class Preview:
    """The site as it is shown now. Any thread may call any method."""

    def __init__(self) -> None:
        self._name = secrets.token_hex(4)
        self._changed = threading.Condition()
        self._shown = Shown(0, self._name, _version(()), MappingProxyType({}), None)
        self._rendering = threading.Lock()
        self._pages: OrderedDict[str, bytes] = OrderedDict()

    @property
    def now(self) -> Shown:
        """What is shown at this moment."""
        return self._shown

    def show(self, plan: Sequence[PlannedFile]) -> None:
        """Show a good site: the problems are over, and pages of another version reload."""
        files = MappingProxyType({file.path: file for file in plan})
        self._become(files, _version(plan), None)

    def show_changed(self, files: Sequence[PlannedFile], renew: Callable[[], None]) -> None:
        """Show the site with these in place of the planned files of the same paths.

        `renew` gives them their new content, while nothing is rendered.
        """
        with self._rendering:
            renew()
            now = self._shown
            changed = dict(now.files)
            version = int(now.version, 16)
            for file in files:
                version = version - _share(changed[file.path]) + _share(file)
                changed[file.path] = file
            self._become(MappingProxyType(changed), _written(version), None)

    def show_problems(self, title: str, problems: str) -> None:
        """Keep the last good site, with these problems (plain text) over it."""
        now = self._shown
        self._become(now.files, now.version, Problems(title, problems))

    def wait(self, after: int, ended: Callable[[], bool], timeout: float) -> Shown:
        """What is shown once its count is not `after`, or `ended` and `wake` say stop, or after the timeout.

        The timeout is in seconds.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._shown.count != after or ended(), timeout)
            return self._shown

    def wake(self) -> None:
        """Let everyone who waits look again whether they should end."""
        with self._changed:
            self._changed.notify_all()

    def render(self, file: PlannedFile) -> bytes:
        """The file's bytes, made once a version. Whatever `file.render` raises comes through.

        One page is rendered at a time: what a render shares with others need not be safe for threads.
        """
        with self._rendering:
            page = self._pages.get(file.fingerprint)
            if page is None:
                page = file.render()
                self._pages[file.fingerprint] = page
                if len(self._pages) > _KEPT_PAGES:
                    self._pages.popitem(last=False)
            self._pages.move_to_end(file.fingerprint)
            return page

    def _become(self, files: Mapping[str, PlannedFile], version: str, problems: Problems | None) -> None:
        with self._changed:
            count = self._shown.count + 1
            self._shown = Shown(count, f"{self._name}.{count}", version, files, problems)
            self._changed.notify_all()


def _version(plan: Sequence[PlannedFile]) -> str:
    """A name for the whole plan: the sum of its files' shares, so that one of them can be exchanged."""
    return _written(sum(map(_share, plan)))


def _share(file: PlannedFile) -> int:
    line = f"{file.path}\0{file.fingerprint}".encode("utf-8", "replace")
    return int.from_bytes(hashlib.blake2b(line, digest_size=8).digest())


def _written(version: int) -> str:
    return f"{version % 2**64:016x}"
