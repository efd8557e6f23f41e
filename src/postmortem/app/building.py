"""Build a site of which something changed: assemble, stop at errors, plan, publish, and say what was done."""

import sys
import time
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from postmortem.app.assemble import Assembly, assemble
from postmortem.app.build import print_closing, print_findings
from postmortem.app.discretion import discreet
from postmortem.app.kept_plan import keep_plan
from postmortem.app.planning import plan_assembly
from postmortem.app.show import MOST_SHOWN, count_findings, count_omitted, counted, exit_code, for_a_log
from postmortem.app.standing import Look, remember, shown_lines
from postmortem.app.wishes import BuildWishes, Wishes
from postmortem.diagnostics import Level, SourceError
from postmortem.edge import terminal
from postmortem.edge.cache.record import Record
from postmortem.edge.full_text import full_text_index
from postmortem.edge.generation import NOTHING_KNOWN
from postmortem.edge.output import check_output
from postmortem.edge.publish import Published, publish
from postmortem.render.frames import FULL_TEXT
from postmortem.render.plan import SitePlan


class Building(Struct, frozen=True):
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
    check_output(job.output, job.source)
    progress = terminal.Progress()
    assembly = assemble(job.source, job.wishes, job.now, tell=progress, tree=job.seen.tree)
    progress.close()
    if not assembly.checked:
        raise SourceError(f"`{job.source}` holds no report; reports are files that end in `.md`")
    assembly.library.store.forget_plan()
    code = exit_code(assembly.diagnostics, strict=job.how.strict)
    told, elsewhere = discreet(assembly)
    shown, more = for_a_log(told.diagnostics)
    print_findings(shown, told.lines, job.source)
    sys.stderr.write(more + elsewhere)
    if code and not job.how.keep_going:
        print(f"nothing was written: {count_findings(assembly.diagnostics)}", file=sys.stderr)  # noqa: T201  the closing line
        return code
    plan, published = _publish(job, assembly)
    summary = _summary(assembly, published, job.output)
    if job.wishes.cache:
        record = Record(
            basis="" if code else job.seen.basis,  # after an error the next build has to speak for itself
            begun=job.now,
            holds_until=assembly.holds_until,
            outputs=dict(published.left.files),
            findings=shown,
            lines=shown_lines(shown, told.lines),
            elsewhere=more + elsewhere,
            summary=summary,
        )
        remember(job.source, job.name, record)
        spare = tuple(d for d in told.diagnostics if d.level is Level.WARNING)[MOST_SHOWN:]
        keep_plan(assembly, plan, published.left, job.seen, spare[:MOST_SHOWN])
    seconds = time.monotonic() - job.begun
    print_closing(summary, written=published.written, removed=published.removed, seconds=seconds)
    return code


def _publish(job: Building, assembly: Assembly) -> tuple[SitePlan, Published]:
    """Plan and publish."""
    progress = terminal.Progress()
    full_text = assembly.site.settings.full_text
    with full_text_index(FULL_TEXT) if full_text else nullcontext() as index:
        plan = plan_assembly(assembly, job.source, index)
        published = publish(
            plan.files,
            job.output,
            job.source,
            edition=assembly.site.edition.value,
            progress=lambda done, total: progress("writing", done, total),
            signatures=job.record.outputs if job.record else NOTHING_KNOWN,
            jobs=job.wishes.jobs,
            again=job.wishes.cache,
        )
    progress.close()
    return plan, published


def _summary(assembly: Assembly, published: Published, output: Path) -> tuple[str, ...]:
    reports = counted(len(assembly.site.reports), "report")
    edition = assembly.site.edition.value
    return (
        f"{output.as_posix()}: {edition} site of {reports}, {counted(published.files, 'file')}",
        count_omitted(assembly.omitted),
        count_findings(assembly.diagnostics) if assembly.diagnostics else "",
    )
