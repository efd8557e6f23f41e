"""Known findings break nothing, new ones do; what is unreadable or unsafe is never known."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from postmortem.cli import cli

REPORT = """---
title: Outage
status: published
published: 2026-03-02
audience: public
kind: near-miss
---

## Summary

It was TODO.

## Impact

Some.

## Timeline

- 10:00 Change
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "postmortems"
    source.mkdir()
    (source / "site.yml").write_text("title: R\nbase_url: https://status.example.org\n")
    (source / "a.md").write_text(REPORT)
    return source


def test_only_new_findings_count(folder: Path) -> None:
    assert run("check", folder).exit_code == 1
    written = run("check", folder, "--write-baseline")
    assert written.exit_code == 0
    assert "wrote 5 findings to" in written.stdout
    known = run("check", folder, "--strict")
    assert known.exit_code == 0, known.stdout
    assert "no findings in 1 report; 5 known findings in the baseline" in known.stdout
    (folder / "b.md").write_text(REPORT.replace("TODO", "XXX"))
    new = run("check", folder)
    assert new.exit_code == 1
    assert "`XXX`" in new.stdout
    assert "`TODO`" not in new.stdout


def test_a_known_finding_stays_known_when_it_moves_and_not_when_it_changes(folder: Path) -> None:
    run("check", folder, "--write-baseline")
    (folder / "a.md").write_text(REPORT.replace("## Summary\n", "## Summary\n\nMore of it.\n"))
    assert run("check", folder).exit_code == 0
    (folder / "a.md").write_text(REPORT.replace("It was TODO", "It is TODO"))
    assert run("check", folder).exit_code == 1


def test_a_build_goes_by_the_baseline_as_well(folder: Path) -> None:
    output = folder.parent / "out"
    assert run("build", folder, "--output", output).exit_code == 1
    run("check", folder, "--write-baseline")
    done = run("build", folder, "--output", output)
    assert done.exit_code == 0, done.stderr
    assert "public site of 1 report" in done.stdout
    assert not list(output.rglob("*baseline*"))


def test_another_file_can_be_named(folder: Path) -> None:
    file = folder.parent / "known.json"
    assert run("check", folder, "--write-baseline", "--baseline", file).exit_code == 0
    assert run("check", folder, "--baseline", file).exit_code == 0
    assert run("check", folder).exit_code == 1


def test_a_file_that_was_named_and_is_not_there_is_told(folder: Path) -> None:
    done = run("check", folder, "--baseline", folder.parent / "nope.json")
    assert done.exit_code == 2
    assert "there is no baseline" in done.stderr
    assert "nope.json" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("bad", ["a: [x\n", "internal: [x\n", "title: B\n"])
def test_what_cannot_be_read_is_never_known(folder: Path, bad: str) -> None:
    (folder / "a.md").write_text(REPORT.replace("title:", f"{bad}title:"))
    assert run("check", folder, "--write-baseline").exit_code == 1
    assert run("check", folder).exit_code == 1


def test_a_broken_mark_is_never_known(folder: Path) -> None:
    (folder / "a.md").write_text(REPORT.replace("Some.", "::: internal\nSome."))
    assert run("check", folder, "--write-baseline").exit_code == 1
    assert "PM210" in run("check", folder).stdout


def test_a_broken_baseline_is_told_not_ignored(folder: Path) -> None:
    (folder.parent / ".postmortem-baseline.json").write_text("{")
    done = run("check", folder)
    assert done.exit_code == 2
    assert "--write-baseline" in done.stderr
    assert run("check", folder, "--write-baseline").exit_code == 0


@pytest.mark.parametrize("style", ["github", "sarif", "junit", "json"])
def test_formats_for_programs_stand_alone_on_standard_output(folder: Path, style: str) -> None:
    done = run("check", folder, "--format", style)
    assert done.exit_code == 1
    assert done.stdout.startswith(("::", "{", "<?xml"))
    assert "in 1 report" in done.stderr
    run("check", folder, "--write-baseline")
    assert run("check", folder, "--format", style).exit_code == 0
