"""Compiled templates are kept beside the tool's own compiled modules, and are nothing that is needed."""

import sys
from collections.abc import Mapping
from pathlib import Path
from types import CodeType

import pytest

from postmortem.edge import compiled
from postmortem.edge.compiled import kept_codes

CODE = compile("answer = 42", "page.html", "exec")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(compiled, "cache_from_source", lambda _: str(tmp_path / "compiled.pyc"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


class Compiler:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> Mapping[str, CodeType]:
        self.asked += 1
        return {"page.html": CODE}


def test_they_are_compiled_once(folder: Path) -> None:
    compiler = Compiler()
    for _ in range(3):
        assert kept_codes("a" * 64, compiler) == {"page.html": CODE}
    assert compiler.asked == 1


def test_those_of_another_theme_are_compiled_again(folder: Path) -> None:
    compiler = Compiler()
    kept_codes("a" * 64, compiler)
    kept_codes("a" * 63 + "b", compiler)
    assert compiler.asked == 2


@pytest.mark.parametrize("kept", [slice(0, -3), slice(0), slice(1, None)])
def test_a_damaged_file_is_made_anew(folder: Path, kept: slice) -> None:
    compiler = Compiler()
    kept_codes("a" * 64, compiler)
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes()[kept])
    assert kept_codes("a" * 64, compiler) == {"page.html": CODE}
    kept_codes("a" * 64, compiler)
    assert compiler.asked == 2


def test_nothing_is_written_where_python_is_told_to_write_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compiler = Compiler()
    assert kept_codes("a" * 64, compiler) == {}
    assert compiler.asked == 0
    assert not list(folder.iterdir())
