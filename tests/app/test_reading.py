"""Reading reports on several processes."""

from pathlib import Path

import pytest

from postmortem.app.build import build
from postmortem.app.wishes import BuildWishes, Wishes

EXAMPLES = Path(__file__).parents[2] / "postmortems"


def files(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_processes_that_are_no_copies_read_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, copied in (("one", True), ("fresh", False)):
        for module in ("processes", "staging"):
            monkeypatch.setattr(f"postmortem.edge.{module}.may_fork", lambda copied=copied: copied)
        wishes = Wishes(jobs=1 if copied else 2, cache=False)
        assert build(EXAMPLES, tmp_path / name, wishes, BuildWishes()) == 0
    assert files(tmp_path / "one") == files(tmp_path / "fresh")
