"""Full-text search: Pagefind, a program of its own, run on the reports' pages before they are published.

It reads HTML from a folder and writes its index to another; both are temporary. What it wrote becomes
planned files, so that the site is still published in one step.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from postmortem.diagnostics import PostmortemError
from postmortem.model.plan import PlannedFile

_INSTALL = "python -m pip install 'pagefind[bin]'"
_SECONDS = 300
# What a page says that is not its report's: who else is related, and what comes before and after.
_NOT_THE_REPORT = "nav, .state, .rail, .anchor, .related, .as-data"
# Of what it writes, the search itself; its ready-made boxes are not used.
_USED = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "*.pf_meta", "wasm.*.pagefind")
_USED_FOLDERS = ("fragment", "index")


@contextmanager
def full_text_index(
    folder: str, seconds: float = _SECONDS
) -> Iterator[Callable[[Sequence[PlannedFile], str], tuple[PlannedFile, ...]]]:
    """A function that indexes a plan's reports and gives the files to publish, as that folder of the site.

    They are read from the disk when they are rendered, and so for as long as this context lasts. Pagefind
    may take so many `seconds`. PostmortemError if it is not installed, fails, or takes longer.
    """
    if find_spec("pagefind") is None:
        raise PostmortemError(
            f"`search: pagefind` in site.yml needs a package that is not installed; install it: {_INSTALL}"
        )
    with TemporaryDirectory(prefix="postmortem-") as temporary:
        yield partial(_index, Path(temporary), folder, seconds)


def _index(
    temporary: Path, folder: str, seconds: float, plan: Sequence[PlannedFile], lang: str
) -> tuple[PlannedFile, ...]:
    pages = [file for file in plan if file.shows and file.path.endswith("/index.html")]
    if not pages:
        return ()
    site, index = temporary / "site", temporary / "index"
    for page in pages:
        path = site / page.path
        path.parent.mkdir(parents=True)
        path.write_bytes(page.render())
    _run(temporary, ["--site", str(site), "--output-path", str(index), *_options(lang)], seconds)
    found = [path for pattern in _USED for path in index.glob(pattern)]
    found += [path for name in _USED_FOLDERS for path in (index / name).iterdir()]
    return tuple(_planned(path, f"{folder}/{path.relative_to(index).as_posix()}") for path in found)


def _options(lang: str) -> list[str]:
    """All reports are one index, whatever their language: whoever searches, searches in all of them."""
    language = lang.replace("_", "-").split("-")[0].lower()
    return ["--force-language", language, "--root-selector", "main", "--exclude-selectors", _NOT_THE_REPORT]


def _planned(path: Path, where: str) -> PlannedFile:
    return PlannedFile(where, sha256(path.read_bytes()).hexdigest(), path.read_bytes)


def _run(folder: Path, options: Sequence[str], seconds: float) -> None:
    """Run Pagefind, without what the environment would set; it fails if it finds nothing to index."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    try:
        done = subprocess.run(  # noqa: S603  our own Python, and options that we wrote
            [sys.executable, "-P", "-m", "pagefind", *options],
            cwd=folder, env=environment, timeout=seconds, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, encoding="utf-8", errors="replace",
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise PostmortemError(
            f"Pagefind has not finished its index within {seconds:g} s; build again, or remove "
            "`search: pagefind` from site.yml"
        ) from error
    if done.returncode:
        raise PostmortemError(
            f"Pagefind failed ({done.returncode}), and nothing was published; if it lacks its program, "
            f"install that: {_INSTALL}. It says:\n{done.stdout.strip()}"
        )
