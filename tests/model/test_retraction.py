"""What may still be said of a report that was taken back."""

from postmortem.model.report import Audience, Metadata, Report
from postmortem.model.retraction import standing
from postmortem.model.site import Settings
from postmortem.parse.report import parse_report

FRONT = """title: x
published: 2026-03-02
severity: sev1
services: [api]
tags: [acme]
aliases: [old]
started: 2026-03-01 10:00
actions: [{title: Add a test}]
revisions: [{date: 2026-03-10, kind: retraction, note: Mixed up.}]
"""


def metadata(status: str) -> Metadata:
    data = f"---\n{FRONT}status: {status}\n---\n![a](b.png)\n".encode()
    report = parse_report(data, "x.md", "", Settings(), Audience.PUBLIC).report
    assert isinstance(report, Report)
    return report.metadata()


def test_a_report_that_stands_is_as_it_was() -> None:
    report = metadata("published")
    assert standing(report) is report


def test_of_a_retracted_one_names_days_and_revisions_are_left() -> None:
    report, left = metadata("retracted"), standing(metadata("retracted"))
    for name in ("id", "path", "title", "lang", "status", "published", "updated", "aliases", "revisions"):
        assert getattr(left, name) == getattr(report, name)
    for name in ("severity", "services", "tags", "actions", "links", "description"):
        assert getattr(report, name), name
        assert not getattr(left, name), name
    assert left.times.started is None
