"""Serve a preview: watch reports, settings and themes; show the last good site when something breaks."""

import gc
import sys
import threading
import webbrowser
from collections.abc import Collection, Iterable
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from postmortem.app.assemble import Assembly, assemble
from postmortem.app.discretion import discreet
from postmortem.app.library import Library
from postmortem.app.planning import plan_assembly
from postmortem.app.revising import Revisable, Revision
from postmortem.app.show import count_findings, count_omitted, counted, show_findings
from postmortem.app.wishes import Wishes
from postmortem.diagnostics import Level, PostmortemError
from postmortem.edge.baseline import baseline_beside
from postmortem.edge.clock import now
from postmortem.edge.server import Preview, PreviewServer
from postmortem.edge.sources import scan_source
from postmortem.edge.watch import Watcher
from postmortem.model.report import Audience


class ServeWishes(Struct, frozen=True):
    """Where to serve and how to watch."""

    host: str = "127.0.0.1"
    port: int = 8000
    open_browser: bool = False
    poll: bool = False


class Session(Struct):
    """One preview: what is shown, and what the next save can be compared with.

    `seen` are the files of all reports that it showed at some time, and that have not been hidden since.
    """

    source: Path
    wishes: Wishes
    preview: Preview
    shown: Library | None = None
    seen: frozenset[str] = frozenset()
    revisable: Revisable | None = None

    @property
    def searches_titles_only(self) -> bool:
        """Whether the site itself has a full-text search, which a preview leaves out."""
        return self.shown is not None and self.shown.situation.settings.full_text

    def refresh(self, changed: Iterable[str] = ()) -> None:
        """Read everything; show the site if it is good, or what is wrong over the last good one.

        That one is still shown with what its reports said when it was: those that `changed` too.
        """
        self.revisable = None
        if self.shown is not None:
            for path in changed:
                self.shown.hold(path)
        try:
            assembly = assemble(self.source, self.wishes, now(), tell=_quiet)
            read = {path: r for path, r in assembly.readings.items() if r.metadata is not None}
            self.seen -= {path for path, reading in read.items() if not reading.visible}
            if not assembly.errors or not self.shown:
                plan = plan_assembly(assembly, self.source).files
                self.preview.show(plan)
                self.shown = assembly.library
                self.seen |= {path for path, reading in assembly.readings.items() if reading.visible}
                if not assembly.errors and not baseline_beside(self.source).exists():
                    self.revisable = Revisable(assembly, plan)
        except PostmortemError as error:
            self.preview.show_problems("The site cannot be shown", str(error))
            _say(f"error: {error}")
            return
        if assembly.errors:
            self._tell_problems(assembly)
        _say(_state(assembly))
        _settle_memory()

    def _tell_problems(self, assembly: Assembly) -> None:
        """Say over the page what keeps it back, and in its head where the first error is."""
        told, elsewhere = discreet(assembly, self.seen)
        found = sorted(told.diagnostics, key=lambda found: -(found.level or 0))
        shown = show_findings(found, told.lines, self.source, least=Level.WARNING) + elsewhere
        places = (f": {d.span.path}:{d.span.line}" for d in found if d.level is Level.ERROR)
        self.preview.show_problems(count_findings(assembly.diagnostics) + next(places, ""), shown)

    def follow(self, changed: frozenset[Path]) -> None:
        """Show what was saved: by itself if it is one report's text, else by reading everything again."""
        paths = {self._named(path) for path in changed} - {""}
        revision = self._revision(paths)
        if self.revisable is None or revision is None:
            self.refresh(paths)
            return
        self.preview.show_changed(revision.files, partial(self.revisable.accept, revision))
        _say(_state(revision.assembly))

    def _revision(self, paths: Collection[str]) -> Revision | None:
        """What a save changed, if that of one report is all that happened; what came and went is nothing."""
        if self.revisable is None:
            return None
        library = self.revisable.assembly.library
        told = [p for p in paths if p in library.tree.files or (self.source / p).exists()]
        if len(told) != 1 or not (self.source / told[0]).is_file():
            return None
        return self.revisable.revise(told[0], replace(library.situation, now=now()))

    def _named(self, path: Path) -> str:
        """The path from the source folder; empty for what is not read, itself if it lies elsewhere."""
        if not path.is_relative_to(self.source.resolve()):
            return str(path)
        relative = path.relative_to(self.source.resolve())
        hidden = any(part.startswith((".", "_")) for part in relative.parts)
        return "" if hidden else relative.as_posix()


def _settle_memory() -> None:
    """Let tidying memory pass over what a whole site holds: it would hold up every few saves."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def serve(source: Path, wishes: Wishes, where: ServeWishes) -> int:
    """Serve until interrupted; give the exit code."""
    scan_source(source)  # a folder that is not there is told before anything starts
    preview = Preview()
    note = "internal edition" if wishes.audience is Audience.INTERNAL else ""
    server = PreviewServer(preview, where.host, where.port, edition_note=note)
    local = Wishes(wishes.audience, server.url.rstrip("/"), wishes.drafts, wishes.jobs)
    session = Session(source, local, preview)
    session.refresh()
    folders = (source.resolve(), source.resolve().parent / "themes")
    watcher = Watcher(folders, session.follow, poll=where.poll, notify=_say)
    server.start()
    watcher.start()
    _say(f"serving {server.url} (stop with Ctrl+C)")
    if session.searches_titles_only:
        _say(
            "the preview searches titles and summaries; the full texts can be searched in what `build` writes"
        )
    if where.open_browser:
        webbrowser.open(server.url)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        _say("stopped")
    finally:
        watcher.stop()
        server.stop()
    return 0


def _state(assembly: Assembly) -> str:
    parts = [
        f"{assembly.site.edition.value} site of {counted(len(assembly.site.reports), 'report')}",
        count_omitted(assembly.omitted),
        count_findings(assembly.diagnostics) if assembly.diagnostics else "",
    ]
    return "; ".join(part for part in parts if part)


def _quiet(_what: str, _done: int, _total: int) -> None:
    """Show no progress: a preview is read again at every save."""


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201  notices of a running preview
