"""What the rules say of a real German report, its words unchanged: at the right place, with advice in German.

The original is not part of the project; where it is not at hand, these tests are skipped.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from postmortem.app.assemble import Assembly, assemble
from postmortem.app.wishes import Wishes
from postmortem.diagnostics import Diagnostic

SEED = Path(__file__).parent.parent.parent / "shared" / "seed" / "edudip-2023-02-09.txt"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
HEADINGS = (
    "Zusammenfassung", "Technische Details", "Auswirkung", "Entdeckung", "Reaktion", "Wiederherstellung",
    "Zeitablauf", "Schlusswort",
)  # fmt: skip
FRONT = """---
title: Datenbank zurückgesetzt
id: 2023-02-09-datenbank
lang: de
timezone: Europe/Berlin
status: published
published: 2023-02-10
audience: public
severity: sev1
started: 2023-02-09 09:47
detected: 2023-02-09 09:53
mitigated: 2023-02-09 11:53
resolved: 2023-02-09 20:00
---
"""


@pytest.fixture(scope="module")
def assembly(tmp_path_factory: pytest.TempPathFactory) -> Assembly:
    if not SEED.exists():
        pytest.skip("the original report is not at hand")
    folder = tmp_path_factory.mktemp("seed")
    lines = SEED.read_text("utf-8").splitlines()
    body = "\n".join(f"## {line.strip()}" if line.strip() in HEADINGS else line for line in lines)
    folder.joinpath("x.md").write_text(FRONT + body, "utf-8")
    folder.joinpath("site.yml").write_text(
        "safety: {internal_domains: [edudip-next.com], allow: [api.edudip-next.com]}\n"
    )
    return assemble(folder, Wishes(base_url="https://status.example.org"), NOW, tell=lambda *_: None)


@pytest.mark.parametrize(
    ("words", "code", "advice"),
    [
        ("menschlichem Versagen", "PM501", "was den Fehler möglich machte"),
        ("einen kleinen Teil", "PM507", "nennen Sie eine Zahl"),
        ("Zukünftig werden wir", "PM706", "Verantwortlichen"),
    ],
)
def test_wording_is_found_where_it_stands(assembly: Assembly, words: str, code: str, advice: str) -> None:
    found: Diagnostic = next(d for d in assembly.diagnostics if d.code == code and words in d.message)
    line = assembly.lines["x.md"][found.span.line - 1]
    assert line[found.span.column - 1 : found.span.end_column - 1] == words
    assert advice in found.help


def test_a_host_that_the_site_allows_is_not_found(assembly: Assembly) -> None:
    assert any("api.edudip-next.com" in line for line in assembly.lines["x.md"])
    assert not [d for d in assembly.diagnostics if d.code.startswith("PM6")]
