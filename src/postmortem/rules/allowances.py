"""What reports allow themselves: findings that a comment silences, with a reason."""

from collections.abc import Iterator
from difflib import get_close_matches

from postmortem.codes import BY_CODE
from postmortem.diagnostics import Diagnostic
from postmortem.model.passage import Allowance
from postmortem.model.report import Report
from postmortem.rules.context import RuleContext

# A secret must go, whatever the reason; and a comment cannot excuse itself.
_NEVER = frozenset({"PM213", "PM601"})


def silenced(report: Report) -> frozenset[str]:
    """The codes that a report is to be silent about."""
    return frozenset(code for a in report.allowed if a.reason for code in a.codes if _problem(code) is None)


def check_allowances(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM213: a comment that was to silence a finding, and cannot."""
    for allowance in report.allowed:
        for message, help_ in _problems(allowance):
            yield Diagnostic("PM213", message, allowance.span, help_)


def _problems(allowance: Allowance) -> Iterator[tuple[str, str]]:
    if not allowance.codes:
        yield "no code is named", "write `<!-- postmortem: allow PM501 the reason -->`"
        return
    yield from (problem for code in allowance.codes if (problem := _problem(code)) is not None)
    if not allowance.reason:
        codes = ", ".join(allowance.codes)
        yield f"no reason is given for allowing `{codes}`", "say why behind the code, in a few words"


def _problem(code: str) -> tuple[str, str] | None:
    """Why a code cannot be silenced, and what to do; None if it can."""
    if code not in BY_CODE:
        near = get_close_matches(code, BY_CODE, n=1, cutoff=0.6)
        return (
            f"there is no rule `{code}`",
            f"did you mean `{near[0]}`?" if near else "codes look like `PM501`",
        )
    if BY_CODE[code].fixed or code in _NEVER:
        return f"`{code}` cannot be silenced", "remove this comment, and mend what was found"
    return None
