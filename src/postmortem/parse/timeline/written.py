"""What a writer wrote of a time, before anybody says which instant it is.

A `Head` is the label at the start of an entry: one `Side`, or two for a range. Numbers stand as written,
possible or not (`25:90`, year 20202): `reckoning` judges them. Positions count characters of the head's text.
"""

from datetime import timedelta

from msgspec import Struct

from postmortem.diagnostics import Level


class WrittenDate(Struct, frozen=True):
    """A date as written. `either` says that day and month may be the other way round (`10/02/2023`).

    `year` is None where it was left out, `month` and `day` where there is a `?` in their place.
    `plain` says that the form cannot be anything but a date (`2023-02-09`), `short` that its year has two
    digits between slashes (`24/07/25`). `shift` are days after it (`2023-02-09+1`).
    """

    year: int | None
    month: int | None
    day: int | None
    end: int
    either: bool = False
    plain: bool = False
    short: bool = False
    shift: int = 0


class WrittenClock(Struct, frozen=True):
    """A clock time as written: `14:43`, `2:00 pm`, `9 Uhr`.

    `hour` and `minute` are None where the writer put `??` or `--`, and `blank` where letters hold the place
    (`HH:mm`, `2X:XX`). `meridiem` is "am", "pm" or empty; `padded` says that the hour has two digits,
    `dotted` that a dot stands between hour and minute.
    """

    hour: int | None
    minute: int | None
    end: int
    second: int | None = None
    meridiem: str = ""
    padded: bool = True
    dotted: bool = False
    blank: bool = False

    @property
    def given_up(self) -> bool:
        """Whether the writer says that the time is not known (`--:--`)."""
        return self.hour is None and not self.blank


class WrittenZone(Struct, frozen=True):
    """A zone as written: an offset (`UTC+2`, `Z`), a place (`US/Pacific`) or an abbreviation.

    `name` is the abbreviation as the zones' data have it: `CET` for `MEZ`.
    """

    text: str
    end: int
    offset: timedelta | None = None
    place: str = ""
    name: str = ""


class Side(Struct, frozen=True):
    """One moment of a label, with its weekday from 1 (Monday) where one was written.

    `relative` is the time since the start of impact (`T+15m`), in place of date and clock time. `next_day`
    says that the writer puts the clock time on the day after. `beside` is a second zone for the same clock
    time (`18:40-08:00 (US/Pacific)`).
    """

    start: int
    end: int
    date: WrittenDate | None = None
    clock: WrittenClock | None = None
    zone: WrittenZone | None = None
    weekday: int | None = None
    approximate: bool = False
    relative: timedelta | None = None
    next_day: bool = False
    beside: WrittenZone | None = None

    @property
    def has_time(self) -> bool:
        """Whether the side gives more than a date."""
        return self.clock is not None or self.relative is not None


class Head(Struct, frozen=True):
    """The label of an entry: `label` as written, and what of the text goes with it (`cut_start:cut_end`).

    `open_end` says that the end of a range is not known (`12:26-12:??`). `offset_like` says that the end
    touches the dash, so that `01:30-05:00` may be a time with its offset. `named` is a written label that
    the time follows (`First detected: 14:22`). `again` is the same moment told once more in another zone
    (`12:48 (6:48 PDT)`). `maybe_zone` is a word behind it that may name a zone (`9:30 ET joins`).
    """

    label: str
    begin: Side
    finish: Side | None
    cut_start: int
    cut_end: int
    open_end: bool = False
    offset_like: bool = False
    named: str = ""
    again: Side | None = None
    maybe_zone: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether it tells one moment once, so that nothing in it can contradict itself."""
        begin = self.begin
        twice = begin.weekday or begin.beside or self.finish or self.again or self.maybe_zone
        return not twice and not (begin.clock and begin.clock.meridiem)


class Fault(Struct, frozen=True):
    """What is wrong with something written: code, message, help and level of the finding to come."""

    code: str
    message: str
    help: str
    level: Level | None = None
