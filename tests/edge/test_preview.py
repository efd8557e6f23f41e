"""The site as it is shown: versions, problems, waiting, and rendering once."""

import threading

import pytest

from postmortem.diagnostics import ThemeError
from postmortem.edge.preview import Preview
from postmortem.model.plan import PlannedFile


def planned(path: str, fingerprint: str, content: bytes = b"") -> PlannedFile:
    return PlannedFile(path, fingerprint, lambda: content)


def test_a_changed_page_changes_the_version() -> None:
    preview = Preview()
    preview.show([planned("index.html", "a1")])
    before = preview.now.version
    preview.show([planned("index.html", "a2")])
    assert preview.now.version != before


def test_the_same_site_has_the_same_version_after_a_restart_and_in_any_order() -> None:
    one, other = Preview(), Preview()
    one.show([planned("index.html", "a1"), planned("a.html", "b1")])
    other.show([planned("a.html", "b1"), planned("index.html", "a1")])
    assert one.now.version == other.now.version
    assert one.now.name != other.now.name


def test_problems_stand_over_the_last_good_site_until_there_is_a_new_one() -> None:
    preview = Preview()
    preview.show([planned("index.html", "a1")])
    good = preview.now
    preview.show_problems("1 error", "a.md:3:1: error")
    broken = preview.now
    assert broken.problems is not None
    assert (broken.problems.title, broken.problems.text) == ("1 error", "a.md:3:1: error")
    assert (broken.files, broken.version) == (good.files, good.version)
    preview.show([planned("index.html", "a1")])
    assert preview.now.problems is None
    assert len({good.name, broken.name, preview.now.name}) == 3


def test_a_page_is_rendered_once_a_version() -> None:
    renders: list[str] = []

    def render() -> bytes:
        renders.append("a1")
        return b"page"

    preview = Preview()
    for _ in range(3):
        assert preview.render(PlannedFile("index.html", "a1", render)) == b"page"
    assert renders == ["a1"]
    assert preview.render(planned("index.html", "a2", b"new")) == b"new"


def test_only_the_pages_asked_for_lately_are_kept() -> None:
    renders: list[str] = []

    def numbered(number: int) -> PlannedFile:
        def render() -> bytes:
            renders.append(str(number))
            return str(number).encode()

        return PlannedFile(f"{number}.html", str(number), render)

    preview = Preview()
    for number in range(100):
        preview.render(numbered(number))
    preview.render(numbered(99))
    assert len(renders) == 100
    preview.render(numbered(0))
    assert len(renders) == 101


def test_a_render_that_fails_is_tried_again() -> None:
    outcomes = iter([ThemeError("report.html, line 3: what"), None])

    def render() -> bytes:
        error = next(outcomes)
        if error:
            raise error
        return b"page"

    preview = Preview()
    file = PlannedFile("index.html", "a1", render)
    with pytest.raises(ThemeError):
        preview.render(file)
    assert preview.render(file) == b"page"


def test_waiting_ends_with_a_change() -> None:
    preview = Preview()
    waiter = threading.Thread(target=lambda: heard.append(preview.wait(0, lambda: False, 20).count))
    heard: list[int] = []
    waiter.start()
    preview.show_problems("1 error", "x")
    waiter.join(20)
    assert heard == [1]


def test_waiting_ends_when_it_is_told_to() -> None:
    preview = Preview()
    ended = threading.Event()
    waiter = threading.Thread(target=preview.wait, args=(0, ended.is_set, 20))
    waiter.start()
    ended.set()
    preview.wake()
    waiter.join(10)
    assert not waiter.is_alive()


def test_waiting_for_what_is_already_there_returns_at_once() -> None:
    assert Preview().wait(-1, lambda: False, 20).count == 0
