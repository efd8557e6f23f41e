"""The files that show a few reports with other texts, from what was kept of the plan that they stand in.

A feed is a line of items, made of one report each: where only texts changed, all of it but their items are
the bytes that are published. So these are taken over, and only where that cannot be are other reports read.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from postmortem.app.kept_plan import KeptChannel, KeptEntry, KeptPlan
from postmortem.edge.cache.seal import DamagedError
from postmortem.model.plan import PlannedFile, Revised, showing
from postmortem.model.report import Document, Metadata
from postmortem.render.feeds import FeedEntry, exchanged
from postmortem.render.report_files import report_files
from postmortem.render.writer import PageWriter


class Edit(Struct, frozen=True):
    """A report with another text; `former` is the digest of the one it had, and that text if it is known."""

    report: Metadata
    former: str
    former_text: Document | None


class RevisedFiles:
    """Plans the files of edits, which are by path. `reports` gives every report of the site."""

    def __init__(
        self,
        writer: PageWriter,
        kept: KeptPlan,
        reports: Callable[[str], Metadata],
        edits: Mapping[str, Edit],
    ) -> None:
        self._writer, self._kept, self._reports, self._edits = writer, kept, reports, edits
        self._former = {path: edit.former for path, edit in edits.items()}
        self._entries: dict[str, FeedEntry] = {}

    def __iter__(self) -> Iterator[Revised]:
        """Every file that shows one of the reports. DamagedError where not enough is known."""
        feeds: dict[str, None] = {}
        for path, edit in self._edits.items():
            folders = self._kept.place(path)[1]
            for file in report_files(self._writer, edit.report, self._kept.place_of):
                yield Revised(file, showing(file, self._former).fingerprint)
            feeds |= dict.fromkeys(folders)
        for folder in feeds:
            yield from self._feed(folder)

    def _feed(self, folder: str) -> Iterator[Revised]:
        """The feed of that folder in each of its formats."""
        kept = self._kept.channel(folder)
        former = {entry.path: entry.content for entry in kept.entries}
        contents = {path: self._content(path, content) for path, content in former.items()}
        edited = [entry for entry in kept.entries if entry.path in self._edits]
        for name, frame in kept.frames.items():
            file = PlannedFile(
                path=folder + name,
                fingerprint=frame,
                render=partial(self._rendered, folder, name, kept),
                shows=tuple(former),
            )
            remade = partial(self._remade, name, edited, full=kept.channel.full)
            yield Revised(showing(file, contents), showing(file, former).fingerprint, remade)

    def _content(self, path: str, former: str) -> str:
        edit = self._edits.get(path)
        return edit.report.content if edit else former

    def _remade(self, name: str, edited: Sequence[KeptEntry], former: bytes, *, full: bool) -> bytes | None:
        """A feed's file made from its former bytes; None if that cannot be."""
        items = []
        for kept in edited:
            entry, text = self._entry(kept), self._edits[kept.path].former_text
            if text is None:
                return None
            now = self._writer.documents(kept.path)
            before, after = (self._writer.feed_item(name, entry, d, full=full) for d in (text, now))
            items.append((before, after))
        return exchanged(former, items)

    def _rendered(self, folder: str, name: str, kept: KeptChannel) -> bytes:
        """A feed's file with every report in it rendered."""
        channel = replace(kept.channel, entries=tuple(map(self._entry, kept.entries)))
        file = next(file for file in self._writer.feeds(folder, channel) if file.path == folder + name)
        if file.frame != kept.frames[name]:
            raise DamagedError
        return file.render()

    def _entry(self, kept: KeptEntry) -> FeedEntry:
        if kept.path not in self._entries:
            around = self._kept.place(kept.path)[0].elsewhere
            digest = self._writer.fingerprints.plain(around)
            report = self._reports(kept.path)
            self._entries[kept.path] = FeedEntry(kept.guid, kept.published, digest, report, around)
        return self._entries[kept.path]
