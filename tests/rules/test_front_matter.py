"""Rules on the front matter."""

from collections.abc import Callable

import pytest

from postmortem.diagnostics import Diagnostic
from postmortem.model.site import Service, Settings, Severity
from postmortem.rules.front_matter import (
    check_embargo,
    check_future,
    check_order_of_times,
    check_publication_date,
    check_recorded_times,
    check_services,
    check_severity,
)

Run = Callable[..., list[Diagnostic]]


def places(found: list[Diagnostic]) -> list[tuple[str, int, int]]:
    return [(d.code, d.span.line, d.span.column) for d in found]


def test_services_are_free_where_the_site_declares_none(run: Run) -> None:
    assert run(check_services, "services: [a, b]\nunaffected: [c]\n") == []


def test_a_service_that_the_site_does_not_declare_is_named_with_the_nearest(run: Run) -> None:
    site = Settings(services=(Service("search", "Search"), Service("checkout", "Checkout")))
    found = run(check_services, "services: [search, chekout]\nunaffected:\n  - Search\n", settings=site)
    assert places(found) == [("PM113", 3, 20), ("PM113", 5, 5)]
    assert [d.help for d in found] == ["did you mean `checkout`?", "did you mean `search`?"]


def test_the_help_lists_no_more_services_than_can_be_read(run: Run) -> None:
    site = Settings(services=tuple(Service(f"service-{n}", "") for n in range(500)))
    (found,) = run(check_services, "services: [q]\n", settings=site)
    assert len(found.help) < 400


def test_a_severity_is_one_of_the_sites_scale(run: Run) -> None:
    assert run(check_severity, "severity: sev1\n") == []
    assert run(check_severity) == []
    own = Settings(severities=(Severity("hoch", "Hoch"),))
    assert places(run(check_severity, "severity: sev1\n", settings=own)) == [("PM114", 3, 11)]


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("started: 2024-03-05 10:00\ndetected: 2024-03-05 09:59\n", 4),
        ("started: 2024-03-05 10:00\ndetected: unknown\nresolved: 2024-03-05 09:59\n", 5),
        ("mitigated: 2024-03-05 10:00\nresolved: 2024-03-05 10:00+01:00\n", 4),
        ("impact:\n  windows:\n    - from: 2024-03-05 10:00\n      to: 2024-03-05 09:00\n", 6),
        ("impact:\n  data_loss:\n    from: 2024-03-05 10:00\n    to: 2024-03-05 09:00\n", 6),
    ],
)
def test_what_ends_before_it_begins_is_out_of_order(front: str, line: int, run: Run) -> None:
    assert [(d.code, d.span.line) for d in run(check_order_of_times, front)] == [("PM115", line)]


@pytest.mark.parametrize(
    "front",
    [
        "started: 2024-03-05 10:00\ndetected: 2024-03-05 10:00\nresolved: 2024-03-05 10:00\n",
        "started: 2024-03-05 10:00\ndetected: 2024-03-05 09:30-01:00\n",
        "timezone: Europe/Berlin\nstarted: 2023-10-29 02:59+02:00\ndetected: 2023-10-29 02:01+01:00\n",
        "resolved: 2024-03-05 10:00\n",
        "impact:\n  windows:\n    - from: 2024-03-05 10:00\n",
    ],
)
def test_equal_missing_and_absolute_times_are_in_order(front: str, run: Run) -> None:
    assert run(check_order_of_times, front) == []


def test_times_that_have_not_come_are_reported_one_by_one(run: Run) -> None:
    found = run(
        check_future, "started: 2026-11-01 12:00\ndetected: 2026-11-01 12:01\nresolved: 2027-01-01 00:00\n"
    )
    assert places(found) == [("PM116", 4, 11), ("PM116", 5, 11)]


def test_today_is_the_day_in_the_reports_own_zone(run: Run) -> None:
    tomorrow = "published: 2026-11-02\n"
    assert run(check_future, tomorrow + "timezone: Pacific/Auckland\n") == []
    assert places(run(check_future, tomorrow + "timezone: America/Los_Angeles\n")) == [("PM116", 3, 12)]


def test_an_embargo_ends_by_the_day_of_publication(run: Run) -> None:
    front = "published: 2024-03-08\nembargo_until: 2024-03-{} 23:59\n"
    assert run(check_embargo, front.format("08")) == []
    assert places(run(check_embargo, front.format("09"))) == [("PM119", 4, 16)]
    assert run(check_embargo, "embargo_until: 2024-03-09 10:00\n") == []


@pytest.mark.parametrize(
    ("status", "count"), [("draft", 0), ("review", 0), ("published", 1), ("retracted", 1)]
)
def test_what_is_published_says_since_when(status: str, count: int, run: Run) -> None:
    assert len(run(check_publication_date, f"status: {status}\n")) == count
    assert run(check_publication_date, f"status: {status}\npublished: 2024-03-08\n") == []


def test_a_publication_date_that_cannot_be_read_is_not_also_missing(run: Run) -> None:
    assert run(check_publication_date, "status: published\npublished: 8.3.2024\n") == []


def test_start_and_detection_are_given_or_expressly_unknown(run: Run) -> None:
    assert [d.message for d in run(check_recorded_times)] == [
        "`started` is not recorded",
        "`detected` is not recorded",
    ]
    assert run(check_recorded_times, "started: unknown\ndetected: unknown\n") == []
    assert run(check_recorded_times, "started: gestern\ndetected: 2024-03-05 10:00\n") == []
    assert run(check_recorded_times, "kind: near-miss\n") == []
    assert len(run(check_recorded_times, "kind: security\n")) == 2
