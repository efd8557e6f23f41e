"""Check a folder of reports: show every finding, write nothing but the cache.

Where nothing changed since the last check, what that one found is shown again.
"""

import sys
from pathlib import Path

from postmortem.app.show import View, exit_code, failing, show_findings
from postmortem.app.standing import forget, last_run, lines_of, look, remember
from postmortem.app.wishes import Wishes
from postmortem.edge import terminal
from postmortem.edge.cache.record import Record
from postmortem.edge.clock import now
from postmortem.edge.history import head_of


def check(source: Path, wishes: Wishes, *, style: str, strict: bool) -> int:
    """Print the findings; give 1 if there are errors (when strict, warnings too), else 0.

    Those that the baseline has are counted apart and break nothing.
    """
    moment, name = now(), f"check {wishes.audience}"
    record = last_run(source, name) if wishes.cache else None
    seen = look(source, wishes, head_of(source))
    if record is not None and record.holds(seen.basis, moment):
        _show(record, source, style, strict=strict)
        return exit_code(record.findings, strict=strict)
    from postmortem.app.checking import read_all, see_if_it_can_be_planned  # noqa: PLC0415 - only if need be

    assembly, record = read_all(source, wishes, seen, moment)
    _show(record, source, style, strict=strict)
    see_if_it_can_be_planned(assembly, source)
    if record.basis and wishes.cache:
        remember(source, name, record)
    else:
        forget(source, name)
    return exit_code(record.findings, strict=strict)


def _show(record: Record, source: Path, style: str, *, strict: bool) -> None:
    coloured = style == "text" and terminal.uses_colour(sys.stdout)
    paint = terminal.paint if coloured else (lambda text, _colour: text)
    view = View(paint, terminal.width(), failing(strict=strict))
    sys.stdout.write(show_findings(record.findings, lines_of(record), source, style=style, view=view))
    print(*record.summary, file=sys.stdout if style == "text" else sys.stderr)
    sys.stdout.flush()
