"""The one definition of a report's front matter.

The validation, the JSON Schema for editors and the reference page all come from these classes.
"""

from typing import Annotated, Any, Literal

from msgspec import Meta, field

from postmortem.parse.field_types import (
    Alias,
    Day,
    KnownMoment,
    Link,
    Moment,
    Name,
    Slug,
    Text,
    Zone,
    as_text,
)
from postmortem.parse.fields import Before, Fields, UnfitError


def _count_alone(value: Any) -> Any:
    """Let `users: 1200` stand for `users: {count: 1200}`."""
    if isinstance(value, int) and not isinstance(value, bool):
        return {"count": value}
    if isinstance(value, str | float):
        shown = getattr(value, "written", value)
        help_ = "write digits only, as in `1200`, or fields: `{count: 1200, estimate: true}`"
        raise UnfitError("PM109", f"`{shown}` is not a number of people or requests", help_)
    return value


# As many as a number with a fraction, which whole ones may be written as, tells apart.
Count = Annotated[int, Meta(ge=0, le=10**15)]
Percent = Annotated[float, Meta(ge=0, le=100)]
Fraction = Annotated[float, Meta(ge=0, le=1)]
Language = Annotated[Text, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", examples=["de", "en"])]
AudienceName = Annotated[Literal["internal", "public"], Before(as_text)]


class QuantityFields(Fields, frozen=True, kw_only=True):
    """How many."""

    count: Annotated[Count | None, Meta(description="how many")] = None
    total: Annotated[Count | None, Meta(description="of how many")] = None
    percent: Annotated[Percent | None, Meta(description="their share, 0 to 100")] = None
    estimate: Annotated[bool, Meta(description="true if this is an estimate")] = False


class DataLossFields(Fields, frozen=True, kw_only=True):
    """The stretch of which data was lost."""

    from_: Annotated[KnownMoment | None, Meta(description="the first moment of which data is lost")] = field(
        name="from", default=None
    )
    to: Annotated[KnownMoment | None, Meta(description="the last one")] = None
    note: Annotated[Text, Meta(description="what was lost, in a sentence")] = ""


class WindowFields(Fields, frozen=True, kw_only=True):
    """A stretch of impact."""

    from_: Annotated[KnownMoment, Meta(description="its first moment")] = field(name="from")
    to: Annotated[KnownMoment | None, Meta(description="its last moment; absent while it goes on")] = None
    services: Annotated[list[Name], Meta(description="the services hit; default: all affected ones")] = field(
        default_factory=list
    )
    fraction: Annotated[Fraction, Meta(description="the share of requests or users that failed, 0 to 1")] = (
        1.0
    )
    level: Annotated[Text, Meta(description="a word for it, such as `degraded`")] = ""


class ImpactFields(Fields, frozen=True, kw_only=True):
    """What the incident did, in figures."""

    users: Annotated[
        QuantityFields | None,
        Before(_count_alone, also={"type": "integer", "minimum": 0}),
        Meta(description="users hit"),
    ] = None
    requests_failed: Annotated[
        QuantityFields | None,
        Before(_count_alone, also={"type": "integer", "minimum": 0}),
        Meta(description="requests that failed"),
    ] = None
    data_loss: Annotated[DataLossFields | None, Meta(description="the stretch of which data was lost")] = None
    windows: Annotated[list[WindowFields], Meta(description="stretches of impact, for availability")] = field(
        default_factory=list
    )


class ActionFields(Fields, frozen=True, kw_only=True):
    """A promise."""

    id: Annotated[Slug | None, Meta(description="name of the action; default: its number")] = None
    title: Annotated[
        Text, Meta(min_length=1, description="what will be done; starts with a verb; may hold `code`")
    ]
    type: Annotated[
        Literal["prevent", "detect", "mitigate", "process", "investigate"] | None,
        Before(as_text),
        Meta(description="what it is to achieve"),
    ] = None
    owner: Annotated[Text, Meta(description="who answers for it; a team is welcome")] = ""
    due: Annotated[Day | None, Meta(description="the day it is promised for")] = None
    status: Annotated[
        Literal["open", "in-progress", "done", "wont-do"],
        Before(as_text),
        Meta(description="where it stands"),
    ] = "open"
    link: Annotated[Link, Meta(description="the ticket")] = ""
    note: Annotated[Text, Meta(description="a remark, such as the reason for `wont-do`")] = ""
    audience: Annotated[AudienceName, Meta(description="`internal` keeps it out of public builds")] = "public"


class RelationFields(Fields, frozen=True, kw_only=True):
    """A link to another report."""

    id: Annotated[Slug, Meta(description="the other report's id")]
    relation: Annotated[Text, Meta(description="how they are related, such as `same-cause`")] = "related"


class RevisionFields(Fields, frozen=True, kw_only=True):
    """A change after publication."""

    date: Annotated[Day, Meta(description="the day of the change")]
    kind: Annotated[
        Literal["correction", "update", "clarification", "retraction"],
        Before(as_text),
        Meta(description="what sort of change"),
    ] = "update"
    note: Annotated[Text, Meta(description="what changed, in a sentence")]
    significant: Annotated[bool, Meta(description="true moves the date of change in feeds")] = False


class FrontMatter(Fields, frozen=True, kw_only=True):
    """Everything that can stand between the two lines `---`."""

    title: Annotated[
        Text, Meta(min_length=1, max_length=300, description="the report's title; may hold `code`")
    ]
    id: Annotated[
        Slug | None,
        Meta(
            description="its name in addresses and feeds; never changes once published. "
            "Default: the file's name"
        ),
    ] = None
    description: Annotated[
        Text, Meta(description="one sentence for lists and feeds. Default: the summary's first")
    ] = ""
    lang: Annotated[Language | None, Meta(description="the report's language. Default: the site's")] = None
    timezone: Annotated[
        Zone | None, Meta(description="IANA name of the zone of all its times. Default: the site's")
    ] = None
    status: Annotated[
        Literal["draft", "review", "published", "retracted"],
        Before(as_text),
        Meta(description="where the report stands; of a retracted one title, days and revisions are left"),
    ] = "draft"
    published: Annotated[
        Day | None, Meta(description="the day of first publication; required once published")
    ] = None
    audience: Annotated[AudienceName | None, Meta(description="who may read it. Default: `internal`")] = None
    embargo_until: Annotated[
        KnownMoment | None, Meta(description="before this time it is in no public build")
    ] = None
    severity: Annotated[Name | None, Meta(description="one of the site's severities")] = None
    kind: Annotated[
        Literal["incident", "near-miss", "security", "maintenance"],
        Before(as_text),
        Meta(description="what sort of event it is about"),
    ] = "incident"
    services: Annotated[list[Name], Meta(description="services affected")] = field(default_factory=list)
    unaffected: Annotated[list[Name], Meta(description="services expressly not affected")] = field(
        default_factory=list
    )
    started: Annotated[
        Moment | None, Meta(description="start of impact (not of the cause), or `unknown`")
    ] = None
    detected: Annotated[Moment | None, Meta(description="when it was noticed, or `unknown`")] = None
    acknowledged: Annotated[Moment | None, Meta(description="when somebody took it on, or `unknown`")] = None
    mitigated: Annotated[Moment | None, Meta(description="when the severe impact ended, or `unknown`")] = None
    resolved: Annotated[
        Moment | None, Meta(description="full normal service; absent while it goes on, or `unknown`")
    ] = None
    detected_by: Annotated[
        Annotated[Literal["monitoring", "employee", "customer", "partner", "external"], Before(as_text)]
        | None,
        Meta(description="who or what noticed it"),
    ] = None
    impact: Annotated[ImpactFields, Meta(description="what it did, in figures")] = field(
        default_factory=ImpactFields
    )
    triggers: Annotated[list[Name], Meta(description="kinds of trigger, such as `manual-operation`")] = field(
        default_factory=list
    )
    authors: Annotated[list[Name] | None, Meta(description="who wrote the report; teams are welcome")] = None
    tags: Annotated[list[Name], Meta(description="words to find it by")] = field(default_factory=list)
    actions: Annotated[list[ActionFields], Meta(description="what was promised")] = field(
        default_factory=list
    )
    related: Annotated[list[RelationFields], Meta(description="other reports")] = field(default_factory=list)
    aliases: Annotated[list[Alias], Meta(description="old addresses that lead here")] = field(
        default_factory=list
    )
    revisions: Annotated[list[RevisionFields], Meta(description="changes after publication")] = field(
        default_factory=list
    )
    internal: Annotated[dict[str, Any], Meta(description="never leaves an internal build")] = field(
        default_factory=dict
    )
    extra: Annotated[dict[str, Any], Meta(description="the site's own fields, for its theme")] = field(
        default_factory=dict
    )
