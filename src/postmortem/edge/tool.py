"""Which tool this is: its files and the packages beside it, for what must not outlive a change of them."""

import os
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

from postmortem.edge.shipped import shipped

_INSTALLED = ".dist-info"


@cache
def identity() -> str:
    """A digest that is another one whenever the tool, its themes, Python or a package is another."""
    parts = [sys.version, *_packages()]
    for folder in (str(Path(__file__).parent.parent), str(shipped("themes", "themes"))):
        parts += _files(folder)
    return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()


def version_of(package: str) -> str:
    """The version of an installed package, which is named in lower case, as in the name of its folder."""
    for name in _packages():
        if name.lower().startswith(f"{package}-"):
            return name[len(package) + 1 :].removesuffix(_INSTALLED)
    from importlib.metadata import version  # noqa: PLC0415 - takes a while to load

    return version(package)


@cache
def _packages() -> tuple[str, ...]:
    """Name and version of every package that can be imported; finding just ours would cost more."""
    found: list[str] = []
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208  at every start: no object for each name
        except OSError:
            continue
        found += sorted(name for name in names if name.endswith(_INSTALLED))
    return tuple(found)


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path)
            else:
                status = entry.stat()
                yield f"{entry.name} {status.st_size} {status.st_mtime_ns}"
