"""Git repositories that tests make, apart from the settings of whoever runs them."""

import os
import subprocess
from pathlib import Path

ALONE = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
       for what, value in (("NAME", "A"), ("EMAIL", "a@example.org"))},
}  # fmt: skip


def git(folder: Path, *arguments: str, **more: str) -> str:
    """What git prints."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", "-C", folder, *arguments],
        env=environment | ALONE | more, check=True, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    return done.stdout


def commit(folder: Path, moment: str) -> None:
    """Commit everything in a folder at a moment; the first time this makes it a repository."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    git(folder, "commit", "--quiet", "--message", "A change", **dates)
