"""A report for programs: the same figures as on its page, and nothing that its audience may not see."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from msgspec.structs import replace

from postmortem.diagnostics import Span
from postmortem.model.content import content_digest
from postmortem.model.impact import DataLoss, Impact, Quantity, Window
from postmortem.model.references import mark_reference
from postmortem.model.report import Action, Audience, Link, Relation, Report, Revision, Section, Status, Times
from postmortem.model.timeline import Entry, EventKind, Precision, Timeline

CET = timezone(timedelta(hours=1))
FILE = "reports/2023-02-09-reset/report.json"
Read = Callable[..., dict[str, Any]]


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 2, 9, hour, minute, tzinfo=CET)


def entry(label: str, moment: datetime | None, **changes: Any) -> Entry:
    values: dict[str, Any] = {"until": None, "precision": Precision.MINUTE, "kind": None}
    values |= {"html": "<strong>x</strong>", "text": "x", "anchor": "t", "span": Span("a.md", 41)}
    return Entry(label=label, at=moment, **(values | changes))


@pytest.fixture
def read(make_report: Callable[..., Report], plan: Callable[..., Any]) -> Read:
    def data_of(
        *others: Report,
        edition: Audience = Audience.PUBLIC,
        base_url: str = "https://a.example",
        **changes: Any,
    ) -> dict[str, Any]:
        planned = plan(make_report(**changes), *others, edition=edition, base_url=base_url)[FILE]
        assert planned.render() == planned.render()
        loaded = json.loads(planned.render())
        assert isinstance(loaded, dict)
        return loaded

    return data_of


def test_it_is_versioned_and_names_the_report(read: Read) -> None:
    data = read()
    assert data["schema"] == 1
    assert data["id"] == "2023-02-09-reset"
    assert data["url"] == "https://a.example/reports/2023-02-09-reset/"
    assert (data["published"], data["updated"], data["lang"]) == ("2023-02-10", "2023-02-10", "en")


def test_without_an_address_of_the_site_the_url_counts_from_its_root(read: Read) -> None:
    assert read(base_url="")["url"] == "reports/2023-02-09-reset/"


def test_times_have_offsets_and_durations_are_seconds(read: Read) -> None:
    data = read()
    assert data["times"]["started"] == "2023-02-09T09:47:00+01:00"
    assert data["times"]["acknowledged"] is None
    assert data["durations"] == {"detect": 360, "acknowledge": None, "mitigate": 7560, "resolve": 36780}


def test_phases_and_seconds_of_impact_are_told(read: Read) -> None:
    data = read()
    assert [phase["name"] for phase in data["phases"]] == ["undetected", "responding", "recovering"]
    assert data["phases"][0]["to"] == "2023-02-09T09:53:00+01:00"
    assert data["impact"]["seconds"] == {"api": 36780}


def test_an_entry_tells_label_instant_end_precision_kind_and_elapsed_time(read: Read) -> None:
    told = entry("ca. 09:53 - 10:10", at(9, 53), until=at(10, 10), kind=EventKind.DETECTED)
    data = read(timeline=Timeline((told,)))
    assert data["timeline"] == [
        {
            "at": "2023-02-09T09:53:00+01:00",
            "until": "2023-02-09T10:10:00+01:00",
            "precision": "minute",
            "label": "ca. 09:53 - 10:10",
            "kind": "detected",
            "elapsed": 360,
            "text": "x",
            "html": "<strong>x</strong>",
            "anchor": "t",
        }
    ]


@pytest.mark.parametrize(
    ("moment", "precision"), [(None, None), (at(0), Precision.DAY)], ids=["unread", "day"]
)
def test_what_has_no_clock_time_has_no_elapsed_time(
    read: Read, moment: datetime | None, precision: Precision | None
) -> None:
    (told,) = read(timeline=Timeline((entry("x", moment, precision=precision),)))["timeline"]
    assert told["elapsed"] is None


def test_an_entry_before_the_start_has_a_negative_elapsed_time(read: Read) -> None:
    (told,) = read(timeline=Timeline((entry("09:37", at(9, 37)),)))["timeline"]
    assert told["elapsed"] == -600


def test_without_a_start_nothing_is_elapsed(read: Read) -> None:
    (told,) = read(times=Times(), timeline=Timeline((entry("09:37", at(9, 37)),)))["timeline"]
    assert told["elapsed"] is None


def test_elapsed_time_is_real_across_a_change_of_the_clocks(read: Read) -> None:
    summer = timezone(timedelta(hours=2))
    started = datetime(2023, 3, 26, 1, 30, tzinfo=CET)
    after = entry("03:30", datetime(2023, 3, 26, 3, 30, tzinfo=summer))
    (told,) = read(times=Times(started=started), timeline=Timeline((after,)))["timeline"]
    assert told["elapsed"] == 3600


def test_lines_of_the_source_are_in_an_internal_edition_alone(read: Read) -> None:
    timeline = Timeline((entry("09:47", at(9, 47)),))
    assert "line" not in read(timeline=timeline)["timeline"][0]
    assert read(timeline=timeline, edition=Audience.INTERNAL)["timeline"][0]["line"] == 41


def test_a_moved_line_changes_no_byte_and_no_fingerprint_of_the_public_file(
    make_report: Callable[..., Report], plan: Callable[..., Any]
) -> None:
    files = [
        plan(make_report(timeline=Timeline((entry("09:47", at(9, 47), span=Span("a.md", line)),))))[FILE]
        for line in (41, 52)
    ]
    assert files[0].fingerprint == files[1].fingerprint
    assert files[0].render() == files[1].render()


def test_a_moved_line_changes_the_fingerprint_of_the_internal_file(
    make_report: Callable[..., Report], plan: Callable[..., Any]
) -> None:
    files = [
        plan(replace(report, content=content_digest(report, lines=True)), edition=Audience.INTERNAL)[FILE]
        for line in (41, 52)
        for report in [make_report(timeline=Timeline((entry("09:47", at(9, 47), span=Span("a.md", line)),)))]
    ]
    assert files[0].fingerprint != files[1].fingerprint


def test_links_to_other_reports_are_absolute(read: Read, make_report: Callable[..., Report]) -> None:
    other = make_report(id="b")
    link = f'<a href="{mark_reference("b.md")}">b</a>'
    section = Section("summary", "Summary", "Summary", 2, "summary", link, "b", Span("a.md"))
    data = read(other, sections=(section,), links=(Link("b.md", Span("a.md")),))
    assert data["sections"] == [
        {
            "key": "summary",
            "title": "Summary",
            "level": 2,
            "html": '<a href="https://a.example/reports/b/">b</a>',
        }
    ]


def test_only_relations_to_reports_of_this_site_are_named(
    read: Read, make_report: Callable[..., Report]
) -> None:
    related = tuple(Relation(id_, "same-cause", Span("a.md")) for id_ in ("b", "hidden", "2023-02-09-reset"))
    assert read(make_report(id="b"), related=related)["related"] == [{"id": "b", "relation": "same-cause"}]


def test_impact_and_actions_are_plain_figures(read: Read) -> None:
    action = Action(
        "a1",
        "Restore",
        "prevent",
        "open",
        "Platform",
        date(2023, 3, 1),
        "",
        "",
        Audience.PUBLIC,
        Span("a.md"),
    )
    impact = Impact(
        users=Quantity(count=1200, estimate=True),
        data_loss=DataLoss(at(4), at(19, 20)),
        windows=(Window(at(9, 47), None, ("api",), 0.4, "degraded"),),
    )
    data = read(actions=(action,), impact=impact)
    assert data["impact"]["users"] == {"count": 1200, "total": None, "percent": None, "estimate": True}
    assert data["impact"]["requests_failed"] is None
    assert data["impact"]["data_loss"]["to"] == "2023-02-09T19:20:00+01:00"
    assert data["impact"]["data_loss"]["seconds"] == (15 * 60 + 20) * 60
    assert data["impact"]["seconds"] == {"api": None}
    assert data["impact"]["windows"][0] == {
        "from": "2023-02-09T09:47:00+01:00", "to": None, "services": ["api"], "fraction": 0.4,
        "level": "degraded",
    }  # fmt: skip
    assert data["actions"][0]["due"] == "2023-03-01"


def test_of_a_retracted_report_there_is_no_content(read: Read) -> None:
    gone = Revision(date(2023, 3, 1), "retraction", "Wrong report.", significant=True)
    data = read(status=Status.RETRACTED, revisions=(gone,))
    assert data["status"] == "retracted"
    assert data["revisions"][0]["note"] == "Wrong report."
    assert not {"sections", "timeline", "description", "times", "actions"} & set(data)


def test_instants_keep_their_own_offset(read: Read) -> None:
    moment = datetime(2023, 2, 9, 8, 47, tzinfo=UTC)
    (told,) = read(timeline=Timeline((entry("08:47", moment),)))["timeline"]
    assert told["at"] == "2023-02-09T08:47:00+00:00"
    assert told["elapsed"] == 0
