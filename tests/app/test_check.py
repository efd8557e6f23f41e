"""`postmortem check`: every mistake in one run, each at its place, the same in every format."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from postmortem.cli import cli

Files = Callable[[Mapping[str, str | bytes]], Path]

TWELVE = Path(__file__).parent.parent / "sites" / "twelve-mistakes"
MISTAKES = [
    ("2023-02-09-anmeldung.md", 4, 11, "error", "PM111"),
    ("2023-02-09-anmeldung.md", 6, 12, "error", "PM110"),
    ("2023-02-09-anmeldung.md", 19, 17, "error", "PM205"),
    ("2023-02-09-anmeldung.md", 27, 70, "error", "PM208"),
    ("2023-02-09-anmeldung.md", 37, 3, "error", "PM301"),
    ("2024-03-05-search/index.md", 2, 8, "error", "PM201"),
    ("2024-03-05-search/index.md", 7, 11, "error", "PM114"),
    ("2024-03-05-search/index.md", 9, 11, "error", "PM115"),
    ("2024-03-05-search/index.md", 21, 5, "error", "PM206"),
    ("2024-03-05-search/index.md", 29, 1, "error", "PM210"),
    ("2025-01-20-mail.md", 2, 20, "error", "PM103"),
    ("site.yml", 5, 1, "error", "PM107"),
]
CLEAN = """---
title: Search answers with old results
kind: near-miss
status: published
published: 2024-03-08
audience: public
---

## Summary

Nobody noticed.
"""


def check(*arguments: str, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793491200")
    return CliRunner().invoke(cli, ["check", "--no-cache", *arguments])  # nothing is left beside these files


def places(diagnostics: list[dict[str, str | int]]) -> list[tuple[str | int, ...]]:
    return [(d["path"], d["line"], d["column"], d["level"], d["code"]) for d in diagnostics]


def test_one_run_shows_all_mistakes_in_order_each_at_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    done = check(str(TWELVE), "--format", "concise", monkeypatch=monkeypatch)
    assert done.exit_code == 1
    found = re.findall(r"^(.+?):(\d+):(\d+): (\w+)\[(PM\d+)\]", done.stdout, re.MULTILINE)
    prefix = TWELVE.as_posix() + "/"
    assert [
        (p.removeprefix(prefix), int(line), int(column), level, code)
        for p, line, column, level, code in found
    ] == MISTAKES
    assert sorted(MISTAKES, key=lambda mistake: mistake[:3]) == MISTAKES
    assert done.stderr == "12 errors in 3 reports\n"


def test_for_people_every_finding_has_its_line_a_caret_and_help(monkeypatch: pytest.MonkeyPatch) -> None:
    done = check(str(TWELVE), monkeypatch=monkeypatch)
    blocks = done.stdout.split("\n\n")
    assert len(blocks) == len(MISTAKES) + 1
    for block, (path, line, column, level, code) in zip(blocks, MISTAKES, strict=False):
        assert block.startswith(f"{level}[{code}]: ")
        assert f"--> {TWELVE.as_posix()}/{path}:{line}:{column}\n" in block
        assert f"\n{line} | " in block
        assert re.search(r"\| +\^+\n", block)
        assert "\n  = help: " in block
    assert blocks[-1] == "12 errors in 3 reports\n"


def test_json_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    done = check(str(TWELVE), "--format", "json", monkeypatch=monkeypatch)
    assert done.exit_code == 1
    document = json.loads(done.stdout)
    assert document["schema"] == 1
    prefix = TWELVE.as_posix() + "/"
    relative = [{**d, "path": d["path"].removeprefix(prefix)} for d in document["diagnostics"]]
    assert places(relative) == MISTAKES
    assert all(d["help"] and d["message"] and d["end_line"] == d["line"] for d in document["diagnostics"])
    assert all(d["end_column"] > d["column"] for d in document["diagnostics"] if d["code"] != "PM103")


def test_a_folder_without_mistakes_ends_with_nothing_found(
    source: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = "base_url: https://example.org\nsections: {near-miss: {required: [summary]}}\n"
    root = source({"one.md": CLEAN, "site.yml": site})
    done = check(str(root), monkeypatch=monkeypatch)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "no findings in 1 report\n", "")


def test_warnings_fail_only_when_asked_to(source: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    root = source({"one.md": CLEAN, "site.yml": "sections: {near-miss: {required: [summary]}}\n"})
    assert check(str(root), monkeypatch=monkeypatch).exit_code == 0
    done = check(str(root), "--strict", monkeypatch=monkeypatch)
    assert done.exit_code == 1
    assert done.stdout.endswith("1 warning in 1 report\n")
    junit = check(str(root), "--strict", "--format", "junit", monkeypatch=monkeypatch)
    assert (junit.exit_code, 'failures="1"' in junit.stdout) == (1, True)
    assert 'failures="0"' in check(str(root), "--format", "junit", monkeypatch=monkeypatch).stdout


def test_a_folder_that_is_not_there_is_the_surroundings_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = check(str(tmp_path / "nowhere"), monkeypatch=monkeypatch)
    assert done.exit_code == 2
    assert "does not exist" in done.stderr
    assert "Traceback" not in done.output


def test_an_empty_folder_has_no_reports_and_no_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = check(str(tmp_path), monkeypatch=monkeypatch)
    assert done.exit_code == 0
    assert done.stdout.endswith("in 0 reports\n")


def test_the_current_folder_can_be_checked_and_its_paths_stay_short(
    source: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(source({"one.md": "no front matter\n"}))
    done = check(".", "--format", "concise", monkeypatch=monkeypatch)
    assert done.stdout.startswith("one.md:1:1: error[PM102]")


@pytest.mark.parametrize(
    "mistake",
    ["rules: {PM107: warning, PM1xx: off}\nsafty: {deny: [Acme]}\n", "feed: 3\nrules: {PM109: 'off'}\n"],
)
def test_a_mistake_in_the_settings_cannot_be_switched_off_there(
    mistake: str, source: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = check(str(source({"site.yml": mistake})), monkeypatch=monkeypatch)
    assert done.exit_code == 1


def test_a_mistake_in_the_settings_hides_no_other_setting(
    source: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = (
        "base_url: https://example.org\nseverities: [{id: hoch}]\ntitel: x\nrules: {PM310: off, PM201: off}\n"
    )
    report = CLEAN.replace("kind: near-miss", "kind: near-miss\nseverity: hoch")
    done = check(
        str(source({"one.md": report, "site.yml": site})), "--format", "concise", monkeypatch=monkeypatch
    )
    assert done.stdout.count("\n") == 1
    assert "error[PM107] unknown key `titel`" in done.stdout


@pytest.mark.parametrize("style", ["github", "sarif"])
def test_ci_is_told_paths_from_the_folder_it_is_in(
    source: Files, monkeypatch: pytest.MonkeyPatch, style: str
) -> None:
    folder = source({"bad.md": "no front matter"})
    monkeypatch.chdir(folder.parent)
    result = check(str(folder), "--format", style, monkeypatch=monkeypatch)
    assert str(folder) not in result.stdout
    assert f"{folder.name}/bad.md" in result.stdout
