"""From a date as written to a day of the calendar: order of day and month, years left out."""

from datetime import date, timedelta

from postmortem.parse.timeline.written import Fault, WrittenDate

FIRST_YEAR, LAST_YEAR = 1970, 2199


def settle_date(written: WrittenDate, label: str, reference: date | None, order: str | None) -> date | Fault:
    """The day that a date means. A year left out is the one that brings it nearest to `reference`.

    `order` is the site's "day-first" or "month-first", which settles `10/02/2023`.
    """
    if written.month is None or written.day is None:
        return Fault("PM305", f"`{label}` is not a full date", "write the year, month and day: `2023-02-09`")
    month, day = written.month, written.day
    if written.either:
        if order is None:
            return _short(label) if written.short else _either(written, label)
        month, day = (day, month) if order == "day-first" else (month, day)
    if written.year is None:
        return _nearest(month, day, label, reference)
    found = _date(written.year, month, day)
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        return Fault("PM305", f"`{label}` has a date that does not exist", "correct the date: `2023-02-09`")
    return found + timedelta(days=written.shift)


def on_weekday(day: date, weekday: int | None) -> date:
    """The day itself, or the next one that is the weekday."""
    return day if weekday is None else day + timedelta(days=(weekday - day.isoweekday()) % 7)


def _nearest(month: int, day: int, label: str, reference: date | None) -> date | Fault:
    """A day without its year, in the year that brings it nearest to another day."""
    if reference is None:
        return Fault(
            "PM307",
            f"`{label}` names no year, and nothing before it does",
            "write the year here, or `started` in the front matter",
        )
    years = (reference.year - 1, reference.year, reference.year + 1)
    days = [found for year in years if (found := _date(year, month, day))]
    if not days:
        return Fault("PM305", f"`{label}` has a date that does not exist", "correct the day or the month")
    return min(days, key=lambda found: abs((found - reference).days))


def _either(written: WrittenDate, label: str) -> Fault:
    """Nobody can tell which of two numbers is the day."""
    first, second = written.month or 0, written.day or 0
    year = f"{written.year}-" if written.year else ""
    return Fault(
        "PM309",
        f"`{label}` may be {year}{first:02}-{second:02} or {year}{second:02}-{first:02}",
        "write it the one way or the other, or set `dates: {order: day-first}` or `{order: month-first}`"
        " in site.yml",
    )


def _short(label: str) -> Fault:
    """Nobody can tell which of three numbers is the year."""
    return Fault(
        "PM309",
        f"`{label}` may begin with its day, its month or its year",
        "write it with four digits for the year: `2025-07-24`; or set `dates: {order: day-first}` or"
        " `{order: month-first}` in site.yml",
    )


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
