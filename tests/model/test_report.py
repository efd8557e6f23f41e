"""What a report knows about itself."""

from datetime import date

import pytest

from postmortem.diagnostics import Span
from postmortem.model.report import Audience, Report
from postmortem.model.site import Settings
from postmortem.parse.report import parse_report


def read(front: str) -> Report:
    report = parse_report(
        f"---\ntitle: x\n{front}---\n".encode(), "x.md", "", Settings(), Audience.PUBLIC
    ).report
    assert report is not None
    return report


@pytest.mark.parametrize(
    ("front", "ongoing"),
    [
        ("started: 2024-03-05 09:47\n", True),
        ("started: 2024-03-05 09:47\nresolved: 2024-03-05 10:47\n", False),
        ("started: 2024-03-05 09:47\nresolved: unknown\n", False),
        ("resolved: unknown\n", False),
        ("", False),
    ],
)
def test_an_incident_goes_on_until_something_is_said_of_its_end(front: str, ongoing: bool) -> None:
    assert read(front).ongoing is ongoing


def test_only_significant_revisions_change_the_date() -> None:
    front = "published: 2024-03-08\nrevisions:\n  - {date: 2024-03-20, note: a}\n"
    assert read(front).updated == date(2024, 3, 8)
    front += "  - {date: 2024-03-10, note: b, significant: true}\n"
    assert read(front).updated == date(2024, 3, 10)
    assert read("").updated is None


def test_to_retract_a_report_is_always_significant() -> None:
    front = "published: 2024-03-08\nrevisions:\n  - {date: 2024-03-20, note: a, kind: retraction}\n"
    assert read(front).updated == date(2024, 3, 20)


def test_a_field_that_is_absent_stands_where_its_surroundings_do() -> None:
    report = read("impact:\n  users: 12\nactions:\n  - title: y\n")
    assert report.span("impact", "users") == Span("x.md", 4, 10, 4, 12)
    assert report.span("impact", "windows").line == 4
    assert report.span("actions", 0, "due") == report.actions[0].span
    assert report.span("nowhere").path == "x.md"


def test_a_time_that_only_an_entry_marks_stands_at_that_entry() -> None:
    body = "\n## Timeline\n\n- 09:47 a\n- 09:53 b {detected}\n- 10:00 - 10:10 c {resolved}\n"
    text = f"---\ntitle: x\nstarted: 2024-03-05 09:47\n---\n{body}"
    report = parse_report(text.encode(), "x.md", "", Settings(), Audience.PUBLIC).report
    assert report is not None
    assert [report.span(name).line for name in ("started", "detected", "resolved")] == [3, 9, 10]
    assert report.span("mitigated") == report.span("nowhere")
