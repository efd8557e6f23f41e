"""Figures of one incident."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from postmortem.model.metrics import Durations, durations, elapsed, phases
from postmortem.model.report import Times
from postmortem.parse.instants import instants_of

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> datetime:
    return instants_of(datetime.fromisoformat(text), BERLIN)[0]


def test_durations_count_from_the_start_of_impact_and_acknowledgement_from_detection() -> None:
    times = Times(
        started=at("2023-02-09T09:47"),
        detected=at("2023-02-09T09:53"),
        acknowledged=at("2023-02-09T10:00"),
        mitigated=at("2023-02-09T11:53"),
        resolved=at("2023-02-09T20:00"),
    )
    assert durations(times) == Durations(
        detect=timedelta(minutes=6),
        acknowledge=timedelta(minutes=7),
        mitigate=timedelta(hours=2, minutes=6),
        resolve=timedelta(hours=10, minutes=13),
    )


def test_what_is_not_recorded_is_nothing_and_never_zero() -> None:
    assert durations(Times(started=at("2023-02-09T09:47"), unknown=("detected",))) == Durations(
        None, None, None, None
    )
    assert durations(Times(detected=at("2023-02-09T09:53"), resolved=at("2023-02-09T10:00"))).resolve is None


def test_a_change_of_the_clocks_counts() -> None:
    night = at("2023-10-28T22:00"), at("2023-10-29T10:00")
    assert elapsed(*night) == timedelta(hours=13)
    assert elapsed(at("2024-03-30T22:00"), at("2024-03-31T10:00")) == timedelta(hours=11)
    named = (datetime(2023, 10, 28, 22, tzinfo=BERLIN), datetime(2023, 10, 29, 10, tzinfo=BERLIN))
    assert elapsed(*named) == timedelta(hours=13)


def test_equal_instants_are_no_time_apart() -> None:
    assert elapsed(at("2023-02-09T09:47"), datetime(2023, 2, 9, 8, 47, tzinfo=UTC)) == timedelta(0)


def test_an_incident_is_undetected_then_responded_to_then_recovering() -> None:
    instants = [at(f"2023-02-09T{clock}") for clock in ("09:47", "09:53", "11:53", "20:00")]
    told = phases(
        Times(started=instants[0], detected=instants[1], mitigated=instants[2], resolved=instants[3])
    )
    assert [phase.name for phase in told] == ["undetected", "responding", "recovering"]
    assert [phase.start for phase in told] == instants[:3]
    assert [phase.end for phase in told] == instants[1:]


def test_phases_go_as_far_as_their_ends_are_recorded() -> None:
    started, mitigated, resolved = (at(f"2023-02-09T{clock}") for clock in ("09:47", "11:53", "20:00"))
    assert [p.name for p in phases(Times(started=started, mitigated=mitigated))] == ["unmitigated"]
    assert phases(Times(started=started, resolved=resolved)) == ()
    assert phases(Times(started=started)) == ()


def test_times_out_of_order_have_no_phases_and_a_phase_without_length_is_none() -> None:
    first, last = at("2023-02-09T09:47"), at("2023-02-09T20:00")
    assert phases(Times(started=last, detected=first)) == ()
    told = phases(Times(started=first, detected=first, resolved=last))
    assert [p.name for p in told] == ["responding"]
