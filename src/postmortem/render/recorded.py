"""Days, instants and lengths as data; what is not recorded is None and stays None."""

from datetime import date, datetime, timedelta


def iso_day(day: date | None) -> str | None:
    """`2023-02-09`."""
    return None if day is None else day.isoformat()


def rfc_3339(at: datetime | None) -> str | None:
    """`2023-02-09T09:47:00+01:00`."""
    return None if at is None else at.isoformat()


def whole_seconds(length: timedelta | None) -> int | None:
    """A length in seconds."""
    return None if length is None else length.days * 86400 + length.seconds
