"""Build a site: look whether anything changed since the last build, and only then begin.

What a build needs is loaded when it begins: a look costs less than loading it.
"""

import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from postmortem.app.show import View, show_findings
from postmortem.app.standing import last_run, lies_as_left, lines_of, look
from postmortem.app.wishes import BuildWishes, Wishes
from postmortem.diagnostics import Diagnostic, Level
from postmortem.edge import terminal
from postmortem.edge.clock import now


def build(source: Path, output: Path, wishes: Wishes, how: BuildWishes) -> int:
    """Publish the site to `output`; give the exit code. Nothing is written when there are errors."""
    begun, moment = time.monotonic(), now()
    name = f"build {output.resolve()}"
    record = last_run(source, name) if wishes.cache else None
    seen = look(source, wishes, str(output), how)
    if record is not None and record.holds(seen.basis, moment) and lies_as_left(record, output):
        print_findings(record.findings, lines_of(record), source)
        sys.stderr.write(record.elsewhere)
        print_closing(record.summary, written=0, removed=0, seconds=time.monotonic() - begun)
        return 0
    from postmortem.app.amending import amend  # noqa: PLC0415 - see the module's docstring
    from postmortem.app.building import Building, build_anew  # noqa: PLC0415 - likewise

    job = Building(source, output, wishes, how, name, seen, record, moment, begun)
    code = amend(job)
    return build_anew(job) if code is None else code


def print_findings(found: Sequence[Diagnostic], lines: Mapping[str, Sequence[str]], source: Path) -> None:
    """Show what must or should be mended; remarks are for `check`."""
    paint = terminal.paint if terminal.uses_colour(sys.stderr) else (lambda text, _colour: text)
    view = View(paint, terminal.width())
    sys.stderr.write(show_findings(found, lines, source, least=Level.WARNING, view=view))


def print_closing(summary: Sequence[str], *, written: int, removed: int, seconds: float) -> None:
    """Say what was built: `summary` is what and how much, then what was left out and found."""
    what, *more = summary
    counts = f"({written:,} written, {removed:,} removed), {seconds:.1f} s"
    print("\n".join([f"{what} {counts}", *(sentence for sentence in more if sentence)]))  # noqa: T201  the closing line
