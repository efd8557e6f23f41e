"""A site is a plan: every file it consists of, each with a way to make it when it is wanted.

`path` is POSIX and relative to the site's root (`reports/x/index.html`); `fingerprint` is a hex
digest of everything the bytes depend on, so that equal fingerprints mean equal bytes.
"""

from collections.abc import Callable, Mapping
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace


class PlannedFile(Struct, frozen=True, gc=False):
    """One file of the site; `render` may be called any number of times and gives the same bytes.

    `shows` are the source paths of the reports whose text it holds, and `frame` is a fingerprint of all else.
    `inspect` is there if bytes from an earlier build must be looked through before they are published again.
    """

    path: str
    fingerprint: str
    render: Callable[[], bytes]
    shows: tuple[str, ...] = ()
    frame: str = ""
    inspect: Callable[[bytes], None] | None = None


def showing(file: PlannedFile, contents: Mapping[str, str]) -> PlannedFile:
    """The file with its fingerprint while the texts that it shows have these content digests, by path."""
    frame = file.frame or file.fingerprint
    texts = "".join(f"\0{contents[path]}" for path in file.shows)
    return replace(file, frame=frame, fingerprint=sha256(f"{frame}{texts}".encode()).hexdigest())


class Revised(Struct, frozen=True):
    """A file that takes the place of its former self, which had the fingerprint `former`.

    `remade` gives the bytes of the file from those of its former self, or None where it has to be rendered.
    """

    file: PlannedFile
    former: str
    remade: Callable[[bytes], bytes | None] | None = None


class AssetFile(Struct, frozen=True):
    """A source file that is published as it is: a hex digest of its bytes and a way to get them.

    `size` is the width and height of a picture in pixels, as far as they are known.
    """

    digest: str
    read: Callable[[], bytes]
    size: tuple[int, int] | None = None
