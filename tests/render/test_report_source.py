"""`report.md`: for the audience, with addresses, and with relations to what is published alone."""

from collections.abc import Callable

from postmortem.diagnostics import Span
from postmortem.model.markdown import END, START, WORDS_END
from postmortem.model.plan import PlannedFile
from postmortem.model.references import mark_reference
from postmortem.model.report import Link, Relation, Report, Status

Plan = Callable[..., dict[str, PlannedFile]]
Make = Callable[..., Report]
HERE = Span("a.md")


def test_the_file_leads_to_published_reports_and_names_no_other(plan: Plan, make_report: Make) -> None:
    def link(target: str) -> str:
        return f"{START}[{target[0]}{WORDS_END}({mark_reference(target)}){END}"

    report = make_report(
        front="title: Database reset\n",
        markdown=f"\nSee {link('other.md')} and {link('hidden.md')}.",
        links=(Link("other.md", HERE), Link("hidden.md", HERE)),
        related=(Relation("other", "same-cause", HERE), Relation("hidden", "similar", HERE)),
    )
    files = plan(report, make_report(id="other"))
    assert files["reports/2023-02-09-reset/report.md"].render().decode() == (
        "---\ntitle: Database reset\nrelated:\n- id: other\n  relation: same-cause\n---\n"
        "\nSee [o](https://status.example.org/pm/reports/other/) and h.\n"
    )


def test_a_retracted_report_has_none(plan: Plan, make_report: Make) -> None:
    assert "reports/2023-02-09-reset/report.md" not in plan(make_report(status=Status.RETRACTED))
