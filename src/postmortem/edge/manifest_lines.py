"""The lines of a manifest, of which a few are looked up and exchanged without reading the others.

It is for the bytes that `render_manifest` gave: one file a line, in the order of their paths.
"""

import json
from bisect import bisect_left

import msgspec

from postmortem.edge.manifest import Entry, render_entry

_FILES = b'"files": {'
_HEAD = 3  # lines before which the files begin, unless there is an earlier generation
_FOOT = 4  # lines behind the last file, with the empty one at the end
_BEHIND_PATH = b': {"fingerprint"'


class ManifestLines:
    """The lines of one manifest. Of one with an earlier generation, or of other bytes, no file is known."""

    def __init__(self, data: bytes) -> None:
        self._lines = data.split(b"\n")
        self._last = max(len(self._lines) - _FOOT, 0)
        head = self._lines[: min(_HEAD, self._last)]
        self._first = head.index(_FILES) + 1 if _FILES in head else self._last

    def entry(self, path: str) -> Entry | None:
        """The entry of a file."""
        try:
            at = self._place(path)
            line = self._lines[at].removesuffix(b",") if at < self._last else b""
            return msgspec.json.decode(b"{%b}" % line, type=dict[str, Entry]).get(path)
        except ValueError:
            return None

    def put(self, path: str, entry: Entry) -> None:
        """Let a file that has an entry have another one."""
        at = self._place(path)
        comma = b"," if self._lines[at].endswith(b",") else b""
        self._lines[at] = render_entry(path, entry).encode("ascii") + comma

    def joined(self) -> bytes:
        """The manifest as it is now."""
        return b"\n".join(self._lines)

    def _place(self, path: str) -> int:
        """The number of the line that a file has, or would have."""
        return bisect_left(self._lines, path, self._first, self._last, key=_path_of)


def _path_of(line: bytes) -> str:
    return str(json.loads(line.partition(_BEHIND_PATH)[0]))
