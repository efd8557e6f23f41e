"""One file to one report."""

import pytest

from postmortem.model.report import Audience, Report
from postmortem.model.site import Settings
from postmortem.parse.report import name_of, parse_report


def read(text: str, path: str = "x.md", settings: Settings | None = None) -> Report:
    report = parse_report(text.encode(), path, "d1", settings or Settings(), Audience.PUBLIC).report
    assert report is not None
    return report


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("2023-a.md", ("2023-a", None)),
        ("2023-a.en.md", ("2023-a", "en")),
        ("2023-a/index.md", ("2023-a", None)),
        ("2023-a/index.de.md", ("2023-a", "de")),
        ("a/b/c.md", ("c", None)),
        ("index.md", ("index", None)),
        ("v1.2.md", ("v1.2", None)),
        ("edudip.market.md", ("edudip.market", None)),
    ],
)
def test_id_and_language_come_from_the_path(path: str, name: tuple[str, str | None]) -> None:
    assert name_of(path) == name


def test_the_language_is_the_fields_the_files_or_the_sites() -> None:
    site = Settings(language="en", default_lang="nl")
    assert read("---\ntitle: x\nlang: de\n---\n", "x.fr.md", site).lang == "de"
    assert read("---\ntitle: x\n---\n", "x.fr.md", site).lang == "fr"
    assert read("---\ntitle: x\n---\n", "x.md", site).lang == "nl"


def test_a_report_may_consist_of_its_title() -> None:
    report = read("---\ntitle: ' x '\n---\n", settings=Settings(default_authors=("Team", "Team")))
    assert (report.title, report.id, report.digest, report.sections, report.authors) == (
        "x",
        "x",
        "d1",
        (),
        ("Team",),
    )
    assert report.description == ""
    assert report.word_count == 0


@pytest.mark.parametrize(
    ("summary", "description"),
    [
        ("One. Two.", "One."),
        ("At 9 a.m. it broke. Then more.", "At 9 a.m. it broke."),
        ("Version 1.10 broke z. B. den Import. Danach mehr.", "Version 1.10 broke z. B. den Import."),
        ("Am 9. Februar fiel es aus. Mehr.", "Am 9. Februar fiel es aus."),
        ("No end", "No end"),
        ("*Two* `words`! Then?", "Two words!"),
        ("a line\nbreak. Then", "a line break."),
        ("- first\n- second", "first"),
    ],
)
def test_the_description_is_the_first_sentence_of_the_summary(summary: str, description: str) -> None:
    body = f"---\ntitle: x\n---\nIntro first.\n\n## Summary\n\n{summary}\n"
    assert read(body).description.split(" second")[0] == description


def test_a_description_that_is_given_counts() -> None:
    assert read("---\ntitle: x\ndescription: Mine\n---\n## Summary\n\nOther.\n").description == "Mine"


def test_a_long_sentence_is_cut_between_words() -> None:
    description = read("---\ntitle: x\n---\n## Summary\n\n" + "word " * 200).description
    assert len(description) <= 301
    assert description.endswith("word…")


def test_sections_know_their_key_level_anchor_and_place() -> None:
    report = read("---\ntitle: x\nlang: de\n---\nVorweg.\n\n# Impact\n\na\n\n## Mehr dazu {#more}\n\nb\n")
    assert [(s.key, s.title, s.level, s.anchor, s.span.line) for s in report.sections] == [
        (None, "", 0, "", 5),
        ("impact", "Impact", 2, "impact", 7),
        (None, "Mehr dazu", 3, "more", 11),
    ]


def test_the_timeline_keeps_its_own_headings_and_ends_at_the_next_section() -> None:
    report = read(
        "---\ntitle: x\nstarted: 2023-02-09 09:00\n---\n## Timeline\n\n### 9 February 2023\n\n- 09:47 a\n\n"
        "### Impact\n\nb\n\n## Else\n\n- 10:00 no entry\n"
    )
    assert [s.title for s in report.sections] == ["Timeline", "Impact", "Else"]
    assert [e.text for e in report.timeline.entries] == ["a"]


def test_values_of_the_sites_own_are_plain() -> None:
    extra = read("---\ntitle: x\nextra: {a: 1, b: [1.50, no, null, true], c: {d: 10:47}}\n---\n").extra
    assert extra == {"a": 1, "b": [1.5, "no", None, True], "c": {"d": "10:47"}}
    assert type(extra["a"]) is int


def test_names_given_twice_count_once() -> None:
    report = read("---\ntitle: x\ntags: [b, a, b]\nservices: [x, x]\n---\n")
    assert (report.tags, report.services) == (("b", "a"), ("x",))


def test_links_images_and_anchors_are_collected() -> None:
    report = read("---\ntitle: x\n---\n## A\n\n[b](c.md) ![d](e.png) [w]{#named}\n\n### A\n")
    assert [(link.target, link.image) for link in report.links] == [("c.md", False), ("e.png", True)]
    assert set(report.anchors) >= {"a", "a-2", "named"}


def test_a_started_that_cannot_be_read_is_not_also_missed_by_every_entry() -> None:
    text = "---\ntitle: x\nstarted: 9.2.2023\ndetected: unknown\n---\n## Timeline\n\n- 09:47 a\n- 09:53 b\n"
    found = parse_report(text.encode(), "x.md", "", Settings(), Audience.PUBLIC).diagnostics
    assert [d.code for d in found] == ["PM110"]


def test_a_file_name_that_is_no_id_is_told_to_change() -> None:
    found = parse_report(
        b"---\ntitle: x\nkind: near-miss\n---\n", "Ä b.md", "", Settings(), Audience.PUBLIC
    ).diagnostics
    assert [(d.code, d.message) for d in found] == [("PM117", "the file's name `Ä b` cannot be an id")]


def test_the_internal_mapping_is_there_for_an_internal_edition_alone() -> None:
    data = b"---\ntitle: x\ninternal:\n  customer: Acme\n  seats: 1_000\n---\n"
    notes = {
        audience: report.notes
        for audience in Audience
        if (report := parse_report(data, "x.md", "d1", Settings(), audience).report) is not None
    }
    assert list(notes[Audience.INTERNAL]) == ["customer", "seats"]
    assert notes[Audience.INTERNAL]["customer"] == "Acme"
    assert notes[Audience.PUBLIC] == {}
