"""A report: what one Markdown file says, checked and complete. Paths are POSIX, relative to the source."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from msgspec import Struct, field

from postmortem.diagnostics import Span
from postmortem.model.impact import Impact
from postmortem.model.passage import Allowance, Passage
from postmortem.model.timeline import Timeline


class Status(StrEnum):
    """Where a report stands in its life."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    RETRACTED = "retracted"


class Audience(StrEnum):
    """Whom a report, an action or a build is for."""

    INTERNAL = "internal"
    PUBLIC = "public"


class Kind(StrEnum):
    """What sort of event a report is about."""

    INCIDENT = "incident"
    NEAR_MISS = "near-miss"
    SECURITY = "security"
    MAINTENANCE = "maintenance"


_POINTED_AT = frozenset({"id", "title", "lang", "aliases", "related", "published", "started", "revisions"})
TIME_NAMES = ("started", "detected", "acknowledged", "mitigated", "resolved")


class Times(Struct, frozen=True, gc=False):
    """The incident's instants, each with a fixed offset; None is "not given", or "unknown" if listed so."""

    started: datetime | None = None
    detected: datetime | None = None
    acknowledged: datetime | None = None
    mitigated: datetime | None = None
    resolved: datetime | None = None
    unknown: tuple[str, ...] = ()

    def get(self, name: str) -> datetime | None:
        """The instant of that name, one of TIME_NAMES."""
        value: datetime | None = getattr(self, name)
        return value


class Action(Struct, frozen=True, gc=False):
    """A promise made in a report. `type`: prevent | detect | mitigate | process | investigate, or empty.

    `status`: open | in-progress | done | wont-do.
    """

    id: str
    title: str
    type: str
    status: str
    owner: str
    due: date | None
    link: str
    note: str
    audience: Audience
    span: Span


class Relation(Struct, frozen=True, gc=False):
    """A link to another report, by its id."""

    id: str
    relation: str
    span: Span


class Revision(Struct, frozen=True, gc=False):
    """A change after publication. `kind`: correction | update | clarification | retraction."""

    date: date
    kind: str
    note: str
    significant: bool


class Section(Struct, frozen=True):
    """A heading with what follows it, up to the next heading.

    `key` is the canonical name (`impact`) or None; `level` is the heading's level on the page, 2 to 6,
    or 0 for text before the first heading (which has no title). `html` has references unresolved.
    For the timeline's section `html` is empty: its content is `Report.timeline`.
    """

    key: str | None
    title: str
    title_html: str
    level: int
    anchor: str
    html: str
    text: str
    span: Span


class Link(Struct, frozen=True, gc=False):
    """A local target that the body refers to: a source path (may have a `#fragment`) and where it stands."""

    target: str
    span: Span
    image: bool = False


class Metadata(Struct, frozen=True, gc=False, kw_only=True):
    """What lists, feeds and figures say of a report: everything but its text.

    `path` is its source file; `links` are the local targets that its text refers to; `content` is a hex
    digest of all that it says to its audience, text included, and of nothing else. `places` has the spans of
    the front-matter fields that rules across reports point at, by path (`aliases.0`). `inside` are names
    (`services/api`) and fields (`severity`) that only an internal edition has.
    """

    id: str
    path: str
    title: str
    description: str
    lang: str
    timezone: str
    status: Status
    published: date | None
    audience: Audience
    embargo_until: datetime | None
    severity: str | None
    kind: Kind
    services: tuple[str, ...]
    unaffected: tuple[str, ...]
    times: Times
    detected_by: str | None
    impact: Impact
    triggers: tuple[str, ...]
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    actions: tuple[Action, ...]
    related: tuple[Relation, ...]
    aliases: tuple[str, ...]
    revisions: tuple[Revision, ...]
    extra: Mapping[str, Any]
    word_count: int
    links: tuple[Link, ...] = ()
    content: str = ""
    places: Mapping[str, Span] = field(default_factory=dict)
    inside: tuple[str, ...] = ()

    def span(self, *keys: str | int) -> Span:
        """Where a front-matter field stands; the nearest field around it if it is absent."""
        names = (".".join(map(str, keys[:length])) for length in range(len(keys), -1, -1))
        return next((self.places[name] for name in names if name in self.places), Span(self.path))

    @property
    def slug(self) -> str:
        """The report's name in addresses: its id."""
        return self.id

    @property
    def ongoing(self) -> bool:
        """Whether the incident is not over: it started and has no resolution, known or unknown."""
        open_ended = self.times.resolved is None and "resolved" not in self.times.unknown
        return self.times.started is not None and open_ended

    @property
    def updated(self) -> date | None:
        """The day of the last revision that is significant, as a retraction is, or of the publication."""
        days = [self.published, *(r.date for r in self.revisions if r.significant or r.kind == "retraction")]
        return max((day for day in days if day is not None), default=None)


class Document(Metadata, frozen=True, kw_only=True):
    """A report as its page shows it; `anchors` are the places on the page that links may lead to.

    `front` and `markdown` are the source as the audience may have it: the front matter's fields but for
    relations as YAML, and the body as in model/markdown. `notes` is the `internal:` mapping, for an internal
    edition alone.
    """

    sections: tuple[Section, ...]
    timeline: Timeline
    footnotes_html: str
    anchors: tuple[str, ...] = ()
    front: str = ""
    markdown: str = ""
    notes: Mapping[str, Any] = field(default_factory=dict)


class Report(Document, frozen=True, kw_only=True):
    """One report in one language, for one audience: what may not be seen is already gone.

    `digest` is a hex digest of its source bytes; `where` maps front-matter paths (`("actions", 0, "due")`) to
    spans. `passages` are what the rules look at; `texts` is everything that will be published as text: code,
    addresses and front matter too. `allowed` is what the writer asked not to be told. `marked` are texts of
    the front matter with something internal in them, for an internal edition: see model/marking.
    """

    digest: str
    passages: tuple[Passage, ...] = ()
    texts: tuple[Passage, ...] = ()
    allowed: tuple[Allowance, ...] = ()
    where: Mapping[tuple[str | int, ...], Span] = field(default_factory=dict)
    marked: Mapping[tuple[str | int, ...], tuple[tuple[str, bool], ...]] = field(default_factory=dict)

    def document(self) -> Document:
        """What the report's page shows, and no more."""
        return Document(
            **{name: getattr(self, name) for name in Document.__struct_fields__ if name != "places"}
        )

    def metadata(self) -> Metadata:
        """What is said of the report elsewhere, with the places that rules across reports point at."""
        places = {
            ".".join(map(str, keys)): span
            for keys, span in self.where.items()
            if not keys or (keys[0] in _POINTED_AT and len(keys) <= 2)
        }
        return Metadata(
            **({name: getattr(self, name) for name in Metadata.__struct_fields__} | {"places": places})
        )

    def span(self, *keys: str | int) -> Span:
        """As in Metadata; a time that only a marked entry gives stands there."""
        for length in range(len(keys), 0, -1):
            if keys[:length] in self.where:
                return self.where[keys[:length]]
        return self._mark(keys[0]) if keys and keys[0] in TIME_NAMES else self.where.get((), Span(self.path))

    def _mark(self, name: str | int) -> Span:
        """Where the entry stands that gives the incident's time of that name."""
        at = self.times.get(str(name))
        marked = (e.span for e in self.timeline.entries if at and e.kind == name and at in (e.at, e.until))
        return next(marked, self.where.get((), Span(self.path)))
