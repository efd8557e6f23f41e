"""Stretches of time as readers write them: `6 min`, `10 h 13 min`, `3 d 4 h`, and as ISO 8601.

The unit symbols are the same in every language that has a catalogue.
"""

from datetime import timedelta

MINUTE, HOUR, DAY = 60, 3600, 86400


def duration_words(length: timedelta) -> str:
    """A length in its two greatest units; seconds only below a minute. A negative one has a minus sign."""
    seconds = int(length.total_seconds())
    if seconds < 0:
        return "−" + duration_words(-length)
    if 0 < seconds < MINUTE:
        return f"{seconds} s"
    if seconds < DAY:
        hours, minutes = divmod(seconds // MINUTE, 60)
        return _joined((hours, "h"), (minutes, "min"))
    days, hours = divmod(seconds // HOUR, 24)
    return _joined((days, "d"), (hours, "h"))


def _joined(*parts: tuple[int, str]) -> str:
    words = " ".join([f"{value} {unit}" for value, unit in parts if value])
    return words or f"0 {parts[-1][1]}"


def duration_iso(length: timedelta) -> str:
    """A length that is not negative as an ISO 8601 duration: `PT2H6M`."""
    seconds = abs(int(length.total_seconds()))
    days, seconds = divmod(seconds, DAY)
    hours, seconds = divmod(seconds, HOUR)
    minutes, seconds = divmod(seconds, MINUTE)
    day = f"{days}D" if days else ""
    clock = "".join([f"{v}{u}" for v, u in ((hours, "H"), (minutes, "M"), (seconds, "S")) if v])
    if not clock and not day:
        clock = "0M"
    return f"P{day}T{clock}" if clock else f"P{day}"


def elapsed_words(length: timedelta) -> str:
    """The distance of an entry from the start: `+2 h 06`, `+6 min`, `−10 min`, `+5 s`, `+1 d 4 h`."""
    seconds = int(length.total_seconds())
    sign, seconds = ("−", -seconds) if seconds < 0 else ("+", seconds)
    if seconds < HOUR:
        return f"{sign}{seconds} s" if 0 < seconds < MINUTE else f"{sign}{seconds // MINUTE} min"
    if seconds < DAY:
        return f"{sign}{seconds // HOUR} h {seconds % HOUR // MINUTE:02}"
    return sign + duration_words(timedelta(seconds=seconds))
