"""A new report can be checked and built at once, in German and English, whatever its title."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from postmortem.cli import cli


def call(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def only_report(folder: Path) -> Path:
    (path,) = folder.rglob("*.md")
    return path


@pytest.mark.parametrize(("lang", "heading"), [("en", "## Summary"), ("de", "## Zusammenfassung")])
@pytest.mark.parametrize("kind", ["incident", "near-miss", "security", "maintenance"])
def test_a_new_report_has_no_error_in_any_language_and_kind(
    tmp_path: Path, lang: str, heading: str, kind: str
) -> None:
    folder = tmp_path / "postmortems"
    made = call("new", "Database reset", "--source", str(folder), "--lang", lang, "--kind", kind)
    assert made.exit_code == 0, made.output
    assert heading in only_report(folder).read_text("utf-8")
    checked = call("check", str(folder))
    assert checked.exit_code == 0, checked.output
    assert "PM205" in checked.output  # what is still to be written is found


def test_a_first_report_brings_settings_and_a_second_leaves_them(tmp_path: Path) -> None:
    assert "site.yml" in call("new", "One", "--source", str(tmp_path / "p")).output
    (tmp_path / "p" / "site.yml").write_text("title: Ours\nlanguage: de\n")
    second = call("new", "Zwei", "--source", str(tmp_path / "p"))
    assert "site.yml" not in second.output
    assert "## Zusammenfassung" in next((tmp_path / "p").glob("*zwei.md")).read_text("utf-8")


@pytest.mark.parametrize(
    "title", ['Say "hello"', "C:\\temp", "a: b # c", "Größe überschritten", "障害報告", "x" * 500, "–"]
)
def test_any_title_gives_a_file_that_can_be_read(tmp_path: Path, title: str) -> None:
    made = call("new", title, "--source", str(tmp_path / "p"))
    assert made.exit_code == 0, made.output
    path = only_report(tmp_path / "p")
    assert path.name.isascii()
    checked = call("check", str(tmp_path / "p"), "--format", "concise")
    assert ("PM109" in checked.output) == (len(title) > 300)
    assert "PM103" not in checked.output


def test_an_existing_report_is_never_written_over(tmp_path: Path) -> None:
    call("new", "One", "--source", str(tmp_path / "p"))
    path = only_report(tmp_path / "p")
    path.write_text("mine")
    again = call("new", "One", "--source", str(tmp_path / "p"))
    assert again.exit_code == 2
    assert "exists already" in again.output
    assert path.read_text() == "mine"


def test_an_empty_title_is_refused(tmp_path: Path) -> None:
    assert call("new", "  ", "--source", str(tmp_path / "p")).exit_code == 2
    assert not (tmp_path / "p").exists()


def test_broken_settings_are_told_instead_of_guessed(tmp_path: Path) -> None:
    folder = tmp_path / "p"
    folder.mkdir()
    (folder / "site.yml").write_text("title: [")
    made = call("new", "One", "--source", str(folder))
    assert made.exit_code == 2
    assert "has errors" in made.output
