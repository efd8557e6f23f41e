"""The file of known findings: written in order, read with suspicion."""

import json
from pathlib import Path

import pytest

from postmortem.diagnostics import OutputError, SourceError
from postmortem.edge.baseline import Known, read_baseline, write_baseline


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    known = [Known("b.md", "PM201", "22"), Known("ä.md", "PM205", "33"), Known("a.md", "PM201", "11")]
    assert write_baseline(file, known) == 3
    assert read_baseline(file) == {"11", "22", "33"}
    assert [entry["path"] for entry in json.loads(file.read_text("utf-8"))["findings"]] == [
        "a.md",
        "b.md",
        "ä.md",
    ]


def test_the_order_of_findings_changes_no_byte(tmp_path: Path) -> None:
    known = [Known(path, "PM201", path) for path in "cab"]
    write_baseline(tmp_path / "one", known)
    write_baseline(tmp_path / "two", reversed(known))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no baseline `.*nothing`.*--write-baseline"):
        read_baseline(tmp_path / "nothing")


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "null", "7", '{"schema": 2, "findings": []}', '{"schema": 1}'),
        '{"schema": 1, "findings": {}}',
        '{"schema": 1, "findings": [7]}', '{"schema": 1, "findings": [{}]}', "[" * 100_000,
        '{"schema": 1, "findings": [{"fingerprint": ["a"]}]}', "\xff\xfe",
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "known.json"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(SourceError, match=r"known\.json.*--write-baseline"):
        read_baseline(file)


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_baseline(tmp_path)
    with pytest.raises(OutputError, match="cannot be written"):
        write_baseline(tmp_path, [])
