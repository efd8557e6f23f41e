"""Build a site: assemble, stop at errors, plan, publish, and say what was done."""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from postmortem.app.assemble import Assembly, Wishes, assemble
from postmortem.app.check import exit_code
from postmortem.app.discretion import discreet
from postmortem.app.planning import plan_assembly
from postmortem.app.show import count_findings, count_omitted, counted, show_findings
from postmortem.diagnostics import Level, SourceError
from postmortem.edge import terminal
from postmortem.edge.clock import now
from postmortem.edge.output import check_output
from postmortem.edge.publish import Published, publish


@dataclass(frozen=True, slots=True)
class BuildWishes:
    """How a build is to treat findings."""

    strict: bool = False
    keep_going: bool = False


def build(source: Path, output: Path, wishes: Wishes, how: BuildWishes) -> int:
    """Publish the site to `output`; give the exit code. Nothing is written when there are errors."""
    begun = time.monotonic()
    check_output(output, source)
    progress = terminal.Progress()
    assembly = assemble(source, wishes, now(), tell=progress)
    progress.close()
    if not assembly.checked:
        raise SourceError(f"`{source}` holds no report; reports are files that end in `.md`")
    code = exit_code(assembly, strict=how.strict)
    _print_findings(assembly, source)
    if code and not how.keep_going:
        print(f"nothing was written: {count_findings(assembly)}", file=sys.stderr)  # noqa: T201  the closing line
        return code
    plan = plan_assembly(assembly, source)
    published = publish(
        plan,
        output,
        source,
        edition=assembly.site.edition.value,
        progress=lambda done, total: progress("writing", done, total),
    )
    progress.close()
    print(_closing(assembly, published, output, time.monotonic() - begun))  # noqa: T201  the closing line
    return code


def _print_findings(assembly: Assembly, source: Path) -> None:
    """Show what must or should be mended; remarks are for `check`."""
    paint = terminal.paint if terminal.uses_colour(sys.stderr) else (lambda text, _colour: text)
    told, elsewhere = discreet(assembly)
    sys.stderr.write(show_findings(told, source, least=Level.WARNING, paint=paint, width=terminal.width()))
    sys.stderr.write(elsewhere)


def _closing(assembly: Assembly, published: Published, output: Path, seconds: float) -> str:
    reports = counted(len(assembly.site.reports), "report")
    parts = [
        f"{output.as_posix()}: {assembly.site.edition.value} site of {reports}",
        f"{counted(published.files, 'file')} ({published.written:,} written, {published.removed:,} removed)",
        f"{seconds:.1f} s",
    ]
    sentences = [", ".join(parts), count_omitted(assembly.omitted)]
    if assembly.diagnostics:
        sentences.append(count_findings(assembly))
    return "\n".join(sentence for sentence in sentences if sentence)
