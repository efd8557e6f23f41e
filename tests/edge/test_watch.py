"""The watcher on real folders."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from postmortem.diagnostics import SourceError
from postmortem.edge.watch import Watcher, is_temporary

SECONDS = 20
"""How long to wait for what must come; only a failing test waits that long."""


class Told:
    """What a watcher called back with, in order; it can be waited for."""

    def __init__(self) -> None:
        self.calls: list[frozenset[Path]] = []
        self.notes: list[str] = []
        self.news = threading.Condition()

    def change(self, paths: frozenset[Path]) -> None:
        with self.news:
            self.calls.append(paths)
            self.news.notify_all()

    def note(self, note: str) -> None:
        with self.news:
            self.notes.append(note)
            self.news.notify_all()

    @property
    def paths(self) -> set[Path]:
        return set().union(*self.calls)

    def wait(self, until: Callable[[], object]) -> None:
        with self.news:
            assert self.news.wait_for(until, SECONDS), (self.calls, self.notes)

    def wait_for(self, *paths: Path) -> None:
        self.wait(lambda: self.paths >= set(paths))

    def forget(self) -> None:
        with self.news:
            self.calls.clear()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "postmortems"
    folder.mkdir()
    (folder / "a.md").write_text("a")
    return folder


@pytest.fixture
def watch(told: Told) -> Iterator[Callable[..., Watcher]]:
    started: list[Watcher] = []

    def start(*folders: Path, **options: object) -> Watcher:
        watcher = Watcher(folders, told.change, notify=told.note, **options)  # type: ignore[arg-type] # as given
        watcher.start()
        started.append(watcher)
        return watcher

    yield start
    for watcher in started:
        watcher.stop()


Watch = Callable[..., Watcher]


def settle(told: Told, folder: Path) -> None:
    """Wait until changes in the folder are told and all that happened before has been; then forget it all."""
    for number in range(SECONDS * 20):
        probe = folder / f"probe-{number}.md"
        probe.write_text("x")
        with told.news:
            if told.news.wait_for(lambda probe=probe: probe in told.paths, 0.05):
                break
    told.wait_for(probe)
    told.forget()


@pytest.mark.parametrize("poll", [False, True])
def test_a_report_that_is_written_made_or_deleted_is_told(
    told: Told, source: Path, watch: Watch, poll: bool
) -> None:
    (source / "gone.md").write_text("x")
    watch(source, poll=poll)
    (source / "a.md").write_text("longer than before")
    (source / "new.md").write_text("new")
    (source / "gone.md").unlink()
    told.wait_for(source / "a.md", source / "new.md", source / "gone.md")


@pytest.mark.parametrize("poll", [False, True])
def test_an_atomic_save_tells_the_report_and_not_the_temporary_file(
    told: Told, source: Path, watch: Watch, poll: bool
) -> None:
    watch(source, poll=poll)
    temporary = source / "a.md.tmp"
    temporary.write_text("longer than before")
    temporary.replace(source / "a.md")
    told.wait_for(source / "a.md")
    assert temporary not in told.paths


def test_reading_tells_nothing(told: Told, source: Path, watch: Watch) -> None:
    watch(source)
    (source / "a.md").read_bytes()
    list(source.iterdir())
    (source / "b.md").write_text("b")
    told.wait_for(source / "b.md")
    assert source / "a.md" not in told.paths


def test_a_report_in_a_new_folder_is_told_and_so_are_later_changes_of_it(
    told: Told, source: Path, watch: Watch
) -> None:
    watch(source)
    report = source / "2026" / "04" / "b.md"
    report.parent.mkdir(parents=True)
    report.write_text("b")
    told.wait_for(report)
    settle(told, source)
    report.write_text("changed")
    told.wait_for(report)


def test_a_burst_of_changes_is_told_once(told: Told, source: Path, watch: Watch) -> None:
    watch(source, delay=1.0)
    reports = [source / f"{number}.md" for number in range(50)]
    for report in reports:
        report.write_text("x")
    told.wait_for(*reports)
    assert len(told.calls) == 1


def test_a_burst_that_does_not_end_is_told_all_the_same(told: Told, source: Path, watch: Watch) -> None:
    watch(source, delay=0.2)
    ended = threading.Event()

    def keep_writing() -> None:
        while not ended.is_set():
            (source / "a.md").write_text("x")

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        told.wait_for(source / "a.md")
    finally:
        ended.set()
        writer.join()


@pytest.mark.parametrize(
    "name",
    [
        *(".a.md.swp", ".a.md.swx", "a.md~", "4913", ".#a.md", "#a.md#", "a.md.tmp", "a.md___jb_tmp___"),
        *(".goutputstream-X1Y2Z3", ".~lock.a.md#", ".a.md.kate-swp", ".DS_Store"),
    ],
)
def test_what_editors_write_for_themselves_is_temporary(name: str) -> None:
    assert is_temporary(Path("postmortems") / name)


@pytest.mark.parametrize(
    "name", ["a.md", "site.yml", "logo.svg", "swp", "49131.md", "a#b.md", ".htaccess", "a.swf"]
)
def test_what_writers_write_is_not_temporary(name: str) -> None:
    assert not is_temporary(Path("postmortems") / name)


def test_temporary_and_ignored_files_tell_nothing_by_themselves(
    told: Told, source: Path, watch: Watch
) -> None:
    watch(source, ignore=lambda path: "site" in path.parts)
    (source / ".a.md.swp").write_text("x")
    (source / "site").mkdir()
    (source / "site" / "index.html").write_text("x")
    (source / "b.md").write_text("b")
    told.wait_for(source / "b.md")
    assert told.paths == {source / "b.md"}


@pytest.mark.parametrize("error", [ValueError("what"), SourceError("what")])
def test_a_callback_that_fails_does_not_end_the_watching(told: Told, source: Path, error: Exception) -> None:
    def fail(paths: frozenset[Path]) -> None:
        told.change(paths)
        raise error

    watcher = Watcher([source], fail, notify=told.note)
    watcher.start()
    try:
        (source / "a.md").write_text("one")
        told.wait(lambda: told.notes)
        told.forget()
        (source / "b.md").write_text("two")
        told.wait_for(source / "b.md")
        told.wait(lambda: len(told.notes) > 1)
    finally:
        watcher.stop()
    assert set(told.notes) == {"what" if isinstance(error, SourceError) else "ValueError: what"}


def test_what_changes_during_a_call_is_told_by_the_next(told: Told, source: Path) -> None:
    def rebuild(paths: frozenset[Path]) -> None:
        if not told.calls:
            (source / "during.md").write_text("x")
        told.change(paths)

    watcher = Watcher([source], rebuild, notify=told.note)
    watcher.start()
    try:
        (source / "a.md").write_text("changed")
        told.wait(lambda: any(source / "during.md" in paths for paths in told.calls[1:]))
    finally:
        watcher.stop()


@pytest.mark.parametrize("poll", [False, True])
def test_a_folder_that_is_deleted_and_made_again_is_still_watched(
    told: Told, source: Path, watch: Watch, poll: bool
) -> None:
    watch(source, poll=poll)
    shutil.rmtree(source)
    told.wait_for(source)
    told.forget()
    source.mkdir()
    told.wait_for(source)
    (source / "again.md").write_text("x")
    told.wait_for(source / "again.md")


def test_a_folder_that_is_deleted_and_made_again_at_once_is_still_watched(
    told: Told, source: Path, watch: Watch
) -> None:
    watch(source)
    shutil.rmtree(source)
    source.mkdir()
    told.wait_for(source)
    settle(told, source)
    (source / "again.md").write_text("x")
    told.wait_for(source / "again.md")


def test_a_folder_that_is_replaced_by_another_is_watched_instead(
    told: Told, source: Path, watch: Watch
) -> None:
    watch(source)
    source.rename(source.with_name("old"))
    source.mkdir()
    told.wait_for(source)
    settle(told, source)
    (source.with_name("old") / "a.md").write_text("old")
    (source / "b.md").write_text("new")
    told.wait_for(source / "b.md")
    assert source / "a.md" not in told.paths


def test_a_folder_that_is_missing_is_watched_once_it_is_there(told: Told, source: Path, watch: Watch) -> None:
    themes = source.with_name("themes")
    watch(source, themes)
    themes.mkdir()
    told.wait_for(themes)
    (themes / "base.html").write_text("x")
    told.wait_for(themes / "base.html")


def test_nothing_is_told_of_the_folders_that_are_there_from_the_start(
    told: Told, source: Path, watch: Watch
) -> None:
    watch(source)
    (source / "b.md").write_text("b")
    told.wait_for(source / "b.md")
    assert source not in told.paths


def test_a_folder_behind_a_link_is_told_by_the_name_it_was_given(
    told: Told, source: Path, watch: Watch
) -> None:
    link = source.with_name("link")
    link.symlink_to(source, target_is_directory=True)
    watch(link)
    (source / "b.md").write_text("b")
    told.wait_for(link / "b.md")
    assert told.paths == {link / "b.md"}


def test_a_relative_folder_is_told_as_relative(
    told: Told, source: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(source.parent)
    watch(Path("postmortems"))
    (source / "b.md").write_text("b")
    told.wait_for(Path("postmortems/b.md"))


def test_a_name_that_is_no_text_is_told(told: Told, source: Path, watch: Watch) -> None:
    watch(source)
    odd = source / os.fsdecode(b"\xff.md")
    odd.write_text("x")
    told.wait_for(odd)


def test_nothing_is_told_after_the_stop(told: Told, source: Path, watch: Watch) -> None:
    before = threading.active_count()
    watcher = watch(source)
    watcher.stop()
    (source / "b.md").write_text("b")
    assert threading.active_count() == before
    assert told.calls == []


def test_a_callback_may_stop_the_watching(told: Told, source: Path) -> None:
    def stop(paths: frozenset[Path]) -> None:
        watcher.stop()
        told.change(paths)

    watcher = Watcher([source], stop, notify=told.note)
    watcher.start()
    (source / "a.md").write_text("changed")
    told.wait_for(source / "a.md")
    assert told.notes == []
