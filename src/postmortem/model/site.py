"""A site: its settings and the reports that one audience may see."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from postmortem.model.report import Audience, Metadata

DEFAULT_REQUIRED = ("summary", "impact", "detection", "response", "recovery", "timeline")


class Severity(Struct, frozen=True):
    """A step of the site's scale; the most severe comes first in the settings."""

    id: str
    name: str
    description: str = ""


class Service(Struct, frozen=True):
    """Something customers use. `slo` is the availability objective in percent."""

    id: str
    name: str
    description: str = ""
    slo: float | None = None


class Words(Struct, frozen=True):
    """A name and a description in another language; what is empty is as it is in the site's own."""

    name: str = ""
    description: str = ""


class NavigationLink(Struct, frozen=True):
    """A link in the header or footer."""

    title: str
    url: str


class Translation(Struct, frozen=True):
    """What the site says of itself in another language; services and severities by their id."""

    title: str = ""
    description: str = ""
    footer: str = ""
    navigation: tuple[NavigationLink, ...] = ()
    social: tuple[NavigationLink, ...] = ()
    services: Mapping[str, Words] = field(default_factory=dict)
    severities: Mapping[str, Words] = field(default_factory=dict)


class Settings(Struct, frozen=True):
    """What `site.yml` says, with defaults filled in.

    `base_url` is empty or absolute without a trailing slash; `required` maps a report kind to section keys;
    `rules` maps a code or family (`PM3xx`) to `off`, `info`, `warning` or `error`.
    """

    title: str = "Incident reports"
    description: str = ""
    base_url: str = ""
    language: str = "en"
    languages: tuple[str, ...] = ()
    timezone: str = "UTC"
    audience: Audience = Audience.PUBLIC
    default_audience: Audience = Audience.INTERNAL
    default_lang: str = ""
    default_timezone: str = ""
    default_authors: tuple[str, ...] = ()
    theme: str = "default"
    theme_options: Mapping[str, Any] = field(default_factory=dict)
    severities: tuple[Severity, ...] = (
        Severity("sev1", "SEV1"),
        Severity("sev2", "SEV2"),
        Severity("sev3", "SEV3"),
        Severity("sev4", "SEV4"),
    )
    services: tuple[Service, ...] = ()
    required: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date_order: str | None = None
    rules: Mapping[str, str] = field(default_factory=dict)
    feed_items: int = 50
    feed_full: bool = True
    internal_domains: tuple[str, ...] = ()
    safety_allow: tuple[str, ...] = ()
    safety_deny: tuple[str, ...] = ()
    navigation: tuple[NavigationLink, ...] = ()
    footer: str = ""
    logo: str = ""
    social: tuple[NavigationLink, ...] = ()
    full_text: bool = False
    translations: Mapping[str, Translation] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    def with_base_url(self, base_url: str) -> "Settings":
        """The same settings for a site at another address."""
        return replace(self, base_url=base_url.rstrip("/"))

    def in_language(self, lang: str) -> "Settings":
        """The same settings with the site's words in that language, as far as they are translated."""
        said = self.translations.get(lang) or self.translations.get(lang.split("-")[0])
        if said is None:
            return self
        return replace(
            self,
            title=said.title or self.title,
            description=said.description or self.description,
            footer=said.footer or self.footer,
            navigation=said.navigation or self.navigation,
            social=said.social or self.social,
            services=tuple(_translated(service, said.services) for service in self.services),
            severities=tuple(_translated(severity, said.severities) for severity in self.severities),
        )

    def required_sections(self, kind: str) -> tuple[str, ...]:
        """The canonical keys that a report of that kind must have."""
        return self.required.get(kind, DEFAULT_REQUIRED)

    def severity_name(self, severity: str) -> str:
        """How a severity is called; its id where the site does not declare it."""
        return next((s.name for s in self.severities if s.id == severity), severity)

    def service_name(self, service: str) -> str:
        """How a service is called; its id where the site does not declare it."""
        return next((s.name for s in self.services if s.id == service), service)


NamedT = TypeVar("NamedT", Service, Severity)


def _translated(named: NamedT, words: Mapping[str, Words]) -> NamedT:
    said = words.get(named.id, Words())
    return replace(named, name=said.name or named.name, description=said.description or named.description)


class Site(Struct, frozen=True):
    """What is to be published: the settings, the edition, and its reports, newest first.

    `now` has a fixed offset; it decides what is overdue or embargoed, and nothing else.
    """

    settings: Settings
    edition: Audience
    reports: tuple[Metadata, ...]
    now: datetime
