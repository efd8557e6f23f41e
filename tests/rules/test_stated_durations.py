"""Stated durations against the timestamps: what is a contradiction, and what is not compared at all."""

from collections.abc import Callable

import pytest

from postmortem.diagnostics import Diagnostic
from postmortem.rules.stated_durations import check_labelled_durations, check_told_durations

Compare = Callable[..., list[Diagnostic]]

FRONT = (
    "timezone: Europe/Berlin\nstarted: 2024-03-05 10:02\ndetected: 2024-03-05 10:10\n"
    "mitigated: 2024-03-05 11:59\nresolved: 2024-03-05 14:30\n"
)


def labels(compare: Compare, body: str, front: str = FRONT) -> list[str]:
    return [found.message for found in compare(check_labelled_durations, front, body)]


def sentences(compare: Compare, body: str, front: str = FRONT) -> list[str]:
    found = compare(check_told_durations, front, f"## Summary\n\n{body}\n")
    return [told.message for told in found]


def test_a_label_that_the_timestamps_contradict_is_told_with_both_figures(compare: Compare) -> None:
    found = compare(check_labelled_durations, FRONT, "## Facts\n\n- **Time to repair**: 2h 8m\n")
    assert [d.message for d in found] == [
        "stated `2h 8m`, the timestamps give 1 h 57 min (started 10:02 to mitigated 11:59)"
    ]
    assert (found[0].code, found[0].span.line, found[0].span.column) == ("PM316", 11, 23)


@pytest.mark.parametrize(
    "line",
    [
        "Time to repair: 1h 57m",
        "Time to repair: 1h 49m",
        "Time to repair: 4h 28m",
        "Time to detect: 8 minutes",
        "Time to detection: about 10 minutes",
        "Time to resolve: 4 hours 28 minutes",
        "Time to resolve: 4 hours",
        "Duration: less than 5 hours",
        "Downtime: 2 hours",
    ],
)
def test_a_label_may_count_from_any_start_to_any_end_that_it_can_mean(compare: Compare, line: str) -> None:
    assert labels(compare, f"- {line}\n") == []


@pytest.mark.parametrize(
    "line",
    [
        "Time to detect: 18 minutes",
        "Time to resolve: 2 h",
        "Duration: 27 minutes",
        "Downtime: more than 5 hours",
    ],
)
def test_a_label_that_fits_no_start_and_end_is_told(compare: Compare, line: str) -> None:
    assert len(labels(compare, f"- {line}\n")) == 1


@pytest.mark.parametrize(
    "body",
    [
        "Time to repair: 7h (during support hours 10:00-17:00)\n",
        "Time to repair: 30m excluding the night\n",
        "Mean time to repair: 1h 5m\n",
        "The time to repair: 1h 5m is our goal.\n",
        "> Time to repair: 1h 5m\n",
        "Time to repair: ?\n",
        "Time to repair: N/A\n",
        "`Time to repair: 1h 5m`\n",
        "## Timeline\n\n- 10:02 Time to repair: 1h 5m\n",
    ],
)
def test_what_counts_something_else_is_not_compared(compare: Compare, body: str) -> None:
    assert labels(compare, body) == []


def test_a_label_can_be_a_cell_of_its_own(compare: Compare) -> None:
    table = "| Figure | Value |\n|---|---|\n| Time to detect | 8 min |\n| Time to repair | 3 h 8 min |\n"
    assert len(labels(compare, table)) == 1


def test_marks_of_entries_count_as_the_front_matter_does(compare: Compare) -> None:
    body = (
        "## Timeline\n\n- First detected: 2024-03-05 08:33\n- Incident declared: 2024-03-05 09:07\n"
        "- Repaired: 2024-03-05 10:41\n\n## Facts\n\nTime to repair: {}\n"
    )
    assert labels(compare, body.format("2h 8m"), "timezone: Europe/London\n") == []
    assert labels(compare, body.format("1h 34m"), "timezone: Europe/London\n") == []
    assert labels(compare, body.format("5h 16m"), "timezone: Europe/London\n") == [
        "stated `5h 16m`, the timestamps give 2 h 8 min (detected 08:33 to mitigated 10:41)"
    ]


def test_without_a_marked_start_any_entry_may_be_one(compare: Compare) -> None:
    body = (
        "## Timeline\n\n- 2024-03-04 12:20 Data is missing\n- 2024-03-05 08:03 Discovery: seen\n"
        "- 2024-03-05 08:40 Recovered\n\n## Facts\n\nTime to recovery: 20 hours 20 minutes\n"
    )
    assert labels(compare, body, "timezone: Europe/London\n") == []


def test_without_an_end_nothing_is_compared(compare: Compare) -> None:
    assert labels(compare, "Time to repair: 5h\n", "started: 2024-03-05 10:02\n") == []


def test_an_approximate_entry_gives_a_quarter_of_an_hour(compare: Compare) -> None:
    body = (
        "## Timeline\n\n- 10:02 a {{started}}\n- ~11:00 b {{mitigated}}\n\n## Facts\n\nTime to repair: {}\n"
    )
    front = "started: 2024-03-05 10:02\n"
    assert labels(compare, body.format("1h 10m"), front) == []
    assert len(labels(compare, body.format("1h 20m"), front)) == 1


def test_a_change_of_the_clocks_counts_as_real_time(compare: Compare) -> None:
    front = (
        "timezone: Europe/Berlin\nstarted: 2023-03-26 01:30\ndetected: 2023-03-26 01:30\n"
        "resolved: 2023-03-26 03:30\n"
    )
    assert labels(compare, "Duration: 1h 0m\n", front) == []
    assert len(labels(compare, "Duration: 2h 0m\n", front)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The outage lasted 1 hour 57 minutes.",
        "The incident lasted more than four hours.",
        "The API was down for 27 minutes.",
        "The search was unavailable for up to nine hours.",
        "We waited for 9 hours. Retries stop after 9 hours.",
        "Die Störung dauerte knapp zwei Stunden.",
        "Last year an alert was silenced for 9 hours.",
    ],
)
def test_a_sentence_that_fits_or_tells_of_something_else_is_left_alone(compare: Compare, text: str) -> None:
    assert sentences(compare, text, FRONT + "lang: de\n") == []


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("The outage lasted 51 minutes.", "51 minutes"),
        ("The incident lasted for 9 hours.", "9 hours"),
        ("The API was down for 9 hours.", "9 hours"),
        ("A 9-hour outage followed.", "9-hour"),
        ("Die Störung dauerte neun Stunden.", "neun Stunden"),
        ("Die Anmeldung war insgesamt neun Stunden lang nicht erreichbar.", "neun Stunden"),
    ],
)
def test_a_sentence_on_the_outage_that_fits_nothing_is_told(compare: Compare, text: str, stated: str) -> None:
    (message,) = sentences(compare, text, FRONT + "lang: de\n")
    assert message == f"stated `{stated}`, the timestamps give 4 h 28 min (started 10:02 to resolved 14:30)"


def test_an_incident_that_is_not_over_contradicts_no_sentence(compare: Compare) -> None:
    assert sentences(compare, "The outage lasted 9 hours.", "started: 2024-03-05 10:02\n") == []


def test_dates_are_shown_where_the_two_ends_are_on_different_days(compare: Compare) -> None:
    front = "started: 2024-03-05 23:00\ndetected: 2024-03-05 23:05\nresolved: 2024-03-06 01:00\n"
    (message,) = labels(compare, "Time to resolve: 5 h\n", front)
    assert message.endswith("2 h (started 2024-03-05 23:00 to resolved 2024-03-06 01:00)")


TIMELINE = "\n## Timeline\n\n- 10:02 a\n- 10:29 b\n- 11:59 c\n- 14:30 d\n"


@pytest.mark.parametrize(
    "text",
    [
        "The API was down for 27 minutes.",
        "For 27 minutes the API was down.",
        "The API could not be reached for about 90 minutes.",
        "Die Anmeldung war 27 Minuten lang nicht erreichbar.",
        "Die Anmeldung fiel 27 Minuten lang aus.",
        "It was down for less than two hours.",
    ],
)
def test_how_long_a_part_was_down_may_be_between_any_two_timestamps(compare: Compare, text: str) -> None:
    assert sentences(compare, text + "\n" + TIMELINE, FRONT + "lang: de\n") == []


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("The API was down for 47 minutes.", "47 minutes"),
        ("The API was not available for 47 minutes.", "47 minutes"),
        ("For 47 minutes the whole API was unavailable.", "47 minutes"),
        ("Clients could not be used for 47 minutes.", "47 minutes"),
        ("Die Anmeldung war für 47 Minuten nicht erreichbar.", "47 Minuten"),
        ("Die Anmeldung fiel 47 Minuten lang aus.", "47 Minuten"),
        ("Nach 47 Minuten Ausfall kam sie zurück.", "47 Minuten"),
    ],
)
def test_how_long_a_part_was_down_is_told_where_no_two_timestamps_are_that_far_apart(
    compare: Compare, text: str, stated: str
) -> None:
    told = [f"stated `{stated}`, but no two timestamps are that far apart"]
    assert sentences(compare, text + "\n" + TIMELINE, FRONT + "lang: de\n") == told


def test_where_a_time_was_not_read_a_part_may_have_been_down_for_any_time(compare: Compare) -> None:
    body = "The API was down for 47 minutes.\n" + TIMELINE + "- 25:90 e\n"
    assert sentences(compare, body) == []


@pytest.mark.parametrize(
    "text",
    [
        "Our previous outage lasted 3 hours.",
        "The outage lasted 51 minutes in 2019.",
        "In June the outage lasted 51 minutes.",
        "On 2024-03-01 the API was down for 9 hours.",
        "Our objective is that no outage lasted 51 minutes.",
        "The API was down for 9 hours every year.",
        "A similar incident lasted 9 hours.",
        "The database would have been down for 9 hours.",
        "The API was never down for 9 hours.",
        "It was down for 9 hours during the scheduled maintenance.",
        "Die vorige Störung dauerte neun Stunden.",
        "Geplant war, dass die Störung neun Stunden dauerte.",
    ],
)
def test_what_tells_of_another_incident_or_of_a_plan_contradicts_nothing(compare: Compare, text: str) -> None:
    assert sentences(compare, text, FRONT + "lang: de\n") == []


@pytest.mark.parametrize(
    "text", ["On 5 March 2024 the outage lasted 51 minutes.", "On 2024-03-05 the outage lasted 51 minutes."]
)
def test_a_date_of_the_incident_is_no_other_incident(compare: Compare, text: str) -> None:
    assert len(sentences(compare, text)) == 1


def test_an_entry_that_is_marked_as_an_end_is_no_start(compare: Compare) -> None:
    body = (
        "## Timeline\n\n- Detected: 2024-03-05 09:36\n- Repaired: 2024-03-05 10:40\n"
        "- Resolved: 2024-03-05 12:09\n\n## Facts\n\nTime to resolve: 1h 29m\n"
    )
    assert len(labels(compare, body, "timezone: Europe/London\n")) == 1
