"""What a public log shows of a source line: the places stay, what is not published is blank."""

from unicodedata import normalize

import pytest

from postmortem.app.public_lines import PublicLines, folded
from postmortem.diagnostics import Span
from postmortem.model.reading import Reading
from postmortem.model.secrets import Secret

REPORT = (
    "---",
    "title: A disk was full # said the vault",
    'note: "a # in quotes"',
    "---",
    "It was <!-- the vault --> full.",
    "<!-- the",
    "vault --> Then it was not.",
    "See [that](vault-report.md).",
    "::: internal",
    "the vault",
    ":::",
    "The end.",
)
SETTINGS = (
    "title: Incidents # of the vault",
    "safety:",
    "  deny: [Vault Ltd]",
    "- x",
    "footer: Ours",
)


def shown(names: tuple[str, ...] = ()) -> PublicLines:
    secret = Secret("the vault", Span("a.md", 9, 1, 11, 4))
    reading = Reading("a.md", "", None, (), secrets=(secret,))
    return PublicLines({"a.md": REPORT, "site.yml": SETTINGS}, {"a.md": reading}, names)


def test_comments_and_internal_parts_are_blank_and_the_rest_keeps_its_columns() -> None:
    lines = shown()["a.md"]
    assert len(lines) == len(REPORT)
    assert not any("vault" in line for line in lines if "report" not in line)
    assert lines[4].startswith("It was ")
    assert lines[4].index("full.") == REPORT[4].index("full.")
    assert lines[6].index("Then") == REPORT[6].index("Then")
    assert lines[11] == "The end."


def test_a_line_that_names_a_report_outside_is_blank() -> None:
    assert shown()["a.md"][7] == REPORT[7]
    assert shown(("vault-report",))["a.md"][7] == ""


@pytest.mark.parametrize(
    "written",
    ["Geheime-Störung", "geheime-st%C3%B6rung", normalize("NFD", "geheime-störung"), "GEHEIME-STÖRUNG"],
)
def test_a_name_is_known_however_it_is_written(written: str) -> None:
    lines = PublicLines(
        {"a.md": (f"See [that]({written}.md).",)}, {}, (folded(normalize("NFD", "geheime-störung")),)
    )
    assert lines["a.md"] == ("",)


def test_what_the_settings_say_of_safety_is_not_shown() -> None:
    lines = shown()["site.yml"]
    assert not any("ault" in line for line in lines)
    assert lines[0].startswith("title: Incidents")
    assert lines[4] == "footer: Ours"


def test_lines_are_read_when_they_are_asked_for() -> None:
    assert list(shown()) == ["a.md", "site.yml"]
    assert len(shown()) == 2
