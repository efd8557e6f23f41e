import errno
import os

import pytest

from postmortem.diagnostics import OutputError
from postmortem.edge import staging
from postmortem.edge.manifest import MANIFEST
from postmortem.edge.publish import publish
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


def break_down(*_):
    raise OSError(errno.EIO, "broken disk")


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
