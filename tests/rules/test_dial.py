"""Clock times against all known instants at once."""

from datetime import datetime, timedelta, timezone

import pytest

from postmortem.rules.arithmetic import Anchor
from postmortem.rules.clocks import clock_in
from postmortem.rules.dial import Dial, dial_of

CET = timezone(timedelta(hours=1))


def at(hour: int, minute: int) -> datetime:
    return datetime(2023, 2, 9, hour, minute, tzinfo=CET)


def away(dial: Dial, text: str) -> int:
    clock = clock_in(text)
    assert clock is not None
    return dial.distance(clock, "en")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("00:10", 0),
        ("23:10 UTC", 0),
        ("18:10 EST", 0),
        ("23:55", 15),
        ("23:10", 60),
        ("12:10", 720),
        ("00:25", 15),
    ],
)
def test_a_clock_is_as_far_from_an_instant_as_the_shorter_way_around_by_any_of_its_zones(
    text: str, minutes: int
) -> None:
    assert away(dial_of([Anchor("", at(0, 10))]), text) == minutes


def test_the_nearest_instant_counts_and_is_known() -> None:
    early, late = Anchor("a", at(9, 0)), Anchor("b", at(10, 0))
    dial = dial_of([early, late])
    assert [away(dial, text) for text in ("09:20", "09:40", "10:00")] == [20, 20, 0]
    clock = clock_in("09:40")
    assert clock is not None
    assert dial.beside(clock, "en") is late


def test_an_approximate_instant_allows_for_its_slack() -> None:
    dial = dial_of([Anchor("", at(9, 0), 900)])
    assert [away(dial, text) for text in ("09:00", "09:15", "09:20")] == [0, 0, 5]
