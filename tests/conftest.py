"""What all tests share: golden files, and a quick way to make a folder of reports."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

Files = Callable[[Mapping[str, str | bytes]], Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write expected outputs anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a file, or write the file when asked to."""
    update: bool = request.config.getoption("--update-golden")

    def compare(file: Path, text: str) -> None:
        if update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
        assert file.exists(), f"{file} is missing; run with --update-golden and look at what it writes"
        assert text == file.read_text("utf-8")

    return compare


@pytest.fixture
def source(tmp_path: Path) -> Files:
    """Write files into a new source folder and give it."""

    def write(files: Mapping[str, str | bytes]) -> Path:
        root = tmp_path / "postmortems"
        root.mkdir(exist_ok=True)
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return write


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a case of bytes by its argument: what is packed has the time in it, another in each process."""
    return argname if isinstance(val, bytes) else None
