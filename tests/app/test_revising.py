"""A saved report in the preview: shown by itself where that is all, and as a new reading would."""

from pathlib import Path

import pytest

from disk_full import disk_full
from postmortem.app import serve
from postmortem.app.assemble import assemble
from postmortem.app.planning import plan_assembly
from postmortem.app.serve import Session
from postmortem.app.wishes import Wishes
from postmortem.edge.clock import now
from postmortem.edge.preview import Preview

INTERNAL = "::: internal\nThe vault stood open all night.\n:::"


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    source = tmp_path / "postmortems"
    source.mkdir()
    (source / "site.yml").write_text("title: Incidents\n")
    for name in "abc":
        (source / f"{name}.md").write_text(disk_full(f"Disk {name} full"))
    made = Session(source, Wishes(base_url="http://127.0.0.1:8000", jobs=1), Preview())
    made.refresh()
    return made


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The sources that were read as a whole."""
    seen: list[Path] = []

    def noting(source: Path, *arguments: object, **options: object) -> object:
        seen.append(source)
        return assemble(source, *arguments, **options)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(serve, "assemble", noting)
    return seen


def save(session: Session, name: str, content: str) -> None:
    path = session.source / name
    path.write_text(content)
    session.follow(frozenset({path.resolve()}))


def shown(session: Session) -> dict[str, bytes]:
    return {path: file.render() for path, file in session.preview.now.files.items()}


def expected(session: Session) -> dict[str, bytes]:
    wishes = Wishes(base_url="http://127.0.0.1:8000", jobs=1, cache=False)
    assembly = assemble(session.source, wishes, now(), tell=lambda *_: None)
    return {file.path: file.render() for file in plan_assembly(assembly, session.source).files}


def version(session: Session) -> str:
    return session.preview.now.version


@pytest.mark.parametrize(
    "words",
    [
        "The disk was fuller.",
        "The disk was full.\n\nA new paragraph, with [a link](b.md#summary) in it.".replace("b.md", "a.md"),
        "Somebody failed to look.",
    ],
)
def test_a_changed_text_is_shown_without_reading_the_others(
    session: Session, readings: list[Path], words: str
) -> None:
    before = version(session)
    if "#summary" in words:  # another link is for the whole site to see
        save(session, "b.md", disk_full("Disk b full", words))
        assert readings
    else:
        save(session, "b.md", disk_full("Disk b full", words))
        assert readings == []
    assert version(session) != before
    assert shown(session) == expected(session)


def test_one_save_after_another_is_shown(session: Session, readings: list[Path]) -> None:
    versions = [version(session)]
    for words in ("One.", "Two.", "We added space."):
        for name in "bc":
            save(session, f"{name}.md", disk_full(f"Disk {name} full", words))
        assert shown(session) == expected(session)
        versions.append(version(session))
    assert readings == []
    assert versions[3] == versions[0]
    assert len(set(versions)) == 3


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("b.md", disk_full("Another title")),
        (
            "b.md",
            disk_full("Disk b full").replace("resolved: 2026-03-01 11:00", "resolved: 2026-03-01 11:30"),
        ),
        ("b.md", disk_full("Disk b full").replace("status: published", "status: draft")),
        (
            "b.md",
            disk_full("Disk b full", "We added space.\n\n::: internal\nThe vault stood open all night.\n:::"),
        ),
        ("d.md", disk_full("A new one")),
        ("site.yml", "title: Outages\n"),
    ],
    ids=["title", "time", "draft", "internal part", "new report", "settings"],
)
def test_what_others_may_show_is_read_again(
    session: Session, readings: list[Path], name: str, content: str
) -> None:
    save(session, name, content)
    assert readings == [session.source]
    assert shown(session) == expected(session)


def test_a_place_that_others_lead_to_is_missed(session: Session, readings: list[Path]) -> None:
    save(session, "a.md", disk_full("Disk a full").replace("## Impact", "## Impact {#harm}"))
    assert readings == [session.source]
    assert session.preview.now.problems is not None
    assert "PM208" in session.preview.now.problems.text


def test_an_error_is_put_over_the_last_good_site_and_taken_away(
    session: Session, readings: list[Path]
) -> None:
    good = disk_full("Disk b full", "Mended.")
    save(session, "b.md", good.replace("- 11:00", "- 09:00"))
    assert session.preview.now.problems is not None
    assert "PM304" in session.preview.now.problems.text
    assert b"We added space." in shown(session)["reports/b/index.html"]
    save(session, "b.md", good)
    assert session.preview.now.problems is None
    assert shown(session) == expected(session)
    assert len(readings) == 2


def test_files_of_editors_that_come_and_go_do_not_matter(session: Session, readings: list[Path]) -> None:
    path = session.source / "b.md"
    path.write_text(disk_full("Disk b full", "Saved by a careful editor."))
    gone = [session.source / name for name in (".b.md.swp2", "sedQx81", "_b.md")]
    session.follow(frozenset(p.resolve() for p in (path, *gone)))
    assert readings == []
    assert shown(session) == expected(session)


def test_after_midnight_everything_is_looked_at_again(
    session: Session, readings: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    save(session, "c.md", disk_full("Disk c full").replace("published: 2026-03-05", "published: 2026-09-21"))
    readings.clear()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1790000000 + 86400))
    save(session, "b.md", disk_full("Disk b full", "The day after."))
    assert readings == [session.source]
    assert shown(session) == expected(session)
