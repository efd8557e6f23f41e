"""Compiled templates of shipped themes, kept beside the tool's own compiled modules.

They are code, so they lie where Python keeps ours and nowhere else: who can write there can change the tool
itself. The cache beside a source is from anywhere, and holds none. Nothing is kept where the tool's folder
cannot be written to, or where Python is told to write no compiled modules.
"""

import marshal
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType

from postmortem.edge.cache.seal import sealed, unsealed
from postmortem.edge.tool import identity
from postmortem.edge.tree import put_file

Codes = Mapping[str, CodeType]


def kept_codes(digest: str, compiled: Callable[[], Codes]) -> Codes:
    """The compiled templates of a theme of that digest; they are `compiled` and kept if they are not yet."""
    try:
        folder = Path(cache_from_source(__file__)).parent
    except NotImplementedError:  # a Python without such files
        return {}
    key = f"{digest}\0{identity()}\0{sys.implementation.cache_tag}"
    file = folder / f"templates-{digest[:16]}.bin"
    with suppress(OSError, ValueError, EOFError, TypeError):
        codes: Codes = marshal.loads(unsealed(key, file.read_bytes()))  # noqa: S302  see the module's docstring
        return codes
    if sys.dont_write_bytecode or not os.access(folder, os.W_OK):
        return {}
    codes = compiled()
    with suppress(OSError):
        put_file(file, sealed(key, marshal.dumps(dict(codes))), mode=0o644)
    return codes
