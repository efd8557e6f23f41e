"""Check a folder of reports: read everything, show every finding, write nothing."""

import sys
from dataclasses import replace
from pathlib import Path

from postmortem.app.assemble import Assembly, assemble
from postmortem.app.baseline import marked, record
from postmortem.app.planning import plan_assembly
from postmortem.app.show import count_findings, counted, show_findings
from postmortem.app.wishes import Wishes
from postmortem.edge import terminal
from postmortem.edge.baseline import baseline_beside
from postmortem.edge.clock import now
from postmortem.edge.manifest import check_plan


def check(source: Path, wishes: Wishes, *, style: str, strict: bool) -> int:
    """Print the findings; give 1 if there are errors (when strict, warnings too), else 0.

    Those that the baseline has are counted apart and break nothing.
    """
    progress = terminal.Progress()
    assembly = assemble(source, wishes, now(), tell=progress)
    progress.close()
    coloured = style == "text" and terminal.uses_colour(sys.stdout)
    paint = terminal.paint if coloured else (lambda text, _colour: text)
    found = assembly.diagnostics
    sys.stdout.write(
        show_findings(found, assembly.lines, source, style=style, paint=paint, width=terminal.width())
    )
    summary = f"{count_findings(found)} in {counted(assembly.checked, 'report')}{_of_baseline(assembly)}"
    print(summary, file=sys.stdout if style == "text" else sys.stderr)
    sys.stdout.flush()
    check_plan(plan_assembly(assembly, source))  # what a build would refuse before it writes, told now
    return exit_code(assembly, strict=strict)


def record_baseline(source: Path, wishes: Wishes) -> int:
    """Write all findings of today to the baseline; give 1 if there are errors that none can hold, else 0."""
    progress = terminal.Progress()
    assembly = assemble(source, replace(wishes, ignore_baseline=True), now(), tell=progress)
    progress.close()
    file = wishes.baseline or baseline_beside(source)
    recorded = record(marked(assembly.diagnostics, assembly.lines), file)
    print(f"wrote {counted(recorded, 'finding')} to {_shown(file)}")  # noqa: T201  the closing line
    return exit_code(assemble(source, wishes, now(), tell=lambda *_: None), strict=False)


def _of_baseline(assembly: Assembly) -> str:
    return f"; {counted(assembly.known, 'known finding')} in the baseline" if assembly.known else ""


def _shown(file: Path) -> str:
    return file.relative_to(Path.cwd()).as_posix() if file.is_relative_to(Path.cwd()) else file.as_posix()


def exit_code(assembly: Assembly, *, strict: bool) -> int:
    """Give 1 if something must be mended, else 0."""
    return int(bool(assembly.errors or (strict and assembly.warnings)))
