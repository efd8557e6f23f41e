"""What templates are given: one frozen context for each kind of page, as `page`.

Plain data only. The `repr` of a context, together with that of the SiteFrame, names all that its page
depends on. Addresses are relative to the site's root (`reports/x/`); a template writes
`{{ page.frame.root }}{{ row.path }}`.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from markupsafe import Markup
from msgspec import Struct, field

from postmortem.render.overall import Charts, Finding, PromiseGroup, ServiceHistory, Tally
from postmortem.render.parts import (
    ActionLine,
    ContentsLine,
    Facts,
    Link,
    MenuLink,
    PhaseBar,
    RelatedLine,
    RevisionLine,
    Row,
    SectionBlock,
    SeverityMark,
    TimelineDay,
)


class SiteFrame(Struct, frozen=True):
    """What all pages share. `base` is the site's address with a slash at its end, or empty without one.

    `trees` are the languages of the lists with the folder of each, the site's own language first;
    `assets` maps a theme's file to its published path; `logo` is a path or empty; `policy` is what a page
    may load; `full_text` is the path of the script that searches in full texts, or empty; `options` are the
    theme's, as set by the site; `extra` are settings of the site's own. Its words are in `lang` but for those
    `translated` (such as `title` or `menu`) for the page; `in_other_words` are those of each language.
    """

    title: str
    description: str
    lang: str
    base: str
    trees: tuple[Link, ...]
    menu: tuple[MenuLink, ...]
    social: tuple[MenuLink, ...]
    footer: str
    logo: str
    assets: Mapping[str, str]
    policy: str
    full_text: str
    internal: bool
    has_services: bool
    has_tags: bool
    has_actions: bool
    options: Mapping[str, Any]
    extra: Mapping[str, Any]
    translated: tuple[str, ...] = ()
    in_other_words: Mapping[str, "SiteFrame"] = field(default_factory=dict)

    def said(self, lang: str) -> "SiteFrame":
        """The same in the words of a page's language, as far as they are translated."""
        return self.in_other_words.get(lang) or self.in_other_words.get(lang.split("-")[0], self)


class Frame(Struct, frozen=True):
    """What a page carries around its content.

    `lang` is the language of the page's words; `root` leads from the page to the site's root and ends in
    a slash; `home` leads on to the lists in the page's language; `canonical` is empty without a base_url;
    `alternates` are the page in other languages and itself. Each of `feeds` is a folder that holds the feed
    in every format.
    """

    site: SiteFrame
    lang: str
    home: str
    root: str
    path: str
    title: str
    description: str
    canonical: str
    alternates: tuple[Link, ...]
    feeds: tuple[Link, ...]


class Content(Struct, frozen=True):
    """What a report says; `extra` are fields of the site's own, `notes` what stays inside, by name."""

    description: str
    facts: Facts
    bar: PhaseBar | None
    contents: tuple[ContentsLine, ...]
    sections: tuple[SectionBlock, ...]
    timeline: tuple[TimelineDay, ...]
    footnotes: Markup
    actions: tuple[ActionLine, ...]
    related: tuple[RelatedLine, ...]
    notes: tuple[tuple[str, str], ...]
    extra: Mapping[str, Any]


class ReportPage(Struct, frozen=True):
    """One report. `state`: `resolved`, `ongoing`, `unrecorded` (over, time unknown) or empty.

    `content_lang` is the report's own language, which differs from the frame's where there is no
    catalogue for it. `life` is the report's status if it is not `published`; of a retracted report
    `content` is None. `internal`: the report is in this edition alone.
    """

    frame: Frame
    id: str
    title: str
    content_lang: str
    severity: SeverityMark | None
    state: str
    life: str
    internal: bool
    kind: str
    published: date | None
    updated: date | None
    corrected: date | None
    embargo_until: datetime | None
    retraction: RevisionLine | None
    revisions: tuple[RevisionLine, ...]
    newer: Link | None
    older: Link | None
    translations: tuple[Link, ...]
    content: Content | None


class YearGroup(Struct, frozen=True):
    """The reports of one year; None for those without any date."""

    year: int | None
    rows: tuple[Row, ...]


class ListPage(Struct, frozen=True):
    """A list of reports; `type` is `index`, `service`, `tag` or `severity`. Pages count from 1.

    `title_lang` and `description_lang` are empty where these are in the page's language.
    `finding` is there on the pages of the index, `history` on the first page of a service.
    """

    frame: Frame
    type: str
    title: str
    title_lang: str
    description: str
    description_lang: str
    severity: SeverityMark | None
    groups: tuple[YearGroup, ...]
    total: int
    number: int
    pages: int
    newer: str
    older: str
    finding: Finding | None
    history: ServiceHistory | None


class OverviewLine(Struct, frozen=True):
    """A service, tag or severity with how many reports it has and the day of the latest."""

    title: str
    path: str
    description: str
    description_lang: str
    severity: SeverityMark | None
    count: int
    latest: date | None


class OverviewPage(Struct, frozen=True):
    """All services, tags or severities; `type` says which (`service`, `tag`, `severity`)."""

    frame: Frame
    type: str
    lines: tuple[OverviewLine, ...]


class ActionsPage(Struct, frozen=True):
    """Promises of all reports, those in `groups` by state. `kept` says that these are the finished ones.

    `owners` are there on the first page only; `other` is the path of the other sort of promises; `today` is
    the day by which some are overdue.
    """

    frame: Frame
    kept: bool
    owners: tuple[Tally, ...]
    groups: tuple[PromiseGroup, ...]
    total: int
    number: int
    pages: int
    newer: str
    older: str
    other: str
    files: str
    today: date | None


class StatisticsPage(Struct, frozen=True):
    """What all incidents add up to."""

    frame: Frame
    charts: Charts


class LostPage(Struct, frozen=True):
    """The page for readers whose address leads nowhere; `has_reports`: there is something to search in.

    `versions` is what it says in each of the site's languages, its own first; they are there when it is made.
    """

    frame: Frame
    has_reports: bool
    versions: tuple[Markup, ...] = ()


class LostVersion(Struct, frozen=True):
    """What that page says in one language; `around` is that of the page, `home` is where its lists are."""

    lang: str
    around: str
    home: str
    has_reports: bool


class RedirectPage(Struct, frozen=True):
    """An old address; `target` is where it leads, relative to it, `canonical` the same with the base_url."""

    frame: Frame
    target: str
    canonical: str
