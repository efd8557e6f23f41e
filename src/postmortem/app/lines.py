"""The lines of source files, read when somebody wants to show them."""

from collections.abc import Iterator, Mapping, Sequence

from postmortem.edge.sources import SourceTree, read_source
from postmortem.parse.source import lines_of


class SourceLines(Mapping[str, Sequence[str]]):
    """Source path to lines, for every file of a tree; a file that cannot be read has none."""

    def __init__(self, tree: SourceTree) -> None:
        self._tree = tree
        self._read: dict[str, Sequence[str]] = {}

    def __getitem__(self, path: str) -> Sequence[str]:
        """The lines of that file."""
        if path not in self._tree.files:
            raise KeyError(path)
        if path not in self._read:
            self._read[path] = lines_of(read_source(self._tree, path)[0])
        return self._read[path]

    def __iter__(self) -> Iterator[str]:
        """Every path."""
        return iter(self._tree.files)

    def __len__(self) -> int:
        """How many files there are."""
        return len(self._tree.files)
