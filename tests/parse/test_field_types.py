"""Values of front matter and settings, one kind after the other."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from postmortem.parse.field_types import (
    WallTime,
    parse_alias,
    parse_date,
    parse_known_time,
    parse_link,
    parse_name,
    parse_slug,
    parse_wall_time,
    parse_zone,
)
from postmortem.parse.fields import UnfitError
from postmortem.parse.strict_yaml import WrittenFloat, WrittenInt, read_yaml


def refusal(read: Any, value: Any) -> tuple[str, str, str]:
    """Code, message and help of the error that a reader raises."""
    with pytest.raises(UnfitError) as raised:
        read(value)
    return raised.value.code, raised.value.message, raised.value.help


def scalar(text: str) -> Any:
    """The value as the YAML reader gives it."""
    document, _ = read_yaml(f"a: {text}", "x.md")
    assert document is not None
    return document.data["a"]


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("2023-02-09 09:47", "2023-02-09T09:47"),
        ("2023-02-09 9:47", "2023-02-09T09:47"),
        ("2023-02-09T09:47:31", "2023-02-09T09:47:31"),
        ("2023-02-09 24:00", "2023-02-10"),
        ("2023-12-31 24:00", "2024-01-01"),
        ("2024-02-29 00:00", "2024-02-29"),
    ],
)
def test_a_time_is_read_as_it_stands_on_the_clock(text: str, wall: str) -> None:
    assert parse_wall_time(text) == WallTime(datetime.fromisoformat(wall), None)


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("Z", UTC),
        (" UTC", UTC),
        ("+02:00", timezone(timedelta(hours=2))),
        (" -0330", timezone(-timedelta(hours=3, minutes=30))),
        ("+14:00", timezone(timedelta(hours=14))),
    ],
)
def test_a_time_may_carry_its_offset(text: str, offset: timezone) -> None:
    wall = datetime.fromisoformat("2023-02-09T09:47")
    assert parse_wall_time("2023-02-09 09:47" + text) == WallTime(wall, offset)


def test_unknown_is_an_answer_where_nobody_may_know() -> None:
    assert parse_wall_time("unknown") == "unknown"
    assert refusal(parse_known_time, "unknown")[0] == "PM110"


@pytest.mark.parametrize(
    "text",
    ["2023-02-29 09:47", "2023-13-01 09:47", "2023-00-10 09:47", "2023-02-09 25:00", "2023-02-09 24:01",
     "2023-02-09 09:60", "2023-02-09 09:47:60", "2023-02-09 09:47+15:00", "2023-02-09 09:47+02:60"],
)  # fmt: skip
def test_a_time_that_does_not_exist_is_refused(text: str) -> None:
    code, message, _ = refusal(parse_wall_time, text)
    assert code == "PM110"
    assert message == f"the time `{text}` does not exist"


@pytest.mark.parametrize("year", ["0000", "0001", "0202", "1969", "2200", "9999"])
def test_a_year_that_cannot_be_meant_is_refused(year: str) -> None:
    assert refusal(parse_wall_time, f"{year}-12-31 23:59")[1] == f"the year `{year}` cannot be meant"
    assert refusal(parse_date, f"{year}-01-01")[0] == "PM110"


@pytest.mark.parametrize(
    "value", ["", "09:47", "2023-02-09", "20230209", "2023-02-09 09:47 PST", "٢٠٢٣-02-09 09:47",
              "2023-2-9 09:47", "2023-02-09 09:47\n", None, True, [], {}, WrittenInt(647)],
)  # fmt: skip
def test_what_is_no_time_is_refused_with_the_way_to_write_one(value: Any) -> None:
    if isinstance(value, WrittenInt):
        value.written = "647"
    code, message, help_ = refusal(parse_wall_time, value)
    assert code in ("PM109", "PM110")
    assert "`" in message
    assert help_


@pytest.mark.parametrize("text", ["20260412", "1676000000", "1676000000.5", "12.5"])
def test_a_number_is_never_taken_for_a_time(text: str) -> None:
    assert refusal(parse_wall_time, scalar(text))[1] == f"`{text}` is not a date and time"
    assert refusal(parse_date, scalar(text))[1] == f"`{text}` is not a date"


def test_a_day_is_read_and_one_that_does_not_exist_is_not() -> None:
    assert parse_date("2024-02-29") == date(2024, 2, 29)
    assert refusal(parse_date, "2024-०१-०१")[0] == "PM110"
    assert refusal(parse_date, "2023-02-29")[1] == "the day `2023-02-29` does not exist"
    assert refusal(parse_date, "2023-02-09 09:47")[2] == "write it as `2023-02-09`"


@pytest.mark.parametrize(
    "name", ["Europe/Berlin", "UTC", "America/Argentina/Ushuaia", "Etc/GMT+5", "Asia/Kathmandu"]
)
def test_a_zone_is_the_name_of_a_place(name: str) -> None:
    assert parse_zone(name) == name


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("PST", "`America/Los_Angeles`"),
        ("cest", "`Europe/Berlin`"),
        ("CST", "`America/Chicago` or `Asia/Shanghai`"),
        ("GMT", "`Europe/London` or `UTC`"),
        ("Europe/Berln", "did you mean `Europe/Berlin`?"),
        ("europe/berlin", "did you mean `Europe/Berlin`?"),
        ("+01:00", "`Europe/Berlin` or `UTC`"),
        ("../../etc/passwd", "`Europe/Berlin` or `UTC`"),
        ("/etc/localtime", "`Europe/Berlin` or `UTC`"),
        ("Europe/", "`Europe/"),
        ("Europe", "`"),
        ("posixrules", "`"),
        ("", "`UTC`"),
        (None, "`UTC`"),
        (12, "`UTC`"),
    ],
)
def test_what_is_no_zone_is_refused_with_the_likely_ones(name: Any, advice: str) -> None:
    code, _, help_ = refusal(parse_zone, name)
    assert code == "PM111"
    assert advice in help_


@pytest.mark.parametrize("slug", ["a", "2023-02-09-database-reset", "v1.2_x", "0", "a" * 120])
def test_an_id_can_stand_in_an_address(slug: str) -> None:
    assert parse_slug(slug) == slug


@pytest.mark.parametrize(
    "slug", ["", "A", "-a", "a-", ".", "..", "a/b", "a b", "ä", "a" * 121, "a\n", "a%2f", None, True]
)
def test_what_cannot_stand_in_an_address_is_no_id(slug: Any) -> None:
    assert refusal(parse_slug, slug)[0] in ("PM117", "PM109")


def test_a_number_as_an_id_or_name_keeps_its_spelling() -> None:
    assert parse_slug(scalar("1.10")) == "1.10"
    assert parse_name(scalar("404")) == "404"
    assert parse_name(scalar("1.50")) == "1.50"


@pytest.mark.parametrize("name", ["a/b", "a\\b", "", "  ", "a\nb", "x" * 121, None, True, []])
def test_a_name_is_one_line_without_slashes(name: Any) -> None:
    assert refusal(parse_name, name)[0] == "PM109"


@pytest.mark.parametrize(
    "link",
    ["https://example.com/x?y=1#z", "http://a", "mailto:a@example.com", "./x.md", "../x", "#x", "x/y", "?a"],
)
def test_a_link_leads_to_the_web_to_mail_or_somewhere_near(link: str) -> None:
    assert parse_link(link) == link


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:x",
     "data:text/html,x", "vbscript:x", "file:///etc/passwd", "ftp://x", "https://a b", "https://a\nb", "",
     None, "\x01javascript:x", "javascript&colon;alert(1) x"],
)  # fmt: skip
def test_a_link_that_runs_code_or_is_none_is_refused(link: Any) -> None:
    assert refusal(parse_link, link)[0] == "PM109"


@pytest.mark.parametrize("alias", ["incidents/17", "/2019/05/outage.html", "a/b/", "störung"])
def test_an_old_address_is_a_path(alias: str) -> None:
    assert parse_alias(alias) == alias


@pytest.mark.parametrize(
    "alias", ["", "/", "..", "a/../b", "https://example.com/x", "a?id=3", "a#b", "a\nb", "a\\b", None]
)
def test_what_no_page_can_stand_at_is_no_old_address(alias: Any) -> None:
    assert refusal(parse_alias, alias)[0] == "PM109"


def test_written_numbers_are_floats_and_ints() -> None:
    assert isinstance(scalar("1.5"), WrittenFloat)
    assert isinstance(scalar("15"), WrittenInt)
