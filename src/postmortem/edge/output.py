"""Whether a folder may be used as the output: nothing of the user's must be lost by publishing into it.

The output belongs to the tool and says so by its manifest; what the tool may never take over is the source,
the home folder, the file system's root, a folder with other contents, the folder somebody is working in.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from postmortem.diagnostics import OutputError
from postmortem.edge.generation import read_generation
from postmortem.edge.manifest import INCOMING, MANIFEST, read_manifest

_CHOOSE = "choose another folder with --output"


@contextmanager
def output_errors(output: Path) -> Iterator[None]:
    """Turn what the system refuses into an OutputError that names the file and the reason."""
    try:
        yield
    except OSError as error:
        where = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else str(output)
        raise OutputError(
            f"cannot write the site: `{where}`: {error.strerror or error}; put that right and build again"
        ) from error


def resolve_output(output: Path) -> Path:
    """The folder that `output` stands for, links followed; OutputError if they lead nowhere."""
    try:
        nowhere = output.is_symlink() and not output.exists()
        target = output.resolve()
    except (OSError, RuntimeError) as error:  # links in a circle are a RuntimeError up to Python 3.12
        raise OutputError(f"the output `{output}` cannot be found ({error}); {_CHOOSE}") from error
    if nowhere:
        raise OutputError(f"the output `{output}` is a link to nowhere; remove it, or {_CHOOSE}")
    return target


def check_output(output: Path, source: Path) -> None:
    """OutputError, saying what is wrong and what to do, if the site cannot go to `output`."""
    target = check_place(output, source)
    if target.exists():
        _check_content(output, target)


def check_place(output: Path, source: Path) -> Path:
    """The folder that `output` stands for; OutputError if no site can go there, whatever it holds."""
    target = resolve_output(output)
    _check_place(output, target, source.resolve())
    _check_access(output, target)
    return target


def _check_place(output: Path, target: Path, source: Path) -> None:
    if _same(target, source):
        raise OutputError(f"the output `{output}` is the folder of the reports themselves; {_CHOOSE}")
    if _lies_in(target, source):
        raise OutputError(f"the output `{output}` lies inside the folder of the reports; {_CHOOSE}")
    if _lies_in(source, target):
        raise OutputError(f"the output `{output}` holds the folder of the reports; {_CHOOSE}")
    if target == target.parent:
        raise OutputError(f"the output `{output}` is the root of the file system; {_CHOOSE}")
    home = _home()
    if home and (_same(target, home) or _lies_in(home, target)):
        raise OutputError(f"the output `{output}` is the home folder or holds it; {_CHOOSE}")


def _same(one: Path, other: Path) -> bool:
    """Whether both are one folder, also where it has several names (case, a second mount)."""
    try:
        return one == other or one.samefile(other)
    except OSError:
        return False


def _lies_in(inner: Path, outer: Path) -> bool:
    return any(_same(parent, outer) for parent in inner.parents)


def _home() -> Path | None:
    try:
        return Path.home().resolve()
    except (OSError, RuntimeError):
        return None


def _check_content(output: Path, target: Path) -> None:
    if not target.is_dir():
        raise OutputError(f"the output `{output}` is a file, not a folder; remove it, or {_CHOOSE}")
    try:
        names = {entry.name for entry in target.iterdir()} - {INCOMING}
        if names and MANIFEST not in names:
            raise OutputError(
                f"the output `{output}` is not empty and was not made by postmortem, so nothing in it is"
                f" touched; empty it, or {_CHOOSE}"
            )
        read_manifest(target)
        foreign = read_generation(target).foreign if are_in(target) else ()
    except OSError as error:
        raise OutputError(f"the output `{output}` cannot be read ({error}); {_CHOOSE}") from error
    if foreign:
        raise OutputError(
            f"the output `{output}` is the folder you are in, and holds files that are not the site's,"
            f" such as `{min(foreign)}`; go to another folder, or {_CHOOSE}"
        )


def are_in(target: Path) -> bool:
    """Whether this process works in that folder or below it."""
    try:
        here = Path.cwd()
    except OSError:  # it has been removed
        return False
    return _same(here, target) or _lies_in(here, target)


def _check_access(output: Path, target: Path) -> None:
    """The next site is prepared beside the output, so that is where writing must be allowed."""
    parent = next(folder for folder in target.parents if os.path.lexists(folder))
    if not parent.is_dir():
        raise OutputError(f"the output `{output}` cannot be made: `{parent}` is a file; {_CHOOSE}")
    if not os.access(parent, os.W_OK | os.X_OK):
        raise OutputError(
            f"the output `{output}` cannot be made: the next site is prepared beside it, but writing to"
            f" `{parent}` is not allowed; allow it, or {_CHOOSE}"
        )
