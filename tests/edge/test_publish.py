import errno
import itertools
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from postmortem.diagnostics import OutputError, PostmortemError
from postmortem.edge import in_place, lock, staging
from postmortem.edge import publish as publishing
from postmortem.edge.manifest import MANIFEST
from postmortem.edge.publish import Published, publish
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


def refuse_exchange(one, other):
    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(other))


def break_down(*_):
    raise OSError(errno.EIO, "broken disk")


# What is published


def test_a_first_publish_lays_out_the_plan(site, source):
    result = publish(planned({"index.html": "hello", "reports/a/index.html": "a"}), site, source)
    assert texts(site) == {"index.html": "hello", "reports/a/index.html": "a"}
    assert result == Published(files=2, written=2, removed=0, kept=0)


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
    assert result == Published(files=3, written=2, removed=1, kept=0)


def test_an_unchanged_plan_writes_nothing_and_leaves_the_folder_in_place(site, source):
    publish(plan(a="a"), site, source)
    before = site.stat().st_ino
    assert publish(plan(a="a"), site, source) == Published(files=1, written=0, removed=0, kept=0)
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


# What is refused


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


# What others put into the output


def test_foreign_files_are_kept_with_mode_and_time(site, source):
    publish(plan(a="a"), site, source)
    (site / "CNAME").write_text("example.org")
    (site / "CNAME").chmod(0o640)
    os.utime(site / "CNAME", (5, 5))
    (site / ".well-known").mkdir(mode=0o750)
    (site / ".well-known/security.txt").write_text("x")
    (site / "empty").mkdir()
    for text in ("b", "c"):
        assert publish(plan(a=text), site, source).kept == 2
        assert texts(site) == {"a.html": text, "CNAME": "example.org", ".well-known/security.txt": "x"}
        status = (site / "CNAME").stat()
        assert (stat.S_IMODE(status.st_mode), status.st_mtime) == (0o640, 5)
        assert stat.S_IMODE((site / ".well-known").stat().st_mode) == 0o750
        assert (site / "empty").is_dir()


def test_a_foreign_file_removed_by_hand_stays_removed(site, source):
    publish(plan(a="a"), site, source)
    (site / "CNAME").write_text("example.org")
    publish(plan(a="b"), site, source)
    (site / "CNAME").unlink()
    assert publish(plan(a="c"), site, source).kept == 0
    assert texts(site) == {"a.html": "c"}
    assert not is_anywhere(site.parent, "example.org")


def test_a_foreign_file_keeps_the_folder_of_a_withdrawn_page(site, source):
    publish(planned({"reports/a/index.html": "a"}), site, source)
    (site / "reports/a/note.txt").write_text("mine")
    publish(plan(index="b"), site, source)
    assert texts(site) == {"index.html": "b", "reports/a/note.txt": "mine"}


@posix
def test_a_foreign_folder_closed_to_writing_is_kept(site, source):
    publish(plan(a="a"), site, source)
    (site / "closed").mkdir()
    (site / "closed/file").write_text("x")
    (site / "closed").chmod(0o555)
    for text in ("b", "c", "d"):
        publish(plan(a=text), site, source)
        assert stat.S_IMODE((site / "closed").stat().st_mode) == 0o555
        assert (site / "closed/file").read_text() == "x"
    (site / "closed").chmod(0o755)


def test_a_file_that_comes_while_building_is_kept(site, source):
    publish(plan(a="a", b="b"), site, source)
    (site / "CNAME").write_text("old.example.org")

    def someone_writes(done, total):
        (site / "robots.txt").write_text("no robots")
        (site / "deep/down").mkdir(parents=True, exist_ok=True)
        (site / "deep/down/file").write_text("deep")
        (site / "CNAME.new").write_text("new.example.org")
        (site / "CNAME.new").replace(site / "CNAME")

    for text in ("c", "d"):
        publish(plan(a=text), site, source, progress=someone_writes if text == "c" else None)
        assert texts(site) == {
            "a.html": text,
            "robots.txt": "no robots",
            "deep/down/file": "deep",
            "CNAME": "new.example.org",
        }


def test_a_foreign_file_with_other_bytes_in_the_way_is_named_and_kept(site, source):
    publish(plan(a="a"), site, source)
    (site / "b.html").write_text("mine")
    with pytest.raises(OutputError, match=r"site/b\.html` was not put there by postmortem"):
        publish(plan(a="new", b="b"), site, source)
    assert texts(site) == {"a.html": "a", "b.html": "mine"}


def test_a_foreign_file_with_the_same_bytes_becomes_ours(site, source):
    publish(plan(a="a"), site, source)
    (site / "b.html").write_text("b")
    publish(plan(a="a", b="b"), site, source)
    publish(plan(a="a"), site, source)
    assert texts(site) == {"a.html": "a"}


@pytest.mark.parametrize("files", [{"x": "1"}, {"x/index.html/deeper": "1"}])
def test_a_foreign_folder_or_file_of_the_wrong_kind_is_named(site, source, files):
    publish(plan(a="a"), site, source)
    (site / "x").mkdir()
    (site / "x/index.html").write_text("mine")
    with pytest.raises(OutputError, match=r"site/x(/index\.html)?` was not put there"):
        publish(planned(files), site, source)
    assert texts(site) == {"a.html": "a", "x/index.html": "mine"}


def test_a_withdrawn_page_altered_by_hand_is_neither_deleted_nor_kept_in_silence(site, source):
    publish(plan(a="a", b="b"), site, source)
    (site / "b.html").write_text("hours of work")
    with pytest.raises(OutputError, match=r"b\.html` is no longer part of the site, but was altered"):
        publish(plan(a="new"), site, source)
    assert texts(site) == {"a.html": "a", "b.html": "hours of work"}


# Links


@posix
def test_a_linked_folder_never_leads_writing_elsewhere(site, source, tmp_path):
    publish(plan(a="a"), site, source)
    (tmp_path / "elsewhere").mkdir()
    (site / "reports").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="site/reports` was not put there"):
        publish(planned({"reports/x.html": "x"}), site, source)
    assert not any((tmp_path / "elsewhere").iterdir())


@posix
def test_a_page_replaced_by_a_link_is_not_written_through(site, source, tmp_path):
    publish(plan(a="a"), site, source)
    (tmp_path / "precious").write_text("precious")
    (site / "a.html").unlink()
    (site / "a.html").symlink_to(tmp_path / "precious")
    with pytest.raises(OutputError, match="not put there by postmortem"):
        publish(plan(a="new"), site, source)
    assert (tmp_path / "precious").read_text() == "precious"


@posix
def test_foreign_links_stay_links_and_nothing_behind_them_is_touched(site, source, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/a.html").write_text("mine")
    publish(planned({"index.html": "a", "gone/a.html": "a"}), site, source)
    (site / "gone/a.html").unlink()
    (site / "gone").rmdir()
    (site / "gone").symlink_to(tmp_path / "elsewhere")
    (site / "broken").symlink_to("nowhere")
    for text in ("b", "c"):
        assert publish(plan(index=text), site, source).kept == 2
        assert (site / "gone").readlink() == tmp_path / "elsewhere"
        assert (site / "broken").readlink() == Path("nowhere")
    assert (tmp_path / "elsewhere/a.html").read_text() == "mine"


@posix
def test_an_output_that_is_a_link_is_published_where_it_leads(tmp_path, source):
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to("real")
    for text in ("a", "b"):
        publish(plan(index=text), tmp_path / "site", source)
    assert (tmp_path / "site").readlink() == Path("real")
    assert texts(tmp_path / "real") == {"index.html": "b"}


@posix
@pytest.mark.parametrize("kind", ["link", "file", "loop"])
def test_what_stands_in_the_place_of_the_stage_is_removed_but_not_followed(site, source, tmp_path, kind):
    stage = tmp_path / ".site.postmortem-next"
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious/a.html").write_text("mine")
    publish(plan(a="a"), site, source)
    {
        "link": lambda: stage.symlink_to("precious"),
        "file": lambda: stage.write_text("x"),
        "loop": lambda: stage.symlink_to(stage.name),
    }[kind]()
    publish(plan(a="b"), site, source)
    assert texts(site) == {"a.html": "b"}
    assert (tmp_path / "precious/a.html").read_text() == "mine"


@posix
def test_links_in_the_stage_do_not_lead_writing_elsewhere(site, source, tmp_path):
    stage = tmp_path / ".site.postmortem-next"
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious/a.html").write_text("mine")
    publish(planned({"x/a.html": "a"}), site, source)
    stage.mkdir()
    (stage / "x").symlink_to(tmp_path / "precious")
    (stage / "y.html").symlink_to(tmp_path / "precious/a.html")
    publish(planned({"x/a.html": "b", "y.html": "y"}), site, source)
    assert texts(site) == {"x/a.html": "b", "y.html": "y"}
    assert not (site / "x").is_symlink()
    assert (tmp_path / "precious/a.html").read_text() == "mine"


def test_a_stage_full_of_rubbish_changes_nothing(site, source, tmp_path):
    publish(plan(a="a", b="b"), site, source)
    publish(plan(a="a", b="c"), site, source)
    stage = tmp_path / ".site.postmortem-next"
    (stage / "a.html").unlink()
    (stage / "a.html").mkdir()
    (stage / "a.html/deep").write_text("rubbish")
    (stage / "b.html").unlink()
    (stage / "b.html").write_text("rubbish")
    (stage / MANIFEST).unlink()
    (stage / "more").write_text("rubbish")
    publish(plan(a="a", b="d"), site, source)
    assert texts(site) == texts(stage) == {"a.html": "a", "b.html": "d"}


# Withdrawal


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


def test_a_publish_that_changes_nothing_still_clears_what_a_killed_one_left(site, source, tmp_path):
    publish(plan(a="a"), site, source)
    stage = tmp_path / ".site.postmortem-next"
    (stage / "gone").mkdir(parents=True)
    (stage / "gone/index.html").write_text("secret")
    (stage / "a.html").write_text("an older secret")
    publish(plan(a="a"), site, source)
    assert not is_anywhere(tmp_path, "secret")


def test_a_former_site_that_cannot_be_levelled_is_removed(site, source, monkeypatch):
    publish(plan(a="secret"), site, source)

    monkeypatch.setattr(staging, "_level", break_down)
    publish(plan(a="redacted"), site, source)
    assert texts(site) == {"a.html": "redacted"}
    assert not is_anywhere(site.parent, "secret")


def test_a_former_site_that_can_be_neither_levelled_nor_removed_is_named(site, source, monkeypatch):
    publish(plan(a="secret"), site, source)

    def level(*_):
        monkeypatch.setattr(staging, "remove_tree", break_down)
        break_down()

    monkeypatch.setattr(staging, "_level", level)
    with pytest.raises(OutputError, match="the site is published, but its former state is still in"):
        publish(plan(a="redacted"), site, source)
    assert texts(site) == {"a.html": "redacted"}


# Kills, full disks, other builds


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


def test_a_second_build_waits_for_the_first(site, source):
    started, go_on = threading.Event(), threading.Event()

    def wait():
        started.set()
        assert go_on.wait(10)
        return b"first"

    first = threading.Thread(target=publish, args=([PlannedFile("a", "f", wait)], site, source))
    second = threading.Thread(target=publish, args=(planned({"a": "second"}), site, source))
    first.start()
    assert started.wait(10)
    second.start()
    second.join(0.2)
    assert second.is_alive()
    assert not site.exists()
    go_on.set()
    first.join(10)
    second.join(10)
    assert texts(site) == {"a": "second"}
    assert names_beside(site) <= {".site.postmortem-next"}


def test_a_second_build_gives_up_after_a_while_and_says_why(site, source, monkeypatch):
    monkeypatch.setattr(lock, "WAIT_SECONDS", 0.1)

    def build_again():
        with pytest.raises(OutputError, match="another build is writing to"):
            publish(planned({"a": "second"}), site, source)
        return b"first"

    publish([PlannedFile("a", "f", build_again)], site, source)
    assert texts(site) == {"a": "first"}


# Where folders cannot be exchanged


@pytest.fixture
def mount_point(monkeypatch):
    monkeypatch.setattr(publishing, "exchange_folders", refuse_exchange)


def test_a_mount_point_is_brought_up_to_date_in_place(site, source, mount_point):
    site.mkdir()
    before = site.stat().st_ino
    for files in ({"a": "1", "b/c": "1"}, {"a": "2", "b/c": "1", "d/e": "2"}, {"b": "3"}, {"b/x": "4"}):
        publish(planned(files), site, source)
        assert texts(site) == files
        assert names_beside(site) == set()
        assert not [path for path in site.rglob("*") if path.is_dir() and not any(path.iterdir())]
        (site / "CNAME").write_text("mine")
        assert publish(planned(files), site, source).kept == 1
        (site / "CNAME").unlink()
    assert site.stat().st_ino == before


def test_another_file_system_inside_the_output_is_left_in_place(site, source, monkeypatch):
    publish(plan(a="a"), site, source)
    (site / "mounted").write_text("x")
    link = os.link

    def refuse_mounted(one, other, **named):
        if Path(one).name == "mounted":
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(one))
        link(one, other, **named)

    monkeypatch.setattr(os, "link", refuse_mounted)
    publish(plan(a="b", b="b"), site, source)
    assert texts(site) == {"a.html": "b", "b.html": "b", "mounted": "x"}


def test_new_files_come_before_changed_ones_and_removals_last(site, source, mount_point, monkeypatch):
    publish(planned({"a": "old", "z": "gone"}), site, source)
    steps = []
    replace, unlink = Path.replace, Path.unlink

    def see_replace(self, to):
        steps.append(f"put {to.name}")
        replace(self, to)

    def see_unlink(self, **named):
        if self.parent == site:
            steps.append(f"remove {self.name}")
        unlink(self, **named)

    monkeypatch.setattr(Path, "replace", see_replace)
    monkeypatch.setattr(Path, "unlink", see_unlink)
    publish(planned({"a": "new", "m": "come"}), site, source)
    assert [step for step in steps if MANIFEST not in step and "incoming" not in step] == [
        "put m",
        "put a",
        "remove z",
    ]


def test_in_place_publishing_names_both_generations_while_they_are_mixed(
    site, source, mount_point, monkeypatch
):
    publish(planned({"a": "old", "gone": "gone"}), site, source)

    monkeypatch.setattr(in_place, "_move_in", break_down)
    with pytest.raises(OutputError, match="broken disk"):
        publish(planned({"a": "new", "come": "come"}), site, source)
    monkeypatch.undo()
    publish(planned({"x": "x"}), site, source)
    assert texts(site) == {"x": "x"}


# Where files cannot be shared


def test_a_file_system_without_hard_links_is_served_by_copies(site, source, monkeypatch):
    def refuse(*_, **__):
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    publish(plan(a="a", b="1"), site, source)
    os.utime(site / "a.html", (1, 1))
    (site / "CNAME").write_text("mine")
    (site / "link").symlink_to("CNAME")
    for text in ("secret", "redacted"):
        publish(plan(a="a", b=text), site, source)
        assert texts(site) == {"a.html": "a", "b.html": text, "CNAME": "mine", "link": "mine"}
        assert (site / "a.html").stat().st_mtime == 1
        assert (site / "link").is_symlink()
    assert not is_anywhere(site.parent, "secret")


@posix
def test_a_pipe_in_the_output_is_kept_and_not_read(site, source):
    publish(plan(a="a"), site, source)
    os.mkfifo(site / "pipe")
    for text in ("b", "c"):
        publish(plan(a=text), site, source)
        assert stat.S_ISFIFO((site / "pipe").stat().st_mode)


@posix
def test_names_that_are_not_unicode_are_kept(site, source):
    publish(plan(a="a"), site, source)
    odd = site / os.fsdecode(b"\xff\xfe")
    odd.write_text("mine")
    publish(plan(a="b"), site, source)
    assert odd.read_text() == "mine"


# Hostile manifests


def hostile(site, text):
    (site / MANIFEST).write_text(text)


@pytest.mark.parametrize(
    "path", ["../precious", "x/../../precious", "/etc/hostname", "..", "a//b", "a\\u0000b"]
)
def test_a_manifest_that_points_outside_is_refused_and_deletes_nothing(site, source, tmp_path, path):
    (tmp_path / "precious").write_text("mine")
    publish(plan(a="a"), site, source)
    entry = '{"sha256": "%s", "size": 4, "fingerprint": ""}' % ("0" * 64)
    hostile(site, f'{{"schema": 1, "files": {{"{path}": {entry}}}}}')
    before = (site / MANIFEST).read_text()
    with pytest.raises(OutputError, match="damaged"):
        publish(plan(a="b"), site, source)
    assert (tmp_path / "precious").read_text() == "mine"
    assert (site / MANIFEST).read_text() == before
    assert texts(site) == {"a.html": "a"}


def test_a_manifest_that_claims_a_file_of_the_user_deletes_nothing(site, source):
    publish(plan(a="a"), site, source)
    (site / "CNAME").write_text("mine")
    entry = '{"sha256": "%s", "size": 4, "fingerprint": ""}' % ("0" * 64)
    hostile(site, f'{{"schema": 1, "files": {{"CNAME": {entry}}}}}')
    with pytest.raises(OutputError, match="CNAME` is no longer part of the site, but was altered"):
        publish(plan(a="a"), site, source)
    assert (site / "CNAME").read_text() == "mine"
