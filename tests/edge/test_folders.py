"""What becomes of the watches when the system has none left."""

import errno
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from postmortem.edge.folders import WatchedFolders

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")

SECONDS = 20
"""How long to wait for what must come; only a failing test waits that long."""


class Told:
    """The paths and notes that were told; paths can be waited for."""

    def __init__(self) -> None:
        self.paths: set[Path] = set()
        self.notes: list[str] = []
        self.news = threading.Condition()

    def tell(self, path: Path) -> None:
        with self.news:
            self.paths.add(path)
            self.news.notify_all()

    def wait_for(self, path: Path) -> None:
        with self.news:
            assert self.news.wait_for(lambda: path in self.paths, SECONDS), (self.paths, self.notes)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "postmortems"
    for name in ("2025", "2026"):
        (folder / name).mkdir(parents=True)
    return folder


@pytest.fixture
def folders(told: Told, source: Path) -> Iterator[WatchedFolders]:
    folders = WatchedFolders([source], told.tell, told.notes.append, poll=False)
    yield folders
    folders.close()


def refuse(error: int) -> Callable[..., int]:
    def refused(*_: object) -> int:
        import ctypes

        ctypes.set_errno(error)
        return -1

    return refused


def leave_watches(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Let the system grant that many watches and no more."""
    from watchdog.observers import inotify_c

    left = iter(range(count))
    grant, refused = inotify_c.inotify_add_watch, refuse(errno.ENOSPC)
    monkeypatch.setattr(
        inotify_c,
        "inotify_add_watch",
        lambda *given: refused() if next(left, None) is None else grant(*given),
    )


@pytest.mark.parametrize("count", [0, 1, 2])
def test_too_few_watches_for_all_folders_turn_to_polling_and_say_so(
    told: Told, source: Path, folders: WatchedFolders, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    leave_watches(monkeypatch, count)
    folders.look()
    assert len(told.notes) == 1
    assert "watch limit reached" in told.notes[0]
    assert "fs.inotify.max_user_watches" in told.notes[0]
    (source / "2026" / "a.md").write_text("x")
    told.wait_for(source / "2026" / "a.md")
    folders.look()
    assert len(told.notes) == 1


def test_no_instance_left_turns_to_polling_and_says_so(
    told: Told, source: Path, folders: WatchedFolders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("watchdog.observers.inotify_c.inotify_init", refuse(errno.EMFILE))
    folders.look()
    assert "instance limit reached" in told.notes[0]
    (source / "a.md").write_text("x")
    told.wait_for(source / "a.md")


def test_watches_that_run_out_later_are_noticed_and_nothing_is_missed(
    told: Told, source: Path, folders: WatchedFolders, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders.look()
    assert told.notes == []
    leave_watches(monkeypatch, 0)
    (source / "new").mkdir()
    told.wait_for(source / "new")
    folders.look()
    assert len(told.notes) == 1
    told.wait_for(source)
    (source / "new" / "a.md").write_text("x")
    told.wait_for(source / "new" / "a.md")


def test_enough_watches_say_nothing(told: Told, folders: WatchedFolders) -> None:
    folders.look()
    folders.look()
    assert (told.notes, told.paths) == ([], set())
