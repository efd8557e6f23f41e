"""The cache is never needed and never believed: in whatever state it is, the site is the right one."""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from disk_full import disk_full
from postmortem.app.build import build
from postmortem.app.check import check
from postmortem.app.wishes import BuildWishes, Wishes
from postmortem.edge.cache.seal import sealed, unsealed
from postmortem.edge.cache.store import Row, Store
from postmortem.model.report import Audience


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    folder = tmp_path / "postmortems"
    folder.mkdir()
    (folder / "site.yml").write_text("title: Incidents\nbase_url: https://status.example.org\n")
    for name in "abc":
        (folder / f"{name}.md").write_text(disk_full(f"Disk full on {name}"))
    run(source=folder)
    return folder


def run(source: Path, *, cache: bool = True) -> dict[str, bytes]:
    out = source.parent / ("site" if cache else "fresh")
    assert build(source, out, Wishes(jobs=1, cache=cache), BuildWishes()) == 0
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def database(source: Path) -> Path:
    return source.parent / ".postmortem" / "public.sqlite3"


def change(source: Path) -> None:
    (source / "b.md").write_text(disk_full("Disk full on another"))


def states(source: Path) -> Iterator[tuple[str, bytes]]:
    """What somebody may have left of each file of the cache."""
    for path in sorted((source.parent / ".postmortem").rglob("*")):
        if path.is_file() and path.name != ".gitignore":
            data = path.read_bytes()
            cuts, flips = (2, 8) if path.suffix == ".sqlite3" else (20, 25)
            for part in range(0, 100, cuts):
                yield f"{path.name} cut at {part} %", data[: len(data) * part // 100]
            for part in range(0, 100, flips):
                place = len(data) * part // 100
                flipped = bytes([data[place] ^ 0x10])
                yield f"{path.name} other at {part} %", data[:place] + flipped + data[place + 1 :]


def test_a_cache_cut_short_or_altered_anywhere_changes_no_byte(source: Path) -> None:
    kept = source.parent / "kept"
    change(source)
    expected = run(source, cache=False)
    (source / "b.md").write_text(disk_full("Disk full on b"))
    run(source)
    for path in (source.parent / ".postmortem", source.parent / "site"):
        shutil.copytree(path, kept / path.name)
    damaged = list(states(source))
    assert len(damaged) > 60
    change(source)
    for what, data in damaged:
        shutil.rmtree(source.parent / ".postmortem")
        shutil.copytree(kept / ".postmortem", source.parent / ".postmortem")
        name = what.split(" ")[0]
        next((source.parent / ".postmortem").rglob(name)).write_bytes(data)
        assert run(source) == expected, what


@pytest.mark.parametrize("kind", ["folder", "link", "pipe", "text", "other tables", "unreadable"])
def test_something_else_in_its_place_is_put_aside(
    source: Path, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = database(source)
    path.unlink()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("precious")
    match kind:
        case "folder":
            path.mkdir()
            (path / "x").write_text("x")
        case "link":
            path.symlink_to(elsewhere)
        case "pipe":
            os.mkfifo(path)
        case "text":
            path.write_text("no database")
        case "other tables":
            with sqlite3.connect(path) as connection:
                connection.execute("CREATE TABLE source (path, basis, signature, data)")
                connection.execute("CREATE VIEW reading AS SELECT * FROM source")
        case "unreadable":
            path.write_bytes(b"x" * 5000)
            path.chmod(0)
    change(source)
    capsys.readouterr()
    ours = run(source)
    assert "cache `public.sqlite3` could not be used and is made anew" in capsys.readouterr().err
    assert ours == run(source, cache=False)
    assert elsewhere.read_text() == "precious"


def test_a_folder_that_cannot_hold_a_cache_does_not_matter(source: Path) -> None:
    shutil.rmtree(source.parent / ".postmortem")
    (source.parent / ".postmortem").write_text("in the way")
    change(source)
    assert run(source) == run(source, cache=False)


def test_another_version_of_the_tool_reads_everything_again(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr("postmortem.app.reading.identity", lambda: "another")
    monkeypatch.setattr("postmortem.app.standing.identity", lambda: "another")
    monkeypatch.setattr("postmortem.app.reading.examine_file", _noting(seen))
    run(source)
    assert seen == ["a.md", "b.md", "c.md"]


def test_only_what_changed_is_read(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr("postmortem.app.reading.examine_file", _noting(seen))
    change(source)
    run(source)
    assert seen == ["b.md"]
    run(source)
    assert seen == ["b.md"]


def _noting(seen: list[str]):
    from postmortem.app import reading

    examine_file = reading.examine_file

    def noting(tree, situation, path):
        seen.append(path)
        return examine_file(tree, situation, path)

    return noting


def test_where_nothing_changed_nothing_is_loaded_read_or_written(
    source: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site = source.parent / "site"
    before = {p: _written(p) for p in source.parent.rglob("*")}

    def never(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("postmortem.app.building.build_anew", never)
    capsys.readouterr()
    assert build(source, site, Wishes(jobs=1), BuildWishes()) == 0
    assert "(0 written, 0 removed)" in capsys.readouterr().out
    assert {p: _written(p) for p in source.parent.rglob("*")} == before


def _written(path: Path) -> tuple[int, ...]:
    status = path.lstat()
    return (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


@pytest.mark.parametrize("what", ["page altered", "page gone", "manifest altered", "file in the way"])
def test_an_output_that_somebody_altered_is_made_right(source: Path, what: str) -> None:
    site = source.parent / "site"
    page = site / "reports" / "a" / "index.html"
    status = page.stat()
    match what:
        case "page altered":
            page.write_bytes(page.read_bytes().swapcase())
            os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
        case "page gone":
            page.unlink()
        case "manifest altered":
            manifest = site / ".postmortem-manifest.json"
            page.write_bytes(page.read_bytes().swapcase())
            manifest.write_bytes(manifest.read_bytes().replace(b'"size": 1', b'"size": 2'))
        case "file in the way":
            page.unlink()
            page.symlink_to("elsewhere")
            page.unlink()
    assert run(source) == run(source, cache=False)


def test_the_next_day_is_another_day(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    action = "actions: [{id: a, title: Add an alert, type: detect, owner: Team, due: 2026-10-01}]\n"
    (source / "a.md").write_text(disk_full("Disk full on a").replace("started:", action + "started:"))
    assert b"overdue" not in run(source)["actions.csv"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1790000000 + 30 * 86400))
    later = run(source)
    assert b"overdue" in later["actions.csv"]
    assert later == run(source, cache=False)


def test_a_check_after_a_build_reads_no_report(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr("postmortem.app.reading.examine_file", _noting(seen))
    assert check(source, Wishes(jobs=1), style="concise", strict=False) == 0
    assert seen == []


def test_two_processes_may_use_it_at_once(tmp_path: Path) -> None:
    told: list[str] = []
    one, two = (Store(tmp_path / "x.sqlite3", told.append) for _ in range(2))
    one.keep_rows("basis", [("a.md", Row("signature", b"1"))])
    one.commit()
    assert dict(two.rows("basis")) == {"a.md": Row("signature", b"1")}
    assert told == []
    one.close()
    two.close()


def test_a_name_in_it_that_is_no_text_is_damage_like_any_other(tmp_path: Path) -> None:
    told: list[str] = []
    path = tmp_path / "x.sqlite3"
    Store(path, told.append).close()
    data = path.read_bytes().replace(b"tablereadingreading", b"table\xed(adingreading")
    path.write_bytes(data.replace(b"CREATE TABLE reading", b"CREATX TABLE reading"))
    store = Store(path, told.append)
    assert told == ["the cache `x.sqlite3` could not be used and is made anew"]
    store.keep_rows("basis", [("a.md", Row("signature", b"1"))])
    assert dict(store.rows("basis")) == {"a.md": Row("signature", b"1")}
    store.close()


def test_a_link_in_place_of_the_folder_is_not_followed(source: Path, tmp_path: Path) -> None:
    shutil.rmtree(source.parent / ".postmortem")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (source.parent / ".postmortem").symlink_to(elsewhere)
    change(source)
    assert run(source) == run(source, cache=False)
    assert check(source, Wishes(jobs=1), style="concise", strict=False) == 0
    assert list(elsewhere.iterdir()) == []


def test_what_became_internal_is_gone_from_the_cache_of_drafts_too(source: Path) -> None:
    drafts = source.parent / ".postmortem" / "public-drafts.sqlite3"
    (source / "b.md").write_text(
        disk_full("Disk full on vault").replace("status: published", "status: draft")
    )
    assert build(source, source.parent / "drafts", Wishes(jobs=1, drafts=True), BuildWishes()) == 0
    assert b"vault" in drafts.read_bytes()
    (source / "b.md").write_text(
        disk_full("Disk full on vault").replace("audience: public", "audience: internal")
    )
    run(source)
    assert b"vault" not in drafts.read_bytes()


def test_settings_that_cannot_be_read_make_no_other_findings(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (source / "site.yml").write_text("title: [x\n")
    (source / "b.md").write_text("no front matter")
    capsys.readouterr()
    assert check(source, Wishes(jobs=1), style="concise", strict=False) == 1
    told = capsys.readouterr().out.splitlines()
    assert [line.split("error[")[1][:5] for line in told] == ["PM102", "PM103"]


@pytest.mark.parametrize("day", ["2026-03-01", "last week"])
def test_internal_notes_are_kept_as_they_were(source: Path, day: str) -> None:
    (source / "a.md").write_text(
        disk_full("Disk full on a").replace("---\n\n", f"internal: {{seen: {day}}}\n---\n\n", 1)
    )
    pages = []
    for out, cache in (("first", True), ("second", True), ("fresh", False)):
        wishes = Wishes(Audience.INTERNAL, jobs=1, cache=cache)
        assert build(source, source.parent / out, wishes, BuildWishes()) == 0
        pages.append((source.parent / out / "reports" / "a" / "index.html").read_text("utf-8"))
    assert f"<dd>{day}</dd>" in pages[0]
    assert len(set(pages)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"begun": "2026-01-01T00:00:00"},
        {"holds_until": "2036-01-01T00:00:00"},
        {"summary": []},
        {"lines": {"a.md": {"1000000000000": "x"}}},
    ],
)
def test_a_record_that_says_what_no_run_says_is_not_believed(source: Path, change: dict[str, object]) -> None:
    (file,) = (source.parent / ".postmortem" / "runs").iterdir()
    said = json.loads(unsealed(file.name, file.read_bytes())) | change
    file.write_bytes(sealed(file.name, json.dumps(said).encode()))
    assert run(source) == run(source, cache=False)
