"""An impact without a figure: where it is looked for, and what counts as a figure."""

from collections.abc import Callable

import pytest

from postmortem.diagnostics import Diagnostic
from postmortem.rules.wording import check_wording

Run = Callable[..., list[Diagnostic]]


def vague(run: Run, text: str, *, front: str = "", heading: str = "Impact") -> list[str]:
    results = run(check_wording, front, f"## {heading}\n\n{text}\n")
    return [d.message.split("`")[1] for d in results if d.code == "PM507"]


@pytest.mark.parametrize(
    "text",
    [
        "Some users could not sign in.",
        "On 4 March 2024 some users could not sign in.",
        "From 09:47 to 10:12 some users could not sign in.",
        "Some users saw HTTP 502. It took 20 minutes.",
        "Some users of v1.2.3 (see #1234) could not sign in.",
    ],
)
def test_dates_times_and_codes_are_no_figures(run: Run, text: str) -> None:
    assert vague(run, text) == ["Some users" if text.startswith("Some") else "some users"]


@pytest.mark.parametrize(
    "text",
    [
        "Some users, 1,200 of them, could not sign in.",
        "Some users (4 %) could not sign in.",
        "Some users could not sign in: about two thousand.",
        "Some nodes stopped. By noon it was 5 out of 46 nodes.",
        "It was briefly down, from 09:47 to 09:53.",
        "It was briefly down, for 6 minutes.",
    ],
)
def test_a_figure_beside_it_is_enough(run: Run, text: str) -> None:
    assert vague(run, text) == []


def test_only_the_sections_read_for_the_impact_count(run: Run) -> None:
    assert vague(run, "Some users wrote.", heading="Detection") == []
    assert vague(run, "Some users wrote.", heading="Summary") == ["Some users"]


def test_figures_in_the_front_matter_count_for_amounts_alone(run: Run) -> None:
    text = "Some users could not sign in for a short time."
    assert vague(run, text, front="impact: {users: 1200}\n") == ["for a short time"]


def test_german_parts_and_durations_are_found(run: Run) -> None:
    text = "Bis auf einen kleinen Teil vom 9. Feb 2023 um 04:00 Uhr blieb alles. Kurzzeitig ging nichts."
    front = "lang: de\n"
    assert vague(run, text, front=front, heading="Auswirkung") == ["einen kleinen Teil", "Kurzzeitig"]
