"""Check reports of which something changed: read and plan everything, and record what was found."""

from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from postmortem.app.assemble import Assembly, assemble
from postmortem.app.baseline import marked, record
from postmortem.app.planning import plan_assembly
from postmortem.app.show import count_findings, counted, exit_code
from postmortem.app.standing import Look, shown_lines
from postmortem.app.wishes import Wishes
from postmortem.edge import terminal
from postmortem.edge.baseline import baseline_beside
from postmortem.edge.cache.record import Record
from postmortem.edge.clock import now
from postmortem.edge.manifest import check_plan


def read_all(source: Path, wishes: Wishes, seen: Look, moment: datetime) -> tuple[Assembly, Record]:
    """What is found now, and the record of it, which may be kept if the edition leaves nothing out."""
    progress = terminal.Progress()
    assembly = assemble(source, replace(wishes, history=True), moment, tell=progress, tree=seen.tree)
    progress.close()
    found = assembly.diagnostics
    summary = f"{count_findings(found)} in {counted(assembly.checked, 'report')}{_of_baseline(assembly)}"
    return assembly, Record(
        basis="" if any(r.secrets for r in assembly.readings.values()) else seen.basis,
        begun=moment,
        holds_until=assembly.holds_until,
        outputs={},
        findings=found,
        lines=shown_lines(found, assembly.lines),
        elsewhere="",
        summary=(summary,),
    )


def see_if_it_can_be_planned(assembly: Assembly, source: Path) -> None:
    """PostmortemError for what a build would refuse before it writes."""
    check_plan(plan_assembly(assembly, source).files)


def record_baseline(source: Path, wishes: Wishes) -> int:
    """Write all findings of today to the baseline; give 1 if there are errors that none can hold, else 0."""
    progress = terminal.Progress()
    wishes = replace(wishes, history=True)
    assembly = assemble(source, replace(wishes, ignore_baseline=True), now(), tell=progress)
    progress.close()
    file = wishes.baseline or baseline_beside(source)
    recorded = record(marked(assembly.diagnostics, assembly.lines), file)
    print(f"wrote {counted(recorded, 'finding')} to {_shown(file)}")  # noqa: T201  the closing line
    return exit_code(assemble(source, wishes, now(), tell=lambda *_: None).diagnostics, strict=False)


def _of_baseline(assembly: Assembly) -> str:
    return f"; {counted(assembly.known, 'known finding')} in the baseline" if assembly.known else ""


def _shown(file: Path) -> str:
    return file.relative_to(Path.cwd()).as_posix() if file.is_relative_to(Path.cwd()) else file.as_posix()
