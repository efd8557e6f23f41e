"""`site.yml`."""

import pytest

from postmortem.model.report import Audience
from postmortem.model.site import DEFAULT_REQUIRED, NavigationLink, Service, Settings, Severity
from postmortem.parse.settings import parse_settings


def read(text: str | bytes) -> Settings:
    data = text if isinstance(text, bytes) else text.encode()
    settings, found, document = parse_settings(data, "site.yml")
    assert found == []
    assert settings is not None
    assert document is not None
    return settings


@pytest.mark.parametrize("text", ["", "---\n", "# nothing yet\n", "\ufeff", "null\n"])
def test_an_empty_file_means_the_defaults(text: str) -> None:
    assert read(text) == Settings()


def test_reports_are_internal_unless_the_site_says_otherwise() -> None:
    assert read("").default_audience is Audience.INTERNAL
    assert read("defaults: {audience: public}\n").default_audience is Audience.PUBLIC


def test_every_field_arrives() -> None:
    settings = read(
        "title: Störungen\nbase_url: https://example.org/status/\nlanguage: de\nlanguages: [de, en]\n"
        "timezone: Europe/Berlin\naudience: internal\n"
        "defaults: {lang: en, timezone: UTC, authors: [Plattform]}\n"
        "theme: 2024\nseverities: [{id: hoch}, {id: tief, name: Tief}]\nservices: [{id: api, slo: 99.90}]\n"
        "sections: {near-miss: {required: []}}\ndates: {order: day-first}\n"
        "rules: {PM310: off, PM2xx: warning}\n"
        "feed: {items: 20, content: summary}\nnavigation: [{title: Status, url: https://example.org}]\n"
        "extra: {colour: {main: 1.10}}\n"
    )
    assert settings.base_url == "https://example.org/status"
    assert settings.default_authors == ("Plattform",)
    assert settings.theme == "2024"
    assert [s.name for s in settings.severities] == ["hoch", "Tief"]
    assert settings.services == (Service("api", "api", "", 99.9),)
    assert settings.required_sections("near-miss") == ()
    assert settings.required_sections("incident") == DEFAULT_REQUIRED
    assert settings.date_order == "day-first"
    assert settings.rules == {"PM310": "off", "PM2xx": "warning"}
    assert (settings.feed_items, settings.feed_full) == (20, False)
    assert settings.extra == {"colour": {"main": 1.1}}
    assert type(settings.extra["colour"]["main"]) is float


def test_words_in_another_language_arrive() -> None:
    settings = read(
        "title: Incidents\nservices: [{id: api, name: API, slo: 99.9}]\n"
        "navigation: [{title: Contact, url: https://example.org/}]\n"
        "social: [{title: News, url: /news/}]\n"
        "translations:\n  de:\n    title: Vorfälle\n"
        "    navigation: [{title: Kontakt, url: https://example.org/de/}]\n"
        "    services: {api: {name: Schnittstelle}}\n    severities: {sev1: {description: Schlimm}}\n"
    )
    german = settings.in_language("de-CH")
    assert (german.title, german.footer) == ("Vorfälle", "")
    assert german.services == (Service("api", "Schnittstelle", "", 99.9),)
    assert german.severities[0] == Severity("sev1", "SEV1", "Schlimm")
    assert german.severities[1:] == settings.severities[1:]
    assert german.navigation == (NavigationLink("Kontakt", "https://example.org/de/"),)
    assert german.social == (NavigationLink("News", "/news/"),)
    assert settings.in_language("en") is settings


def test_off_is_a_level_though_it_looks_like_a_switch() -> None:
    for word in ("off", "'off'", "false"):
        assert read(f"rules: {{PM310: {word}}}\n").rules == {"PM310": "off"}


@pytest.mark.parametrize(
    "text",
    [
        b"title: St\xf6rung\n",
        b"title: a\0b\n",
        b"a: [\n",
        b"a: &x 1\n",
        b"- a\n",
        b"title: [\n" + b"[" * 100_000,
    ],
)
def test_settings_that_cannot_be_read_give_a_finding_and_nothing_else(text: bytes) -> None:
    settings, found, _ = parse_settings(text, "site.yml")
    assert settings is None
    assert [d.code[:3] for d in found] == ["PM1"]


def test_a_repeated_key_is_reported_and_the_rest_is_read() -> None:
    settings, found, _ = parse_settings(b"title: a\ntitle: b\n", "site.yml")
    assert settings is not None
    assert settings.title == "a"
    assert [(d.code, d.span.line) for d in found] == [("PM106", 2)]


@pytest.mark.parametrize("url", ["https://example.org", "http://localhost:8000/x", "https://[::1]:8000/a/b/"])
def test_a_base_url_may_have_a_port_and_a_path(url: str) -> None:
    assert read(f"base_url: {url}\n").base_url == url.rstrip("/")


@pytest.mark.parametrize(
    "url",
    [
        "example.org",
        "/status",
        "ftp://example.org",
        "https://example.org?x=1",
        "https://a/#b",
        "https://a b",
        "https://",
    ],
)
def test_what_is_no_address_of_a_site_is_refused(url: str) -> None:
    settings, found, _ = parse_settings(f'base_url: "{url}"\n'.encode(), "site.yml")
    assert settings is not None
    assert settings.base_url == ""
    assert [(d.code, d.span.column) for d in found] == [("PM109", 11)]


@pytest.mark.parametrize(
    "text",
    [
        "title: Site [quagga]{.internal}",
        "footer: 'a [quagga]{.internal} b'",
        "services: [{id: api, name: 'A [quagga]{.internal}'}]",
        "services: [{id: api, description: '[quagga]{.internal}'}]",
        "navigation: [{title: '[quagga]{.internal}', url: https://example.org}]",
        "translations: {de: {title: '[quagga]{.intern}'}}",
        "description: |\n  a\n  ::: internal\n  quagga\n  :::",
        "extra: {a: ['[quagga]{.internal}']}",
    ],
)
def test_a_mark_in_the_settings_is_an_error_and_its_field_is_not_taken(text: str) -> None:
    settings, found, _ = parse_settings(
        f"language: en\n{text}\nrules: {{PM2xx: info}}\n".encode(), "site.yml"
    )
    assert {d.code for d in found} == {"PM210"}
    assert found[0].span.line >= 2
    assert settings is not None
    assert settings.rules
    assert "quagga" not in repr(settings)


def test_names_of_hosts_are_no_marks_in_the_settings() -> None:
    assert read("safety: {internal_domains: [prod.internal], deny: [internal audit]}\n").internal_domains
