"""Hints that an entry marks a time: remarks alone, and only where the time is missing."""

from collections.abc import Callable

import pytest

from postmortem.diagnostics import Diagnostic
from postmortem.rules.suggested_marks import check_suggested_marks

Run = Callable[..., list[Diagnostic]]

FRONT = "started: 2024-03-05 09:47\n"
BODY = """## Timeline

- 09:47 Reset
- 09:53 Alerts fire
- 10:00 Alerts fire
- 10:10 Back to normal
- 11:00 All clear
"""


def test_the_first_sign_of_detection_and_the_last_of_an_end_are_suggested(run: Run) -> None:
    found = run(check_suggested_marks, FRONT, BODY)
    assert [(d.message, d.span.line) for d in found] == [
        ("`Alerts fire` may mark `detected`, which is not recorded", 8),
        ("`All clear` may mark `resolved`, which is not recorded", 11),
    ]


@pytest.mark.parametrize("value", ["2024-03-05 09:53", "unknown", "nonsense"])
def test_what_the_front_matter_says_is_not_suggested(run: Run, value: str) -> None:
    front = f"{FRONT}detected: {value}\nresolved: {value}\n"
    assert run(check_suggested_marks, front, BODY) == []


def test_what_a_mark_says_is_not_suggested(run: Run) -> None:
    body = BODY.replace("Reset", "Reset {detected}").replace("All clear", "Done {resolved}")
    assert run(check_suggested_marks, FRONT, body) == []


def test_a_marked_entry_is_not_suggested_for_something_else(run: Run) -> None:
    body = "## Timeline\n\n- 09:47 Alerts fire {started}\n"
    assert run(check_suggested_marks, "", body) == []


def test_a_near_miss_has_nothing_to_detect(run: Run) -> None:
    assert run(check_suggested_marks, FRONT + "kind: near-miss\n", BODY) == []


def test_words_of_the_reports_language_count(run: Run) -> None:
    body = "## Zeitablauf\n\n- 09:47 Reset\n- 09:53 Vorfall fällt auf\n"
    (found,) = run(check_suggested_marks, FRONT + "lang: de\n", body)
    assert "`fällt auf`" in found.message


def test_parts_of_words_are_no_hint(run: Run) -> None:
    assert run(check_suggested_marks, FRONT, "## Timeline\n\n- 09:47 Unnoticed by all\n") == []
