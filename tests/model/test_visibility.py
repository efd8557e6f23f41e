"""Who may see what."""

from datetime import UTC, datetime, timedelta

import pytest

from postmortem.model.report import Audience, Report
from postmortem.model.site import Settings
from postmortem.model.visibility import LeftOut, left_out, newest_first
from postmortem.parse.report import parse_report

NOW = datetime(2024, 3, 8, 9, 0, tzinfo=UTC)


def read(front: str, path: str = "x.md") -> Report:
    data = f"---\ntitle: x\n{front}---\n".encode()
    report = parse_report(data, path, "", Settings(), Audience.PUBLIC).report
    assert report is not None
    return report


@pytest.mark.parametrize(
    ("front", "public", "internal"),
    [
        ("audience: public\nstatus: published\n", None, None),
        ("audience: public\nstatus: retracted\n", None, None),
        ("audience: public\nstatus: draft\n", LeftOut.DRAFT, LeftOut.DRAFT),
        ("audience: public\nstatus: review\n", LeftOut.REVIEW, LeftOut.REVIEW),
        ("audience: public\n", LeftOut.DRAFT, LeftOut.DRAFT),
        ("audience: internal\nstatus: published\n", LeftOut.INTERNAL, None),
        ("status: published\n", LeftOut.INTERNAL, None),
        ("audience: public\nstatus: published\nembargo_until: 2024-03-08 09:01\n", LeftOut.EMBARGO, None),
        ("audience: public\nstatus: published\nembargo_until: 2024-03-08 09:00\n", None, None),
        ("audience: public\nstatus: published\nembargo_until: 2024-03-08 10:00+01:00\n", None, None),
    ],
)
def test_an_edition_holds_what_its_readers_may_see(
    front: str, public: LeftOut | None, internal: LeftOut | None
) -> None:
    report = read(front)
    assert left_out(report, Audience.PUBLIC, NOW, drafts=False) is public
    assert left_out(report, Audience.INTERNAL, NOW, drafts=False) is internal


@pytest.mark.parametrize("status", ["draft", "review"])
def test_a_preview_of_drafts_opens_nothing_internal_or_embargoed(status: str) -> None:
    for front, reason in (
        ("audience: public\n", None),
        ("audience: internal\n", LeftOut.INTERNAL),
        ("audience: public\nembargo_until: 2024-03-09 09:00\n", LeftOut.EMBARGO),
    ):
        assert left_out(read(f"status: {status}\n{front}"), Audience.PUBLIC, NOW, drafts=True) is reason


@pytest.mark.parametrize(
    "front",
    [
        "audience: Public\nstatus: published\n",
        "audience: [public]\nstatus: published\n",
        "audience: public\nstatus: publishd\n",
        "audience: public\nstatus: published\nembargo_until: bald\n",
        "audience: public\nstatus: published\nembargo_until: unknown\n",
        "audience: public\nstatus: published\nembargo_untl: 2042-01-01 00:00\n",
        "audience: public\nstatus: published\naudiance: internal\n",
    ],
)
def test_what_decides_who_may_read_fails_closed_when_it_is_misspelt(front: str) -> None:
    report = read(front)
    assert left_out(report, Audience.PUBLIC, NOW, drafts=False) is LeftOut.INTERNAL


@pytest.mark.parametrize("written", ["2023-10-29 02:30", "2024-03-31 02:30"])
def test_an_embargo_whose_end_is_unclear_ends_late(written: str) -> None:
    report = read(f"audience: public\nstatus: published\ntimezone: Europe/Berlin\nembargo_until: {written}\n")
    late = datetime.fromisoformat(written).replace(tzinfo=UTC) + timedelta(hours=12)
    assert left_out(report, Audience.PUBLIC, late, drafts=False) is LeftOut.EMBARGO


def test_the_newest_comes_first_and_equals_stay_in_the_order_of_their_ids() -> None:
    reports = [
        read("started: 2024-03-05 09:47\n", "b.md"),
        read("started: 2024-03-05 10:47+01:00\n", "a.md"),
        read("published: 2024-03-06\n", "c.md"),
        read("", "e.md"),
        read("started: unknown\n", "d.md"),
    ]
    assert [report.id for report in newest_first(reports)] == ["c", "a", "b", "d", "e"]
    assert newest_first(reversed(reports)) == newest_first(reports)
