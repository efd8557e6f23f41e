"""One language on the pages: its words, dates, clock times and numbers.

`Language` gives plain text; `environment` wraps it in `<time>` elements where templates ask for that.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.dates import get_timezone_name, parse_pattern
from babel.numbers import format_decimal, format_percent

from postmortem.locales.messages import available, catalogue, formats
from postmortem.model.impact import Quantity
from postmortem.render.words import WORDS

_DATE_STYLES = ("date", "day", "short")


class _DatePattern:
    """A Unicode date pattern with its names looked up once: there are many dates on a site.

    It may have the fields `d`, `MMM`, `MMMM`, `y` and `EEEE`.
    """

    def __init__(self, pattern: str, locale: Locale) -> None:
        self._form = str(parse_pattern(pattern).format)
        months, days = locale.months["format"], locale.days["format"]
        self._names = [
            {"MMMM": months["wide"][month], "MMM": months["abbreviated"][month]} for month in range(1, 13)
        ]
        self._days = [days["wide"][day] for day in range(7)]

    def write(self, day: date) -> str:
        """The day in words."""
        names = self._names[day.month - 1]
        return self._form % {"d": day.day, "y": day.year, "EEEE": self._days[day.weekday()], **names}


class Language:
    """The words and formats of the catalogue that serves a language tag."""

    def __init__(self, lang: str) -> None:
        self.code = available(lang)
        self._formats = formats(self.code)
        self.translations = catalogue(self.code)
        self._locale = Locale.parse(self._formats.locale)
        self._dates = {
            style: _DatePattern(getattr(self._formats, style), self._locale) for style in _DATE_STYLES
        }
        self._zones: dict[tuple[str, str], str] = {}
        self._words = {
            table: {value: self.translations.gettext(msgid) for value, msgid in words.items()}
            for table, words in WORDS.items()
        }

    def gettext(self, msgid: str, **values: object) -> str:
        """The message in this language, with `%(name)s` filled in."""
        return self.translations.gettext(msgid) % values

    def ngettext(self, one: str, many: str, number: int, **values: object) -> str:
        """The message in the form that the number asks for; `%(num)s` is the number."""
        return self.translations.ngettext(one, many, number) % {"num": self.number(number), **values}

    def word(self, value: str, table: str) -> str:
        """The word for a value of the report format; a value of the site's own as it is written."""
        word = self._words[table].get(value)
        return value.replace("-", " ") if word is None else word

    def date(self, day: date, style: str = "date") -> str:
        """A day: `9 February 2023`; style `day` adds the weekday, `short` drops the year."""
        return self._dates[style].write(day)

    def month(self, number: int, style: str = "wide") -> str:
        """The name of a month, from 1; style `narrow` is its first letter."""
        return str(self._locale.months["stand-alone"][style][number])

    def moment(self, instant: datetime) -> str:
        """A day and a clock time, on the instant's own clock."""
        return self._formats.moment.format(date=self.date(instant), clock=clock(instant))

    def stretch(
        self, start: datetime, end: datetime, told: Callable[[datetime, str], str] = lambda _, words: words
    ) -> str:
        """From one instant to another; a day that they share is said once.

        `told` may add something to the words for either instant, such as an element around them.
        """
        if start.date() == end.date():
            before, after = self._formats.moment.format(date=self.date(start), clock="\0").split("\0")
            return f"{told(start, before + clock(start))}–{told(end, clock(end) + after)}"
        first, last = told(start, self.moment(start)), told(end, self.moment(end))
        return self.gettext("%(start)s to %(end)s", start=first, end=last)

    def clock_words(self, instant: datetime) -> str:
        """A clock time within a sentence."""
        return self._formats.clock.format(clock=clock(instant))

    def number(self, value: int) -> str:
        """A number with this language's separators."""
        return str(value) if 0 <= value < 1000 else format_decimal(value, locale=self._locale)

    def percent(self, value: float, digits: int | None = None) -> str:
        """A share given in percent, with as many digits as it has or as asked for."""
        share = Decimal(str(value)) / 100  # a float would bring digits that nobody wrote
        if digits is not None:
            pattern = self._locale.percent_formats[None].pattern.replace("0", "0." + "0" * digits)
            return format_percent(share, pattern, locale=self._locale)
        return format_percent(share, locale=self._locale, decimal_quantization=False)

    def quantity(self, quantity: Quantity) -> str:
        """How many: `about 1,200 of 40,000 (3%)`."""
        words = self._count(quantity)
        share = "" if quantity.percent is None else self.percent(quantity.percent)
        if words and share:
            words = f"{words} ({share})"
        words = words or share
        return self.gettext("about %(amount)s", amount=words) if quantity.estimate and words else words

    def _count(self, quantity: Quantity) -> str:
        if quantity.count is None:
            return ""
        if quantity.total is None:
            return self.number(quantity.count)
        return self.gettext(
            "%(count)s of %(total)s", count=self.number(quantity.count), total=self.number(quantity.total)
        )

    def zone(self, name: str, instants: Iterable[datetime]) -> str:
        """A time zone with what it is called at these instants: `Europe/Berlin (CET, CEST)`."""
        short: list[str] = []
        for instant in instants:
            called = self.short_zone(instant, name)
            if called and called != name and called not in short:
                short.append(called)
        return f"{name} ({', '.join(short)})" if short else name

    def short_zone(self, instant: datetime, name: str) -> str:
        """What a zone is called at an instant: `CET`, or its offset; empty for a zone that is not known."""
        try:
            local = instant.astimezone(ZoneInfo(name))
        except (ZoneInfoNotFoundError, ValueError, OverflowError):
            return ""
        english = local.tzname() or ""
        if not english.isalpha():
            return "UTC" + local.isoformat()[-6:]
        if (name, english) not in self._zones:  # Babel takes a while over it
            own = get_timezone_name(local, "short", locale=self._locale)
            self._zones[name, english] = own if own.isalpha() else english
        return self._zones[name, english]

    def language_name(self, lang: str) -> str:
        """What a language calls itself, or its tag."""
        try:
            locale = Locale.parse(lang, sep="-")
        except (UnknownLocaleError, ValueError):
            return lang
        return locale.get_display_name(locale) or lang


@lru_cache(maxsize=256)
def direction(lang: str) -> str:
    """How a language is written: `rtl`, or `ltr` where that is not known."""
    try:
        locale = Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return "ltr"
    return "rtl" if locale.character_order == "right-to-left" else "ltr"


def clock(instant: datetime, *, seconds: bool = False) -> str:
    """The clock time of an instant, `09:47`, with seconds where there are any or where they are asked for."""
    if instant.second or seconds:
        return f"{instant.hour:02}:{instant.minute:02}:{instant.second:02}"
    return f"{instant.hour:02}:{instant.minute:02}"
