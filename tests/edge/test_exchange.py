import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from postmortem.edge import exchange
from postmortem.edge.exchange import exchange_folders, recover_exchange, sync_file_system, sync_names


@pytest.fixture
def folders(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    return tmp_path / "one", tmp_path / "other"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def no_exchange(monkeypatch):
    def refuse(code):
        def call(one, other):
            raise OSError(code, os.strerror(code))

        monkeypatch.setattr(exchange, "_exchange_at_once", call)

    return refuse


def assert_exchanged(one, other):
    assert (one / "file").read_text() == "other"
    assert (other / "file").read_text() == "one"
    assert names(one.parent) == ["one", "other"]


def test_two_folders_get_each_others_names(folders):
    exchange_folders(*folders)
    assert_exchanged(*folders)


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux not to fall back")
def test_linux_exchanges_in_one_step(folders, monkeypatch):
    monkeypatch.setattr(Path, "rename", None)
    exchange_folders(*folders)
    assert_exchanged(*folders)


@pytest.mark.parametrize("code", [errno.ENOSYS, errno.EINVAL, errno.EPERM, errno.EOPNOTSUPP])
def test_where_it_cannot_be_done_in_one_step_folders_are_renamed(folders, no_exchange, code):
    no_exchange(code)
    exchange_folders(*folders)
    assert_exchanged(*folders)


@pytest.mark.parametrize("code", [errno.EBUSY, errno.EXDEV])
def test_a_mount_point_is_reported_and_left_alone(folders, no_exchange, code):
    no_exchange(code)
    with pytest.raises(OSError, match=os.strerror(code)):
        exchange_folders(*folders)
    assert [(folder / "file").read_text() for folder in folders] == ["one", "other"]


def test_a_folder_that_is_not_there_is_reported_with_its_name(tmp_path):
    (tmp_path / "one").mkdir()
    with pytest.raises(FileNotFoundError) as caught:
        exchange_folders(tmp_path / "one", tmp_path / "other")
    assert caught.value.filename == str(tmp_path / "one")


def test_a_rename_that_fails_half_way_is_taken_back(folders, no_exchange, monkeypatch):
    no_exchange(errno.ENOSYS)
    one, other = folders
    rename = Path.rename

    def fail_for_one(self, target):
        if self == one:
            raise OSError(errno.EIO, "broken disk")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_for_one)
    with pytest.raises(OSError, match="broken disk"):
        exchange_folders(one, other)
    assert [(folder / "file").read_text() for folder in folders] == ["one", "other"]
    assert names(one.parent) == ["one", "other"]


def test_a_kill_after_the_first_rename_is_made_good(folders):
    other = folders[1]
    other.rename(other.with_name(".other.postmortem-old"))
    recover_exchange(other)
    assert [(folder / "file").read_text() for folder in folders] == ["one", "other"]


def test_a_kill_after_the_second_rename_is_made_good(folders):
    one, other = folders
    other.rename(other.with_name(".other.postmortem-old"))
    one.rename(other)
    recover_exchange(other)
    assert (other / "file").read_text() == "one"
    assert names(one.parent) == ["other"]


def test_recovery_follows_no_link(folders):
    one, other = folders
    other.with_name(".other.postmortem-old").symlink_to(one)
    recover_exchange(other)
    assert (one / "file").read_text() == "one"


def test_syncing_a_folder_that_is_there_says_nothing(tmp_path):
    sync_file_system(tmp_path)
    sync_names(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="folders are not opened elsewhere")
def test_syncing_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        sync_names(tmp_path / "missing")
    with pytest.raises(FileNotFoundError):
        sync_file_system(tmp_path / "missing")


IMPORT_ELSEWHERE = """
import sys
sys.platform = {platform!r}
sys.modules["fcntl"] = None
import postmortem.edge.publish
"""


@pytest.mark.parametrize("platform", ["darwin", "win32", "freebsd"])
def test_other_systems_can_import_it(platform):
    command = [sys.executable, "-c", IMPORT_ELSEWHERE.format(platform=platform)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == ""
