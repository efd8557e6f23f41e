"""Times and zones told twice on one line."""

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]


@pytest.mark.parametrize(
    "line",
    [
        "09:50 (3:50 EST): x",
        "09:50 CET (08:50 UTC) x",
        "09:50 CET / 08:50 UTC: x",
        "09:50 CET (GMT+1) x",
        "09:50 (17:50 JST): x",
        "09:50 (12:50 am PST): x",
        "2023-02-09T09:50+01:00 (Europe/Berlin) x",
        "2023-02-09T09:50+01:00 -> 2023-02-09T10:50+01:00 (Europe/Paris) x",
        "23:50 (14:50 PST) x",
        "09:50 (16:50 CST) x",
        "09:50 (2:50 CST) x",
    ],
)
def test_two_that_agree_are_read_without_a_word(read: Read, line: str) -> None:
    found = read(f"- {line}")
    assert found.codes == []
    assert found.entry.at is not None
    assert found.entry.text == "x"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("09:50 (3:50 EDT): x", "`09:50 (3:50 EDT)` gives two times: at 09:50 it is `04:50 EDT`"),
        ("09:50 / 09:50 UTC x", "`09:50 / 09:50 UTC` gives two times: at 09:50 it is `08:50 UTC`"),
        ("09:50 CET (GMT+2) x", "`09:50 CET (GMT+2)`: `GMT+2` is at +02:00 then, not at +01:00"),
        (
            "2023-02-09T09:50+02:00 (Europe/Berlin) x",
            "`2023-02-09T09:50+02:00 (Europe/Berlin)`: `Europe/Berlin` is at +01:00 then, not at +02:00",
        ),
    ],
)
def test_two_that_disagree_are_told_and_the_first_is_read(read: Read, line: str, message: str) -> None:
    found = read(f"- {line}", started="2023-02-09 08:00")
    assert [(d.code, d.message) for d in found.diagnostics] == [("PM315", message)]
    assert found.entry.at is not None


def test_an_offset_that_was_right_before_the_clocks_changed_is_told(read: Read) -> None:
    line = "- 2019-03-12T18:40-08:00 -> 2019-03-12T22:50-08:00 (US/Pacific) x"
    found = read(line, zone="America/Los_Angeles", started="2019-03-12 18:00")
    assert found.codes == ["PM315"]
    assert found.at == ["2019-03-12 19:40"]


def test_utc_explains_an_abbreviation_that_alone_would_be_refused(read: Read) -> None:
    assert read("- 14:00 CST x").codes == ["PM308"]
    found = read("- 02:00 CST (08:00 UTC) x\n- 16:10 CST (08:10 UTC) y", started="2023-02-09 08:00")
    assert found.at == ["2023-02-09 09:00", "2023-02-09 09:10"]
    assert found.codes == []


@pytest.mark.parametrize("line", ["09:50 (10:20) x", "09:50 (see 17:00 UTC) x", "09:50 (3:50 PDT later) x"])
def test_other_brackets_stay_in_the_text(read: Read, line: str) -> None:
    found = read(f"- {line}")
    assert found.codes == []
    assert found.entry.text.startswith("(")
