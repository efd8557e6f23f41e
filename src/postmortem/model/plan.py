"""A site is a plan: every file it consists of, each with a way to make it when it is wanted.

`path` is POSIX and relative to the site's root (`reports/x/index.html`); `fingerprint` is a hex
digest of everything the bytes depend on, so that equal fingerprints mean equal bytes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file of the site; `render` may be called any number of times and gives the same bytes.

    `inspect` is there if bytes from an earlier build must be looked through before they are published again.
    """

    path: str
    fingerprint: str
    render: Callable[[], bytes] = field(compare=False)
    inspect: Callable[[bytes], None] | None = field(compare=False, default=None)


@dataclass(frozen=True, slots=True)
class AssetFile:
    """A source file that is published as it is: a hex digest of its bytes and a way to get them."""

    digest: str
    read: Callable[[], bytes] = field(compare=False)
