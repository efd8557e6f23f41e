import threading

import pytest

from postmortem.diagnostics import OutputError
from postmortem.edge import lock
from postmortem.edge.manifest import MANIFEST
from postmortem.edge.publish import publish
from postmortem.model.plan import PlannedFile


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
