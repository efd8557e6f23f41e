"""When one report's text was saved, and nothing else: the assembly and the plan with just that.

What other pages say of the report must be as it was, and nothing about it may concern others: not its place
in an edition, nor a secret, nor a finding across reports. Then a save costs as much as the report is long.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from postmortem.app.assemble import Assembly, rule_context
from postmortem.app.examine import Examined, Situation
from postmortem.app.lines import SourceLines
from postmortem.app.reading import examine_file
from postmortem.diagnostics import Diagnostic, Level, PostmortemError
from postmortem.model.content import facts_digest
from postmortem.model.plan import PlannedFile, showing
from postmortem.model.reading import Reading
from postmortem.model.report import Document
from postmortem.rules.context import RuleContext, every_anchor
from postmortem.rules.levels import apply_levels
from postmortem.rules.table import check_references

ACROSS = ("PM118", "PM4")
"""How the codes of findings begin that concern more than one report."""


class Revision(Struct, frozen=True):
    """What a save changed: the assembly with it, the files that show it, and what was read of it."""

    assembly: Assembly
    files: tuple[PlannedFile, ...]
    examined: Examined


class Revisable:
    """An assembly with its plan, ready to be revised."""

    def __init__(self, assembly: Assembly, plan: Sequence[PlannedFile]) -> None:
        self.assembly = assembly
        self._files: Mapping[str, list[PlannedFile]] = defaultdict(list)
        for file in plan:
            for path in file.shows:
                self._files[path].append(file)
        self._contents = {report.path: report.content for report in assembly.site.reports}
        self._private = any(reading.secrets for reading in assembly.readings.values())
        self._led_to = frozenset(led_to(assembly.readings))
        self._until = assembly.holds_until

    def revise(self, path: str, situation: Situation) -> Revision | None:
        """Read a report again; None if more than its own text may be another by that."""
        assembly = self.assembly
        late = self._until is not None and situation.now >= self._until
        if self._private or late or path not in self._contents:
            return None
        examined = examine_file(assembly.library.tree, situation, path)
        if not self._is_just_text(path, examined):
            return None
        context = rule_context(assembly.library, [r for r in [examined.reading.metadata] if r])
        found = found_in(examined, context)
        if any(d.secret or d.level is Level.ERROR for d in found):
            return None
        first, last = self._place(path)
        before, after = assembly.diagnostics[:first], assembly.diagnostics[last:]
        together = (*before, *found, *after)
        contents = self._contents | {path: _content(examined)}
        return Revision(
            assembly=replace(assembly, diagnostics=together, lines=SourceLines(assembly.library.tree)),
            files=tuple(showing(file, contents) for file in self._files[path]),
            examined=examined,
        )

    def accept(self, revision: Revision) -> None:
        """Let the revision be what the next one begins from."""
        path = revision.examined.reading.path
        self.assembly = revision.assembly
        self.assembly.library.renew(revision.examined)
        self._contents[path] = _content(revision.examined)

    def _is_just_text(self, path: str, examined: Examined) -> bool:
        led_to = path in self._led_to
        try:
            text = self.assembly.library.document(path) if led_to else None
        except PostmortemError:  # its former text is not known any more
            return False
        if not is_just_text(former_of(self.assembly.readings[path], text), examined):
            return False
        first, last = self._place(path)
        return not any(
            d.level is Level.ERROR or d.secret or d.code.startswith(ACROSS)
            for d in self.assembly.diagnostics[first:last]
        )

    def _place(self, path: str) -> tuple[int, int]:
        """Where the findings in a file stand among all, which are in the order of their paths."""
        found = self.assembly.diagnostics
        return (
            bisect_left(found, path, key=lambda d: d.span.path),
            bisect_right(found, path, key=lambda d: d.span.path),
        )


def _content(examined: Examined) -> str:
    return examined.document.content if examined.document else ""


class Former(msgspec.Struct, array_like=True, frozen=True):
    """A report as it was: digests of what it said and of what others tell of it, the codes that it asked not
    to be told, and the places in it if others lead there.
    """

    content: str
    facts: str
    silent: tuple[str, ...]
    anchors: tuple[str, ...] | None


def former_of(reading: Reading, led_to: Document | None) -> Former:
    """What is to be kept of a report; `led_to` is its text if others lead to places in it."""
    metadata = reading.metadata
    anchors = every_anchor(led_to) if led_to else None
    if metadata is None:
        return Former("", "", reading.silent, anchors)
    return Former(metadata.content, facts_digest(metadata), reading.silent, anchors)


def is_just_text(former: Former, examined: Examined) -> bool:
    """Whether a file now differs from what it was in nothing that any other page tells."""
    now, document = examined.reading, examined.document
    if not now.visible or now.secrets or now.metadata is None or document is None:
        return False
    if former.silent != now.silent or former.facts != facts_digest(now.metadata):
        return False
    return former.anchors is None or former.anchors == every_anchor(document)


def led_to(readings: Mapping[str, Reading]) -> Iterable[str]:
    """The reports to whose places others lead."""
    for reading in readings.values():
        for link in reading.metadata.links if reading.metadata else ():
            path, mark, _ = link.target.partition("#")
            if mark and path:
                yield path


def found_in(examined: Examined, context: RuleContext) -> list[Diagnostic]:
    """The findings in one report, with their levels, in order."""
    reading = examined.reading
    found = list(reading.findings)
    if reading.metadata is not None:
        found += check_references(reading.metadata, context)
    leveled = apply_levels(found, context.settings, {reading.path: frozenset(reading.silent)})
    return sorted(set(leveled), key=lambda d: d.sort_key)
