"""Reading reports on several processes."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from postmortem.app.assemble import assemble
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


def test_what_two_reports_say_alike_is_one_text_in_memory(tmp_path: Path) -> None:
    wishes, moment = Wishes(jobs=1), datetime(2026, 1, 1, tzinfo=UTC)
    source = shutil.copytree(EXAMPLES, tmp_path / "postmortems")
    for _ in range(2):  # the second time, readings come from the store
        readings = assemble(source, wishes, moment, tell=lambda *_: None).readings
    findings = [finding for reading in readings.values() for finding in reading.findings]
    assert len({id(f.code) for f in findings}) == len({f.code for f in findings}) < len(findings)
    assert all(f.span.path is r.path for r in readings.values() for f in r.findings)
