"""Actions without owner, day, ticket or deed; promises without an action."""

from collections.abc import Callable

import pytest

from postmortem.diagnostics import Diagnostic
from postmortem.rules.actions import (
    check_action_fields,
    check_action_titles,
    check_detection,
    check_promises,
)

Run = Callable[..., list[Diagnostic]]


def codes(results: list[Diagnostic]) -> list[str]:
    return [d.code for d in results]


def test_an_open_action_needs_owner_day_and_link(run: Run) -> None:
    assert codes(run(check_action_fields, "actions: [{title: Add a check}]\n")) == ["PM701", "PM702", "PM708"]


@pytest.mark.parametrize(
    ("owner", "lang", "codes_"),
    [
        ("Everyone", "en", ["PM701"]),
        ("TBD", "de", ["PM701"]),
        ("alle", "de", ["PM701"]),
        ("(n/a)", "ja", ["PM701"]),
        ("alle", "en", []),
        ("All-hands team", "en", []),
    ],
)
def test_a_word_for_nobody_in_particular_is_no_owner(
    run: Run, owner: str, lang: str, codes_: list[str]
) -> None:
    front = (
        f"lang: {lang}\nactions: [{{title: x, owner: {owner}, due: 2026-12-01, link: https://example.org}}]\n"
    )
    found = run(check_action_fields, front)
    assert codes(found) == codes_
    assert all(f"`{owner}` names nobody" in d.message for d in found)


@pytest.mark.parametrize("status", ["done", "wont-do"])
def test_a_closed_action_needs_nothing_more(run: Run, status: str) -> None:
    assert (
        run(check_action_fields, f"actions: [{{title: Add a check, status: {status}, due: 2020-01-01}}]\n")
        == []
    )


@pytest.mark.parametrize(("due", "late"), [("2026-10-31", True), ("2026-11-01", False)])
def test_an_action_is_late_on_the_day_after(run: Run, due: str, late: bool) -> None:
    front = f"actions: [{{title: Add a check, owner: Team, due: {due}, link: https://example.org/1}}]\n"
    assert codes(run(check_action_fields, front)) == (["PM703"] if late else [])


def test_a_day_that_cannot_be_read_is_not_called_missing(run: Run) -> None:
    front = "actions: [{title: Add a check, owner: Team, due: soon, link: https://example.org/1}]\n"
    assert run(check_action_fields, front) == []


@pytest.mark.parametrize(
    ("title", "lang", "code"),
    [
        ("Improve monitoring", "en", "PM705"),
        ("Fix it", "en", "PM705"),
        ("Training for everyone", "en", "PM705"),
        ("Mitarbeiter schulen", "de", "PM705"),
        ("Fix it in the template", "en", None),
        ("Improve the coverage to 80 %", "en", None),
        ("Review alerts every month", "en", None),
        ("Be more careful with resets", "en", "PM705"),
        ("Better alerting", "en", "PM705"),
        ("The runbook", "en", "PM704"),
        ("Alert when the queue is full", "en", None),
        ("Überwachung verbessern", "de", "PM705"),
        ("Überwachung verbessern, sodass ein Alarm vor dem Kunden da ist", "de", None),
        ("Mitarbeitende sensibilisieren", "de", "PM705"),
        ("Neue Checkliste", "de", "PM704"),
        ("Alarm für die Warteschlange einrichten", "de", None),
        ("Améliorer la surveillance", "fr", None),
    ],
)
def test_a_title_says_a_deed_that_can_be_checked(run: Run, title: str, lang: str, code: str | None) -> None:
    results = run(check_action_titles, f'lang: {lang}\nactions: [{{title: "{title}"}}]\n')
    assert codes(results) == ([code] if code else [])


PROMISE = "## Detection\n\nAn employee noticed it.\n\nWe will add an alert. We plan more.\n"


def test_the_first_promise_is_told_where_there_is_no_action(run: Run) -> None:
    results = run(check_promises, "", PROMISE)
    assert [(d.code, d.span.line, d.span.column) for d in results] == [("PM706", 8, 1)]


@pytest.mark.parametrize(
    ("front", "more"),
    [
        ("actions: [{title: Add an alert}]\n", ""),
        ("", "\n## Action items\n\n- Add an alert\n"),
        ("", "\n## Action items\n\n### Short term\n\n- Add an alert\n"),
    ],
)
def test_a_promise_beside_actions_is_fine(run: Run, front: str, more: str) -> None:
    assert run(check_promises, front, PROMISE + more) == []


def test_what_was_to_be_done_next_in_the_timeline_is_no_promise(run: Run) -> None:
    assert (
        run(check_promises, "", "## Timeline\n\n- 10:00 We ban it. We will unban it after the build.\n") == []
    )


def test_a_german_promise_gets_a_german_suggestion(run: Run) -> None:
    (found,) = run(check_promises, "lang: de\n", "Zukünftig werden wir unsere Tests erweitern.\n")
    assert "Zukünftig werden wir" in found.message
    assert "Verantwortlichen" in found.help


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ("detected_by: customer\n", "PM707"),
        ("detected_by: monitoring\n", None),
        ("detected_by: customer\nactions: [{title: Alert on it, type: detect}]\n", None),
        ("detected_by: customer\nactions: [{title: Alert on it, type: detect, status: wont-do}]\n", "PM707"),
    ],
)
def test_what_a_customer_found_is_to_be_detected(run: Run, fields: str, code: str | None) -> None:
    assert codes(run(check_detection, fields)) == ([code] if code else [])
