"""Abbreviations that are explained and that are not, and the length of a summary."""

from collections.abc import Callable

import pytest

from postmortem.diagnostics import Diagnostic
from postmortem.model.site import Service, Settings
from postmortem.rules.readability import MOST_WORDS, check_abbreviations, check_summary_length

Run = Callable[..., list[Diagnostic]]


def unexplained(run: Run, text: str, settings: Settings | None = None) -> list[str]:
    return [d.message.split("`")[1] for d in run(check_abbreviations, "", text + "\n", settings=settings)]


def test_an_unknown_abbreviation_is_told_once_where_it_first_stands(run: Run) -> None:
    results = run(check_abbreviations, "", "The queue and\nthe RMQ, the RMQs and the RMQ again.\n")
    assert [(d.span.line, d.span.column) for d in results] == [(5, 5)]


@pytest.mark.parametrize(
    "text",
    [
        "The API and the DNS at 09:47 UTC.",
        "The message queue (RMQ) was full, and so the RMQ stopped.",
        "The RMQ was full. RMQ (the message queue) is old.",
        "The Reliable Message Queue was full; the RMQ is old.",
        "The DROP was a drop in the ocean.",
        "Ticket RMQ-123, file A/RMQ, RMQ_PORT and `RMQ`.",
        "RMQ, XYZ, QQQ",
    ],
)
def test_what_is_explained_or_known_is_left_alone(run: Run, text: str) -> None:
    assert unexplained(run, text) == []


def test_names_of_the_sites_services_are_known(run: Run) -> None:
    settings = Settings(services=(Service("rmq", "RMQ broker"),))
    assert unexplained(run, "The RMQ was full.", settings) == []


def test_a_summary_may_have_so_many_words_and_no_more(run: Run) -> None:
    fits, long = ("word " * count for count in (MOST_WORDS, MOST_WORDS + 1))
    assert run(check_summary_length, "", f"## Summary\n\n{fits}\n") == []
    assert [d.code for d in run(check_summary_length, "", f"## Summary\n\n{long}\n")] == ["PM509"]
