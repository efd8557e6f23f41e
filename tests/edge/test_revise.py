"""A few files take the place of their former selves if the site lies as it was left; else nothing happens."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from postmortem.edge import revise
from postmortem.edge.publish import publish
from postmortem.edge.revise import Left, how_it_lies, revise_site
from postmortem.edge.tree import remove_tree
from postmortem.model.plan import PlannedFile, Revised

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links and folder times of POSIX")

SITE = {"index.html": "the list", "reports/a/index.html": "old words", "reports/b/index.html": "b"}
PAGE = "reports/a/index.html"


def planned(path: str, text: str, fingerprint: str = "old") -> PlannedFile:
    return PlannedFile(path, fingerprint, text.encode)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "postmortems"
    folder.mkdir()
    return folder


@pytest.fixture
def left(site: Path, source: Path) -> Left:
    return publish([planned(*item) for item in SITE.items()], site, source, again=True).left


def revised(site: Path, source: Path, left: Left, text: str, *, before: str = "old", now: str = "new") -> Any:
    return revise_site([Revised(planned(PAGE, text, now), before)], site, source, left)


def copy_of(site: Path) -> Path:
    return site.with_name(".site.postmortem-next")


def texts(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*") if p.is_file()}


def test_the_file_takes_its_place_in_the_site_and_in_its_copy(site: Path, source: Path, left: Left) -> None:
    written, _ = revised(site, source, left, "new words")
    assert written == 1
    assert (site / PAGE).read_text() == "new words"
    assert texts(site) == texts(copy_of(site))
    assert "old words" not in str(texts(copy_of(site)))


def test_one_revision_follows_another(site: Path, source: Path, left: Left) -> None:
    for number in range(4):
        before, now = ("old" if number == 0 else f"f{number - 1}"), f"f{number}"
        written, left = revised(site, source, left, f"words {number}", before=before, now=now)
        assert written == 1
        assert (site / PAGE).read_text() == f"words {number}"


def test_a_publication_after_it_finds_the_same_as_after_a_publication(
    site: Path, source: Path, left: Left, tmp_path: Path
) -> None:
    revised(site, source, left, "new words")
    plan = [planned(path, text) for path, text in SITE.items() if path != PAGE]
    plan.append(planned(PAGE, "new words", "new"))
    assert publish(plan, site, source).written == 0
    publish(plan, tmp_path / "anew", source)
    assert texts(site) == texts(tmp_path / "anew")


def test_the_same_words_are_not_written_again(site: Path, source: Path, left: Left) -> None:
    before = (site / PAGE).stat()
    assert revised(site, source, left, "old words", now="old") == (0, left)
    written, after = revised(site, source, left, "old words")
    assert written == 0
    assert (site / PAGE).stat().st_ino == before.st_ino
    assert revised(site, source, after, "new words", before="new", now="newer")[0] == 1


def put(path: str) -> Callable[[Path], None]:
    def put_there(site: Path) -> None:
        (site / path).parent.mkdir(exist_ok=True, parents=True)
        (site / path).write_text("by hand")

    return put_there


def remove_copy(site: Path) -> None:
    copy_of(site).rename(site.with_name("elsewhere"))


CHANGES = {
    "a file was written to": put("reports/b/index.html"),
    "a file was removed": lambda site: (site / "reports/b/index.html").unlink(),
    "a file was put there": put("reports/a/notes.txt"),
    "a folder was put there": put("more/notes.txt"),
    "a file was put into the copy": put("../.site.postmortem-next/notes.txt"),
    "a file was taken from the copy": lambda site: (copy_of(site) / PAGE).unlink(),
    "the copy is gone": remove_copy,
    "a folder is closed": lambda site: (site / "reports/b").chmod(0o700),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_nothing_is_written_to_a_site_that_does_not_lie_as_it_was_left(
    site: Path, source: Path, left: Left, change: Callable[[Path], None]
) -> None:
    change(site)
    before = texts(site)
    assert revised(site, source, left, "new words") is None
    assert texts(site) == before


def test_nothing_is_written_in_place_of_another_file_than_the_one_that_is_meant(
    site: Path, source: Path, left: Left
) -> None:
    assert revised(site, source, left, "new words", before="another") is None
    assert revise_site([Revised(planned("new.html", "x"), "old")], site, source, left) is None
    assert texts(site).keys() - {".postmortem-manifest.json"} == SITE.keys()


def test_a_file_is_made_from_its_former_bytes_where_that_can_be(site: Path, source: Path, left: Left) -> None:
    def remade(former: bytes) -> bytes:
        return former.replace(b"old", b"other")

    file = planned(PAGE, "rendered words", "new")
    done = revise_site([Revised(file, "old", remade)], site, source, left)
    assert done is not None
    assert (site / PAGE).read_text() == "other words"
    done = revise_site([Revised(file, "new", lambda _: None)], site, source, done[1])
    assert done is not None
    assert (site / PAGE).read_text() == "rendered words"


def test_what_is_not_what_the_manifest_tells_is_no_file_to_make_another_from(
    site: Path, source: Path
) -> None:
    publish([planned(*item) for item in SITE.items()], site, source, again=True)
    (site / PAGE).write_text("own words")
    folders = ("reports", "reports/a", "reports/b")
    left = how_it_lies(site, (*SITE, ".postmortem-manifest.json"), folders)
    assert revise_site([Revised(planned(PAGE, "rendered words", "new"), "old", bytes)], site, source, left)
    assert (site / PAGE).read_text() == "rendered words"


def test_a_page_that_cannot_be_rendered_leaves_the_site_as_it_was(
    site: Path, source: Path, left: Left
) -> None:
    def fail() -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        revise_site([Revised(PlannedFile(PAGE, "new", fail), "old")], site, source, left)
    assert (site / PAGE).read_text() == "old words"
    assert not copy_of(site).exists()


def test_what_others_put_there_meanwhile_is_in_the_new_site(
    site: Path, source: Path, left: Left, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange = revise.exchange_folders

    def late(one: Path, other: Path) -> None:
        (other / "reports" / "late.txt").write_text("late")
        exchange(one, other)

    monkeypatch.setattr(revise, "exchange_folders", late)
    written, after = revised(site, source, left, "new words")
    assert written == 1
    assert (site / "reports" / "late.txt").read_text() == "late"
    monkeypatch.undo()
    assert revised(site, source, after, "newer words", before="new") is None  # the copy does not have it


def test_what_its_owner_replaced_meanwhile_is_in_the_new_site(
    site: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = [planned(*item) for item in SITE.items()]
    publish(plan, site, source, again=True)
    (site / "CNAME").write_text("first")
    left = publish([*plan, planned("more.html", "more")], site, source, again=True).left
    assert left.copy
    exchange = revise.exchange_folders

    def late(one: Path, other: Path) -> None:
        (other / "new").write_text("second")
        (other / "new").replace(other / "CNAME")
        exchange(one, other)

    monkeypatch.setattr(revise, "exchange_folders", late)
    written, after = revised(site, source, left, "new words")
    assert written == 1
    assert (site / "CNAME").read_text() == "second"
    monkeypatch.undo()
    assert revised(site, source, after, "newer words", before="new") is None


def test_what_came_late_to_a_publication_stays_in_the_site(site: Path, source: Path, left: Left) -> None:
    def render_while_someone_writes() -> bytes:
        (site / "CNAME").write_text("status.example.org")
        return b"other"

    plan = [planned(path, text) for path, text in SITE.items() if path != "index.html"]
    plan.append(PlannedFile("index.html", "other", render_while_someone_writes))
    after = publish(plan, site, source, again=True).left
    assert (site / "CNAME").exists()
    assert revised(site, source, after, "new words") is None
    assert (site / "CNAME").exists()


def test_a_file_that_cannot_be_shared_with_the_copy_is_left_to_a_publication(
    site: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = [planned(*item) for item in SITE.items()]
    publish(plan, site, source, again=True)
    (site / "CNAME").write_text("first")
    link = os.link

    def refuse(one: Path, other: Path, **options: bool) -> None:
        if one.name == "CNAME":
            raise PermissionError(1, "not yours", str(one))
        link(one, other, **options)

    monkeypatch.setattr(os, "link", refuse)
    left = publish([*plan, planned("more.html", "more")], site, source, again=True).left
    (site / "CNAME").write_text("second")
    assert revised(site, source, left, "new words") is None
    assert (site / "CNAME").read_text() == "second"


def test_nobody_is_taken_away_from_the_folder_that_they_are_in(
    site: Path, source: Path, left: Left, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site / "reports")
    assert revised(site, source, left, "new words") is None


def test_a_site_whose_folder_is_gone_is_not_revised(tmp_path: Path, source: Path) -> None:
    site = tmp_path / "dist" / "site"
    left = publish([planned(*item) for item in SITE.items()], site, source, again=True).left
    remove_tree(tmp_path / "dist")
    assert revised(site, source, left, "new words") is None


@pytest.mark.parametrize("error", [PermissionError(1, "no"), KeyboardInterrupt()])
def test_nothing_of_the_former_site_stays_where_it_cannot_be_brought_level(
    site: Path, source: Path, left: Left, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(revise, "share_files", fail)
    with suppress(KeyboardInterrupt):
        written, after = revised(site, source, left, "new words")
        assert written == 1
        assert not after.copy
    assert (site / PAGE).read_text() == "new words"
    assert not copy_of(site).exists()


def test_a_folder_that_is_removed_meanwhile_takes_nothing_with_it(
    site: Path, source: Path, left: Left, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange = revise.exchange_folders

    def late(one: Path, other: Path) -> None:
        remove_tree(other / "reports" / "b")
        exchange(one, other)

    monkeypatch.setattr(revise, "exchange_folders", late)
    assert revised(site, source, left, "new words")[0] == 1
    assert "old words" not in str(texts(site.parent))


def test_where_folders_cannot_be_exchanged_nothing_happens(
    site: Path, source: Path, left: Left, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(one: Path, other: Path) -> None:
        raise OSError(16, "busy", str(other))

    monkeypatch.setattr(revise, "exchange_folders", refuse)
    assert revised(site, source, left, "new words") is None
    assert (site / PAGE).read_text() == "old words"


def test_a_site_that_is_built_once_has_no_copy(site: Path, source: Path) -> None:
    left = publish([planned(*item) for item in SITE.items()], site, source).left
    assert not copy_of(site).exists()
    assert revised(site, source, left, "new words") is None
