"""Front matter to the parts of a report."""

from datetime import date

import pytest
from msgspec.structs import replace

from postmortem.model.report import Audience, Report, Status
from postmortem.model.site import Settings
from postmortem.parse.report import ParsedReport, parse_report

SITE = Settings(timezone="Europe/Berlin")


def parse(front: str, audience: Audience = Audience.PUBLIC) -> ParsedReport:
    return parse_report(f"---\n{front}---\n".encode(), "x.md", "", SITE, audience)


def read(front: str, audience: Audience = Audience.PUBLIC) -> Report:
    result = parse("title: x\n" + front, audience)
    assert result.report is not None
    return result.report


def codes(result: ParsedReport) -> list[tuple[str, int, int]]:
    return [(d.code, d.span.line, d.span.column) for d in result.diagnostics]


def test_times_are_local_unless_they_carry_an_offset_and_are_told_in_the_reports_zone() -> None:
    times = read(
        "started: 2023-02-09 09:47\ndetected: 2023-02-09T08:53Z\nresolved: 2023-07-09 20:00+05:30\n"
    ).times
    assert [t.isoformat() for t in (times.started, times.detected, times.resolved) if t] == [
        "2023-02-09T09:47:00+01:00", "2023-02-09T09:53:00+01:00", "2023-07-09T16:30:00+02:00",
    ]  # fmt: skip


def test_unknown_is_remembered_and_is_no_time() -> None:
    times = read("started: unknown\ndetected: 2023-02-09 09:53\n").times
    assert times.started is None
    assert times.unknown == ("started",)
    assert times.get("detected") is times.detected


def test_the_end_of_a_day_is_the_next_ones_midnight() -> None:
    times = read("resolved: 2023-02-09 24:00\n").times
    assert times.resolved is not None
    assert times.resolved.isoformat() == "2023-02-10T00:00:00+01:00"


def test_a_time_that_the_clocks_leave_unclear_is_none_and_reported_once() -> None:
    result = parse("title: x\nstarted: 2023-10-29 02:30\ndetected: 2024-03-31 02:30\n")
    assert codes(result) == [("PM112", 3, 10), ("PM112", 4, 11)]
    assert result.report is not None
    assert result.report.times.started is None
    assert [d.help for d in result.diagnostics] == [
        "write the offset: `2023-10-29 02:30+02:00` or `2023-10-29 02:30+01:00`",
        "correct the time; an hour later it is `03:30`",
    ]


def test_either_of_the_offsets_in_the_help_is_accepted() -> None:
    for offset in ("+02:00", "+01:00"):
        assert codes(parse(f"title: x\nstarted: 2023-10-29 02:30{offset}\n")) == []


@pytest.mark.parametrize(
    "fault",
    [
        "severity: [a]",
        "started: gestern",
        "tags: x",
        "actions: [{}]",
        "impact: {users: viele}",
        "kind: x",
        "titel: y",
    ],
)
def test_a_field_that_does_not_fit_is_left_out_and_the_rest_is_read(fault: str) -> None:
    result = parse(f"title: x\nservices: [api]\n{fault}\n")
    assert len(result.diagnostics) == 1
    assert result.report is not None
    assert (result.report.title, result.report.services) == ("x", ("api",))


def test_a_report_without_a_title_is_still_checked() -> None:
    result = parse("started: 2023-02-09 25:47\n")
    assert sorted(codes(result)) == [("PM108", 1, 1), ("PM110", 2, 10)]


def test_a_status_that_cannot_be_read_is_taken_for_the_strict_one() -> None:
    result = parse("title: x\nstatus: publishd\n")
    assert result.report is not None
    assert result.report.status is Status.REVIEW
    assert result.report.audience is Audience.INTERNAL


def test_actions_get_numbers_where_they_have_no_names_and_stand_where_they_are_written() -> None:
    report = read(
        "actions:\n  - title: a\n  - {title: b, id: own, due: 2024-01-01, status: done, type: detect}\n"
    )
    assert [(a.id, a.status, a.type, a.due) for a in report.actions] == [
        ("a1", "open", "", None), ("own", "done", "detect", date(2024, 1, 1)),
    ]  # fmt: skip
    assert [(a.span.line, a.span.column) for a in report.actions] == [(4, 5), (5, 5)]


INSIDE = (
    "internal: {ticket: OPS-1}\n"
    "actions:\n  - {title: a, audience: internal, due: 2024-01-01}\n"
    "  - title: b\n    note: see [OPS-1]{.internal}\n"
    "tags: [db, '[acme]{.internal}', backup]\n"
    "description: 'Lost [at Acme]{.internal} for an hour'\n"
    "extra: {internal: {a: 1}, b: '[all of it]{.internal}', c: ['[x]{.internal}', y]}\n"
)


def test_the_public_sees_nothing_that_stays_inside() -> None:
    report = read(INSIDE)
    assert [(a.title, a.note.strip()) for a in report.actions] == [("b", "see")]
    assert report.tags == ("db", "backup")
    assert "Acme" not in report.description
    assert report.extra == {"c": ["y"]}
    seen = repr(replace(report, texts=())) + repr([passage.text for passage in report.texts])
    assert "acme" not in seen.lower()
    assert "OPS" not in seen


def test_insiders_see_the_words_without_the_marks() -> None:
    report = read(INSIDE, Audience.INTERNAL)
    assert [a.title for a in report.actions] == ["a", "b"]
    assert report.actions[1].note == "see OPS-1"
    assert report.tags == ("db", "acme", "backup")
    assert report.description == "Lost at Acme for an hour"
    assert report.extra["b"] == "all of it"


def test_places_are_right_though_something_before_them_was_cut() -> None:
    front = "title: x\nactions:\n  - {title: a, audience: internal}\n  - {title: b, due: 2024-02-30}\n"
    front += "tags: ['[a]{.internal}', c/d]\n"
    assert sorted(codes(parse(front))) == [("PM109", 6, 26), ("PM110", 5, 21)]


@pytest.mark.parametrize(
    "text",
    [
        "[a{.internal}",
        "a]{.internal}",
        "[a] {.internal}",
        "[a]{.intern}",
        "[a]{internal}",
        "[a]{.Internal}",
        "{.internal}",
    ],
)
def test_a_mark_that_is_misspelt_is_an_error_for_everybody_and_hides_the_text(text: str) -> None:
    for audience in Audience:
        result = parse(f"title: x\ndescription: 'Acme {text}'\n", audience)
        assert codes(result) == [("PM210", 3, 14)]
    public = parse(f"title: x\ndescription: 'Acme {text}'\n").report
    assert public is not None
    assert "Acme" not in public.description


def test_impact_may_be_short_or_long() -> None:
    assert (
        read("impact: {users: 1200}\n").impact.users == read("impact: {users: {count: 1200}}\n").impact.users
    )
    impact = read(
        "impact:\n  requests_failed: {count: 12, total: 100, percent: 12, estimate: true}\n"
        "  data_loss: {from: 2023-02-09 04:00, to: 2023-02-09 19:20, note: some}\n"
        "  windows: [{from: 2023-02-09 09:47, to: 2023-02-09 11:53, services: [api], fraction: 1}]\n"
    ).impact
    assert impact.requests_failed is not None
    assert impact.requests_failed.percent == 12.0
    assert impact.data_loss is not None
    assert impact.data_loss.note == "some"
    assert [w.services for w in impact.windows] == [("api",)]


def test_revisions_are_in_the_order_of_their_days() -> None:
    report = read(
        "revisions:\n  - {date: 2024-03-02, note: b}\n  - {date: 2024-03-01, note: a, kind: correction}\n"
    )
    assert [r.note for r in report.revisions] == ["a", "b"]
