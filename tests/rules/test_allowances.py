"""Comments that silence a finding, and those that do not."""

from collections.abc import Callable

import pytest

from postmortem.diagnostics import Diagnostic, Level, Span
from postmortem.model.report import Report
from postmortem.model.site import Settings
from postmortem.rules.allowances import check_allowances, silenced
from postmortem.rules.levels import apply_levels

Read = Callable[..., Report]
Run = Callable[..., list[Diagnostic]]


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- postmortem: allow PM501 quoting the customer -->",
        "<!--postmortem:allow pm501: quoting the customer-->",
        "<!-- postmortem: allow PM204, PM501 — quoting\nthe customer -->",
        "- item\n\n  <!-- postmortem: allow PM501 quoting the customer -->",
    ],
)
def test_a_comment_with_a_reason_silences_its_code_in_its_report(read: Read, comment: str) -> None:
    report = read(body=comment + "\n")
    silent = silenced(report)
    found = [Diagnostic("PM501", "…", Span("x.md")), Diagnostic("PM501", "…", Span("y.md"))]
    assert [d.span.path for d in apply_levels(found, Settings(), {"x.md": silent})] == ["y.md"]


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("<!-- postmortem: allow PM501 -->", "no reason is given for allowing `PM501`"),
        ("<!-- postmortem: allow PM999 because -->", "there is no rule `PM999`"),
        ("<!-- postmortem: allow PM108 because -->", "`PM108` cannot be silenced"),
        ("<!-- postmortem: allow PM213 because -->", "`PM213` cannot be silenced"),
        ("<!-- postmortem: allow -->", "no code is named"),
    ],
)
def test_a_comment_that_cannot_silence_is_told(read: Read, run: Run, comment: str, message: str) -> None:
    assert [d.message for d in run(check_allowances, "", comment + "\n")] == [message]
    assert silenced(read(body=comment + "\n")) == frozenset()


def test_other_comments_and_code_are_no_directives(read: Read) -> None:
    directive = "<!-- postmortem: allow PM501 x -->"
    body = f"<!-- see PM501 -->\n\n`{directive}`\n\n```\n{directive}\n```\n"
    assert read(body=body).allowed == ()


def test_the_weaker_of_both_levels_counts() -> None:
    weak = Diagnostic("PM501", "…", Span("x.md"), level=Level.INFO)
    (kept,) = apply_levels([weak], Settings(rules={"PM5xx": "error"}), {})
    assert kept.level is Level.INFO
