"""PM601 to PM607 over what is published as text: reports, and the site's settings."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from postmortem.diagnostics import Diagnostic, Level, Span
from postmortem.model.passage import Passage, Passages
from postmortem.model.report import Audience, Report, Status
from postmortem.model.retraction import STILL_SAID
from postmortem.model.site import Settings
from postmortem.rules.context import RuleContext
from postmortem.rules.literals import Literals
from postmortem.rules.safety import contacts, secrets
from postmortem.rules.safety.addresses import find_addresses
from postmortem.rules.safety.allowed import harm, harm_outside
from postmortem.rules.safety.contacts import find_mail_addresses, find_phone_numbers
from postmortem.rules.safety.inside import (
    find_denied_name,
    find_denied_words,
    find_hosts,
    find_private_links,
    near_inside,
)
from postmortem.rules.safety.published import Published, read_published
from postmortem.rules.safety.secrets import find_secrets

YamlPath = tuple[str | int, ...]
Finder = Callable[[Published, Settings], Iterator[Diagnostic]]

# All but secrets, which may go over several lines.
OTHER_FINDERS: tuple[Finder, ...] = (
    find_mail_addresses,
    find_phone_numbers,
    find_addresses,
    find_hosts,
    find_private_links,
    find_denied_words,
)
_FINDERS = (find_secrets, *OTHER_FINDERS)
HARM_EVERYWHERE = ("PM601", "PM602", "PM603")
_SITE_FILE = "site.yml"
_SITE_TEXTS = (
    "title",
    "description",
    "footer",
    "navigation",
    "social",
    "services",
    "severities",
    "translations",
    "extra",
)


def check_texts(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """PM601 to PM607 in a report."""
    everywhere, outside = harm(report, context), harm_outside(report, context)
    published = read_published(_told(report), near_any(context.settings))
    for finder in _FINDERS:
        for found in finder(published, context.settings):
            yield replace(found, level=everywhere if found.code in HARM_EVERYWHERE else outside)
    for found in find_denied_name(report, context.settings):
        yield replace(found, level=outside)


def _told(report: Report) -> Passages:
    """All texts of a report; of a retracted one what its page still says."""
    if report.status is not Status.RETRACTED:
        return report.texts
    return tuple(text for text in report.texts if text.field and text.field[0] in STILL_SAID)


def near_any(settings: Settings) -> Literals:
    """What stands in all that these rules find."""
    return _literals(settings.internal_domains, settings.safety_deny)


@lru_cache(maxsize=16)
def _literals(domains: tuple[str, ...], denied: tuple[str, ...]) -> Literals:
    return Literals((*secrets.NEAR, *contacts.NEAR, *near_inside(domains, denied)))


def check_settings_texts(
    settings: Settings, edition: Audience, places: Mapping[YamlPath, Span]
) -> Iterator[Diagnostic]:
    """PM601 to PM607 in what `site.yml` puts on the pages; `places` maps a path to where its value stands."""
    for name in _SITE_TEXTS:
        for text, path in _strings(getattr(settings, name), (name,)):
            passage = Passage(text, None, _SITE_FILE, 1, ("",))
            published = read_published([passage], near_any(settings))
            for finder in _FINDERS:
                for found in finder(published, settings):
                    level = None if edition is Audience.PUBLIC else Level.INFO
                    message = f"{found.message}, in `{name}` of site.yml"
                    yield replace(found, message=message, span=_place(path, places), level=level)


def _place(path: YamlPath, places: Mapping[YamlPath, Span]) -> Span:
    """Where a value stands, or what it is part of."""
    while path and path not in places:
        path = path[:-1]
    return places.get(path, Span(_SITE_FILE))


def _strings(value: Any, path: YamlPath) -> Iterator[tuple[str, YamlPath]]:
    """Every text in a setting, however deep, with its path."""
    if isinstance(value, str):
        yield value, path
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _strings(item, (*path, name))
    elif isinstance(value, tuple | list):
        for at, item in enumerate(value):
            yield from _strings(item, (*path, at))
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _strings(getattr(value, name), (*path, name))
