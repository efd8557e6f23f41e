"""What is known of reports from the cache, read one by one when it is wanted."""

from collections.abc import Iterator, Mapping, Sequence

from postmortem.edge.cache.form import unpack_reading
from postmortem.edge.cache.seal import DamagedError
from postmortem.edge.cache.store import Store
from postmortem.model.reading import Reading
from postmortem.model.report import Metadata


class KnownReadings(dict[str, Reading]):
    """The readings that are needed, from the store; DamagedError for a report that is not as it was read."""

    def __init__(self, store: Store, basis: str, signatures: Mapping[str, str]) -> None:
        super().__init__()
        self._store, self._basis, self._signatures = store, basis, signatures

    def __missing__(self, path: str) -> Reading:
        row = self._store.row(path, self._basis)
        if row.signature != self._signatures.get(path):
            raise DamagedError
        self[path] = unpack_reading(path, row.data)
        return self[path]


class KnownReports(Mapping[str, Metadata]):
    """The reports of a site, each known when it is asked for."""

    def __init__(self, known: KnownReadings, reports: Sequence[str]) -> None:
        self._known, self._reports = known, frozenset(reports)

    def __getitem__(self, path: str) -> Metadata:
        """The report of that path; KeyError if that is none."""
        metadata = self._known[path].metadata if path in self._reports else None
        if metadata is None:
            raise KeyError(path)
        return metadata

    def __iter__(self) -> Iterator[str]:
        """Every path."""
        return iter(self._reports)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._reports)
