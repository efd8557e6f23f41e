"""Actions that stand in the text alone, as items of a list."""

from collections.abc import Callable

import pytest

from postmortem.diagnostics import Diagnostic
from postmortem.rules.listed_actions import check_listed_actions

Run = Callable[..., list[Diagnostic]]
HEADINGS = {"en": "Action items", "de": "Maßnahmen"}


def told(run: Run, text: str, front: str = "", lang: str = "en") -> list[tuple[str, int, int]]:
    body = f"## {HEADINGS[lang]}\n\n{text}\n"
    found = run(check_listed_actions, f"lang: {lang}\n{front}", body)
    return [(d.code, d.span.line, d.span.column) for d in found]


def test_a_list_of_actions_in_the_text_is_told_of_once(run: Run) -> None:
    assert told(run, "We promise:\n\n- Add an alert\n- Drop the table") == [("PM709", 9, 3)]


@pytest.mark.parametrize(
    ("text", "lang", "places"),
    [
        ("- Improve monitoring", "en", [("PM705", 7, 3)]),
        ("1. **Be more careful** with resets", "en", [("PM705", 7, 6)]),
        ("- Add an alert\n- Review the alerts\n* Consider a limit", "en", [("PM705", 8, 3), ("PM705", 9, 3)]),
        ("- [ ] Überwachung verbessern", "de", [("PM705", 7, 7)]),
        ("- Alarme\n  - Mitarbeitende sensibilisieren", "de", [("PM705", 8, 5)]),
        ("- Überwachung verbessern, sodass ein Alarm vor dem Kunden da ist", "de", []),
        ("- [ ] Add an alert\n- [x] Improve monitoring", "en", []),
        ("- Improve monitoring:\n  - Add an alert", "en", []),
        ("- Improve monitoring. " + "The gateway tells of each full queue. " * 4, "en", []),
        ("- The runbook is out of date, we need to write it anew", "en", []),
    ],
)
def test_an_item_that_nobody_could_check_is_told_at_its_place(
    run: Run, text: str, lang: str, places: list[tuple[str, int, int]]
) -> None:
    assert [place for place in told(run, text, lang=lang) if place[0] != "PM709"] == places


@pytest.mark.parametrize(
    "text",
    [
        "We improve monitoring.",
        "> - Improve monitoring",
        "- [x] Improve monitoring",
        "| a |\n|---|\n| Improve it |",
    ],
)
def test_what_is_no_list_of_what_is_to_be_done_is_left_alone(run: Run, text: str) -> None:
    assert told(run, text) == []


def test_beside_actions_of_the_front_matter_a_list_only_explains(run: Run) -> None:
    assert told(run, "- Improve monitoring", front="actions: [{title: Add an alert}]\n") == []


def test_lists_of_other_sections_are_no_actions(run: Run) -> None:
    assert run(check_listed_actions, "", "## Lessons\n\n- Improve monitoring\n") == []


def test_a_language_without_words_for_it_has_the_list_told_of(run: Run) -> None:
    found = run(check_listed_actions, "lang: fr\n", "## Actions\n\n- Améliorer la surveillance\n")
    assert [d.code for d in found] == ["PM709"]
