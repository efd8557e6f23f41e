"""Dates that were written in another way."""

import pytest

from postmortem.parse.date_advice import advice_on_date, advice_on_time


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("9.2.2023", "2023-02-09"),
        ("09. 02. 2023", "2023-02-09"),
        ("2023/02/09", "2023-02-09"),
        ("2023.2.9", "2023-02-09"),
        ("2023-02-09 09:47", "2023-02-09"),
    ],
)
def test_the_day_that_was_meant_is_written_out(written: str, day: str) -> None:
    assert advice_on_date(written) == f"write it as `{day}`"


@pytest.mark.parametrize(
    "written", ["02/09/2023", "2/9/2023", "9.2.23", "February 9, 2023", "", "20230209", "gestern"]
)
def test_a_day_that_may_be_another_is_not_guessed(written: str) -> None:
    assert advice_on_date(written) == "write it as `2023-02-10`"
    assert advice_on_time(written) == "write it as `2023-02-09 09:47`, or `unknown` if nobody knows"


@pytest.mark.parametrize(
    "written",
    [
        "9.2.2023 9:47 Uhr",
        "09.02.2023, 09:47",
        "9.2.2023 um 09.47 Uhr",
        "2023/02/09 9:47",
        "2023-02-09 09:47 CET",
    ],
)
def test_the_time_that_was_meant_is_written_out(written: str) -> None:
    assert advice_on_time(written) == "write it as `2023-02-09 09:47`, in the report's time zone"


def test_a_day_alone_is_told_to_have_a_time() -> None:
    assert advice_on_time("2023-02-10").startswith("add the time, as in `2023-02-10 09:47`")
