"""PM601 to PM607 over what is published as text: reports, and the site's settings."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from postmortem.diagnostics import Diagnostic, Level, Span
from postmortem.model.passage import Passage, Passages
from postmortem.model.report import Audience, Metadata, Report, Status
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


def check_settings_texts(reports: Sequence[Metadata], context: RuleContext) -> Iterator[Diagnostic]:
    """PM601 to PM607 in what `site.yml` puts on the pages."""
    for name in _SITE_TEXTS:
        passages = [
            Passage(text, None, _SITE_FILE, 1, ("",)) for text in _strings(getattr(context.settings, name))
        ]
        published = read_published(passages, near_any(context.settings))
        for finder in _FINDERS:
            for found in finder(published, context.settings):
                level = None if context.edition is Audience.PUBLIC else Level.INFO
                message = f"{found.message}, in `{name}` of site.yml"
                yield replace(found, message=message, span=Span(_SITE_FILE), level=level, secret=False)


def _strings(value: Any) -> Iterator[str]:
    """Every text in a setting, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _strings(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _strings(getattr(value, name))
