"""`site.yml` to settings."""

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from postmortem.diagnostics import Diagnostic
from postmortem.model.report import Audience
from postmortem.model.site import NavigationLink, Service, Settings, Severity, Translation, Words
from postmortem.parse.internal_marks import span_like
from postmortem.parse.report import plain_values
from postmortem.parse.site_schema import SiteFields, TranslationFields
from postmortem.parse.source import decode_source
from postmortem.parse.strict_yaml import YamlDocument, YamlPath, read_yaml
from postmortem.parse.validation import faulty_fields, validate, without


def parse_settings(data: bytes, path: str) -> tuple[Settings | None, list[Diagnostic], YamlDocument | None]:
    """Read the settings; fields in which something is wrong are reported and left out.

    Nothing is given when the file cannot be read at all. While anything in it is wrong, no level of the PM1xx
    is changed: a misspelt `safety` must not become a mere warning.
    """
    lines, found = decode_source(data, path)
    if lines is None:
        return None, found, None
    document, found = read_yaml("\n".join(lines), path)
    if document is None:
        return None, found, None
    marks = list(_marks(document))
    found += marks
    document = replace(document, data=without(document.data, faulty_fields(document, marks)))
    fields, problems = validate(SiteFields, document, path)
    found += problems
    if fields is None:
        left = without(document.data, faulty_fields(document, problems))
        fields, _ = validate(SiteFields, YamlDocument(left, document.keys, document.values), path)
    if fields is None:
        return None, found, document
    settings = _settings(fields)
    if problems or marks:
        rules = {name: level for name, level in settings.rules.items() if not name.startswith("PM1")}
        settings = replace(settings, rules=rules)
    return settings, found, document


def _marks(document: YamlDocument) -> Iterator[Diagnostic]:
    """PM210: marks in the settings, which are published as a whole."""
    texts = ((at, value, document.values) for at, value in _strings(document.data, ()))
    keys = ((at, str(at[-1]), document.keys) for at in document.keys)
    for at, text, places in (*texts, *keys):
        if at in places and span_like(text):
            message = "an internal mark hides nothing in the settings"
            yield Diagnostic("PM210", message, places[at], "take it out, with what is to stay inside")


def _strings(value: Any, at: YamlPath) -> Iterator[tuple[YamlPath, str]]:
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _strings(item, (*at, key))


def _settings(fields: SiteFields) -> Settings:
    plain = Settings()
    return Settings(
        title=fields.title,
        description=fields.description,
        base_url=fields.base_url or "",
        language=fields.language,
        languages=tuple(fields.languages),
        timezone=fields.timezone,
        audience=Audience(fields.audience),
        default_audience=Audience(fields.defaults.audience),
        default_lang=fields.defaults.lang or "",
        default_timezone=fields.defaults.timezone or "",
        default_authors=tuple(fields.defaults.authors),
        theme=fields.theme,
        theme_options=plain_values(fields.theme_options),
        severities=_severities(fields) or plain.severities,
        services=tuple(Service(s.id, s.name or s.id, s.description, s.slo) for s in fields.services),
        required={kind: tuple(s.required) for kind, s in fields.sections.items()},
        date_order=fields.dates.order if fields.dates else None,
        rules=dict(fields.rules),
        feed_items=fields.feed.items,
        feed_full=fields.feed.content == "full",
        internal_domains=tuple(fields.safety.internal_domains),
        safety_allow=tuple(fields.safety.allow),
        safety_deny=tuple(fields.safety.deny),
        navigation=_links(fields.navigation),
        footer=fields.footer,
        logo=fields.logo,
        social=_links(fields.social),
        translations={lang: _translation(said) for lang, said in fields.translations.items()},
        full_text=fields.search == "pagefind",
        extra=plain_values(fields.extra),
    )


def _severities(fields: SiteFields) -> tuple[Severity, ...]:
    return tuple(Severity(s.id, s.name or s.id, s.description) for s in fields.severities or ())


def _translation(said: TranslationFields) -> Translation:
    return Translation(
        title=said.title,
        description=said.description,
        footer=said.footer,
        navigation=_links(said.navigation),
        social=_links(said.social),
        services={id_: Words(words.name, words.description) for id_, words in said.services.items()},
        severities={id_: Words(words.name, words.description) for id_, words in said.severities.items()},
    )


def _links(given: Any) -> tuple[NavigationLink, ...]:
    return tuple(NavigationLink(link.title, link.url) for link in given)
