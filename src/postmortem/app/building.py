"""Build a site of which something changed: assemble, stop at errors, plan, publish, and say what was done."""

import sys
import time
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from postmortem.app.assemble import Assembly, assemble, without_findings
from postmortem.app.build import print_closing, print_findings
from postmortem.app.discretion import discreet
from postmortem.app.kept_plan import KeptFindings, keep_plan, kept_findings
from postmortem.app.planning import plan_with_gate
from postmortem.app.show import MOST_SHOWN, count_findings, count_omitted, counted, exit_code, for_a_log
from postmortem.app.standing import Look, remember, shown_lines
from postmortem.app.wishes import BuildWishes, Wishes
from postmortem.diagnostics import Diagnostic, Level, SourceError
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
    told = _tell(job, assembly)
    if told.code and not job.how.keep_going:
        print(f"nothing was written: {told.counts}", file=sys.stderr)  # noqa: T201  the closing line
        return told.code
    assembly = without_findings(assembly)
    plan, looked_for, published = _publish(job, assembly)
    summary = _summary(assembly, published, job.output, told.counts)
    if job.wishes.cache:
        record = Record(
            basis="" if told.code else job.seen.basis,  # after an error the next build speaks for itself
            begun=job.now,
            holds_until=assembly.holds_until,
            outputs=dict(published.left.files),
            findings=told.shown,
            lines=told.lines,
            elsewhere=told.elsewhere,
            summary=summary,
            looked_for=looked_for,
        )
        remember(job.source, job.name, record)
        if told.kept is not None:
            keep_plan(assembly, plan, published.left, job.seen, told.kept)
    seconds = time.monotonic() - job.begun
    print_closing(summary, written=published.written, removed=published.removed, seconds=seconds)
    return told.code


class _Told(Struct, frozen=True):
    """What the findings came to: the exit code, what was shown, and how many there are, in words.

    `kept` is what the next build has to know of them.
    """

    code: int
    shown: tuple[Diagnostic, ...]
    lines: dict[str, dict[int, str]]
    elsewhere: str
    counts: str
    kept: KeptFindings | None


def _tell(job: Building, assembly: Assembly) -> _Told:
    """Show what was found."""
    told, elsewhere = discreet(assembly)
    shown, more = for_a_log(told.diagnostics)
    print_findings(shown, told.lines, job.source)
    sys.stderr.write(more + elsewhere)
    spare = tuple(d for d in told.diagnostics if d.level is Level.WARNING)[MOST_SHOWN:]
    return _Told(
        code=exit_code(assembly.diagnostics, strict=job.how.strict),
        shown=shown,
        lines=shown_lines(shown, told.lines),
        elsewhere=more + elsewhere,
        counts=count_findings(assembly.diagnostics) if assembly.diagnostics else "",
        kept=kept_findings(assembly, spare[:MOST_SHOWN]),
    )


def _publish(job: Building, assembly: Assembly) -> tuple[SitePlan, str, Published]:
    """Plan and publish; the plan, what its files were looked through for, and how it went."""
    progress = terminal.Progress()
    full_text = assembly.site.settings.full_text
    with full_text_index(FULL_TEXT) if full_text else nullcontext() as index:
        plan, gate = plan_with_gate(assembly, job.source, index)
        published = publish(
            gate.trust(plan.files, job.record.looked_for if job.record else ""),
            job.output,
            job.source,
            edition=assembly.site.edition.value,
            progress=lambda done, total: progress("writing", done, total),
            signatures=job.record.outputs if job.record else NOTHING_KNOWN,
            jobs=job.wishes.jobs,
            again=job.wishes.cache,
        )
    progress.close()
    return plan, gate.looked_for, published


def _summary(assembly: Assembly, published: Published, output: Path, found: str) -> tuple[str, ...]:
    reports = counted(len(assembly.site.reports), "report")
    edition = assembly.site.edition.value
    return (
        f"{output.as_posix()}: {edition} site of {reports}, {counted(published.files, 'file')}",
        count_omitted(assembly.omitted),
        found,
    )
