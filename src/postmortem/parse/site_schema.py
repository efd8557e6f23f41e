"""The one definition of `site.yml`; validation and JSON Schema come from these classes."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from postmortem.parse.field_types import Link, Name, Slug, Text, Zone, as_text, refuse
from postmortem.parse.report_schema import AudienceName, Count, Fields, Language, Percent

SectionKey = Annotated[
    Literal[
        "summary", "impact", "detection", "response", "recovery", "timeline",
        "causes", "lessons", "actions", "technical", "closing", "supporting",
    ],
    BeforeValidator(as_text),
]  # fmt: skip
KindName = Annotated[Literal["incident", "near-miss", "security", "maintenance"], BeforeValidator(as_text)]


def _rule_level(value: Any) -> Any:
    """Read the word `off`; it looks like a switch, and is text here."""
    return "off" if value is False else value


def parse_base_url(value: Any) -> Any:
    """Read an absolute http(s) address without query or fragment, and drop slashes at its end."""
    import re  # noqa: PLC0415  beside its one use

    text = as_text(value)
    if not isinstance(text, str) or not re.fullmatch(
        r"https?://[A-Za-z0-9.\-\[\]:]+(/[A-Za-z0-9._~/-]*)?", text
    ):
        raise refuse(
            "PM109",
            f"`{text}` is not an address for a site",
            "write it as `https://status.example.com/postmortems`",
        )
    return text.rstrip("/")


class DefaultFields(Fields):
    """Front matter that reports may leave out."""

    audience: AudienceName = Field("internal", description="who may read reports that do not say")
    lang: Language | None = Field(None, description="their language; default: the site's")
    timezone: Zone | None = Field(None, description="their zone; default: the site's")
    authors: list[Name] = Field(default_factory=list, description="their authors")


class SeverityFields(Fields):
    """A step of the scale."""

    id: Slug = Field(description="as reports name it")
    name: Text = Field("", description="as readers see it; default: the id")
    description: Text = Field("", description="what it means")


class ServiceFields(Fields):
    """Something customers use."""

    id: Slug = Field(description="as reports name it")
    name: Text = Field("", description="as readers see it; default: the id")
    description: Text = Field("", description="what it is, in a sentence")
    slo: Percent | None = Field(None, description="availability objective in percent")


class SectionFields(Fields):
    """What a kind of report must hold."""

    required: list[SectionKey] = Field(description="keys of required sections; may be empty")


class DateFields(Fields):
    """How dates are read."""

    order: Annotated[Literal["day-first", "month-first"], BeforeValidator(as_text)] = Field(
        description="which comes first in 10/02/2023"
    )


class FeedFields(Fields):
    """What feeds hold."""

    items: Annotated[Count, Field(ge=1, le=1000)] = Field(50, description="how many reports")
    content: Annotated[Literal["full", "summary"], BeforeValidator(as_text)] = Field(
        "full", description="the whole report or its description"
    )


class SafetyFields(Fields):
    """What may not be published, and what may."""

    internal_domains: list[Text] = Field(default_factory=list, description="host names that stay inside")
    allow: list[Text] = Field(default_factory=list, description="hosts and addresses that may be published")
    deny: list[Text] = Field(
        default_factory=list, description="words that may not, such as names of customers"
    )


class LinkFields(Fields):
    """A link in the header or footer."""

    title: Text = Field(min_length=1, description="its words")
    url: Link = Field(description="its address; without a host, from the root of the site")


class WordFields(Fields):
    """What a service or severity is called in another language."""

    name: Text = Field("", description="its name; default: as it is")
    description: Text = Field("", description="its description; default: as it is")


class TranslationFields(Fields):
    """The site's own words in another language."""

    title: Text = Field("", description="the site's title")
    description: Text = Field("", description="the site's description")
    footer: Text = Field("", description="the line at the foot of each page")
    navigation: list[LinkFields] = Field(
        default_factory=list, description="links in the header, in place of the site's"
    )
    social: list[LinkFields] = Field(
        default_factory=list, description="links in the footer, in place of the site's"
    )
    services: dict[Text, WordFields] = Field(
        default_factory=dict, description="names of services, by their id"
    )
    severities: dict[Text, WordFields] = Field(
        default_factory=dict, description="names of severities, by their id"
    )


class SiteFields(Fields):
    """Everything that can stand in `site.yml`."""

    title: Text = Field("Incident reports", min_length=1, description="the site's title")
    description: Text = Field("", description="one sentence for the index and the feed")
    base_url: Annotated[str, BeforeValidator(parse_base_url)] | None = Field(
        None, description="where the site will stand; may have a path. Feeds need it"
    )
    language: Language = Field("en", description="language of lists and of reports that do not say")
    languages: list[Language] = Field(default_factory=list, description="languages the site has")
    timezone: Zone = Field("UTC", description="zone of reports that do not say")
    audience: AudienceName = Field("public", description="audience of builds that name none")
    defaults: DefaultFields = Field(default_factory=DefaultFields, description="what reports may leave out")
    theme: Name = Field("default", description="the theme's folder name")
    theme_options: dict[str, Any] = Field(
        default_factory=dict, description="options that the theme declares in its `theme.yml`"
    )
    severities: list[SeverityFields] | None = Field(None, description="the scale, most severe first")
    services: list[ServiceFields] = Field(
        default_factory=list, description="if given, reports may name only these"
    )
    sections: dict[KindName, SectionFields] = Field(
        default_factory=dict, description="sections required for a kind of report"
    )
    dates: DateFields | None = Field(None, description="how ambiguous dates are read")
    rules: dict[str, Annotated[Literal["off", "info", "warning", "error"], BeforeValidator(_rule_level)]] = (
        Field(default_factory=dict, description="levels of codes or families, such as `PM3xx: warning`")
    )
    feed: FeedFields = Field(default_factory=FeedFields, description="what feeds hold")
    safety: SafetyFields = Field(default_factory=SafetyFields, description="what may be published")
    navigation: list[LinkFields] = Field(default_factory=list, description="links in the header")
    footer: Text = Field("", description="a line at the foot of each page")
    logo: Text = Field("", description="path of an image beside site.yml")
    social: list[LinkFields] = Field(default_factory=list, description="links in the footer")
    translations: dict[Text, TranslationFields] = Field(
        default_factory=dict, description="the site's own words on pages in another language, such as `de`"
    )
    search: Annotated[Literal["titles", "pagefind"], BeforeValidator(as_text)] = Field(
        "titles",
        description="where readers search: in titles and summaries, or in full texts (with Pagefind)",
    )
    extra: dict[str, Any] = Field(default_factory=dict, description="the site's own fields, for its theme")
