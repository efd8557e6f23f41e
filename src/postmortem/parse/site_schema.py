"""The one definition of `site.yml`; validation and JSON Schema come from these classes."""

from typing import Annotated, Any, Literal

from msgspec import Meta, field

from postmortem.parse.field_types import Link, Name, Slug, Text, Zone, as_text
from postmortem.parse.fields import Before, Fields, UnfitError
from postmortem.parse.report_schema import AudienceName, Count, Language, Percent

SectionKey = Annotated[
    Literal[
        "summary", "impact", "detection", "response", "recovery", "timeline",
        "causes", "lessons", "actions", "technical", "closing", "supporting",
    ],
    Before(as_text),
]  # fmt: skip
KindName = Annotated[Literal["incident", "near-miss", "security", "maintenance"], Before(as_text)]


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
        raise UnfitError(
            "PM109",
            f"`{text}` is not an address for a site",
            "write it as `https://status.example.com/postmortems`",
        )
    return text.rstrip("/")


class DefaultFields(Fields, frozen=True, kw_only=True):
    """Front matter that reports may leave out."""

    audience: Annotated[AudienceName, Meta(description="who may read reports that do not say")] = "internal"
    lang: Annotated[Language | None, Meta(description="their language; default: the site's")] = None
    timezone: Annotated[Zone | None, Meta(description="their zone; default: the site's")] = None
    authors: Annotated[list[Name], Meta(description="their authors")] = field(default_factory=list)


class SeverityFields(Fields, frozen=True, kw_only=True):
    """A step of the scale."""

    id: Annotated[Slug, Meta(description="as reports name it")]
    name: Annotated[Text, Meta(description="as readers see it; default: the id")] = ""
    description: Annotated[Text, Meta(description="what it means")] = ""


class ServiceFields(Fields, frozen=True, kw_only=True):
    """Something customers use."""

    id: Annotated[Slug, Meta(description="as reports name it")]
    name: Annotated[Text, Meta(description="as readers see it; default: the id")] = ""
    description: Annotated[Text, Meta(description="what it is, in a sentence")] = ""
    slo: Annotated[Percent | None, Meta(description="availability objective in percent")] = None


class SectionFields(Fields, frozen=True, kw_only=True):
    """What a kind of report must hold."""

    required: Annotated[list[SectionKey], Meta(description="keys of required sections; may be empty")]


class DateFields(Fields, frozen=True, kw_only=True):
    """How dates are read."""

    order: Annotated[
        Literal["day-first", "month-first"],
        Before(as_text),
        Meta(description="which comes first in 10/02/2023"),
    ]


class FeedFields(Fields, frozen=True, kw_only=True):
    """What feeds hold."""

    items: Annotated[Count, Meta(ge=1, le=1000, description="how many reports")] = 50
    content: Annotated[
        Literal["full", "summary"], Before(as_text), Meta(description="the whole report or its description")
    ] = "full"


class SafetyFields(Fields, frozen=True, kw_only=True):
    """What may not be published, and what may."""

    internal_domains: Annotated[list[Text], Meta(description="host names that stay inside")] = field(
        default_factory=list
    )
    allow: Annotated[list[Text], Meta(description="hosts and addresses that may be published")] = field(
        default_factory=list
    )
    deny: Annotated[list[Text], Meta(description="words that may not, such as names of customers")] = field(
        default_factory=list
    )


class LinkFields(Fields, frozen=True, kw_only=True):
    """A link in the header or footer."""

    title: Annotated[Text, Meta(min_length=1, description="its words")]
    url: Annotated[Link, Meta(description="its address; without a host, from the root of the site")]


class WordFields(Fields, frozen=True, kw_only=True):
    """What a service or severity is called in another language."""

    name: Annotated[Text, Meta(description="its name; default: as it is")] = ""
    description: Annotated[Text, Meta(description="its description; default: as it is")] = ""


class TranslationFields(Fields, frozen=True, kw_only=True):
    """The site's own words in another language."""

    title: Annotated[Text, Meta(description="the site's title")] = ""
    description: Annotated[Text, Meta(description="the site's description")] = ""
    footer: Annotated[Text, Meta(description="the line at the foot of each page")] = ""
    navigation: Annotated[
        list[LinkFields], Meta(description="links in the header, in place of the site's")
    ] = field(default_factory=list)
    social: Annotated[list[LinkFields], Meta(description="links in the footer, in place of the site's")] = (
        field(default_factory=list)
    )
    services: Annotated[dict[Text, WordFields], Meta(description="names of services, by their id")] = field(
        default_factory=dict
    )
    severities: Annotated[dict[Text, WordFields], Meta(description="names of severities, by their id")] = (
        field(default_factory=dict)
    )


class SiteFields(Fields, frozen=True, kw_only=True):
    """Everything that can stand in `site.yml`."""

    title: Annotated[Text, Meta(min_length=1, description="the site's title")] = "Incident reports"
    description: Annotated[Text, Meta(description="one sentence for the index and the feed")] = ""
    base_url: Annotated[
        Annotated[str, Before(parse_base_url)] | None,
        Meta(description="where the site will stand; may have a path. Feeds need it"),
    ] = None
    language: Annotated[Language, Meta(description="language of lists and of reports that do not say")] = "en"
    languages: Annotated[list[Language], Meta(description="languages the site has")] = field(
        default_factory=list
    )
    timezone: Annotated[Zone, Meta(description="zone of reports that do not say")] = "UTC"
    audience: Annotated[AudienceName, Meta(description="audience of builds that name none")] = "public"
    defaults: Annotated[DefaultFields, Meta(description="what reports may leave out")] = field(
        default_factory=DefaultFields
    )
    theme: Annotated[Name, Meta(description="the theme's folder name")] = "default"
    theme_options: Annotated[
        dict[str, Any], Meta(description="options that the theme declares in its `theme.yml`")
    ] = field(default_factory=dict)
    severities: Annotated[list[SeverityFields] | None, Meta(description="the scale, most severe first")] = (
        None
    )
    services: Annotated[list[ServiceFields], Meta(description="if given, reports may name only these")] = (
        field(default_factory=list)
    )
    sections: Annotated[
        dict[KindName, SectionFields], Meta(description="sections required for a kind of report")
    ] = field(default_factory=dict)
    dates: Annotated[DateFields | None, Meta(description="how ambiguous dates are read")] = None
    rules: Annotated[
        dict[str, Annotated[Literal["off", "info", "warning", "error"], Before(_rule_level)]],
        Meta(description="levels of codes or families, such as `PM3xx: warning`"),
    ] = field(default_factory=dict)
    feed: Annotated[FeedFields, Meta(description="what feeds hold")] = field(default_factory=FeedFields)
    safety: Annotated[SafetyFields, Meta(description="what may be published")] = field(
        default_factory=SafetyFields
    )
    navigation: Annotated[list[LinkFields], Meta(description="links in the header")] = field(
        default_factory=list
    )
    footer: Annotated[Text, Meta(description="a line at the foot of each page")] = ""
    logo: Annotated[Text, Meta(description="path of an image beside site.yml")] = ""
    social: Annotated[list[LinkFields], Meta(description="links in the footer")] = field(default_factory=list)
    translations: Annotated[
        dict[Text, TranslationFields],
        Meta(description="the site's own words on pages in another language, such as `de`"),
    ] = field(default_factory=dict)
    search: Annotated[
        Literal["titles", "pagefind"],
        Before(as_text),
        Meta(description="where readers search: in titles and summaries, or in full texts (with Pagefind)"),
    ] = "titles"
    extra: Annotated[dict[str, Any], Meta(description="the site's own fields, for its theme")] = field(
        default_factory=dict
    )
