"""Where the cache of a source is: `.postmortem` beside it, one database for each edition."""

import atexit
import sys
from collections.abc import Mapping
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
    folder = cache_folder(source)
    if wishes.cache and not folder.is_symlink():  # a link would have us write elsewhere
        with suppress(OSError):
            folder.mkdir(exist_ok=True)
            if not (folder / ".gitignore").exists():
                (folder / ".gitignore").write_text("*\n", "utf-8")
            return Store(folder / _name(edition, drafts=wishes.drafts), _notice)
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - seldom, and it takes a while to load

    temporary = TemporaryDirectory(prefix="postmortem-")
    atexit.register(temporary.cleanup)
    return Store(Path(temporary.name) / "run.sqlite3", _notice)


def runs_folder(source: Path) -> Path | None:
    """The folder of the records of runs; None if there can be none."""
    folder = cache_folder(source)
    return None if folder.is_symlink() else folder / "runs"


def forget_runs(source: Path) -> None:
    """Forget what any run showed."""
    folder = runs_folder(source)
    if folder is not None:
        from shutil import rmtree  # noqa: PLC0415 - seldom, and it takes a while to load

        rmtree(folder, ignore_errors=True)


def forget_changed(source: Path, edition: Audience, wishes: Wishes, signatures: Mapping[str, str]) -> None:
    """Forget in this audience's other database what is not as it was read: it may be internal by now."""
    folder = cache_folder(source)
    own = _name(edition, drafts=wishes.drafts)
    other = folder / _name(edition, drafts=not wishes.drafts)
    if wishes.cache and not folder.is_symlink() and other.name != own and other.is_file():
        store = Store(other, _notice)
        if store.keep_only(store.unchanged(signatures)):
            forget_runs(source)
        store.close()


def _name(edition: Audience, *, drafts: bool) -> str:
    return f"{edition.value}{'-drafts' if drafts else ''}.sqlite3"


def _notice(words: str) -> None:
    print(words, file=sys.stderr)  # noqa: T201  a line for whoever runs the command
