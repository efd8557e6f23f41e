"""A build after which a few reports' texts are others and nothing else: their files are exchanged.

What the last build kept of its plan tells where these reports stand; no other report is read. Whenever that
is not certain to give what building anew gives, None is the answer.
"""

import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

from msgspec import Struct
from msgspec.structs import replace

from postmortem.app.assemble import read_settings, rule_context
from postmortem.app.build import print_closing, print_findings
from postmortem.app.building import Building
from postmortem.app.caching import forget_changed, open_store
from postmortem.app.discretion import TELLING
from postmortem.app.examine import Examined, Situation
from postmortem.app.kept_plan import KeptPlan, keep_site, tallies
from postmortem.app.known import KnownReadings, KnownReports
from postmortem.app.library import Library
from postmortem.app.lines import SourceLines
from postmortem.app.public_lines import PublicLines
from postmortem.app.reading import Readings, basis_of, examine_file
from postmortem.app.revised_files import Edit, RevisedFiles
from postmortem.app.revising import ACROSS, Former, found_in, is_just_text
from postmortem.app.show import MOST_SHOWN, count_levels, more_findings
from postmortem.app.standing import lines_of, remember, shown_lines
from postmortem.app.theming import site_theme
from postmortem.diagnostics import Diagnostic, Level, PostmortemError
from postmortem.edge.cache.form import pack_document, pack_reading, unpack_document, unpack_reading
from postmortem.edge.cache.record import Record
from postmortem.edge.cache.seal import DamagedError
from postmortem.edge.cache.store import Row, Store, pack_words
from postmortem.edge.revise import Left, revise_site
from postmortem.model.plan import Revised
from postmortem.model.report import Audience, Document, Metadata
from postmortem.model.retraction import standing
from postmortem.render.writer import PageWriter

_MOST_CHANGED = 8  # reports; with more of them, planning the whole site is not much more


class _Change(Struct, frozen=True):
    """A report as it was and as it is, with the findings in it, and what is to be kept of it."""

    former: Former
    former_text: Document | None
    examined: Examined
    metadata: Metadata
    found: Sequence[Diagnostic]
    row: Row
    document: bytes

    @property
    def path(self) -> str:
        """The file."""
        return self.metadata.path


def amend(job: Building) -> int | None:
    """Publish what changed; the exit code, or None if the site has to be built anew."""
    record = job.record
    if record is None or not record.holds(record.basis, job.now):
        return None
    settings = read_settings(job.seen.tree, job.wishes).settings
    situation = Situation(settings, job.wishes.audience or settings.audience, job.wishes.drafts, job.now)
    store = open_store(job.source, situation.edition, job.wishes)
    try:
        # What is in the way is told by a build anew, after its findings.
        with suppress(DamagedError, PostmortemError):
            return _Amendment(job, record, situation, store).publish()
    finally:
        store.close()
    return None


class _Amendment:
    """One build of this kind. DamagedError where something is not known, or not as it was."""

    def __init__(self, job: Building, record: Record, situation: Situation, store: Store) -> None:
        self._job, self._record, self._situation, self._store = job, record, situation, store
        self._kept = KeptPlan(store, record.basis)
        self._basis = basis_of(situation)
        self._known = KnownReadings(store, self._basis, job.seen.tree.signatures)
        readings = Readings(self._known, {}, forgotten=False)
        self._library = Library(job.seen.tree, situation, store, readings)

    def publish(self) -> int | None:
        """Publish what changed, and keep it for the next build."""
        job, kept, record = self._job, self._kept.site, self._record
        changes = [self._change(path) for path in self._changed()]
        told = self._told(changes)
        left = Left(record.outputs, kept.folders, kept.copy)
        done = revise_site(self._files(changes), job.output, job.source, left)
        if done is None:
            return None
        written, left = done
        shown, spare, counts = told
        site = replace(
            kept,
            sources=dict(job.seen.tree.signatures),
            folders=dict(left.folders),
            copy=dict(left.copy),
            tallies=counts,
            spare=spare,
        )
        self._keep(changes)
        keep_site(self._store, job.seen.basis, site)
        self._store.commit()
        record = self._record_of(changes, shown, counts, left)
        remember(job.source, job.name, record)
        print_findings(record.findings, lines_of(record), job.source)
        sys.stderr.write(record.elsewhere)
        print_closing(record.summary, written=written, removed=0, seconds=time.monotonic() - job.begun)
        return 0

    def _changed(self) -> tuple[str, ...]:
        """The reports whose files are not as they were; DamagedError if there is more to it."""
        kept, seen = self._kept.site, self._job.seen
        now = seen.tree.signatures
        if kept.around != seen.around or kept.sources.keys() != now.keys():
            raise DamagedError
        paths = tuple(path for path, signature in now.items() if kept.sources[path] != signature)
        may_be = kept.fixed.isdisjoint(paths) and set(paths).issubset(seen.tree.reports)
        if not may_be or len(paths) > _MOST_CHANGED:
            raise DamagedError
        return paths

    def _change(self, path: str) -> _Change:
        former = self._kept.report(path)
        examined = examine_file(self._job.seen.tree, self._situation, path)
        metadata, text = examined.reading.metadata, examined.document
        if not is_just_text(former, examined) or metadata is None or text is None:
            raise DamagedError
        self._library.renew(examined)
        known = KnownReports(self._known, self._job.seen.tree.reports)
        found = found_in(examined, rule_context(self._library, [metadata], known))
        row, document = pack_reading(examined.reading), pack_document(text)
        if row is None or document is None or any(map(_is_more, found)):
            raise DamagedError
        kept = Row(self._job.seen.tree.signatures[path], row)
        former_text = self._former_text(path, former)
        return _Change(former, former_text, examined, metadata, found, kept, document)

    def _told(
        self, changes: Sequence[_Change]
    ) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...], dict[str, tuple[int, int]]]:
        """The findings to show, those after them, and how many there are by path."""
        counts = dict(self._kept.site.tallies)
        sequence = [*self._record.findings, *self._kept.site.spare]
        for change in changes:
            path = change.path
            is_whole = len(sequence) == _warnings(counts)
            counts.pop(path, None)
            counts |= tallies(change.found)
            if is_whole or (sequence and path <= sequence[-1].span.path):
                sequence = [d for d in sequence if d.span.path != path]
                sequence += [d for d in change.found if d.level is Level.WARNING]
                sequence.sort(key=lambda d: d.sort_key)
        total = _warnings(counts)
        if len(sequence) < min(total, MOST_SHOWN) or (total and self._job.how.strict):
            raise DamagedError
        return tuple(sequence[:MOST_SHOWN]), tuple(sequence[MOST_SHOWN : 2 * MOST_SHOWN]), counts

    def _files(self, changes: Sequence[_Change]) -> Sequence[Revised]:
        """The files that show these reports."""
        theme = site_theme(self._situation.settings, self._job.source)
        writer = PageWriter(theme, self._kept.site.frame, self._library.document)
        edits = {c.path: Edit(self._report(c.path), c.former.content, c.former_text) for c in changes}
        return list(RevisedFiles(writer, self._kept, self._report, edits))

    def _report(self, path: str) -> Metadata:
        report = self._known[path].metadata
        if report is None:
            raise DamagedError
        return standing(report)

    def _former_text(self, path: str, former: Former) -> Document | None:
        """The text that a report had, if it is known."""
        with suppress(DamagedError):
            metadata = unpack_reading(path, self._store.row(path, self._basis).data).metadata
            if metadata is not None and metadata.content == former.content:
                return unpack_document(metadata, self._store.document(path))
        return None

    def _keep(self, changes: Sequence[_Change]) -> None:
        store, seen = self._store, self._job.seen
        forget_changed(self._job.source, self._situation.edition, self._job.wishes, seen.tree.signatures)
        store.keep_documents(
            (change.path, change.document, pack_words(change.examined.texts)) for change in changes
        )
        store.keep_rows(self._basis, [(change.path, change.row) for change in changes])
        self._kept.keep_texts({change.path: change.metadata.content for change in changes})

    def _shown_lines(
        self, shown: Sequence[Diagnostic], changes: Sequence[_Change]
    ) -> dict[str, dict[int, str]]:
        """The lines to show; nothing of the site is hidden but what is never published."""
        lines: Mapping[str, Sequence[str]] = SourceLines(self._job.seen.tree)
        if self._situation.edition is not Audience.INTERNAL:
            lines = PublicLines(lines, {change.path: change.examined.reading for change in changes}, ())
        changed = {change.path for change in changes}
        known = {path: rows for path, rows in self._record.lines.items() if path not in changed}
        return shown_lines(shown, lines, known)

    def _record_of(
        self,
        changes: Sequence[_Change],
        shown: tuple[Diagnostic, ...],
        counts: Mapping[str, tuple[int, int]],
        left: Left,
    ) -> Record:
        moments = [self._record.holds_until, *(c.examined.reading.holds_until for c in changes)]
        remarks = sum(number for _, number in counts.values())
        levels: dict[Level | None, int] = {Level.WARNING: _warnings(counts), Level.INFO: remarks}
        return Record(
            basis=self._job.seen.basis,
            begun=self._job.now,
            holds_until=min((at for at in moments if at is not None), default=None),
            outputs=dict(left.files),
            findings=shown,
            lines=self._shown_lines(shown, changes),
            elsewhere=more_findings(levels[Level.WARNING] - len(shown)),
            summary=(*self._record.summary[:2], count_levels(levels)),
        )


def _is_more(finding: Diagnostic) -> bool:
    """Whether a finding is more than a build that goes on could tell of one report."""
    return finding.secret or finding.level is Level.ERROR or finding.code.startswith((*ACROSS, *TELLING))


def _warnings(counts: Mapping[str, tuple[int, int]]) -> int:
    return sum(warnings for warnings, _ in counts.values())
