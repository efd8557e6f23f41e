import os
import stat
from pathlib import Path

import pytest

from postmortem.diagnostics import OutputError
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
