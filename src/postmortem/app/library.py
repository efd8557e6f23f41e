"""The library of one assembly: the texts of its reports, from the store, or from their files again."""

from contextlib import suppress

from msgspec import Struct, field

from postmortem.app.examine import Examined, Situation
from postmortem.app.reading import Readings, examine_file
from postmortem.diagnostics import PostmortemError
from postmortem.edge.cache.form import unpack_document
from postmortem.edge.cache.seal import DamagedError
from postmortem.edge.cache.store import Store
from postmortem.edge.sources import SourceTree
from postmortem.model.report import Document, Metadata

_MOST_RECENT = 64


class Library(Struct, frozen=True):
    """Finds texts by the path of their report. The store may lose any of them at any time."""

    tree: SourceTree
    situation: Situation
    store: Store
    readings: Readings
    _again: dict[str, Examined] = field(default_factory=dict)
    _held: dict[str, Document] = field(default_factory=dict)
    _recent: dict[str, Document] = field(default_factory=dict)

    def document(self, path: str) -> Document:
        """The report's text; PostmortemError if the file is another one by now."""
        if path in self._held:
            return self._held[path]
        reading = self.readings.by_path[path]
        if reading.metadata is None:
            raise KeyError(path)
        if reading.visible and path not in self.readings.spare:
            if path in self._recent:
                return self._recent[path]
            with suppress(DamagedError):
                return self._remembered(unpack_document(reading.metadata, self.store.document(path)))
        examined = self._examined(path, reading.metadata)
        if examined.document is None:
            raise _changed(path)
        return examined.document

    def _remembered(self, document: Document) -> Document:
        """Keep it at hand: a report's files stand beside each other in a plan, and so do a topic's feeds."""
        if len(self._recent) >= _MOST_RECENT:
            del self._recent[next(iter(self._recent))]
        self._recent[document.path] = document
        return document

    def hold(self, path: str) -> None:
        """Keep the text of a report as it is now, whatever becomes of its file and of the store."""
        with suppress(KeyError, PostmortemError):
            self._held[path] = self.document(path)

    def renew(self, examined: Examined) -> None:
        """Let what was read of one report take the place of what was known of it."""
        path = examined.reading.path
        self.readings.by_path[path] = examined.reading
        self.readings.spare[path] = examined
        self._again.pop(path, None)
        self._held.pop(path, None)
        self._recent.pop(path, None)

    def words(self, path: str) -> tuple[str, ...]:
        """What is public of a report in the edition, in words."""
        reading = self.readings.by_path[path]
        if path not in self.readings.spare:
            with suppress(DamagedError):
                return self.store.words(path)
        return self._examined(path, reading.metadata).texts

    def _examined(self, path: str, metadata: Metadata | None) -> Examined:
        """The file read again, with what was read of it the first time."""
        found = self.readings.spare.get(path) or self._again.get(path)
        if found is None:
            found = self._again[path] = examine_file(self.tree, self.situation, path)
        if found.reading.metadata is None or metadata is None:
            raise _changed(path)
        if found.reading.metadata.content != metadata.content:
            raise _changed(path)
        return found


def _changed(path: str) -> PostmortemError:
    return PostmortemError(f"`{path}` was changed while the site was being built; build again")
