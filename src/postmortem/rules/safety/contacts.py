"""PM602 and PM603: mail addresses and telephone numbers, by which a person can be reached."""

import re
from collections.abc import Iterator

from postmortem.diagnostics import Diagnostic
from postmortem.model.site import Settings
from postmortem.rules.safety.allowed import allows_mail, is_example
from postmortem.rules.safety.published import Published

_MAIL = re.compile(
    r"(?<![\w.+/@:-])(?P<mail>[A-Za-z0-9][\w.+-]{0,63}@(?P<host>(?:[A-Za-z0-9-]{1,63}\.)+(?P<top>[A-Za-z]{2,24})))"
    r"(?![\w@]|[:/]\w|-\w)"
)
_MAILTO = re.compile(
    r"mailto:(?P<mail>[\w.+-]{1,64}@(?P<host>(?:[A-Za-z0-9-]{1,63}\.)+(?P<top>[A-Za-z]{2,24})))"
)
_FILES = frozenset(
    {"png", "jpg", "jpeg", "gif", "svg", "webp", "js", "css", "md", "json", "yml", "yaml", "service"}
)

# With the country: `+49 30 1234567`, or `0049 30 1234567` for some. Without it only behind a word that says
# so, or in a form that nothing else has: `0800 330 1000`, `(212) 736-5000`.
_COUNTRIES = "3[0-4]|351|352|353|358|39|4[0-1]|420|4[3-9]"
_INTERNATIONAL = re.compile(
    rf"(?<![\w+.:/-])(?:\+[1-9]\d{{0,2}}|00(?:{_COUNTRIES}))[ ./-]?(?:\(0?\d{{0,5}}\)[ ./-]?)?\d{{1,5}}"
    r"(?:[ ./-]?\d{2,5}){1,5}(?![\w:]|\.\d)"
)
_OWN_FORM = re.compile(
    r"(?<![\w+.:/-])(?:0800[ /-]\d{3}[ /-]?\d{3,5}|\([2-9]\d\d\) ?[2-9]\d\d-\d{4})(?![\w:]|[.,-]\d)"
)
_CALLED_BY = ("0800", *(f"00{first}" for first in "34"), *(f"({first}" for first in "23456789"))
_SAYING_SO = ("tel", "phone", "mobil", "handy", "fax", "hotline", "durchwahl", "call")
_ENOUGH_DIGITS = re.compile(r"\d[\d ()./-]{6,}\d")
_NATIONAL = re.compile(
    r"(?:\b(?:tel(?:efon|ephone)?|phone|mobile|mobil|handy|fax|hotline|durchwahl|call)\b[.:]*\s{0,3}|tel:)"
    r"(?P<number>(?:\+|\(?0|\(?\d{3}\)?[ .-])[\d ()./-]{5,20}\d)",
    re.IGNORECASE,
)
# Numbers that are kept for films and examples.
_FICTION = re.compile(r"555[ .-]?01\d\d|^\+?44[ ]?(?:20[ ]?7946|1632)|^\+?49[ ]?30[ ]?23125|^\+?1[ .-]?555")

# `+1` and what is no area of it, or hundreds alone: figures that were added. Or answers of web servers.
_FIGURES = re.compile(r"\+1[ .-]?\(?[01]|\+\d*0(?: \d00)+$|(?:[1-5]\d\d[ ./-]?)+$")

_SHORTEST_BY_ZEROS = 11

_NEAR_NUMBERS = ("+", *_CALLED_BY, *_SAYING_SO)
NEAR = ("@", *_NEAR_NUMBERS)


def find_mail_addresses(published: Published, settings: Settings) -> Iterator[Diagnostic]:
    """PM602: a mail address that the site does not allow."""
    for passage in published.near(("@",)):
        for found in (*_MAIL.finditer(passage.text), *_MAILTO.finditer(passage.text)):
            mail = found["mail"].rstrip(".")
            skipped = found["top"].lower() in _FILES or is_example(found["host"]) or mail.startswith("git@")
            if not skipped and not allows_mail(mail, settings.safety_allow):
                help_ = f"write who can be reached, or add `{mail}` to `safety: allow` in site.yml"
                span = passage.locate(*found.span("mail"))
                yield Diagnostic("PM602", f"`{mail}` is a mail address", span, help_)


def find_phone_numbers(published: Published, settings: Settings) -> Iterator[Diagnostic]:
    """PM603: a telephone number that the site does not allow."""
    allowed = {_digits(entry) for entry in settings.safety_allow}
    for passage in published.near(_NEAR_NUMBERS):
        if _ENOUGH_DIGITS.search(passage.text) is None:
            continue
        told: list[tuple[int, int]] = []
        for pattern, group in ((_INTERNATIONAL, 0), (_OWN_FORM, 0), (_NATIONAL, "number")):
            for found in pattern.finditer(passage.text) if _may_hold(pattern, passage.text) else ():
                start, end = found.span(group)
                number = passage.text[start:end]
                fits = 8 <= len(_digits(number)) <= 15 and not _is_none(number)
                if (
                    fits
                    and _digits(number) not in allowed
                    and not any(s < end and start < e for s, e in told)
                ):
                    told.append((start, end))
                    help_ = "take it out, or add it to `safety: allow` in site.yml"
                    span = passage.locate(start, end)
                    yield Diagnostic("PM603", f"`{number}` is a telephone number", span, help_)


def _may_hold(pattern: re.Pattern[str], text: str) -> bool:
    if pattern is _INTERNATIONAL:
        return "+" in text or "00" in text
    if pattern is _OWN_FORM:
        return "0800" in text or "(" in text
    lower = text.lower()
    return any(word in lower for word in _SAYING_SO)


def _is_none(number: str) -> bool:
    """Whether nobody can be called there: a number of films, figures, or too short behind two zeros."""
    short = number.startswith("00") and len(_digits(number)) < _SHORTEST_BY_ZEROS
    return bool(short or _FICTION.search(number) or _FIGURES.match(number))


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())
