"""Builds that get killed, for test_publish: run as a script in a process of its own.

`moments ROOT KILLS` kills builds of a site of 300 pages at random moments, and looks at what that leaves;
`steps ROOT MANNER` kills a build before each step that it takes on the disk, and looks at what that leaves.
"""

import errno
import os
import random
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from postmortem.edge import exchange
from postmortem.edge import publish as publishing
from postmortem.edge.manifest import MANIFEST, read_manifest
from postmortem.edge.publish import publish
from postmortem.model.plan import PlannedFile

STEPS = ("open", "os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.utime")
WITHDRAWN = b"withdrawn for good reason"


def plan(files):
    return [PlannedFile(path, "f", lambda data=data: data) for path, data in files.items()]


def moments(root, kills):
    arrange("exchange")
    site, source = root / "site", root / "source"
    names = [f"reports/r{number % 7}/{number}.html" for number in range(300)]
    pages = {text: {name: name.encode() + text * 40 for name in names} for text in (b"A", b"B")}
    publish(plan(pages[b"B"]), site, source)
    started = time.monotonic()
    publish(plan(pages[b"A"]), site, source)
    takes = time.monotonic() - started
    chance = random.Random(20260412)
    old, new = dict(pages[b"A"]), dict(pages[b"B"])
    found = Counter()
    for number in range(kills):
        publish_killed_after(chance.uniform(0, 1.3 * takes), new, site, source)
        there = contents(site)
        manifest = read_manifest(site)
        del there[MANIFEST]
        assert there in (old, new)
        assert all(manifest.describes(path, data) for path, data in there.items())
        found[there == new] += 1
        if there == new:
            old, new = new, old
        old = {**old, "next.html": b"%d" % number}
        publish(plan(old), site, source)
        assert contents(site) == contents(root / ".site.postmortem-next")
        assert contents(site).items() > old.items()
        assert len(contents(site)) == len(old) + 1
    print(found[False], found[True])


def publish_killed_after(seconds, files, site, source):
    child = os.fork()
    if child == 0:
        publish(plan(files), site, source)
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)  # it stays a child of ours until we ask how it ended
    _, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL), status


OLD = {
    "index.html": b"old",
    "same.css": b"same",
    "turn": b"file",
    "gone/index.html": WITHDRAWN,
    "leaf/a": b"a",
}
NEW = {
    "index.html": b"new",
    "same.css": b"same",
    "turn/in/folder": b"folder",
    "come/x": b"x",
    "leaf": b"leaf",
}
FOREIGN = {"CNAME": b"example.org", "reports/.keep": b"", "gone/note.txt": b"mine"}


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def steps(root, manner):
    arrange(manner)
    site, source = root / "site", root / "source"
    publish(plan(OLD), site, source)
    for path, data in FOREIGN.items():
        (site / path).parent.mkdir(exist_ok=True)
        (site / path).write_bytes(data)
    states = []
    for files in (NEW, OLD):
        publish(plan(files), site, source)
        states.append(contents(site))
    step, killed = 0, True
    while killed:
        step += 1
        killed = publish_killed_at(step, site, source)
        check(manner, site, *states)
        publish(plan(NEW), site, source)
        assert contents(site) == states[0], f"step {step}: the next publish did not work"
        left = [path for path in root.rglob("*") if path.is_file() and WITHDRAWN in path.read_bytes()]
        assert not left, f"step {step}: {left}"
        assert {path.name for path in root.iterdir()} <= {"site", "source", ".site.postmortem-next"}
        publish(plan(OLD), site, source)
        assert contents(site) == states[1], f"step {step}: the publish after the next did not work"
    print(step)


def stay_in_memory(folder):
    pass


def arrange(manner):
    publishing.sync_file_system = stay_in_memory  # a kill leaves what is not yet on the disk

    def refuse(code):
        def call(*paths):
            raise OSError(code, os.strerror(code))

        return call

    if manner == "renames":
        exchange._exchange_at_once = refuse(errno.ENOSYS)
    if manner == "in-place":
        publishing.exchange_folders = refuse(errno.EBUSY)


def publish_killed_at(step, site, source):
    child = os.fork()
    if child == 0:
        left = step

        def count(event, arguments):
            nonlocal left
            if event in STEPS:
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        publish(plan(NEW), site, source)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL), status
    return status != 0


def check(manner, site, new, old):
    if manner == "exchange":
        assert contents(site) in (new, old)
    if manner == "renames":
        aside = site.with_name(".site.postmortem-old")
        assert contents(site if site.exists() else aside) in (new, old)
    if manner == "in-place":
        there = contents(site)
        hidden = [path for path in there if path.startswith(".postmortem-")]
        pages = {path: data for path, data in there.items() if path not in hidden}
        assert all(data in (new.get(path), old.get(path)) for path, data in pages.items())
        assert FOREIGN.items() <= pages.items()
        assert pages["same.css"] == b"same"


if __name__ == "__main__":
    if sys.argv[1] == "moments":
        moments(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        steps(Path(sys.argv[2]), sys.argv[3])
