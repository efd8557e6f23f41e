"""Local times and the instants they mean."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from postmortem.parse.instants import in_zone, instants_of

BERLIN = ZoneInfo("Europe/Berlin")


def shown(wall: str, zone: ZoneInfo = BERLIN) -> list[str]:
    return [instant.isoformat() for instant in instants_of(datetime.fromisoformat(wall), zone)]


def test_a_time_means_one_instant_as_a_rule() -> None:
    assert shown("2023-02-09T09:47") == ["2023-02-09T09:47:00+01:00"]
    assert shown("2023-07-09T09:47") == ["2023-07-09T09:47:00+02:00"]


@pytest.mark.parametrize(("hour", "minute", "count"), [(1, 59, 1), (2, 0, 0), (2, 59, 0), (3, 0, 1)])
def test_the_hour_that_is_skipped_means_none(hour: int, minute: int, count: int) -> None:
    assert len(shown(f"2024-03-31T{hour:02}:{minute:02}")) == count


@pytest.mark.parametrize(("hour", "minute", "count"), [(1, 59, 1), (2, 0, 2), (2, 59, 2), (3, 0, 1)])
def test_the_hour_that_comes_twice_means_two_the_earlier_first(hour: int, minute: int, count: int) -> None:
    found = instants_of(datetime.fromisoformat(f"2023-10-29T{hour:02}:{minute:02}"), BERLIN)
    assert len(found) == count
    assert list(found) == sorted(found)


def test_zones_that_change_by_half_an_hour_or_skip_a_day_are_right() -> None:
    howe = ZoneInfo("Australia/Lord_Howe")
    assert [len(shown(f"2024-04-07T01:{m:02}", howe)) for m in (29, 30, 59)] == [1, 2, 2]
    assert [len(shown(f"2024-10-06T02:{m:02}", howe)) for m in (0, 29, 30)] == [0, 0, 1]
    assert shown("2011-12-30T12:00", ZoneInfo("Pacific/Apia")) == []


def test_an_instant_gets_the_offset_that_its_zone_has_then() -> None:
    winter = in_zone(datetime(2023, 10, 29, 1, 30, tzinfo=UTC), BERLIN)
    assert winter.isoformat() == "2023-10-29T02:30:00+01:00"
    assert winter.fold == 0
    assert (
        in_zone(datetime(2023, 10, 29, 0, 30, tzinfo=UTC), BERLIN).isoformat() == "2023-10-29T02:30:00+02:00"
    )
