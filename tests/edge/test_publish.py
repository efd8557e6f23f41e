import errno
import itertools
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import asdict

from postmortem.diagnostics import OutputError, PostmortemError
from postmortem.edge import publish as publishing
from postmortem.edge.manifest import MANIFEST
from postmortem.edge.publish import publish
from postmortem.model.plan import PlannedFile

WORKER = Path(__file__).with_name("publish_worker.py")
posix = pytest.mark.skipif(os.name != "posix", reason="modes, links and signals of POSIX")


def plan(**files):
    return planned({f"{name}.html": text for name, text in files.items()})


def planned(files):
    return [PlannedFile(path, "f", lambda text=text: text.encode()) for path, text in files.items()]


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "postmortems"
    folder.mkdir()
    return folder


@pytest.fixture
def site(tmp_path):
    return tmp_path / "site"


def texts(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def names_beside(site):
    return {path.name for path in site.parent.iterdir()} - {"postmortems", site.name}


def is_anywhere(folder, text):
    return any(text in path.read_text() for path in folder.rglob("*") if path.is_file())


def counts(published):
    return {name: value for name, value in asdict(published).items() if name != "left"}


def refuse_exchange(one, other):
    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(other))


def test_a_first_publish_lays_out_the_plan(site, source):
    result = publish(planned({"index.html": "hello", "reports/a/index.html": "a"}), site, source)
    assert texts(site) == {"index.html": "hello", "reports/a/index.html": "a"}
    assert counts(result) == {"files": 2, "written": 2, "removed": 0, "kept": 0}


def test_a_first_publish_leaves_nothing_beside_the_output(site, source):
    publish(plan(a="a"), site, source)
    assert names_beside(site) == set()


def test_folders_on_the_way_to_the_output_are_made(tmp_path, source):
    publish(plan(a="a"), tmp_path / "build" / "public" / "site", source)
    assert texts(tmp_path / "build/public/site") == {"a.html": "a"}


def test_an_empty_folder_may_become_the_output(site, source):
    site.mkdir()
    publish(plan(a="a"), site, source)
    assert texts(site) == {"a.html": "a"}


def test_a_publish_writes_what_changed_and_removes_what_is_no_longer_planned(site, source):
    publish(plan(same="same", changed="old", gone="gone"), site, source)
    result = publish(plan(same="same", changed="new", come="come"), site, source)
    assert texts(site) == {"same.html": "same", "changed.html": "new", "come.html": "come"}
    assert counts(result) == {"files": 3, "written": 2, "removed": 1, "kept": 0}


def test_an_unchanged_plan_writes_nothing_and_leaves_the_folder_in_place(site, source):
    publish(plan(a="a"), site, source)
    before = site.stat().st_ino
    result = publish(plan(a="a"), site, source)
    assert counts(result) == {"files": 1, "written": 0, "removed": 0, "kept": 0}
    assert site.stat().st_ino == before


def test_a_page_may_turn_into_a_folder_and_back(site, source):
    for files in ({"a": "file"}, {"a/b/c": "in folders"}, {"a": "file"}, {"a/b": "in a folder"}):
        publish(planned(files), site, source)
        assert texts(site) == files
        assert not [path for path in site.rglob("*") if path.is_dir() and not any(path.iterdir())]


def test_every_file_is_rendered_once_and_progress_counts_them(site, source):
    calls = []
    files = [PlannedFile(f"{n}.html", "f", lambda n=n: calls.append(n) or b"x") for n in range(3)]
    seen = []
    publish(files, site, source, progress=lambda done, total: seen.append((done, total)))
    assert calls == [0, 1, 2]
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_page_altered_by_hand_is_put_right(site, source):
    for name in ("once", "twice", "with a second copy"):
        publish(plan(a="a", b=name), site, source)
        (site / "a.html").write_text("z")
        assert publish(plan(a="a", b=name), site, source).written == 1
        assert texts(site) == {"a.html": "a", "b.html": name}


def test_a_page_deleted_by_hand_comes_back(site, source):
    publish(plan(a="a"), site, source)
    (site / "a.html").unlink()
    publish(plan(a="a"), site, source)
    assert texts(site) == {"a.html": "a"}


def test_a_file_that_shares_a_page_by_hard_link_keeps_its_bytes(site, source, tmp_path):
    publish(plan(a="old"), site, source)
    os.link(site / "a.html", tmp_path / "backup.html")
    publish(plan(a="new"), site, source)
    publish(plan(a="newer"), site, source)
    assert (tmp_path / "backup.html").read_text() == "old"


def test_unchanged_files_keep_their_time_of_change(site, source):
    publish(plan(a="a", b="old"), site, source)
    os.utime(site / "a.html", (1, 1))
    for text in ("new", "newer", "newest"):
        publish(plan(a="a", b=text), site, source)
        assert (site / "a.html").stat().st_mtime == 1


@posix
@pytest.mark.parametrize("umask", [0o000, 0o077, 0o777])
def test_modes_do_not_depend_on_the_umask(site, source, umask):
    before = os.umask(umask)
    try:
        publish(planned({"index.html": "a", "x/y/z.html": "z"}), site, source)
    finally:
        os.umask(before)
    modes = {path.relative_to(site).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in site.rglob("*")}
    assert modes.pop("x") == modes.pop("x/y") == stat.S_IMODE(site.stat().st_mode) == 0o755
    assert set(modes.values()) == {0o644}


@posix
def test_modes_altered_by_hand_are_put_right(site, source):
    publish(planned({"x/a.html": "a"}), site, source)
    (site / "x/a.html").chmod(0o600)
    (site / "x").chmod(0o700)
    site.chmod(0o700)
    publish(planned({"x/a.html": "a"}), site, source)
    paths = (site, site / "x", site / "x/a.html")
    assert [stat.S_IMODE(path.stat().st_mode) for path in paths] == [0o755, 0o755, 0o644]


def test_equal_plans_give_equal_bytes_whatever_was_published_before(tmp_path, source):
    for name, history in (("one", []), ("two", [plan(x="x"), plan(a="other", b="b")])):
        for files in [*history, plan(a="a", b="b")]:
            publish(files, tmp_path / name, source)
    assert (tmp_path / "one" / MANIFEST).read_bytes() == (tmp_path / "two" / MANIFEST).read_bytes()


def test_clashing_files_are_found_before_anything_is_written(site, source):
    with pytest.raises(PostmortemError, match=r"`a` and `a/b`"):
        publish(planned({"a": "", "a/b": ""}), site, source)
    assert not site.exists()
    assert names_beside(site) == set()


def test_an_exception_in_rendering_leaves_the_site_as_it_was_and_is_passed_on(site, source):
    publish(plan(a="old", b="old"), site, source)
    publish(plan(a="older", b="old"), site, source)

    def fail():
        raise FileNotFoundError("a bug")

    with pytest.raises(FileNotFoundError, match="a bug"):
        publish([*plan(a="new"), PlannedFile("b.html", "f", fail)], site, source)
    assert texts(site) == {"a.html": "older", "b.html": "old"}
    assert not is_anywhere(site.parent, "new")
    publish(plan(a="new", b="new"), site, source)
    assert texts(site) == {"a.html": "new", "b.html": "new"}


def test_a_foreign_folder_is_refused_and_untouched(site, source):
    site.mkdir()
    (site / "thesis.txt").write_text("mine")
    with pytest.raises(OutputError, match="not empty"):
        publish(plan(a="a"), site, source)
    assert texts(site) == {"thesis.txt": "mine"}
    assert names_beside(site) == set()


@posix
def test_an_output_that_is_a_link_is_published_where_it_leads(tmp_path, source):
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to("real")
    for text in ("a", "b"):
        publish(plan(index=text), tmp_path / "site", source)
    assert (tmp_path / "site").readlink() == Path("real")
    assert texts(tmp_path / "real") == {"index.html": "b"}


def test_a_withdrawn_page_is_nowhere_after_the_publish(site, source):
    publish(plan(a="a", b="secret"), site, source)
    publish(plan(a="b", b="secret"), site, source)
    publish(plan(a="b"), site, source)
    assert not is_anywhere(site.parent, "secret")


def test_a_withdrawn_sentence_is_nowhere_after_the_publish(site, source):
    publish(plan(a="a secret"), site, source)
    publish(plan(a="another secret"), site, source)
    publish(plan(a="redacted"), site, source)
    assert not is_anywhere(site.parent, "secret")


def kill_builds(tmp_path, source, *arguments):
    source.rename(tmp_path / "source")
    command = [sys.executable, "-W", "error", WORKER, arguments[0], tmp_path, arguments[1]]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 0, result.stderr
    return [int(number) for number in result.stdout.split()]


@posix
def test_a_kill_before_any_step_leaves_the_old_site_or_the_new_one(tmp_path, source):
    (steps,) = kill_builds(tmp_path, source, "steps", "exchange")
    assert steps > 30


@posix
def test_a_kill_where_folders_are_exchanged_by_renaming_leaves_a_whole_site_to_recover(tmp_path, source):
    (steps,) = kill_builds(tmp_path, source, "steps", "renames")
    assert steps > 30


@posix
def test_a_kill_while_replacing_file_by_file_leaves_whole_pages_and_is_made_good(tmp_path, source):
    (steps,) = kill_builds(tmp_path, source, "steps", "in-place")
    assert steps > 30


@posix
def test_a_kill_at_any_moment_leaves_the_old_site_or_the_new_one(tmp_path, source):
    assert sum(kill_builds(tmp_path, source, "moments", "50")) == 50


@pytest.fixture
def full_disk(monkeypatch):
    """A disk that is full at the n-th write or link, whose writes get half-way."""

    def fill(countdown):
        write, link = Path.open, os.link

        def is_full():
            nonlocal countdown
            countdown -= 1
            return countdown < 0

        def open_full(self, mode="r", *rest, **named):
            file = write(self, mode, *rest, **named)
            if "x" in mode and is_full():
                file.write(b"half")
                file.close()
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return file

        def link_full(*rest, **named):
            if is_full():
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x")
            link(*rest, **named)

        monkeypatch.setattr(Path, "open", open_full)
        monkeypatch.setattr(os, "link", link_full)

    yield fill
    monkeypatch.undo()


@pytest.mark.parametrize("manner", ["exchange", "in place"])
def test_a_full_disk_at_any_write_leaves_a_whole_site_and_no_rubbish(
    site, source, full_disk, monkeypatch, manner
):
    old = {"a": "old", "b": "old", "c/d": "same", "c/e": "same"}
    new = {"a": "new", "c/d": "same", "c/e": "same", "f/g": "new"}
    for step in itertools.count():
        publish(planned(old), site, source)
        if manner == "in place":
            monkeypatch.setattr(publishing, "exchange_folders", refuse_exchange)
        full_disk(step)
        said = publish_or_say_why(planned(new), site, source)
        monkeypatch.undo()
        if not said:
            break
        assert "No space left" in said
        assert texts(site) == old
        assert names_beside(site) == set()
    assert texts(site) == new
    assert step > 3


def publish_or_say_why(files, site, source):
    try:
        publish(files, site, source)
    except OutputError as error:
        return str(error)
    return ""
