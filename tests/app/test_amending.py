"""An edit exchanges the files that show the report, wherever that gives what building anew gives."""

from collections.abc import Callable
from pathlib import Path

import pytest

from disk_full import disk_full
from postmortem.app import amending, building
from postmortem.app.build import build
from postmortem.app.building import Building
from postmortem.app.check import check
from postmortem.app.checking import record_baseline
from postmortem.app.wishes import BuildWishes, Wishes
from postmortem.diagnostics import OutputError
from postmortem.model.report import Audience, Document
from postmortem.render import writer
from postmortem.render.contexts import ReportPage
from postmortem.render.surroundings import Surroundings

SITE = "title: Incidents\nbase_url: https://status.example.org\n"


def text(title: str, words: str = "We added space.", status: str = "published") -> str:
    """A report with a day of its own, so that no incident overlaps another."""
    day = "abcdEe".index(title.split()[1][0]) + 1
    return disk_full(title, words, status=status, day=day, services="api")


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    folder = tmp_path / "postmortems"
    folder.mkdir()
    (folder / "site.yml").write_text(SITE)
    for name in "abc":
        (folder / f"{name}.md").write_text(text(f"Disk {name} full"))
    return folder


@pytest.fixture
def amended(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each build was of this kind."""
    seen: list[bool] = []
    amend = amending.amend

    def noting(job: Building) -> int | None:
        code = amend(job)
        seen.append(code is not None)
        return code

    monkeypatch.setattr(amending, "amend", noting)
    return seen


def run(source: Path, wishes: Wishes | None = None, **how: bool) -> int:
    return build(source, source.parent / "site", wishes or Wishes(jobs=1), BuildWishes(**how))


def page(source: Path, name: str) -> str:
    return (source.parent / "site" / "reports" / name / "index.html").read_text()


def test_another_text_is_exchanged_and_stands_in_page_data_and_feeds(
    source: Path, amended: list[bool]
) -> None:
    run(source)
    (source / "b.md").write_text(text("Disk b full", "We bought an elephant."))
    assert run(source) == 0
    assert amended == [False, True]
    holding = [
        p for p in (source.parent / "site").rglob("*") if p.is_file() and b"elephant" in p.read_bytes()
    ]
    names = {p.relative_to(source.parent / "site").as_posix() for p in holding}
    assert {"reports/b/index.html", "reports/b/report.json", "reports/b/report.md", "feed.xml"} <= names


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The reports that were rendered for feeds."""
    seen: list[str] = []
    render = writer.report_page

    def noting(document: Document, around: Surroundings) -> ReportPage:
        if not around.translations and around.fragment_root:
            seen.append(document.path)
        return render(document, around)

    monkeypatch.setattr(writer, "report_page", noting)
    return seen


def test_the_items_of_other_reports_are_taken_from_the_feeds_as_they_are(
    source: Path, amended: list[bool], rendered: list[str]
) -> None:
    run(source)
    assert set(rendered) == {"a.md", "b.md", "c.md"}
    rendered.clear()
    for name in "ac":
        (source / f"{name}.md").write_text(text(f"Disk {name} full", f"{name} bought an elephant."))
    assert run(source) == 0
    assert amended == [False, True]
    assert rendered == ["a.md", "a.md", "c.md", "c.md"]  # as they were, and as they are
    feed = (source.parent / "site" / "feed.json").read_text()
    assert (feed.count("a bought an"), feed.count("c bought an"), feed.count("We added space")) == (1, 1, 1)


def test_a_feed_is_rendered_whole_where_a_former_text_is_not_known_any_more(
    source: Path, amended: list[bool], rendered: list[str]
) -> None:
    run(source)
    rendered.clear()
    (source / "b.md").write_text(text("Disk b full", "We bought an elephant."))
    check(source, Wishes(jobs=1), style="concise", strict=False)
    assert run(source) == 0
    assert amended == [False, True]
    assert set(rendered) == {"a.md", "b.md", "c.md"}
    assert "elephant" in (source.parent / "site" / "feed.xml").read_text()


def test_a_build_after_it_is_one_of_an_unchanged_site(
    source: Path, amended: list[bool], capsys: pytest.CaptureFixture[str]
) -> None:
    run(source)
    (source / "b.md").write_text(text("Disk b full", "Other words, said by the engineer: human error."))
    run(source)
    first = capsys.readouterr()
    run(source)
    assert amended == [False, True]
    assert "(0 written" in capsys.readouterr().out
    assert "human error" in first.err


def retitle(source: Path) -> None:
    (source / "b.md").write_text(text("Disk b was full"))


def set_something(source: Path) -> None:
    (source / "site.yml").write_text(SITE + "description: All of them\n")
    (source / "b.md").write_text(text("Disk b full", "Other words."))


def add_a_report(source: Path) -> None:
    (source / "d.md").write_text(text("Disk d full"))


def withdraw(source: Path) -> None:
    (source / "b.md").write_text(text("Disk b full", status="draft"))


def hide_a_part(source: Path) -> None:
    (source / "b.md").write_text(
        text("Disk b full", "We added space.\n\n::: internal\nThe vault stood open.\n:::")
    )


def know_findings(source: Path) -> None:
    record_baseline(source, Wishes(jobs=1))
    (source / "b.md").write_text(text("Disk b full", "Other words."))


def write_into_the_site(source: Path) -> None:
    (source.parent / "site" / "index.html").write_text("by hand")
    (source / "b.md").write_text(text("Disk b full", "Other words."))


MORE: tuple[Callable[[Path], None], ...] = (
    retitle, set_something, add_a_report, withdraw, hide_a_part, know_findings, write_into_the_site,
)  # fmt: skip


@pytest.mark.parametrize("change", MORE)
def test_what_is_more_than_a_text_is_built_anew(
    source: Path, amended: list[bool], change: Callable[[Path], None]
) -> None:
    run(source)
    change(source)
    assert run(source) == 0
    assert amended == [False, False]


def test_nothing_is_exchanged_where_a_warning_is_to_stop_the_build(
    source: Path, amended: list[bool], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(source, strict=True) == 0
    (source / "b.md").write_text(text("Disk b full", "It was a human error."))
    assert run(source, strict=True) == 1
    assert amended == [False, False]
    assert "human error" not in page(source, "b")


def test_a_link_to_a_place_that_is_no_more_is_found(
    source: Path, amended: list[bool], capsys: pytest.CaptureFixture[str]
) -> None:
    run(source)
    (source / "a.md").write_text(text("Disk a full").replace("## Impact", "## What it meant"))
    run(source)
    assert amended == [False, False]
    assert "#impact" in capsys.readouterr().err


def test_what_is_in_the_way_is_told_after_the_findings(
    source: Path, amended: list[bool], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(source)
    (source / "b.md").write_text(text("Disk b full", "It was a human error."))

    def refuse(*_: object, **__: object) -> None:
        raise OutputError("the disk is full")

    monkeypatch.setattr(amending, "revise_site", refuse)
    monkeypatch.setattr(building, "publish", refuse)
    with pytest.raises(OutputError):
        run(source)
    assert amended == [False, False]
    assert "human error" in capsys.readouterr().err


def test_a_check_in_between_changes_nothing(source: Path, amended: list[bool]) -> None:
    run(source)
    (source / "b.md").write_text(text("Disk b full", "We bought an elephant."))
    check(source, Wishes(jobs=1), style="concise", strict=False)
    run(source)
    assert amended == [False, True]
    assert "elephant" in page(source, "b")


def test_what_a_report_asks_not_to_be_told_is_compared_with_the_last_build(
    source: Path, amended: list[bool]
) -> None:
    (source / "site.yml").write_text(SITE + "rules: {PM404: error}\n")
    (source / "b.md").write_text(text("Disk a full") + "\n<!-- postmortem: allow PM404 it is another -->\n")
    assert run(source) == 0
    (source / "b.md").write_text(text("Disk a full"))
    check(source, Wishes(jobs=1), style="concise", strict=False)
    assert run(source) == 1
    assert amended == [False, False]


def test_a_mistake_stops_the_build(source: Path, amended: list[bool]) -> None:
    run(source)
    (source / "b.md").write_text(text("Disk b full").replace("- 10:05 An alert", "- 25:05 An alert"))
    assert run(source) == 1
    assert amended == [False, False]
    assert "25:05" not in page(source, "b")


def test_an_internal_site_is_amended_too(source: Path, amended: list[bool]) -> None:
    wishes = Wishes(Audience.INTERNAL, jobs=1)
    run(source, wishes)
    (source / "b.md").write_text(text("Disk b full", "We bought an elephant."))
    run(source, wishes)
    assert amended == [False, True]
    assert "elephant" in page(source, "b")


def test_the_cache_has_nothing_of_a_report_that_was_withdrawn_even_if_nothing_is_published(
    source: Path,
) -> None:
    (source / "b.md").write_text(text("Elephants escaped"))
    run(source)
    (source / "b.md").write_text(text("Elephants escaped", status="draft"))
    (source / "c.md").write_text(text("Disk c full").replace("resolved: 2026-03-03 11:00", "resolved: soon"))
    assert run(source) == 1
    kept = [p.read_bytes() for p in (source.parent / ".postmortem").rglob("*") if p.is_file()]
    assert not any(b"Elephants" in data for data in kept)
