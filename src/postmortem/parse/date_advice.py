"""What to write for a date or time that somebody wrote in another way, such as `9.2.2023 09.47 Uhr`.

Only ways in which day and month cannot be mistaken for each other are translated.
"""

import re

_OTHERWISE = re.compile(
    r"(?:(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})|"
    r"(?P<day_first>\d{1,2})\. ?(?P<month_second>\d{1,2})\. ?(?P<year_last>\d{4}))"
    r"(?:(?:T|,? (?:um )?)(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?: ?(?:Uhr|h|[A-Z]{1,5}))?)?",
    re.ASCII,
)


def advice_on_date(written: str) -> str:
    """Say how to write a date."""
    return f"write it as `{_day(_OTHERWISE.fullmatch(written)) or '2023-02-10'}`"


def advice_on_time(written: str) -> str:
    """Say how to write a date with its time."""
    found = _OTHERWISE.fullmatch(written)
    day = _day(found)
    if found and found["hour"]:
        return f"write it as `{day} {int(found['hour']):02}:{found['minute']}`, in the report's time zone"
    if day:
        return f"add the time, as in `{day} 09:47`, or write `unknown` if nobody knows"
    return "write it as `2023-02-09 09:47`, or `unknown` if nobody knows"


def _day(found: re.Match[str] | None) -> str:
    if found is None:
        return ""
    year = found["year"] or found["year_last"]
    month = found["month"] or found["month_second"]
    return f"{year}-{int(month):02}-{int(found['day'] or found['day_first']):02}"
