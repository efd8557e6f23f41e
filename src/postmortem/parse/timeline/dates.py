"""Forms of dates, one small function a form, in one table.

A form reads at a position of a head's text and gives a `WrittenDate`, or None where it does not apply.
Nothing here asks whether the date exists: `2023-02-30` is read, and refused where it is dated.
"""

import re
from collections.abc import Callable

from postmortem.parse.timeline.vocabulary import Vocabulary
from postmortem.parse.timeline.written import WrittenDate

_ISO = re.compile(
    r"([0-9]{4,6})([-/])([0-9]{1,2}|[?xX]{2})\2([0-9]{1,2}|[?xX]{2})(?![0-9])(?:\s?\+([1-9][0-9]?)(?![0-9:.]))?"
)
_TEMPLATE = re.compile(r"(?:[0-9]{2}[xXyY]{2}|[xXyY]{4})([-/])[mMxX]{2}\1[dDxX]{2}(?:\s?\+[0-9]{1,2})?(?!\w)")
_UNKNOWN_YEAR = re.compile(r"([0-9]{4})(?:/[0-9]{2})?-\?\?-\?\?")
_DOTS = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})(?![0-9])")
_DOTS_SHORT = re.compile(
    r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{2})(?=,?\s+(?:\D{0,8}\s)?[0-9]{1,2}[:.][0-9]{2})"
)
_DOTS_NO_YEAR = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.(?![0-9])")
_SLASHES = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4})(?![0-9])")
_SLASHES_SHORT = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{2})(?![0-9/.,:%])")
_SLASHES_NO_YEAR = re.compile(r"([0-9]{1,2})/([0-9]{1,2})(?=,?\s+[0-9]{1,2}[:.][0-9]{2})")
_DAY_MONTH = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th|er|de|e|[.º°])?\s*(?:(?:of|de|del|do)\s+)?([^\W\d_]{3,12})\b\.?"
)
_DAY_MONTH_YEAR = re.compile(r"([0-9]{1,2})([-/])([^\W\d_]{3,12})\2([0-9]{4})(?![0-9])")
_MONTH_DAY = re.compile(r"([^\W\d_]{3,12})\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?(?![0-9:.]*[0-9])")
_YEAR = re.compile(r",?\s+(?:(?:of|de|del|do)\s+)?((?:19|20|21)[0-9]{2})(?![0-9:.]?[0-9])")
_SIGNS = re.compile(
    r"(?:([0-9]{4})年\s?)?([0-9]{1,2})月\s?([0-9]{1,2})日(?:\s?[((][月火水木金土日]曜?日?[))])?"
)

# A clock time in digits, which is what most labels begin with.
_NO_DATE = re.compile(r"[0-9]{1,2}:")

DateForm = Callable[[str, int, Vocabulary], WrittenDate | None]


def iso(text: str, at: int, _: Vocabulary) -> WrittenDate | None:
    """`2023-02-09`, `2023/2/9`, `2023-02-09+1`; also `20202-01-16` and `2022-05-??`, which are no dates."""
    found = _ISO.match(text, at)
    if found is None:
        return None
    year, _mark, month, day, shift = found.groups()
    return WrittenDate(
        int(year), _number(month), _number(day), found.end(), plain=True, shift=int(shift or 0)
    )


def template(text: str, at: int, _: Vocabulary) -> WrittenDate | None:
    """`YYYY-MM-DD`, `YYYY-MM-DD+1`, `20xx-MM-DD`: left from a template."""
    found = _TEMPLATE.match(text, at)
    return WrittenDate(None, None, None, found.end(), plain=True) if found else None


def unknown_year(text: str, at: int, _: Vocabulary) -> WrittenDate | None:
    """`2021/22-??-??`: a writer who did not know."""
    found = _UNKNOWN_YEAR.match(text, at)
    return WrittenDate(int(found[1]), None, None, found.end(), plain=True) if found else None


def dots(text: str, at: int, _: Vocabulary) -> WrittenDate | None:
    """`09.02.2023`, `9. 2. 2023`, and `09.02.23` where a clock time follows (else it may be a version)."""
    found = _DOTS.match(text, at) or _DOTS_SHORT.match(text, at)
    if found is None:
        return None
    year = int(found[3])
    return WrittenDate(
        year if year > 99 else 2000 + year, int(found[2]), int(found[1]), found.end(), plain=True
    )


def dots_no_year(text: str, at: int, _: Vocabulary) -> WrittenDate | None:
    """`30.01.`, with the last dot."""
    found = _DOTS_NO_YEAR.match(text, at)
    if found is None or not (1 <= int(found[2]) <= 12 and 1 <= int(found[1]) <= 31):
        return None
    return WrittenDate(None, int(found[2]), int(found[1]), found.end())


def slashes(text: str, at: int, _: Vocabulary) -> WrittenDate | None:
    """`10/20/2022`, `07-27-2023`: the day is the number over 12; with none, nobody can tell from the form."""
    found = _SLASHES.match(text, at)
    if found is None:
        return None
    return _by_size(int(found[4]), int(found[1]), int(found[3]), found.end())


def slashes_short(text: str, at: int, _: Vocabulary) -> WrittenDate | None:
    """`24/07/25`, which may begin with its day, its month or its year."""
    found = _SLASHES_SHORT.match(text, at)
    if found is None:
        return None
    first, second, year = (int(number) for number in found.groups())
    return WrittenDate(2000 + year, first, second, found.end(), either=True, plain=True, short=True)


def slashes_no_year(text: str, at: int, _: Vocabulary) -> WrittenDate | None:
    """`10/20 15:38`, where a clock time follows; else it may be a fraction."""
    found = _SLASHES_NO_YEAR.match(text, at)
    return _by_size(None, int(found[1]), int(found[2]), found.end()) if found else None


def day_month(text: str, at: int, words: Vocabulary) -> WrittenDate | None:
    """`9. Februar 2023`, `18 July 2025`, `21st Oct`, `26. Sep.`."""
    found = _DAY_MONTH.match(text, at)
    if found is None:
        return None
    month = words.months.get(found[2])
    if month is None:
        return None
    end, year = _year(text, found.end())
    return WrittenDate(year, month, int(found[1]), end)


def day_month_year(text: str, at: int, words: Vocabulary) -> WrittenDate | None:
    """`9-Feb-2023`, `09/Feb/2023`."""
    found = _DAY_MONTH_YEAR.match(text, at)
    month = words.months.get(found[3]) if found else None
    if found is None or month is None:
        return None
    return WrittenDate(int(found[4]), month, int(found[1]), found.end(), plain=True)


def month_day(text: str, at: int, words: Vocabulary) -> WrittenDate | None:
    """`October 21, 2025`, `June 14th, 2022`, `Jan 14`."""
    found = _MONTH_DAY.match(text, at)
    if found is None:
        return None
    month = words.months.get(found[1])
    if month is None:
        return None
    end, year = _year(text, found.end())
    return WrittenDate(year, month, int(found[2]), end)


def signs(text: str, at: int, _: Vocabulary) -> WrittenDate | None:
    """`2023年2月9日`, `2月9日(木)`."""
    found = _SIGNS.match(text, at)
    if found is None:
        return None
    return WrittenDate(
        int(found[1]) if found[1] else None, int(found[2]), int(found[3]), found.end(), plain=True
    )


# The forms that begin with a digit, and those that do not.
NUMBERED: tuple[DateForm, ...] = (
    iso,
    template,
    signs,
    unknown_year,
    dots,
    slashes,
    slashes_short,
    slashes_no_year,
    dots_no_year,
    day_month,
    day_month_year,
)
NAMED: tuple[DateForm, ...] = (template, month_day)


def read_date(text: str, at: int, words: Vocabulary) -> WrittenDate | None:
    """The date that begins at a position."""
    if _NO_DATE.match(text, at):
        return None
    for form in NUMBERED if text[at : at + 1].isdecimal() else NAMED:
        found = form(text, at, words)
        if found is not None:
            return found
    return None


def _by_size(year: int | None, first: int, second: int, end: int) -> WrittenDate:
    """A date of two numbers, of which the one over 12 is the day."""
    if first > 12:
        return WrittenDate(year, second, first, end, plain=True)
    either = second <= 12 and first != second
    return WrittenDate(year, first, second, end, either=either, plain=True)


def _number(written: str) -> int | None:
    return int(written) if written.isdigit() else None


def _year(text: str, at: int) -> tuple[int, int | None]:
    """A year that follows, and where it ends; `18 July 07:50` and `Sep 27 2017 13:06` are told apart."""
    found = _YEAR.match(text, at)
    return (found.end(), int(found[1])) if found else (at, None)
