"""The kinds of values that front matter and settings are made of.

A value that does not fit raises an UnfitError; `validation` makes of it a diagnostic at the value's place.
"""

import re
from datetime import date, datetime, timedelta, timezone
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from msgspec import Struct

from postmortem.parse.date_advice import advice_on_date, advice_on_time
from postmortem.parse.fields import Before, Parsed, UnfitError
from postmortem.parse.strict_yaml import WrittenFloat, WrittenInt

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DATE_TIME = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})[T ](\d{1,2}):(\d{2})(?::(\d{2}))?[ ]?(Z|UTC|[+-]\d{2}:?\d{2})?", re.ASCII
)
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,118}[a-z0-9])?")
_NO_FILE_NAME = re.compile(r"[\x00-\x1f\x7f\\:*?\"<>|#]")
_NAME = re.compile(r"[^\x00-\x1f/\\\\]{1,120}")

# Abbreviations that several zones share, with what their writers usually mean.
LIKELY_ZONES = {
    "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles",
    "MST": "America/Denver",
    "CST": "America/Chicago` or `Asia/Shanghai",
    "EST": "America/New_York",
    "EDT": "America/New_York",
    "CET": "Europe/Berlin",
    "CEST": "Europe/Berlin",
    "MEZ": "Europe/Berlin",
    "MESZ": "Europe/Berlin",
    "GMT": "Europe/London` or `UTC",
    "BST": "Europe/London",
    "IST": "Asia/Kolkata` or `Europe/Dublin",
    "JST": "Asia/Tokyo",
}


class WallTime(Struct, frozen=True):
    """A time as it was written: naive `wall`, with its own offset where one was given."""

    wall: datetime
    offset: timezone | None


UNKNOWN = "unknown"
# Any other year is a slip of a key, and at the ends of the calendar time zones cannot be reckoned with.
YEARS = range(1970, 2200)


def as_text(value: Any) -> Any:
    """Take a number for the text it was written as (`title: 404`)."""
    if isinstance(value, WrittenInt | WrittenFloat):
        return value.written
    if isinstance(value, bool):
        raise UnfitError("PM109", f"`{shown(value)}` is not text", f'put it in quotes: `"{shown(value)}"`')
    return value


def parse_date(value: Any) -> date:
    """Read `2023-02-10`."""
    text = as_text(value)
    found = _DATE.fullmatch(text) if isinstance(text, str) else None
    if not found:
        raise UnfitError("PM110", f"`{shown(value)}` is not a date", advice_on_date(shown(value)))
    _check_year(found[1])
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise UnfitError(
            "PM110", f"the day `{text}` does not exist", "correct the year, month or day"
        ) from None


def parse_wall_time(value: Any) -> WallTime | str:
    """Read `2023-02-09 09:47`, with seconds or an offset if wanted, or `unknown`."""
    text = as_text(value)
    if text == UNKNOWN:
        return UNKNOWN
    found = _DATE_TIME.fullmatch(text) if isinstance(text, str) else None
    if not found:
        raise UnfitError(
            "PM110",
            f"`{shown(value)}` is not a date and time",
            advice_on_time(shown(value)),
        )
    _check_year(found[1])
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    try:
        wall = datetime(year, month, day) + _time_of_day(hour, minute, second)  # noqa: DTZ001  naive on purpose
        offset = _offset(found[7])
    except ValueError:
        raise UnfitError(
            "PM110", f"the time `{text}` does not exist", "correct the day, hour, minute or offset"
        ) from None
    return WallTime(wall, offset)


def parse_known_time(value: Any) -> WallTime:
    """Read a date and time where `unknown` would make no sense."""
    moment = parse_wall_time(value)
    if isinstance(moment, str):
        raise UnfitError(
            "PM110", f"`{moment}` is not a time", "write it as `2023-02-09 09:47`, or leave it out"
        )
    return moment


def parse_zone(value: Any) -> str:
    """Read an IANA name such as `Europe/Berlin`; abbreviations are refused with what they may mean."""
    text = as_text(value)
    if isinstance(text, str) and text.upper() in LIKELY_ZONES:
        likely = LIKELY_ZONES[text.upper()]
        raise UnfitError(
            "PM111", f"`{text}` does not name one time zone", f"write the place instead: `{likely}`"
        )
    if not isinstance(text, str) or not _is_zone(text):
        near = _nearest(text) if isinstance(text, str) else None
        advice = f"did you mean `{near}`?" if near else "write an IANA name such as `Europe/Berlin` or `UTC`"
        raise UnfitError("PM111", f"`{shown(value)}` is not a time zone", advice)
    return text


def parse_slug(value: Any) -> str:
    """Read an id that can stand in an address."""
    text = as_text(value)
    if not isinstance(text, str) or not _SLUG.fullmatch(text):
        raise UnfitError(
            "PM117",
            f"`{shown(value)}` cannot be an id",
            "use a-z, digits, `-`, `_` and `.` (at most 120), as in `2023-02-09-database-reset`",
        )
    return text


def parse_name(value: Any) -> str:
    """Read a short name (a tag, an author, a service) that holds no slash."""
    text = as_text(value)
    if not isinstance(text, str) or not _NAME.fullmatch(text.strip()):
        raise UnfitError("PM109", f"`{shown(value)}` cannot be a name", "write one line without slashes")
    return text.strip()


def parse_link(value: Any) -> str:
    """Read an address that is safe to link to: http, https, mailto, or relative."""
    text = as_text(value)
    if not isinstance(text, str) or not re.fullmatch(r"(https?://|mailto:|[./#?\w-])[^\s\x00-\x1f]*", text):
        raise UnfitError(
            "PM109", f"`{shown(value)}` is not a link", "write an address that starts with `https://`"
        )
    if re.match(r"[\w.+-]*:", text) and not re.match(r"(https?://|mailto:)", text):
        raise UnfitError(
            "PM109", f"`{shown(value)}` is not a link", "only http, https and mailto are linked to"
        )
    return text


def parse_alias(value: Any) -> str:
    """Read an old address: a path below the site's root."""
    text = as_text(value)
    parts = [part for part in text.strip().split("/") if part] if isinstance(text, str) else []
    if not parts or any(part in (".", "..") or _NO_FILE_NAME.search(part) for part in parts):
        help_ = "write the path below the site's root, as in `incidents/17`"
        raise UnfitError("PM109", f"`{shown(value)}` cannot be an old address", help_)
    return str(text).strip()


def _check_year(text: str) -> None:
    if int(text) not in YEARS:
        help_ = f"correct it: years from {YEARS[0]} to {YEARS[-1]} are read"
        raise UnfitError("PM110", f"the year `{text}` cannot be meant", help_)


def _time_of_day(hour: int, minute: int, second: int) -> timedelta:
    if (hour, minute, second) != (24, 0, 0) and (hour > 23 or minute > 59 or second > 59):
        raise ValueError
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _offset(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text in ("Z", "UTC"):
        return timezone(timedelta())
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours > 14 or minutes > 59:
        raise ValueError
    size = timedelta(hours=hours, minutes=minutes)
    return timezone(-size if text[0] == "-" else size)


def _is_zone(name: str) -> bool:
    if not re.fullmatch(r"UTC|[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+){1,2}", name):
        return False
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return False
    return True


def _nearest(name: str) -> str | None:
    from difflib import get_close_matches  # noqa: PLC0415  only when somebody mistyped

    places = sorted(zone for zone in available_timezones() if "/" in zone)
    return next(iter(get_close_matches(name, places, n=1, cutoff=0.7)), None)


def shown(value: Any) -> str:
    """A value as it was written, on one line and cut to sixty characters."""
    if isinstance(value, list | dict):
        return "[…]" if isinstance(value, list) else "{…}"
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    text = " ".join(str(getattr(value, "written", value)).split())
    return text if len(text) <= 60 else text[:59] + "…"


_WRITTEN_TIME = _DATE_TIME.pattern.replace("(?:", "(")

# A number is taken for the text it is written as.
Text = Annotated[str, Before(as_text, also={"type": "number"})]
Name = Annotated[str, Parsed(parse_name, {"type": ["string", "number"]})]
Slug = Annotated[str, Parsed(parse_slug, {"pattern": f"^{_SLUG.pattern}$"})]
Link = Annotated[str, Parsed(parse_link)]
Alias = Annotated[str, Parsed(parse_alias)]
Zone = Annotated[str, Parsed(parse_zone, {"examples": ["Europe/Berlin"]})]
Day = Annotated[date, Parsed(parse_date, {"format": "date"})]
KnownMoment = Annotated[WallTime, Parsed(parse_known_time, {"pattern": f"^{_WRITTEN_TIME}$"})]
Moment = Annotated[WallTime | str, Parsed(parse_wall_time, {"pattern": f"^({UNKNOWN}|{_WRITTEN_TIME})$"})]
