import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from postmortem.diagnostics import OutputError
from postmortem.edge.manifest import INCOMING, MANIFEST, Manifest, render_manifest
from postmortem.edge.output import check_output, output_errors, resolve_output


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "project" / "postmortems"
    folder.mkdir(parents=True)
    return folder


def make_site(folder):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).write_bytes(render_manifest(Manifest()))
    return folder


def refused(output, source):
    with pytest.raises(OutputError) as caught:
        check_output(output, source)
    assert f"`{output}`" in str(caught.value)
    return str(caught.value)


def test_a_folder_that_does_not_exist_yet_will_do(source, tmp_path):
    check_output(tmp_path / "project/site", source)
    check_output(tmp_path / "new/folders/site", source)
    assert not (tmp_path / "new").exists()


def test_an_empty_folder_and_a_former_site_will_do(source, tmp_path):
    (tmp_path / "empty").mkdir()
    check_output(tmp_path / "empty", source)
    site = make_site(tmp_path / "site")
    (site / "CNAME").write_text("kept")
    check_output(site, source)


def test_what_a_killed_first_build_left_in_a_mount_point_counts_as_empty(source, tmp_path):
    (tmp_path / "site" / INCOMING).mkdir(parents=True)
    check_output(tmp_path / "site", source)


@pytest.mark.parametrize("output", ["postmortems", "postmortems/../postmortems", "elsewhere/../postmortems"])
def test_the_source_itself_is_refused(source, output):
    assert "is the folder of the reports themselves" in refused(source.parent / output, source)


@pytest.mark.parametrize("output", ["postmortems/site", "postmortems/a/b/c", "x/../postmortems/site"])
def test_a_folder_in_the_source_is_refused_also_before_it_exists(source, output):
    assert "lies inside" in refused(source.parent / output, source)


def test_a_folder_around_the_source_is_refused(source, tmp_path):
    assert "holds the folder of the reports" in refused(source.parent, source)
    assert "holds the folder of the reports" in refused(tmp_path, source)


def test_a_source_that_does_not_exist_yet_is_protected_as_well(tmp_path):
    assert "lies inside" in refused(tmp_path / "reports/site", tmp_path / "reports")


def test_a_folder_whose_name_only_begins_like_the_source_will_do(source):
    check_output(source.with_name("postmortems-site"), source)


def test_links_do_not_hide_the_source(source, tmp_path):
    (tmp_path / "link").symlink_to(source)
    assert "is the folder of the reports themselves" in refused(tmp_path / "link", source)
    assert "lies inside" in refused(tmp_path / "link/site", source)
    assert "is the folder of the reports themselves" in refused(source, tmp_path / "link")
    (tmp_path / "project-link").symlink_to(source.parent)
    assert "holds the folder of the reports" in refused(tmp_path / "project-link", source)


def test_a_relative_output_is_seen_from_the_current_folder(source, monkeypatch):
    monkeypatch.chdir(source.parent)
    check_output(Path("site"), Path("postmortems"))
    assert "lies inside" in refused(Path("postmortems/site"), Path("postmortems"))
    assert "holds the folder" in refused(Path(), Path("postmortems"))


def test_the_home_folder_and_what_holds_it_are_refused_even_with_a_manifest(source, tmp_path, monkeypatch):
    home = make_site(make_site(tmp_path / "homes") / "me")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    assert "is the home folder or holds it" in refused(home, source)
    assert "is the home folder or holds it" in refused(home.parent, source)
    check_output(home / "site", source)


def test_the_root_of_the_file_system_is_refused():
    root = Path(Path.cwd().anchor)
    assert "; choose another folder with --output" in refused(root, Path(tempfile.gettempdir()))


def test_a_folder_with_other_things_is_refused(source, tmp_path):
    (tmp_path / "things").mkdir()
    (tmp_path / "things/thesis.txt").write_text("mine")
    assert "is not empty and was not made by postmortem" in refused(tmp_path / "things", source)


def test_a_file_is_refused(source, tmp_path):
    (tmp_path / "site").write_text("mine")
    assert "is a file, not a folder" in refused(tmp_path / "site", source)
    assert f"`{tmp_path / 'site'}` is a file" in refused(tmp_path / "site/below", source)


def test_a_link_to_nowhere_is_refused(source, tmp_path):
    (tmp_path / "site").symlink_to("nowhere")
    assert "is a link to nowhere" in refused(tmp_path / "site", source)


def test_links_in_a_circle_are_refused(source, tmp_path):
    (tmp_path / "one").symlink_to("other")
    (tmp_path / "other").symlink_to("one")
    refused(tmp_path / "one", source)
    refused(tmp_path / "one/site", source)


def test_a_link_to_a_folder_stands_for_that_folder(source, tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to("real")
    check_output(tmp_path / "site", source)
    assert resolve_output(tmp_path / "site") == (tmp_path / "real").resolve()


def test_a_damaged_manifest_is_refused(source, tmp_path):
    site = make_site(tmp_path / "site")
    (site / MANIFEST).write_text("{")
    with pytest.raises(OutputError, match="is damaged"):
        check_output(site, source)


def test_the_current_folder_is_refused_when_it_holds_other_things(source, tmp_path, monkeypatch):
    site = make_site(tmp_path / "site")
    (site / "below").mkdir()
    monkeypatch.chdir(site)
    check_output(Path(), source)
    (site / "notes.txt").write_text("mine")
    assert "is the folder you are in" in refused(Path(), source)
    assert "such as `notes.txt`" in refused(site, source)
    monkeypatch.chdir(site / "below")
    assert "is the folder you are in" in refused(site, source)
    monkeypatch.chdir(tmp_path)
    check_output(site, source)


CHECK = """
import os
import sys
from pathlib import Path
from postmortem.diagnostics import OutputError
from postmortem.edge.output import check_output
from postmortem.edge.publish import publish
if os.geteuid() == 0:  # whom no permission keeps out
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
for call in (lambda: check_output(*paths), lambda: publish([], *paths)):
    paths = [Path(name) for name in sys.argv[1:]]
    try:
        call()
    except OutputError as error:
        print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_folder_beside_which_writing_is_not_allowed_is_refused():
    with tempfile.TemporaryDirectory() as name:
        closed = Path(name).resolve() / "closed"
        make_site(closed / "site")
        closed.chmod(0o555)
        closed.parent.chmod(0o755)
        command = [sys.executable, "-c", CHECK, closed / "site", closed.parent / "source"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd="/")
        closed.chmod(0o755)
    assert done.stderr == ""
    assert done.stdout.count(f"writing to `{closed}` is not allowed") == 2


def test_what_the_system_refuses_is_told_with_the_file_and_the_reason(tmp_path):
    with (
        pytest.raises(OutputError, match=r"`.*missing.txt`: No such file or directory"),
        output_errors(tmp_path),
    ):
        (tmp_path / "missing.txt").read_bytes()
    with pytest.raises(OutputError, match=r"`.*`: No space left on device"), output_errors(tmp_path):
        raise OSError(28, "No space left on device")
