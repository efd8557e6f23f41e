import errno
import os
import subprocess
from pathlib import Path

import pytest

from postmortem.diagnostics import OutputError
from postmortem.edge import in_place
from postmortem.edge import publish as publishing
from postmortem.edge.manifest import MANIFEST
from postmortem.edge.publish import publish
from postmortem.model.plan import PlannedFile


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


def refuse_exchange(one, other):
    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(other))


def break_down(*_):
    raise OSError(errno.EIO, "broken disk")


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


def test_a_file_that_cannot_be_shared_with_the_next_site_stays_where_it_is(site, source, monkeypatch):
    publish(plan(a="a"), site, source)
    (site / "mounted").write_text("x")
    link = os.link

    def refuse_mounted(one, other, **named):
        if one.name == "mounted":
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(one))
        link(one, other, **named)

    monkeypatch.setattr(os, "link", refuse_mounted)
    before = site.stat().st_ino
    publish(plan(a="b", b="b"), site, source)
    assert texts(site) == {"a.html": "b", "b.html": "b", "mounted": "x"}
    assert site.stat().st_ino == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may mount")
def test_a_file_system_mounted_in_the_output_stays_mounted_there(site, source):
    publish(plan(a="a"), site, source)
    (site / "mounted").mkdir()
    mount = ["mount", "-t", "tmpfs", "tmpfs", site / "mounted"]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        for text in ("b", "c"):
            publish(plan(a=text), site, source)
            assert (site / "mounted").is_mount()
            assert texts(site) == {"a.html": text}
    finally:
        subprocess.run(["umount", site / "mounted"], check=True)


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
