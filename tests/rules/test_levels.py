"""Levels: the code's own, the site's, the rule's."""

import pytest

from postmortem.diagnostics import Diagnostic, Level, Span
from postmortem.model.site import Settings
from postmortem.rules.levels import apply_levels


def level(code: str, rules: dict[str, str], weakened: Level | None = None) -> Level | None:
    finding = Diagnostic(code, "m", Span("x.md"), level=weakened)
    found = list(apply_levels([finding], Settings(rules=rules), {}))
    return found[0].level if found else None


def test_a_code_has_its_own_level_where_nobody_says_otherwise() -> None:
    assert [level(code, {}) for code in ("PM205", "PM203", "PM310")] == [
        Level.ERROR,
        Level.WARNING,
        Level.INFO,
    ]


@pytest.mark.parametrize("word", ["info", "warning", "error"])
def test_a_site_chooses_levels_by_code_or_family_and_the_code_wins(word: str) -> None:
    chosen = Level[word.upper()]
    assert level("PM205", {"PM205": word}) is chosen
    assert level("PM205", {"PM2xx": word}) is chosen
    assert level("PM205", {"PM2xx": "off", "PM205": word}) is chosen
    assert level("PM205", {"PM3xx": word}) is Level.ERROR


def test_a_site_can_switch_a_code_off() -> None:
    assert level("PM205", {"PM205": "off"}) is None
    assert level("PM310", {"PM3xx": "off"}) is None


@pytest.mark.parametrize("code", ["PM101", "PM103", "PM106", "PM118", "PM210"])
def test_what_makes_a_report_unreadable_stays_an_error(code: str) -> None:
    for word in ("off", "info", "warning"):
        assert level(code, {code: word, code[:3] + "xx": word}) is Level.ERROR


def test_what_a_rule_weakened_in_a_draft_does_not_grow_again() -> None:
    assert level("PM205", {}, Level.WARNING) is Level.WARNING
    assert level("PM205", {"PM205": "error"}, Level.WARNING) is Level.WARNING
    assert level("PM205", {"PM205": "info"}, Level.WARNING) is Level.INFO


def test_a_report_is_not_told_what_it_asked_to_be_silent_about() -> None:
    finding = Diagnostic("PM205", "m", Span("x.md"))
    other = Diagnostic("PM205", "m", Span("y.md"))
    silent = {"x.md": frozenset({"PM205"})}
    assert [d.span.path for d in apply_levels([finding, other], Settings(), silent)] == ["y.md"]
