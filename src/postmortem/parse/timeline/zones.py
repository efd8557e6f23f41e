"""Forms of zones, one small function a form, in one table; and what a zone means at a moment.

A form gives a `WrittenZone`: an offset, a place, or an abbreviation, which means something only where the
report's own zone uses it (`CET` in Europe/Berlin; nobody can say which `CST` was meant).
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from msgspec.structs import replace

from postmortem.parse.instants import in_zone, instants_of
from postmortem.parse.timeline.vocabulary import Vocabulary
from postmortem.parse.timeline.written import WrittenZone

# Zones that say nothing of summer time, with the abbreviations of their two halves of the year. Without
# "time" they are words unless nothing more stands in the label, or am or pm before them.
_HALVES = {
    "ET": frozenset(("EST", "EDT")),
    "CT": frozenset(("CST", "CDT")),
    "MT": frozenset(("MST", "MDT")),
    "PT": frozenset(("PST", "PDT")),
}
_AREAS = "Eastern|Central|Mountain|Pacific"

_UTC = re.compile(
    r",?\s*(?:UTC|GMT|utc|gmt)"
    r"(?:(\s?\+|-)([0-9]{1,2})(?::?([0-9]{2}))?(?![0-9:]|\.[0-9])(?!\s*(?:UTC|GMT|[ap]m)))?(?!\w)"
)
_ZULU = re.compile(r"Z(?!\w)")
_PLUS = re.compile(r"\s?(\+)([0-9]{2}):?([0-9]{2})(?![0-9:])")
_COMPACT = re.compile(r"\s([+-])(0[0-9]|1[0-4](?=..\s*(?:[:–—)\],|]|$)))(00|30|45)(?![0-9:])")
_ATTACHED = re.compile(r"([+-])([0-9]{2}):([0-9]{2})(?![0-9:])")
_PLACE = re.compile(
    r"\s?((?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Etc|Europe|Indian"
    r"|Mexico|Pacific|US)(?:/[A-Z][A-Za-z_+-]{1,20}[0-9]{0,2}){1,2})(?![\w/])"
)
_LETTERS = re.compile(r"\s?([A-Z]{2,5})(?!\w)")
_ENDS = re.compile(r"\s*(?:[:\-–—)\],|]|$)")
_AREA_TIME = re.compile(rf"\s?(({_AREAS})(?:\s(Standard|Daylight))?\s[Tt]ime)(?!\w)")
_CITY_TIME = re.compile(r"\s?(([A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s[Tt]ime)(?!\w)")
_MAYBE = re.compile(rf"\s([ECMP]T|{_AREAS}|[^\W\d_]+er\s(?:Orts)?[Zz]eit)(?=\s\w)")
_OPENING = re.compile(r"\s?[(\[]")

ZoneForm = Callable[[str, int, Vocabulary, frozenset[str]], WrittenZone | None]


def universal(text: str, at: int, _words: Vocabulary, _own: frozenset[str]) -> WrittenZone | None:
    """`UTC`, `GMT`, `UTC+2`, `GMT-03:30`."""
    found = _UTC.match(text, at)
    return _by_offset(text, found, at) if found else None


def zulu(text: str, at: int, _words: Vocabulary, _own: frozenset[str]) -> WrittenZone | None:
    """`Z` at the clock time itself: `09:47Z`."""
    found = _ZULU.match(text, at)
    return WrittenZone("Z", found.end(), offset=timedelta()) if found else None


def numeric(text: str, at: int, _words: Vocabulary, _own: frozenset[str]) -> WrittenZone | None:
    """`+02:00`, `+0200`, `-0800`; `-08:00` only where it cannot be the end of a range (see `attached`)."""
    found = _PLUS.match(text, at) or _COMPACT.match(text, at)
    return _by_offset(text, found, at) if found else None


def place(text: str, at: int, _words: Vocabulary, _own: frozenset[str]) -> WrittenZone | None:
    """`US/Pacific`; also `Europe/Berln`, which is refused where it is dated."""
    found = _PLACE.match(text, at)
    return WrittenZone(found[1], found.end(), place=found[1]) if found else None


def abbreviation(text: str, at: int, words: Vocabulary, own: frozenset[str]) -> WrittenZone | None:
    """`CET`, `MEZ`, `PST`; `PT` and its like only where nothing more stands in the label."""
    found = _LETTERS.match(text, at)
    if found is None:
        return None
    name = words.words.zones.get(found[1], found[1])
    shy = name in _HALVES and text[at - 1 : at] not in ("m", "M", ".") and not _ENDS.match(text, found.end())
    if not shy and (name in own or name in words.words.abbreviations):
        return WrittenZone(found[1], found.end(), name=name)
    return None


def spoken(text: str, at: int, _words: Vocabulary, _own: frozenset[str]) -> WrittenZone | None:
    """`Pacific time`, `Eastern Standard Time`, `London time`."""
    found = _AREA_TIME.match(text, at)
    if found is not None:
        return WrittenZone(found[1], found.end(), name=f"{found[2][0]}{(found[3] or '')[:1]}T")
    found = _CITY_TIME.match(text, at)
    city = _cities().get(found[2]) if found else None
    return WrittenZone(found[1], found.end(), place=city) if found and city else None


def maybe_zone(text: str, at: int) -> str:
    """A word behind a clock time that may name a zone or begin the text: `9:30 ET joins`, `10:15 Pacific`."""
    found = _MAYBE.match(text, at)
    return found[1] if found else ""


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    """The cities that zones are named after, with those zones."""
    areas = sorted(key for key in available_timezones() if "/" in key and not key.startswith("Etc/"))
    return {key.rpartition("/")[2].replace("_", " "): key for key in areas}


FORMS: tuple[ZoneForm, ...] = (zulu, universal, numeric, place, abbreviation, spoken)


def read_zone(text: str, at: int, words: Vocabulary, own: frozenset[str]) -> WrittenZone | None:
    """The zone at a position, in brackets or not. `own` are the abbreviations of the report's zone."""
    opened = _OPENING.match(text, at)
    for form in FORMS:
        found = form(text, opened.end() if opened else at, words, own)
        if found is None:
            continue
        if not opened:
            return found
        if text.startswith(")" if opened[0][-1] == "(" else "]", found.end):
            return replace(found, end=found.end + 1)
    return None


def bracketed(text: str, at: int, words: Vocabulary, own: frozenset[str]) -> WrittenZone | None:
    """A further zone in brackets behind one: `CET (GMT+1)`, `18:40-08:00 (US/Pacific)`."""
    opened = _OPENING.match(text, at)
    return read_zone(text, at, words, own) if opened else None


def attached(text: str, at: int) -> WrittenZone | None:
    """`-08:00` at a time that is otherwise ISO 8601, where it is an offset and no range."""
    found = _ATTACHED.match(text, at)
    return _by_offset(text, found, at) if found else None


def _by_offset(text: str, found: re.Match[str], at: int) -> WrittenZone | None:
    sign, hours, minutes = found.groups()
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    if offset > timedelta(hours=14) or int(minutes or 0) > 59:
        return None
    written = text[at : found.end()].strip(" ,")
    return WrittenZone(written, found.end(), offset=-offset if sign and "-" in sign else offset)


@lru_cache(maxsize=256)
def named_zone(key: str) -> ZoneInfo | None:
    """The zone of an IANA name, None where there is none."""
    try:
        return ZoneInfo(key)
    except (KeyError, ValueError, OSError):
        return None


@lru_cache(maxsize=256)
def abbreviations_of(zone: ZoneInfo, year: int) -> frozenset[str]:
    """The abbreviations that a zone uses in the course of a year."""
    moments = (datetime(year, month, 1, tzinfo=UTC).astimezone(zone) for month in range(1, 13))
    names = (moment.tzname() or "" for moment in moments)
    return frozenset(name for name in names if name.isalpha())


def candidates(wall: datetime, written: WrittenZone | None, report: ZoneInfo) -> tuple[datetime, ...]:
    """The instants that a naive wall time can mean, each with the offset of the report's zone.

    One, as a rule; two or none at a change of the clocks; none where the abbreviation does not fit.
    """
    if written is None:
        return instants_of(wall, report)
    if written.offset is not None:
        return (in_zone(wall.replace(tzinfo=timezone(written.offset)), report),)
    if written.place:
        there = named_zone(written.place)
        return tuple(in_zone(instant, report) for instant in instants_of(wall, there)) if there else ()
    if is_of(written.name, report, wall.year):
        return instants_of(wall, report)
    fitting = (
        instant for instant in instants_of(wall, report) if abbreviation_at(instant, report) == written.name
    )
    return tuple(fitting)


def is_of(name: str, zone: ZoneInfo, year: int) -> bool:
    """Whether a name without summer time, such as `ET`, is that of a zone."""
    halves = _HALVES.get(name) or _HALVES.get(f"{name[:1]}T", frozenset()) if name else frozenset()
    return bool(halves) and halves <= abbreviations_of(zone, year)


def same_zone(one: WrittenZone | None, other: WrittenZone | None) -> bool:
    """Whether two zones of labels mean the same clocks; an abbreviation means the report's, as none does."""
    return _clocks(one) == _clocks(other)


def _clocks(zone: WrittenZone | None) -> tuple[timedelta | None, str]:
    return (zone.offset, zone.place) if zone is not None else (None, "")


def wall_of(instant: datetime, zone: WrittenZone | None) -> datetime:
    """The clock time of an instant as an entry in a zone would have it."""
    if zone is not None and zone.offset is not None:
        instant = instant.astimezone(timezone(zone.offset))
    elif zone is not None and (there := named_zone(zone.place) if zone.place else None):
        instant = instant.astimezone(there)
    return instant.replace(tzinfo=None)


def abbreviation_at(instant: datetime, zone: ZoneInfo) -> str:
    """What a zone calls itself at an instant."""
    return instant.astimezone(UTC).astimezone(zone).tzname() or ""
