"""What tests of rules share: a report from its text, and a rule run on it."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import pytest

from postmortem.diagnostics import Diagnostic
from postmortem.model.report import Audience, Report
from postmortem.model.site import Settings
from postmortem.parse.report import parse_report
from postmortem.rules.context import RuleContext
from postmortem.rules.figures import Figures

Rule = Callable[[Report, RuleContext], Iterable[Diagnostic]]
Place = tuple[str, int, int]

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture
def read() -> Callable[..., Report]:
    """Parse front matter (lines) and a body into a report; front matter begins on line 2."""

    def parse(
        front: str = "", body: str = "", *, path: str = "x.md", settings: Settings | None = None
    ) -> Report:
        text = f"---\ntitle: Search answers with old results\n{front}---\n{body}"
        result = parse_report(text.encode(), path, "", settings or Settings(), Audience.PUBLIC)
        assert result.report is not None
        return result.report

    return parse


@pytest.fixture
def run(read: Callable[..., Report]) -> Callable[..., list[Diagnostic]]:
    """Run a rule on the report of a text."""

    def check(
        rule: Rule,
        front: str = "",
        body: str = "",
        *,
        settings: Settings | None = None,
        files: Iterable[str] = (),
        others: Iterable[Report] = (),
    ) -> list[Diagnostic]:
        report = read(front, body, settings=settings)
        reports = {report.path: report} | {other.path: other for other in others}
        context = RuleContext(settings or Settings(), NOW, reports, frozenset({*files, *reports}))
        return list(rule(report, context))

    return check


@pytest.fixture
def compare(run: Callable[..., list[Diagnostic]]) -> Callable[..., list[Diagnostic]]:
    """Run one of the checks of stated figures on the report of a text."""

    def check(one: Callable[[Figures], Iterable[Diagnostic]], front: str, body: str) -> list[Diagnostic]:
        return run(lambda report, _: one(Figures(report)), front, body)

    return check
