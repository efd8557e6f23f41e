"""A wheel carries all that the command needs: built, installed in a new environment, used from elsewhere."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, timeout=300)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    constraints = ["--constraint", str(ROOT / "constraints.txt")]
    subprocess.run([*install, *constraints, str(wheel)], check=True, capture_output=True, timeout=600)
    return folder / "env" / "bin" / "postmortem"


def run(command: Path, where: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(command), *arguments], cwd=where, capture_output=True, text=True, check=False, timeout=120
    )


def test_a_first_report_is_written_checked_and_built_outside_the_repository(
    command: Path, tmp_path: Path
) -> None:
    assert run(command, tmp_path, "new", "Database reset").returncode == 0
    checked = run(command, tmp_path, "check")
    assert checked.returncode == 0, checked.stdout
    built = run(command, tmp_path, "build")
    assert built.returncode == 0, built.stderr
    assert "1 left out: 1 draft" in built.stdout
    (draft,) = (tmp_path / "postmortems").glob("*database-reset.md")
    built = run(command, tmp_path, "build", "--drafts")
    assert built.returncode == 0, built.stderr
    page = tmp_path / "site" / "reports" / draft.stem / "index.html"
    assert "Database reset" in page.read_text("utf-8")
    assert list((tmp_path / "site" / "assets").glob("*.css"))


def test_explain_works_from_a_wheel(command: Path, tmp_path: Path) -> None:
    done = run(command, tmp_path, "explain", "PM203")
    assert done.returncode == 0
    assert done.stdout.startswith("# PM203")
