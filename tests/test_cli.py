"""The command as a user meets it: exit codes, messages, and how little `--version` needs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from postmortem import __version__
from postmortem.cli import cli

HEAVY = {"click", "jinja2", "markdown_it", "yaml", "babel", "pygments", "watchdog", "http.server"}


def call(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_version_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['postmortem', '--version']\n"
        "from postmortem.__main__ import main\n"
        "main()\n"
        "print('\\n'.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    version, *modules = done.stdout.splitlines()
    assert version == f"postmortem {__version__}"
    assert HEAVY & set(modules) == set()
    assert [name for name in modules if name.startswith("postmortem.")] == ["postmortem.__main__"]


def test_help_imports_no_library_of_the_stages() -> None:
    code = (
        "import sys; sys.argv = ['postmortem', '--help']\n"
        "from postmortem.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('\\n'.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (HEAVY - {"click"}) & set(done.stdout.splitlines()) == set()


def test_a_missing_source_is_an_environment_error_with_advice(tmp_path: Path) -> None:
    code, _, stderr = call("check", str(tmp_path / "nowhere"))
    assert code == 2
    assert "does not exist" in stderr


def test_check_for_the_public_edition_shows_internal_words_and_says_so(source) -> None:
    line = "[Zqcanary]{.internal} and [a link](nowhere.md) in one line.\n"
    folder = source({"a.md": f"---\ntitle: A\nkind: near-miss\n---\n\n{line}"})
    _, stdout, _ = call("check", str(folder), "--audience", "public")
    assert "PM207" in stdout
    assert line.strip() in stdout
    _, stdout, _ = call("check", "--help")
    assert "internal ones too" in " ".join(stdout.split())


def test_check_ends_with_one_only_if_something_must_be_mended(source) -> None:
    folder = source({"a.md": "---\ntitle: A\nkind: near-miss\n---\n"})
    code, stdout, _ = call("check", str(folder))
    assert code == 0
    assert "warning[PM201]" in stdout
    assert call("check", str(folder), "--strict")[0] == 1


def test_json_goes_to_standard_output_alone(source) -> None:
    folder = source({"a.md": "nothing"})
    code, stdout, stderr = call("check", str(folder), "--format", "json")
    assert code == 1
    document = json.loads(stdout)
    assert document["schema"] == 1
    assert document["diagnostics"][0]["code"] == "PM102"
    assert "1 error" in stderr


def test_concise_gives_one_line_a_finding(source) -> None:
    folder = source({"a.md": "nothing"})
    _, stdout, _ = call("check", str(folder), "--format", "concise")
    assert (
        stdout.splitlines()[0] == f"{folder.as_posix()}/a.md:1:1: error[PM102] the report has no front matter"
    )


def test_explain_prints_the_page_of_a_code_by_number_or_name() -> None:
    code, stdout, _ = call("explain", "pm203")
    assert code == 0
    assert stdout.startswith("# PM203 section-twice")
    assert call("explain", "section-twice")[1] == stdout


def test_explain_of_a_code_that_does_not_exist_suggests_one() -> None:
    code, _, stderr = call("explain", "PM20")
    assert code == 2
    assert "did you mean" in stderr


def test_explain_alone_lists_every_code() -> None:
    from postmortem.codes import TABLE

    stdout = call("explain")[1]
    assert all(entry.code in stdout for entry in TABLE)


@pytest.mark.parametrize("what", ["report", "site"])
def test_schemas_are_json_schemas(what: str) -> None:
    document = json.loads(call("schema", what)[1])
    assert document["$schema"].startswith("https://json-schema.org/")
    assert document["additionalProperties"] is False


@pytest.mark.parametrize(
    "arguments", [("--nope",), ("build", "--audience", "nobody"), ("new",), ("explain", "a", "b")]
)
def test_wrong_usage_ends_with_two(arguments: tuple[str, ...]) -> None:
    assert call(*arguments)[0] == 2
