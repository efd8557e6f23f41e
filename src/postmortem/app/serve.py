"""Serve a preview: watch reports, settings and themes; show the last good site when something breaks."""

import sys
import threading
import webbrowser
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from postmortem.app.assemble import Assembly, assemble
from postmortem.app.discretion import discreet
from postmortem.app.planning import plan_assembly
from postmortem.app.revising import Revisable
from postmortem.app.show import count_findings, count_omitted, counted, show_findings
from postmortem.app.wishes import Wishes
from postmortem.diagnostics import Level, PostmortemError
from postmortem.edge.baseline import baseline_beside
from postmortem.edge.clock import now
from postmortem.edge.server import Preview, PreviewServer
from postmortem.edge.sources import scan_source
from postmortem.edge.watch import Watcher
from postmortem.model.report import Audience


@dataclass(frozen=True, slots=True)
class ServeWishes:
    """Where to serve and how to watch."""

    host: str = "127.0.0.1"
    port: int = 8000
    open_browser: bool = False
    poll: bool = False


@dataclass(slots=True)
class _Session:
    """One preview: what is shown, and what the next save can be compared with."""

    source: Path
    wishes: Wishes
    preview: Preview
    shown: bool = False
    revisable: Revisable | None = None

    def refresh(self) -> None:
        """Read what changed; show the site if it is good, or what is wrong over the last good one."""
        self.revisable = None
        try:
            assembly = assemble(self.source, self.wishes, now(), tell=_quiet)
            if not assembly.errors or not self.shown:
                plan = plan_assembly(assembly, self.source)
                self.preview.show(plan)
                self.shown = True
                if not assembly.errors and not baseline_beside(self.source).exists():
                    self.revisable = Revisable(assembly, plan)
        except PostmortemError as error:
            self.preview.show_problems("The site cannot be shown", str(error))
            _say(f"error: {error}")
            return
        if assembly.errors:
            told, elsewhere = discreet(assembly)
            shown = show_findings(told.diagnostics, told.lines, self.source, least=Level.WARNING) + elsewhere
            self.preview.show_problems(count_findings(assembly.diagnostics), shown)
        _say(_state(assembly))

    def follow(self, changed: frozenset[Path]) -> None:
        """Show what was saved: by itself if it is one report's text, else by reading everything again."""
        path = self._report_among(changed)
        if self.revisable is None or path is None:
            self.refresh()
            return
        situation = replace(self.revisable.assembly.library.situation, now=now())
        revision = self.revisable.revise(path, situation)
        if revision is None:
            self.refresh()
            return
        self.preview.show_changed(revision.files, partial(self.revisable.accept, revision))
        _say(_state(revision.assembly))

    def _report_among(self, changed: frozenset[Path]) -> str | None:
        """The report that was saved, if that is all that happened; what came and went is passed over."""
        if self.revisable is None:
            return None
        tree = self.revisable.assembly.library.tree
        names = {_below(self.source, path) for path in changed} - {None}
        told = {name for name in names if name in tree.files or (self.source / str(name)).exists()}
        (name,) = told if len(told) == 1 else (None,)
        return name if name in tree.reports and (self.source / str(name)).is_file() else None


def _below(source: Path, path: Path) -> str | None:
    """The path from the source folder, if it is one that is read."""
    if not path.is_relative_to(source.resolve()):
        return str(path)
    relative = path.relative_to(source.resolve())
    hidden = any(part.startswith((".", "_")) for part in relative.parts)
    return None if hidden else relative.as_posix()


def serve(source: Path, wishes: Wishes, where: ServeWishes) -> int:
    """Serve until interrupted; give the exit code."""
    scan_source(source)  # a folder that is not there is told before anything starts
    preview = Preview()
    note = "internal edition" if wishes.audience is Audience.INTERNAL else ""
    server = PreviewServer(preview, where.host, where.port, edition_note=note)
    local = Wishes(wishes.audience, server.url.rstrip("/"), wishes.drafts, wishes.jobs)
    session = _Session(source, local, preview)
    session.refresh()
    folders = (source.resolve(), source.resolve().parent / "themes")
    watcher = Watcher(folders, session.follow, poll=where.poll, notify=_say)
    server.start()
    watcher.start()
    _say(f"serving {server.url} (stop with Ctrl+C)")
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
