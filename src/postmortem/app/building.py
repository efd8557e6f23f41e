"""Build a site of which something changed: assemble, stop at errors, plan, publish, and say what was done."""

import gc
import sys
import time
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from postmortem.app.assemble import Assembly, assemble
from postmortem.app.build import print_closing, print_findings
from postmortem.app.discretion import discreet
from postmortem.app.planning import plan_assembly
from postmortem.app.show import count_findings, count_omitted, counted, exit_code, for_a_log
from postmortem.app.standing import Look, remember, shown_lines
from postmortem.app.wishes import BuildWishes, Wishes
from postmortem.diagnostics import SourceError
from postmortem.edge import terminal
from postmortem.edge.cache.record import Record
from postmortem.edge.full_text import full_text_index
from postmortem.edge.generation import NOTHING_KNOWN
from postmortem.edge.output import check_output
from postmortem.edge.publish import Published, publish
from postmortem.render.frames import FULL_TEXT


@dataclass(frozen=True, slots=True)
class Building:
    """A build that was asked for, what a look at its source gave, and the record of the last one."""

    source: Path
    output: Path
    wishes: Wishes
    how: BuildWishes
    name: str
    seen: Look
    record: Record | None
    now: datetime
    begun: float


def build_anew(job: Building) -> int:
    """Publish the site; give the exit code. Nothing is written when there are errors."""
    # What a build makes it keeps to its end: looking for what could be freed would only take time.
    gc.set_threshold(100_000, 50, 100)
    check_output(job.output, job.source)
    progress = terminal.Progress()
    assembly = assemble(job.source, job.wishes, job.now, tell=progress, tree=job.seen.tree)
    progress.close()
    if not assembly.checked:
        raise SourceError(f"`{job.source}` holds no report; reports are files that end in `.md`")
    code = exit_code(assembly.diagnostics, strict=job.how.strict)
    told, elsewhere = discreet(assembly)
    shown, more = for_a_log(told.diagnostics)
    told, elsewhere = replace(told, diagnostics=shown), more + elsewhere
    print_findings(shown, told.lines, job.source)
    sys.stderr.write(elsewhere)
    if code and not job.how.keep_going:
        print(f"nothing was written: {count_findings(assembly.diagnostics)}", file=sys.stderr)  # noqa: T201
        return code
    published, summary = _publish(job, assembly)
    if job.wishes.cache:
        basis = "" if code else job.seen.basis  # after an error the next build has to speak for itself
        record = _record(job, basis, assembly, told, published, elsewhere=elsewhere, summary=summary)
        remember(job.source, job.name, record)
    return code


def _publish(job: Building, assembly: Assembly) -> tuple[Published, tuple[str, ...]]:
    """Plan, publish, and say so; what was said besides the figures of this build."""
    progress = terminal.Progress()
    full_text = assembly.site.settings.full_text
    with full_text_index(FULL_TEXT) if full_text else nullcontext() as index:
        published = publish(
            plan_assembly(assembly, job.source, index).files,
            job.output,
            job.source,
            edition=assembly.site.edition.value,
            progress=lambda done, total: progress("writing", done, total),
            signatures=job.record.outputs if job.record else NOTHING_KNOWN,
            jobs=job.wishes.jobs,
        )
    progress.close()
    summary = _summary(assembly, published, job.output)
    print_closing(
        summary,
        written=published.written,
        removed=published.removed,
        seconds=time.monotonic() - job.begun,
    )
    return published, summary


def _summary(assembly: Assembly, published: Published, output: Path) -> tuple[str, ...]:
    reports = counted(len(assembly.site.reports), "report")
    edition = assembly.site.edition.value
    return (
        f"{output.as_posix()}: {edition} site of {reports}, {counted(published.files, 'file')}",
        count_omitted(assembly.omitted),
        count_findings(assembly.diagnostics) if assembly.diagnostics else "",
    )


def _record(
    job: Building,
    basis: str,
    assembly: Assembly,
    told: Assembly,
    published: Published,
    *,
    elsewhere: str,
    summary: tuple[str, ...],
) -> Record:
    return Record(
        basis=basis,
        begun=job.now,
        holds_until=assembly.holds_until,
        outputs=dict(published.signatures),
        findings=told.diagnostics,
        lines=shown_lines(told.diagnostics, told.lines),
        elsewhere=elsewhere,
        summary=summary,
    )
