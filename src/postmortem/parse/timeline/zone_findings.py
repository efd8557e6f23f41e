"""The words of the timeline's findings on zones and on changes of the clocks."""

from datetime import datetime
from zoneinfo import ZoneInfo

from postmortem.diagnostics import Level
from postmortem.parse.instants import instants_of
from postmortem.parse.timeline.written import Fault, Head, WrittenZone
from postmortem.parse.timeline.zones import abbreviation_at, abbreviations_of, named_zone


def no_single_instant(
    wall: datetime, zone: WrittenZone | None, report: ZoneInfo, found: tuple[datetime, ...], head: Head
) -> Fault:
    """A clock time that occurs twice or not at all, or a zone that nobody can tell."""
    clock = wall.strftime("%H:%M:%S" if wall.second else "%H:%M")
    if zone is not None and zone.name and instants_of(wall, report):
        return _unknown_zone(wall, clock, zone, report)
    if zone is not None and zone.place and named_zone(zone.place) is None:
        return Fault(
            "PM308",
            f"there is no zone `{zone.place}`",
            f"correct its name, or write the offset, as in `{clock} UTC+1`",
        )
    place = zone.place if zone is not None and zone.place else report.key
    if found:
        choices = " or ".join(f"`{with_offset(clock, instant)}`" for instant in found)
        message = f"`{head.label}`: {clock} occurs twice on {wall.date()} in {place}"
        return Fault("PM306", message, f"write it with its offset: {choices}")
    return Fault(
        "PM306",
        f"`{head.label}`: there is no {clock} on {wall.date()} in {place}, where the clocks skip it",
        f"correct the time, or write it with its offset: `{with_offset(clock, _before(wall, report))}`",
    )


def _unknown_zone(wall: datetime, clock: str, zone: WrittenZone, report: ZoneInfo) -> Fault:
    """An abbreviation that the report's zone does not use, or not at that time of the year."""
    instant = instants_of(wall, report)[0]
    local = abbreviation_at(instant, report)
    offset = f"write the offset, as in `{clock} UTC+1`"
    if zone.name in abbreviations_of(report, wall.year):
        message = f"`{zone.text}` is not what {report.key} uses on {wall.date()}"
        return Fault("PM308", message, f"write `{clock} {local}`; or, if another zone is meant, {offset}")
    return Fault(
        "PM308",
        f"the zone `{zone.text}` is not that of the report, {report.key}",
        f"{offset} or `{clock} UTC`, or give the time in {report.key} as `{clock}`",
    )


def maybe_zone(head: Head, report: ZoneInfo) -> Fault:
    """`9:30 ET joins the call`: at 9:30 by which clocks?"""
    return Fault(
        "PM308",
        f"`{head.maybe_zone}` behind `{head.label}` may be a zone; the time is read in {report.key}",
        f"write the offset, as in `{head.label} UTC+1`; or a dash, `{head.label} – {head.maybe_zone}`,"
        " if it begins the text",
        Level.WARNING,
    )


def other_zone(zone: WrittenZone, stated: WrittenZone | None, report: ZoneInfo) -> Fault:
    """A zone for all times that is not the one by which they were read."""
    also = f"they are said to be in `{stated.text}` too" if stated else f"the report's zone is {report.key}"
    return Fault(
        "PM308",
        f"all times are said to be in `{zone.text}`, but {also}",
        "set `timezone` in the front matter to the zone of the times, or correct the sentence",
        Level.WARNING,
    )


def fields_in_other_zone(zone: WrittenZone, given: datetime, report: ZoneInfo) -> Fault:
    """A zone for the timeline alone, while the front matter's times seem to be by it too."""
    return Fault(
        "PM308",
        f"the timeline is read in `{zone.text}`, but the {given:%H:%M} of the front matter in {report.key}",
        "set `timezone` in the front matter to the zone of the times; it then holds for both",
        Level.WARNING,
    )


def with_offset(clock: str, instant: datetime) -> str:
    """A clock time with its offset, as the reader of timelines reads it: a minus alone might be a range."""
    offset = instant.strftime("%z")
    written = f"{offset[:3]}:{offset[3:5]}"
    return f"{clock}{written}" if offset.startswith("+") else f"{clock} UTC{written}"


def _before(wall: datetime, zone: ZoneInfo) -> datetime:
    """A clock time that the clocks skip, by the offset before they do."""
    return wall.replace(tzinfo=zone, fold=0)
