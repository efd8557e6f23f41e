"""Where the cache of a source is: `.postmortem` beside it, one database for each edition."""

import atexit
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from postmortem.app.wishes import Wishes
from postmortem.edge.cache.store import Store
from postmortem.model.report import Audience

FOLDER = ".postmortem"


def cache_folder(source: Path) -> Path:
    """The folder of the cache of a source."""
    return source.resolve().parent / FOLDER


def open_store(source: Path, edition: Audience, wishes: Wishes) -> Store:
    """The store of an edition, or one for this run alone if nothing is to be kept, or can be."""
    if wishes.cache:
        folder = cache_folder(source)
        with suppress(OSError):
            folder.mkdir(exist_ok=True)
            if not (folder / ".gitignore").exists():
                (folder / ".gitignore").write_text("*\n", "utf-8")
            name = f"{edition.value}-drafts" if wishes.drafts else edition.value
            return Store(folder / f"{name}.sqlite3", _notice)
    temporary = tempfile.TemporaryDirectory(prefix="postmortem-")
    atexit.register(temporary.cleanup)
    return Store(Path(temporary.name) / "run.sqlite3", _notice)


def runs_folder(source: Path) -> Path:
    """The folder of the records of runs."""
    return cache_folder(source) / "runs"


def forget_runs(source: Path) -> None:
    """Forget what any run showed."""
    shutil.rmtree(runs_folder(source), ignore_errors=True)


def _notice(words: str) -> None:
    print(words, file=sys.stderr)  # noqa: T201  a line for whoever runs the command
