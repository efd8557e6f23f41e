"""Which rules concern a report."""

from collections.abc import Callable
from datetime import UTC, datetime

from postmortem.diagnostics import Diagnostic
from postmortem.model.plan import AssetFile
from postmortem.model.report import Report
from postmortem.model.site import Settings
from postmortem.rules.context import RuleContext
from postmortem.rules.table import check_references, check_report

NOW = datetime(2026, 11, 1, tzinfo=UTC)
BODY = """
## Summary

Human error: we failed to notice it. Write to anna@acme.io. ![shot](gone.png) TODO

- 10:00 x
"""
FRONT = """published: 2026-01-02
audience: public
severity: nope
tags: [acme]
actions:
  - title: Improve the secret vault
    status: open
revisions:
  - {date: 2026-03-10, kind: retraction, note: "Ask anna@acme.io."}
"""


def found(read: Callable[..., Report], status: str) -> list[Diagnostic]:
    report = read(f"status: {status}\n{FRONT}", BODY)
    image = AssetFile("00", lambda: b"")
    context = RuleContext(
        Settings(), NOW, {report.path: report}, frozenset({report.path}), assets={"gone.png": image}
    )
    return [*check_report(report, context), *check_references(report.metadata(), context)]


def test_of_a_retracted_report_only_what_is_still_published_is_judged(read: Callable[..., Report]) -> None:
    (mail,) = found(read, "retracted")
    assert (mail.code, mail.span.line) == ("PM602", 12)


def test_the_same_report_is_judged_as_a_whole_while_it_stands(read: Callable[..., Report]) -> None:
    codes = [d.code for d in found(read, "published")]
    assert {"PM114", "PM205", "PM209", "PM501", "PM502", "PM701", "PM702"} <= set(codes)
    assert codes.count("PM602") == 2


def test_a_retracted_report_without_its_day_is_told(read: Callable[..., Report]) -> None:
    report = read("status: retracted\n", BODY)
    context = RuleContext(Settings(), NOW, {report.path: report}, frozenset())
    assert [d.code for d in check_report(report, context)] == ["PM120"]
