"""The main job: a real German report, its words unchanged, and its twin retold in our own, on their pages.

The original is not part of the project; where it is not at hand, its tests are skipped.
"""

from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from postmortem.app.assemble import Assembly, assemble
from postmortem.app.planning import plan_assembly
from postmortem.app.wishes import Wishes
from postmortem.model.metrics import durations
from postmortem.model.report import Document

ROOT = Path(__file__).parent.parent
SEED = ROOT.parent / "shared" / "seed" / "edudip-2023-02-09.txt"
RETOLD = "2023-02-09-datenbank-zurueckgesetzt"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
FRONT_MATTER = """---
title: Datenbank zurückgesetzt
id: 2023-02-09-datenbank-zurueckgesetzt
lang: de
timezone: Europe/Berlin
status: published
published: 2023-02-10
audience: public
severity: sev1
services: [api, login]
started: 2023-02-09 09:47
detected: 2023-02-09 09:53
mitigated: 2023-02-09 11:53
resolved: 2023-02-09 20:00
---
"""
LEVELS = {
    "Zusammenfassung": "##",
    "Technische Details": "##",
    "Auswirkung": "###",
    "Entdeckung": "###",
    "Reaktion": "###",
    "Wiederherstellung": "###",
    "Zeitablauf": "##",
    "Schlusswort": "##",
}


class Page(HTMLParser):
    """What a page says, with tags gone: its words, its language, its times."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.lang: str | None = None
        self.times: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "html":
            self.lang = values.get("lang")
        if tag == "time":
            self.times.append(values.get("datetime") or "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def seed(folder: Path) -> Assembly:
    lines = SEED.read_text("utf-8").splitlines()
    body = "\n".join(f"{LEVELS[line.strip()]} {line}" if line.strip() in LEVELS else line for line in lines)
    folder.joinpath(f"{RETOLD}.md").write_text(FRONT_MATTER + body, "utf-8")
    return assemble(folder, Wishes(base_url="https://status.example.org"), NOW, tell=lambda *_: None)


@pytest.fixture(scope="module", params=["original", "retold"])
def assembly(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Assembly:
    if request.param == "retold":
        return assemble(ROOT / "postmortems", Wishes(cache=False), NOW, tell=lambda *_: None)
    if not SEED.exists():
        pytest.skip("the original report is not at hand")
    return seed(tmp_path_factory.mktemp("seed"))


@pytest.fixture(scope="module")
def report(assembly: Assembly) -> Document:
    path = next(r.path for r in assembly.site.reports if r.id == RETOLD)
    return assembly.library.document(path)


@pytest.fixture(scope="module")
def page(assembly: Assembly) -> Page:
    path = f"reports/{RETOLD}/index.html"
    planned = next(p for p in plan_assembly(assembly, ROOT / "postmortems").files if p.path == path)
    return Page(planned.render().decode())


def test_it_is_accepted_without_an_error(assembly: Assembly) -> None:
    assert assembly.errors == 0, [d for d in assembly.diagnostics if (d.level or 0) > 2]


def test_six_required_sections_are_found_under_german_names_nested_where_they_are(report: Document) -> None:
    assert [(s.key, s.level, s.title) for s in report.sections if s.level] == [
        ("summary", 2, "Zusammenfassung"),
        ("technical", 2, "Technische Details"),
        ("impact", 3, "Auswirkung"),
        ("detection", 3, "Entdeckung"),
        ("response", 3, "Reaktion"),
        ("recovery", 3, "Wiederherstellung"),
        ("timeline", 2, "Zeitablauf"),
        ("closing", 2, "Schlusswort"),
    ]


def test_there_are_nine_entries_and_the_last_is_on_the_next_day(report: Document) -> None:
    instants = [entry.at.isoformat() if entry.at else None for entry in report.timeline.entries]
    assert instants == [
        "2023-02-09T09:47:00+01:00",
        "2023-02-09T09:53:00+01:00",
        "2023-02-09T11:53:00+01:00",
        "2023-02-09T12:50:00+01:00",
        "2023-02-09T13:30:00+01:00",
        "2023-02-09T16:50:00+01:00",
        "2023-02-09T19:20:00+01:00",
        "2023-02-09T20:00:00+01:00",
        "2023-02-10T00:00:00+01:00",
    ]


def test_the_untimed_points_stay_inside_the_fourth_entry_with_their_paths(report: Document) -> None:
    entries = report.timeline.entries
    for path in ("api.edudip-next.com/api/webinars/*", "api.edudip-next.com/api/v1/webinars/*"):
        assert path in entries[3].text
        assert path in entries[3].html
        assert not any(path in entry.text for entry in entries if entry is not entries[3])
    assert entries[3].html.count("<li>") == 2


def test_the_figures_are_right(report: Document) -> None:
    figures = durations(report.times)
    assert figures.detect is not None
    assert figures.mitigate is not None
    assert figures.resolve is not None
    assert figures.detect.total_seconds() == 6 * 60
    assert figures.mitigate.total_seconds() == (2 * 60 + 6) * 60
    assert figures.resolve.total_seconds() == (10 * 60 + 13) * 60


def test_the_response_has_seven_numbered_steps(report: Document) -> None:
    response = next(s for s in report.sections if s.key == "response")
    assert response.html.count("<ol>") == 1
    assert response.html.count("<li>") == 7


def test_the_page_is_german(page: Page) -> None:
    assert page.lang == "de"
    assert "9. Februar 2023" in page.text
    assert "10. Februar 2023" in page.text


def test_the_page_shows_the_figures_and_the_times(page: Page) -> None:
    for words in ("6 min", "2 h 6 min", "10 h 13 min", "11:53", "20:00"):
        assert words in page.text
    assert "2023-02-09T11:53:00+01:00" in page.times
    assert "2023-02-10T00:00:00+01:00" in page.times


def test_umlauts_arrive_as_they_are(page: Page) -> None:
    assert "Datenbank zurückgesetzt" in page.text
    assert "Maßnahme" in page.text or "für Ihr Verständnis" in page.text


def test_every_fact_of_the_original_is_in_the_retold_report() -> None:
    """Times, dates, numbers and names that the original states; a list of facts, in nobody's words."""
    text = (ROOT / "postmortems" / f"{RETOLD}.md").read_text("utf-8")
    facts = (
        "09:47", "09:53", "11:53", "12:50", "13:30", "16:50", "19:20", "20:00", "00:00", "04:00", "02:00",
        "edudip.market", "PUT", "POST", "DELETE", "HTTP",
        "api.edudip-next.com/api/webinars/*", "api.edudip-next.com/api/v1/webinars/*",
        "8. Februar 2023", "9. Februar 2023", "Webinar", "Load Balancer", "Umzug",
    )  # fmt: skip
    missing = [fact for fact in facts if fact.casefold() not in text.casefold()]
    assert not missing
