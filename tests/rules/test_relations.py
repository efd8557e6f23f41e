"""What reports say of each other, and that nothing of a report outside the edition is said."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from postmortem.diagnostics import Diagnostic
from postmortem.model.report import Audience, Report
from postmortem.model.site import Settings
from postmortem.rules.context import RuleContext
from postmortem.rules.relations import check_overlaps, check_relations, check_translations

Read = Callable[..., Report]
OUT = "audience: public\nstatus: published\npublished: 2026-01-02\n"
HIDDEN = {
    "internal": "audience: internal\nstatus: published\n",
    "draft": "audience: public\n",
    "in review": "audience: public\nstatus: review\n",
    "embargo": OUT + "embargo_until: 2027-01-01 00:00\n",
}


def context(
    *reports: Report, files: tuple[str, ...] = (), edition: Audience = Audience.PUBLIC
) -> RuleContext:
    now = datetime(2026, 11, 1, tzinfo=UTC)
    paths = frozenset({*(report.path for report in reports), *files})
    return RuleContext(Settings(languages=("en", "de")), now, {r.path: r for r in reports}, paths, edition)


def relations(*reports: Report, files: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(d.code, d.message) for d in check_relations(reports, context(*reports, files=files))]


def test_a_relation_to_a_report_of_the_edition_is_fine(read: Read) -> None:
    one = read(OUT + "related: [{id: b, relation: x}]\n", path="a.md")
    assert relations(one, read(OUT, path="b.md")) == []


def test_a_relation_to_no_report_or_to_itself_is_told(read: Read) -> None:
    one = read(OUT + "related: [{id: c, relation: x}, {id: a, relation: x}]\n", path="a.md")
    assert relations(one, read(OUT, path="b.md")) == [
        ("PM401", "there is no report `c`"),
        ("PM401", "`a` is this report itself"),
    ]


def test_a_report_that_could_not_be_read_may_be_the_one_that_is_meant(read: Read) -> None:
    one = read(OUT + "related: [{id: b, relation: x}, {id: c, relation: x}]\n", path="a.md")
    assert relations(one, files=("b.de.md", "2026/c/index.md")) == []
    assert relations(one, files=("b.md", "c.png")) == [("PM401", "there is no report `c`")]


@pytest.mark.parametrize("kind", HIDDEN)
def test_nothing_is_said_of_a_report_outside_the_edition(read: Read, kind: str) -> None:
    hidden = read(HIDDEN[kind], path="2026-01-01-zebra-bank.md")
    for named in ("2026-01-01-zebra-bank", "2026-01-01-zebra-bnk"):
        for others in ("", ", {id: nothing-like-it, relation: x}"):
            one = read(OUT + f"related: [{{id: {named}, relation: x}}{others}]\n", path="a.md")
            found = list(check_relations([one, hidden], context(one, hidden)))
            assert [d.span.line for d in found] == [2] * (2 if others else 1)  # not the line with the id
            assert not any("zebra" in d.message + d.help for d in found)


def test_a_report_outside_the_edition_is_told_everything(read: Read) -> None:
    draft = read("related: [{id: secert, relation: x}]\n", path="a.md")
    hidden = read(HIDDEN["internal"], path="secret.md")
    (found,) = check_relations([draft, hidden], context(draft, hidden))
    assert (found.span.line, found.help) == (3, "did you mean `secret`?")


REVISED = "revisions: [{date: 2026-03-02, kind: update, note: x}]\n"


@pytest.mark.parametrize(
    ("original", "translation", "lines"),
    [
        (REVISED, "", [6]),
        (REVISED, REVISED, []),
        (REVISED, REVISED.replace("03-02", "03-01"), [7]),
        (REVISED, REVISED.replace("03-02", "03-03"), []),
        ("", REVISED, []),
        ("", "", []),
    ],
)
def test_a_translation_is_revised_with_its_original(
    read: Read, original: str, translation: str, lines: list[int]
) -> None:
    reports = [
        read("lang: de\n" + OUT + translation, path="a.de.md"),
        read("lang: en\n" + OUT + original, path="a.md"),
    ]
    found = list(check_translations(reports, context(*reports)))
    assert [(d.code, d.span.path, d.span.line) for d in found] == [("PM403", "a.de.md", n) for n in lines]


def test_a_translation_that_came_out_later_is_not_behind(read: Read) -> None:
    late = OUT.replace("2026-01-02", "2026-04-01")
    reports = [read(OUT + REVISED, path="a.md"), read("lang: de\n" + late, path="a.de.md")]
    assert list(check_translations(reports, context(*reports))) == []


def test_an_original_that_is_not_shown_is_not_compared(read: Read) -> None:
    reports = [read(HIDDEN["internal"] + REVISED, path="a.md"), read("lang: de\n" + OUT, path="a.de.md")]
    assert list(check_translations(reports, context(*reports))) == []


def incident(read: Read, name: str, start: str, end: str, more: str = "") -> Report:
    times = f"started: 2026-01-01 {start}\nresolved: 2026-01-01 {end}\n" if start else ""
    return read(OUT + f"services: [api, login]\n{times}{more}", path=f"{name}.md")


def overlaps(*reports: Report) -> list[tuple[str, str]]:
    found: list[Diagnostic] = list(check_overlaps(reports, context(*reports)))
    return [(d.span.path, d.message.split("`")[1]) for d in found]


def test_incidents_at_the_same_time_on_one_service_are_told_once(read: Read) -> None:
    one, other = incident(read, "a", "10:00", "12:00"), incident(read, "b", "11:00", "13:00")
    assert overlaps(one, other) == overlaps(other, one) == [("b.md", "a")]
    assert overlaps(one, incident(read, "b", "12:00", "13:00")) == []
    assert overlaps(one, incident(read, "b", "", "")) == []


@pytest.mark.parametrize(
    "more",
    [
        "related: [{id: a, relation: same-cause}]\n", "kind: near-miss\n", "kind: maintenance\n",
        "id: a\nlang: de\n", "services: [other]\n",
    ],
)  # fmt: skip
def test_what_is_related_or_no_incident_or_elsewhere_is_fine(read: Read, more: str) -> None:
    text = OUT + "started: 2026-01-01 11:00\nresolved: 2026-01-01 13:00\n"
    other = read(text + ("" if "services" in more else "services: [api]\n") + more, path="b.md")
    assert overlaps(incident(read, "a", "10:00", "12:00"), other) == []
    assert overlaps(incident(read, "a", "10:00", "12:00"), read(text + "services: [api]\n", path="b.md"))


def test_an_overlap_with_a_report_outside_the_edition_is_not_told(read: Read) -> None:
    one = incident(read, "a", "10:00", "12:00", "")
    hidden = read(
        HIDDEN["internal"] + "services: [api]\nstarted: 2026-01-01 11:00\nresolved: 2026-01-01 13:00\n"
    )
    assert overlaps(one, hidden) == []


def test_a_thousand_incidents_at_the_same_time_are_looked_at_fast(read: Read) -> None:
    one = incident(read, "a", "10:00", "12:00")
    many = [replace(one, id=f"r{n:04}", path=f"r{n:04}.md") for n in range(1000)]
    assert len(overlaps(*many)) == 999
