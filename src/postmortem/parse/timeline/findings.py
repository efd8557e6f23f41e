"""The words of the timeline's findings: a `Fault` for each thing that can be wrong with a label."""

from datetime import date, datetime, time, timedelta

from postmortem.diagnostics import Level
from postmortem.parse.timeline.written import Fault, Head

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def unreadable(words: str) -> Fault:
    """Something that looks like a time and is none."""
    return Fault(
        "PM301",
        f"`{words}` cannot be read as a time",
        "write the time as `09:47`, with its date as `2023-02-09 09:47`",
    )


def untimed(words: str) -> Fault:
    """An item among entries."""
    return Fault(
        "PM302",
        f"`{words}` has no time",
        "begin it with a time such as `09:47`, or indent it under the entry that it belongs to",
    )


def quoted(label: str) -> Fault:
    """Entries in a block quotation."""
    return Fault(
        "PM302",
        f"`{label}` stands in a quotation, in which no times are read",
        "take the `>` away if these are entries, or indent the quotation under the entry that it belongs to",
    )


def further_time(label: str) -> Fault:
    """A second time in a paragraph that is one entry."""
    return Fault(
        "PM302",
        f"`{label}` begins a further event, but its paragraph is one entry",
        f"begin a new paragraph or a list item with it: `- {label} …`",
    )


def mixed_clocks(label: str) -> Fault:
    """`14:20-2:00`."""
    return Fault(
        "PM301",
        f"`{label}` mixes clocks of 12 and of 24 hours",
        "write both times by the 24-hour clock, with two digits for the hour: `14:20-15:00`",
    )


def meridiem_faults(head: Head) -> list[Fault]:
    """`13:55 PM`: read as 13:55."""
    clocks = (side.clock for side in (head.begin, head.finish) if side is not None)
    if not any(clock and clock.meridiem == "pm" and (clock.hour or 0) > 12 for clock in clocks):
        return []
    message = f"`{head.label}` names the afternoon twice"
    return [Fault("PM301", message, "leave out the `pm` after an hour over 12", Level.WARNING)]


def offset_or_range(head: Head, at: datetime) -> Fault | None:
    """`01:30-05:00` in New York: until five, or the time with its offset?"""
    clock = head.finish.clock if head.finish else None
    if not head.offset_like or clock is None or not clock.padded or clock.meridiem or clock.dotted:
        return None
    end = timedelta(hours=clock.hour or 0, minutes=clock.minute or 0)
    if at.utcoffset() != -end:
        return None
    begin, _, last = head.label.rpartition("-")
    return Fault(
        "PM301",
        f"`{head.label}` may be a range, or a time with its offset",
        f"write `{begin} - {last}` for the range, `{begin} UTC-{last}` for the offset",
    )


def no_date(label: str) -> Fault:
    """Nothing says which day."""
    return Fault(
        "PM307",
        f"nothing says on which day `{label}` was",
        f"write the date here, `2023-02-09 {label}`, or `started` in the front matter",
    )


def no_start(label: str) -> Fault:
    """`T+15m` in a report that does not know when its impact started."""
    return Fault(
        "PM301",
        f"`{label}` is counted from the start of impact, which is not known",
        "write `started` in the front matter, or the date and time here",
    )


def no_date_since(label: str) -> Fault:
    """The date above could not be read."""
    message = f"nothing says on which day `{label}` and those below were: the date above cannot be read"
    return Fault("PM307", message, "correct the date above, or write the date here too")


def which_day(label: str, day: date) -> Fault:
    """A first entry so long after the start of impact that it may be of the day before."""
    return Fault(
        "PM304",
        f"the first entry `{label}` is more than 18 hours after `started`, or it was the day before",
        f"write its date: `{day - timedelta(days=1)} {label}` or `{day} {label}`",
    )


def evening_before(label: str, day: date) -> Fault:
    """A first entry that is after the incident on its day, while those below it would be a day late."""
    return Fault(
        "PM304",
        f"the entries below the first, `{label}`, go back to the incident: it may be of the day before",
        f"write its date: `{day - timedelta(days=1)} {label}` or `{day} {label}`",
    )


def day_not_read(words: str, label: str, day: date) -> Fault:
    """A title that tells of a day, above an entry that is on another one."""
    return Fault(
        "PM321",
        f"`{words}` is not read as the date of what follows; `{label}` below is on {day}",
        "write the date first in the title, `### 2023-02-09 – Title`, or with the time, `2023-02-09 09:47`",
    )


def unused_mark(words: str) -> Fault:
    """`{resolved} – finally`, `{detected} {reported}`: a mark that is not the end of its entry's text."""
    return Fault(
        "PM319",
        f"`{words}` marks nothing here",
        "write one mark, at the end of the entry's text: `- 20:00 All is well {resolved}`",
    )


def which_half(label: str, clock: timedelta, before: datetime) -> Fault:
    """An undated `1:10` behind `11:58` where nothing says that the clock has 24 hours."""
    midnight = datetime.combine(before.date(), time())
    early, late = f"{midnight + clock:%H:%M}", f"{midnight + clock + timedelta(hours=12):%H:%M}"
    day = before.date() + timedelta(days=1)
    return Fault(
        "PM304",
        f"`{label}` may be {late}, or {early} of the next day",
        f"write `{late}`, or its date too: `{day} {early}`",
    )


def out_of_order(label: str, before: str, meant: str | None) -> Fault:
    """An entry with a date of its own before the one above it."""
    hint = f"did you mean `{meant}`? " if meant else ""
    return Fault(
        "PM303", f"`{label}` comes after `{before}`", f"{hint}correct the time, or move the entry up"
    )


def meant_year(head: Head, at: datetime, near: datetime) -> str | None:
    """The label in the year of the entry above it, where that brings it within two days of that entry."""
    if at.year == near.year or (at.month, at.day) == (2, 29) or str(at.year) not in head.label:
        return None
    if abs(at.replace(year=near.year) - near) > timedelta(days=2):
        return None
    return head.label.replace(str(at.year), str(near.year), 1)


def rollover_unclear(label: str, before: str, at: datetime) -> Fault:
    """An undated entry a little before the one above it."""
    return Fault(
        "PM304",
        f"`{label}` comes after `{before}`",
        f"if this is the next day write the date: `{at.date() + timedelta(days=1)} {label}`,"
        " otherwise move the entry up",
    )


def ends_before_it_begins(label: str) -> Fault:
    """A range the wrong way round."""
    return Fault(
        "PM303", f"`{label}` ends before it begins", "write the date of the end too, or correct the times"
    )


def weekday_faults(head: Head, day: date) -> list[Fault]:
    """A weekday that the date is not."""
    weekday = head.begin.weekday
    if weekday is None or weekday == day.isoweekday():
        return []
    message = f"`{head.label}`: {day} is a {_DAYS[day.isoweekday() - 1]}"
    return [Fault("PM305", message, "correct the date or the weekday")]
