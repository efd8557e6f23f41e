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
        (
            "### Short term\n\n- Improve the alerts\n\n### Long term\n\n* Review runbooks",
            "en",
            [("PM705", 9, 3), ("PM705", 13, 3)],
        ),
        ("Already done:\n\n- Improve monitoring\n\nTo do:\n\n- Improve alerts", "en", [("PM705", 13, 3)]),
        ("- None of the alerts told us: improve them\n- Investigate the leak", "en", [("PM705", 8, 3)]),
        (
            "- Erledigt: Runbook überprüfen\n- Awareness schaffen\n- Schulung durchführen",
            "de",
            [("PM705", 8, 3), ("PM705", 9, 3)],
        ),
        ("- Keine weiteren Maßnahmen geplant\n- Dokumentation überarbeiten", "de", [("PM705", 8, 3)]),
        ("### Done\n\n- Improve alerts\n\n### Open\n\n- Improve pages", "en", [("PM705", 13, 3)]),
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
        "- [x] Improve monitoring\n- [-] Review it",
        "- None.",
        "- No further action is planned.\n- Nothing to do",
        "- ✅ Improve monitoring\n- Review the runbook ✔",
        "- DONE: Improve monitoring\n- Done – Review the runbook\n- Improve alerts (done on 4 March)",
        "- ~~Improve monitoring~~ (done)",
        "We have already done the following:\n\n- Improve monitoring\n- Review the runbook",
        "### Completed\n\n- Improve monitoring\n\nSo have we:\n\n- Review the runbook",
        "| a |\n|---|\n| Improve it |",
    ],
)
def test_what_is_no_list_of_what_is_to_be_done_is_left_alone(run: Run, text: str) -> None:
    assert told(run, text) == []


def test_beside_actions_of_the_front_matter_a_list_only_explains(run: Run) -> None:
    assert told(run, "- Improve monitoring", front="actions: [{title: Add an alert}]\n") == []


def test_a_list_under_a_heading_of_its_own_is_one_of_actions(run: Run) -> None:
    assert told(run, "### Short term\n\n- Add an alert\n\n### Long term\n\n- Drop the table") == [
        ("PM709", 9, 3)
    ]
    assert told(run, "Nothing.\n\n## Appendix\n\n- Improve it\n\n### Lessons\n\n- Improve it") == []


TABLE = "| Owner | Action item | Status |\n|---|---|---|\n"


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        ("| Team | Add an alert | open |", [("PM709", 9, 10)]),
        ("| Team | Add an alert | Done |\n| | Improve it | |", [("PM709", 10, 5), ("PM705", 10, 5)]),
        ("| Team | Improve it | ✅ |\n| Team | Review it | Completed |\n| Team | None | |\n| Team | | |", []),
        ("| Done | | |\n| Team | Add an alert | |", [("PM709", 10, 10)]),
    ],
)
def test_rows_of_a_table_of_actions_are_told_of_as_items_are(
    run: Run, rows: str, places: list[tuple[str, int, int]]
) -> None:
    assert told(run, TABLE + rows) == places
    assert told(run, rows.replace("Team", "Was?")) == []


def test_a_table_that_tells_something_else_is_no_list_of_actions(run: Run) -> None:
    assert told(run, "| Host | Load |\n|---|---|\n| Improve | 5 |\n") == []


def test_what_is_planned_does_not_name_a_list_done(run: Run) -> None:
    assert told(run, "As told above, we plan:\n\n- Add an alert") == [("PM709", 9, 3)]


def test_lists_of_other_sections_are_no_actions(run: Run) -> None:
    assert run(check_listed_actions, "", "## Lessons\n\n- Improve monitoring\n") == []


def test_a_language_without_words_for_it_has_the_list_told_of(run: Run) -> None:
    found = run(check_listed_actions, "lang: fr\n", "## Actions\n\n- Améliorer la surveillance\n")
    assert [d.code for d in found] == ["PM709"]
