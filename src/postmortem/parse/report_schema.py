"""The one definition of a report's front matter.

The validation, the JSON Schema for editors and the reference page all come from these classes.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt

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
    refuse,
)
from postmortem.parse.strict_yaml import WrittenFloat


def _number(value: Any) -> Any:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _count_alone(value: Any) -> Any:
    """Let `users: 1200` stand for `users: {count: 1200}`."""
    if isinstance(value, int) and not isinstance(value, bool):
        return {"count": value}
    if isinstance(value, str | float):
        shown = getattr(value, "written", value)
        help_ = "write digits only, as in `1200`, or fields: `{count: 1200, estimate: true}`"
        raise refuse("PM109", f"`{shown}` is not a number of people or requests", help_)
    return value


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, WrittenFloat) and value.is_integer() else value


Count = Annotated[StrictInt, BeforeValidator(_whole), Field(ge=0)]
Percent = Annotated[float, BeforeValidator(_number), Field(ge=0, le=100, strict=True)]
Fraction = Annotated[float, BeforeValidator(_number), Field(ge=0, le=1, strict=True)]
Language = Annotated[Text, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", examples=["de", "en"])]
AudienceName = Annotated[Literal["internal", "public"], BeforeValidator(as_text)]


class Fields(BaseModel):
    """A mapping in which only known keys may stand."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class QuantityFields(Fields):
    """How many."""

    count: Count | None = Field(None, description="how many")
    total: Count | None = Field(None, description="of how many")
    percent: Percent | None = Field(None, description="their share, 0 to 100")
    estimate: StrictBool = Field(default=False, description="true if this is an estimate")


class DataLossFields(Fields):
    """The stretch of which data was lost."""

    from_: KnownMoment | None = Field(
        None, alias="from", description="the first moment of which data is lost"
    )
    to: KnownMoment | None = Field(None, description="the last one")
    note: Text = Field("", description="what was lost, in a sentence")


class WindowFields(Fields):
    """A stretch of impact."""

    from_: KnownMoment = Field(alias="from", description="its first moment")
    to: KnownMoment | None = Field(None, description="its last moment; absent while it goes on")
    services: list[Name] = Field(
        default_factory=list, description="the services hit; default: all affected ones"
    )
    fraction: Fraction = Field(1.0, description="the share of requests or users that failed, 0 to 1")
    level: Text = Field("", description="a word for it, such as `degraded`")


class ImpactFields(Fields):
    """What the incident did, in figures."""

    users: Annotated[QuantityFields | None, BeforeValidator(_count_alone)] = Field(
        None, description="users hit"
    )
    requests_failed: Annotated[QuantityFields | None, BeforeValidator(_count_alone)] = Field(
        None, description="requests that failed"
    )
    data_loss: DataLossFields | None = Field(None, description="the stretch of which data was lost")
    windows: list[WindowFields] = Field(
        default_factory=list, description="stretches of impact, for availability"
    )


class ActionFields(Fields):
    """A promise."""

    id: Slug | None = Field(None, description="name of the action; default: its number")
    title: Text = Field(min_length=1, description="what will be done; starts with a verb")
    type: Annotated[
        Literal["prevent", "detect", "mitigate", "process", "investigate"] | None, BeforeValidator(as_text)
    ] = Field(None, description="what it is to achieve")
    owner: Text = Field("", description="who answers for it; a team is welcome")
    due: Day | None = Field(None, description="the day it is promised for")
    status: Annotated[Literal["open", "in-progress", "done", "wont-do"], BeforeValidator(as_text)] = Field(
        "open", description="where it stands"
    )
    link: Link = Field("", validate_default=False, description="the ticket")
    note: Text = Field("", description="a remark, such as the reason for `wont-do`")
    audience: AudienceName = Field("public", description="`internal` keeps it out of public builds")


class RelationFields(Fields):
    """A link to another report."""

    id: Slug = Field(description="the other report's id")
    relation: Text = Field("related", description="how they are related, such as `same-cause`")


class RevisionFields(Fields):
    """A change after publication."""

    date: Day = Field(description="the day of the change")
    kind: Annotated[
        Literal["correction", "update", "clarification", "retraction"], BeforeValidator(as_text)
    ] = Field("update", description="what sort of change")
    note: Text = Field(description="what changed, in a sentence")
    significant: StrictBool = Field(default=False, description="true moves the date of change in feeds")


class FrontMatter(Fields):
    """Everything that can stand between the two lines `---`."""

    title: Text = Field(min_length=1, max_length=300, description="the report's title")
    id: Slug | None = Field(
        None,
        description="its name in addresses and feeds; never changes once published. Default: the file's name",
    )
    description: Text = Field(
        "", description="one sentence for lists and feeds. Default: the summary's first"
    )
    lang: Language | None = Field(None, description="the report's language. Default: the site's")
    timezone: Zone | None = Field(
        None, description="IANA name of the zone of all its times. Default: the site's"
    )
    status: Annotated[Literal["draft", "review", "published", "retracted"], BeforeValidator(as_text)] = Field(
        "draft",
        description="where the report stands; of a retracted one title, days and revisions are left",
    )
    published: Day | None = Field(None, description="the day of first publication; required once published")
    audience: AudienceName | None = Field(None, description="who may read it. Default: `internal`")
    embargo_until: KnownMoment | None = Field(None, description="before this time it is in no public build")
    severity: Name | None = Field(None, description="one of the site's severities")
    kind: Annotated[Literal["incident", "near-miss", "security", "maintenance"], BeforeValidator(as_text)] = (
        Field("incident", description="what sort of event it is about")
    )
    services: list[Name] = Field(default_factory=list, description="services affected")
    unaffected: list[Name] = Field(default_factory=list, description="services expressly not affected")
    started: Moment | None = Field(None, description="start of impact (not of the cause), or `unknown`")
    detected: Moment | None = Field(None, description="when it was noticed, or `unknown`")
    acknowledged: Moment | None = Field(None, description="when somebody took it on, or `unknown`")
    mitigated: Moment | None = Field(None, description="when the severe impact ended, or `unknown`")
    resolved: Moment | None = Field(
        None, description="full normal service; absent while it goes on, or `unknown`"
    )
    detected_by: (
        Annotated[
            Literal["monitoring", "employee", "customer", "partner", "external"], BeforeValidator(as_text)
        ]
        | None
    ) = Field(None, description="who or what noticed it")
    impact: ImpactFields = Field(default_factory=ImpactFields, description="what it did, in figures")
    triggers: list[Name] = Field(
        default_factory=list, description="kinds of trigger, such as `manual-operation`"
    )
    authors: list[Name] | None = Field(None, description="who wrote the report; teams are welcome")
    tags: list[Name] = Field(default_factory=list, description="words to find it by")
    actions: list[ActionFields] = Field(default_factory=list, description="what was promised")
    related: list[RelationFields] = Field(default_factory=list, description="other reports")
    aliases: list[Alias] = Field(default_factory=list, description="old addresses that lead here")
    revisions: list[RevisionFields] = Field(default_factory=list, description="changes after publication")
    internal: dict[str, Any] = Field(default_factory=dict, description="never leaves an internal build")
    extra: dict[str, Any] = Field(default_factory=dict, description="the site's own fields, for its theme")
