"""Every folder in cases/ is a small source; expected.txt is what `postmortem check` prints of it.

A folder is named after the code it shows (`PM203-section-twice`), or `clean-…` for what must not be reported.
Where it has a folder `_history`, that is what it held when its reports were published, as git tells.
"""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from postmortem.app.assemble import assemble
from postmortem.app.show import show_findings
from postmortem.app.wishes import Wishes
from postmortem.codes import TABLE
from repositories import commit

CASES = Path(__file__).parent / "cases"
FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir() and not path.name.startswith("."))
NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize("case", FOLDERS, ids=lambda path: path.name)
def test_the_findings_of_a_case_are_the_expected_ones(
    case: Path, tmp_path: Path, golden: Callable[[Path, str], None]
) -> None:
    told = (case / "_history").is_dir()
    source = committed(case, tmp_path / case.name) if told else case
    base_url = None if "PM123" in case.name else "https://example.org"
    wishes = Wishes(base_url=base_url, cache=False, history=told)
    assembly = assemble(source, wishes, NOW, tell=lambda *_: None)
    code = case.name.split("-")[0]
    found = {diagnostic.code for diagnostic in assembly.diagnostics}
    assert code == "clean" or code in found
    golden(case / "expected.txt", show_findings(assembly.diagnostics, assembly.lines, Path()))


def committed(case: Path, repository: Path) -> Path:
    """The case in a repository that has its past as the first commit, and the case itself as the second."""
    shutil.copytree(case / "_history", repository)
    commit(repository, "2024-03-08T12:00:00+00:00")
    shutil.copytree(case, repository, dirs_exist_ok=True)
    commit(repository, "2024-04-02T12:00:00+00:00")
    return repository


def test_every_code_has_a_case() -> None:
    shown = {path.name.split("-")[0] for path in FOLDERS}
    assert {entry.code for entry in TABLE} - shown == set()
