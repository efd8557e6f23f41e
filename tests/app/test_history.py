"""What was published and says something else now, without a revision, as git tells."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from postmortem.app.assemble import assemble
from postmortem.app.wishes import Wishes
from repositories import commit, git

REPORT = """---
title: Outage
status: {status}
published: 2026-03-02
audience: public
started: 2026-03-01 10:00
detected: 2026-03-01 10:05
resolved: 2026-03-01 11:00
{fields}---

## Summary

{words}

## Action items

- {deed}
"""


def write(folder: Path, *, words: str = "It was down.", status: str = "published", fields: str = "",
          deed: str = "Add an alert") -> None:  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    text = REPORT.format(words=words, status=status, fields=fields, deed=deed)
    (folder / "a.md").write_text(text, "utf-8")


def day(number: int) -> str:
    return f"2026-03-{number:02}T12:00:00+00:00"


def found(source: Path) -> list[str]:
    wishes = Wishes(base_url="https://example.org", cache=False, history=True)
    assembly = assemble(source, wishes, datetime(2026, 11, 1, tzinfo=UTC), tell=lambda *_: None)
    return [d.message for d in assembly.diagnostics if d.code == "PM405"]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    write(folder)
    commit(tmp_path, day(2))
    return folder


MESSAGE = "the report says something else than on `2026-03-02`, and no revision tells it"


def test_a_later_change_is_found(source: Path) -> None:
    write(source, words="It was up.")
    commit(source.parent, day(9))
    assert found(source) == [MESSAGE]
    write(source, words="It was down.", fields="tags: [dns]\n", deed="~~Add an alert~~ done")
    commit(source.parent, day(10))
    assert found(source) == []


def test_a_change_that_is_not_committed_is_found(source: Path) -> None:
    assert found(source) == []
    write(source, words="It was up.")
    assert found(source) == [MESSAGE]


def test_a_change_with_a_revision_is_told(source: Path) -> None:
    told = "revisions: [{date: 2026-03-09, kind: correction, note: It was up.}]\n"
    write(source, words="It was up.", fields=told)
    commit(source.parent, day(9))
    assert found(source) == []
    write(source, words="It was neither.", fields=told)
    commit(source.parent, day(12))
    assert found(source) == [MESSAGE.replace("03-02", "03-09")]


def test_changes_on_the_day_of_publication_are_part_of_it(source: Path) -> None:
    write(source, words="It was up.")
    commit(source.parent, "2026-03-02T18:00:00+00:00")
    assert found(source) == []


def test_a_report_that_was_written_down_late_counts_from_its_first_published_day(tmp_path: Path) -> None:
    write(tmp_path, words="A draft.", status="draft")
    commit(tmp_path, day(10))
    write(tmp_path, words="It was dwon.")
    commit(tmp_path, day(11))
    write(tmp_path, words="It was down.")
    commit(tmp_path, "2026-03-11T15:00:00+00:00")
    assert found(tmp_path) == []
    write(tmp_path, words="It was up.")
    commit(tmp_path, day(12))
    assert found(tmp_path) == [MESSAGE.replace("03-02", "03-11")]


@pytest.mark.parametrize("change", ["white space", "internal block", "comment", "draft", "retracted"])
def test_what_readers_do_not_notice_is_no_change(source: Path, change: str) -> None:
    if change in ("draft", "retracted"):
        write(source, words="It was up.", status=change)
    else:
        words = {"white space": "It  was\ndown.", "internal block": "It was down.\n\n::: internal\nx\n:::",
                 "comment": "It was down.\n\n<!-- a comment -->"}  # fmt: skip
        write(source, words=words[change])
    commit(source.parent, day(9))
    assert found(source) == []


def test_a_finding_can_be_silenced_with_a_reason(source: Path) -> None:
    write(source, words="It was up.\n\n<!-- postmortem: allow PM405 a slip of the pen -->")
    commit(source.parent, day(9))
    assert found(source) == []


def test_without_the_whole_history_nothing_is_found(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(source, words="It was up.")
    commit(source.parent, day(9))
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{source.parent}", str(clone))
    assert found(clone / "reports") == []
    assert found(source) == [MESSAGE]
    monkeypatch.setenv("PATH", str(tmp_path))
    assert found(source) == []


def test_outside_of_a_repository_and_before_the_first_commit_nothing_is_found(tmp_path: Path) -> None:
    write(tmp_path / "a")
    assert found(tmp_path / "a") == []
    git(tmp_path / "a", "init", "--quiet")
    assert found(tmp_path / "a") == []


def test_names_that_git_would_quote_are_found(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "a.md").rename(tmp_path / "störung 1.md")
    text = (tmp_path / "störung 1.md").read_text("utf-8").replace("audience:", "id: x\naudience:")
    (tmp_path / "störung 1.md").write_text(text, "utf-8")
    commit(tmp_path, day(2))
    (tmp_path / "störung 1.md").write_text(text.replace("was down", "was up"), "utf-8")
    commit(tmp_path, day(9))
    assert found(tmp_path) == [MESSAGE]


def test_no_setting_of_a_repository_starts_a_program(source: Path, tmp_path: Path) -> None:
    write(source, words="It was up.")
    commit(source.parent, day(9))
    trap, sprung = tmp_path / "trap", tmp_path / "sprung"
    trap.write_text(f"#!/bin/sh\ntouch {sprung}\n")
    trap.chmod(0o755)
    for name in ("core.fsmonitor", "gpg.program", "diff.external", "core.pager"):
        git(source.parent, "config", name, str(trap))
    git(source.parent, "config", "log.showSignature", "true")
    assert found(source) == [MESSAGE]
    assert not sprung.exists()
