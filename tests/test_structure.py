"""The shape of the project, held by tests: layers, sizes, mirrored tests, documented codes."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from postmortem.codes import TABLE

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "postmortem"
MODULES = sorted(SOURCE.rglob("*.py"))
LAYERS = ("app", "edge", "parse", "rules", "render", "model", "packed")
FORBIDDEN_NAMES = {"utils", "helpers", "manager", "base", "core", "misc", "common"}
# Modules over 250 lines, each with its reason. The hard stop is 400.
LONG_MODULES: dict[str, str] = {}


def test_imports_point_down_only() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_is_short_and_says_what_it_is(module: Path) -> None:
    text = module.read_text("utf-8")
    name = str(module.relative_to(SOURCE))
    assert len(text.splitlines()) <= (400 if name in LONG_MODULES else 250)
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a module begins with a sentence that says what it is"
    assert module.stem not in FORBIDDEN_NAMES
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= 40, f"{node.name} has {length} lines"


def test_tests_mirror_the_source() -> None:
    for layer in LAYERS:
        for test in (ROOT / "tests" / layer).rglob("test_*.py"):
            mirrored = SOURCE / layer / test.relative_to(ROOT / "tests" / layer).parent
            name = test.stem.removeprefix("test_")
            exists = (mirrored / f"{name}.py").exists() or (mirrored / name).is_dir()
            assert exists, f"{test.relative_to(ROOT)} mirrors no module"


def test_every_layer_has_tests() -> None:
    for layer in LAYERS:
        assert list((ROOT / "tests" / layer).rglob("test_*.py")), f"tests/{layer} is empty"


def test_every_code_has_a_page_and_no_page_is_left_over() -> None:
    pages = {path.stem for path in (ROOT / "docs" / "reference" / "codes").glob("PM*.md")}
    assert pages == {entry.code for entry in TABLE}


def test_a_page_names_its_code_and_has_all_parts() -> None:
    for entry in TABLE:
        page = (ROOT / "docs" / "reference" / "codes" / f"{entry.code}.md").read_text("utf-8")
        assert page.startswith(f"# {entry.code} {entry.name}\n")
        for heading in ("## What it checks", "## Why", "## Example", "## Write instead"):
            assert heading in page, f"{entry.code} lacks {heading}"
        words = " ".join(page.lower().replace("**", "").split())
        assert f"level: {entry.level.word}" in words, f"{entry.code} names another level"


def test_no_code_is_used_that_the_table_does_not_have() -> None:
    import re

    known = {entry.code for entry in TABLE}
    used = {code for module in MODULES for code in re.findall(r'"(PM\d{3})"', module.read_text("utf-8"))}
    assert used <= known
    assert known <= used


def test_the_top_level_holds_only_what_was_agreed() -> None:
    agreed = {
        "postmortems", "src", "themes", "tests", "docs", "pyproject.toml", "constraints.txt",
        "README.md", "CHANGELOG.md", "LICENSE", "Makefile",
    }  # fmt: skip
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    names = {line.split("/")[0] for line in done.stdout.split("\0") if line}
    assert {name for name in names if not name.startswith(".")} <= agreed
