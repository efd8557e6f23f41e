import errno
import os
import stat

import pytest

from postmortem.edge.manifest import MANIFEST
from postmortem.edge.publish import publish
from postmortem.edge.tree import read_tree, remove_tree, write_file
from postmortem.model.plan import PlannedFile

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


def is_anywhere(folder, text):
    return any(text in path.read_text() for path in folder.rglob("*") if path.is_file())


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


@posix
def test_a_tree_is_read_without_following_links(tmp_path):
    (tmp_path / "tree/below").mkdir(parents=True)
    (tmp_path / "tree/below/file").write_text("x")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/file").write_text("x")
    (tmp_path / "tree/link").symlink_to(tmp_path / "elsewhere")
    tree = read_tree(tmp_path / "tree")
    assert set(tree.files) == {"below/file", "link"}
    assert set(tree.folders) == {"below"}


@posix
def test_removing_a_tree_leaves_what_its_links_lead_to(tmp_path):
    (tmp_path / "tree").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/file").write_text("x")
    (tmp_path / "tree/link").symlink_to(tmp_path / "elsewhere")
    remove_tree(tmp_path / "tree")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    remove_tree(tmp_path / "link")
    assert [path.name for path in tmp_path.iterdir()] == ["elsewhere"]
    assert (tmp_path / "elsewhere/file").read_text() == "x"


def test_a_file_is_never_written_in_place(tmp_path):
    (tmp_path / "file").write_text("old")
    os.link(tmp_path / "file", tmp_path / "shared")
    write_file(tmp_path / "file", b"new")
    assert (tmp_path / "shared").read_text() == "old"
    assert (tmp_path / "file").read_text() == "new"
