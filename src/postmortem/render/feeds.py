"""RSS 2.0: one document for the site and for each service, tag and severity.

Everything in a feed comes from the reports, nothing from the clock, so that a rebuild changes no byte.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from postmortem.model.report import Metadata
from postmortem.render.contexts import ReportPage
from postmortem.render.surroundings import Surroundings

if TYPE_CHECKING:
    from postmortem.render.language import Language

_NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}
# What XML 1.0 cannot carry, even escaped.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A report in a feed. `guid` never changes once published; `digest` stands for all of it.

    All addresses in `around` are absolute.
    """

    guid: str
    published: date
    digest: str
    report: Metadata = field(repr=False)
    around: Surroundings = field(repr=False)


@dataclass(frozen=True, slots=True)
class FeedChannel:
    """A feed: all addresses are absolute; `link` is the folder in which it stands, in every format.

    `id` never changes; `site` is the name of the whole site; `stylesheet` is what a browser shows it with,
    or empty. `full` says whether items carry the whole report; entries are newest publication first.
    """

    id: str
    site: str
    title: str
    description: str
    link: str
    lang: str
    stylesheet: str
    full: bool
    entries: tuple[FeedEntry, ...]


def render_rss(
    channel: FeedChannel,
    language: Callable[[str], "Language"],
    page_of: Callable[[FeedEntry], ReportPage],
    as_html: Callable[[ReportPage], str],
) -> bytes:
    """The feed as a document; `page_of` gives an entry's context, `as_html` its content."""
    root = ET.Element("rss", {"version": "2.0", "xml:lang": channel.lang, **_NAMESPACES})
    top = ET.SubElement(root, "channel")
    _text(top, "title", channel.title)
    _text(top, "link", channel.link)
    _text(top, "description", channel.description or channel.title)
    ET.SubElement(top, "atom:link", href=f"{channel.link}feed.xml", rel="self", type="application/rss+xml")
    _text(top, "language", channel.lang)
    if channel.entries:
        _text(top, "lastBuildDate", rfc_822(max(e.report.updated or e.published for e in channel.entries)))
    for entry in channel.entries:
        page = page_of(entry)
        item = _item(top, entry, page, language(page.frame.lang))
        if channel.full:
            _text(item, "content:encoded", as_html(page))
    ET.indent(root, "")
    start = '<?xml version="1.0" encoding="utf-8"?>\n'
    if channel.stylesheet:
        start += f'<?xml-stylesheet type="text/css" href="{channel.stylesheet}"?>\n'
    return (start + ET.tostring(root, encoding="unicode") + "\n").encode()


def _item(top: ET.Element, entry: FeedEntry, page: ReportPage, language: "Language") -> ET.Element:
    item = ET.SubElement(top, "item")
    _text(item, "title", feed_heading(page, language))
    _text(item, "link", page.frame.canonical)
    _text(item, "guid", entry.guid).set("isPermaLink", "false")
    _text(item, "pubDate", rfc_822(entry.published))
    if page.content is None:
        _text(item, "description", language.gettext("This report has been retracted."))
    else:
        facts = page.content.facts
        for author in facts.authors:
            _text(item, "dc:creator", author)
        for category in (*facts.services, *facts.tags):
            _text(item, "category", category.title)
        _text(item, "description", page.content.description)
    return item


def feed_heading(page: ReportPage, language: "Language") -> str:
    """The title with severity and state in words: `SEV1 · resolved: Database reset`."""
    values = {"title": page.title, "severity": page.severity.name if page.severity else ""}
    if page.life == "retracted":
        return language.gettext("Retracted: %(title)s", **values)
    if page.severity is None:
        if not page.state:
            return page.title
        if page.state == "ongoing":
            return language.gettext("Ongoing: %(title)s", **values)
        return language.gettext("Resolved: %(title)s", **values)
    if not page.state:
        return f"{page.severity.name}: {page.title}"
    if page.state == "ongoing":
        return language.gettext("%(severity)s · ongoing: %(title)s", **values)
    return language.gettext("%(severity)s · resolved: %(title)s", **values)


def clean(text: str) -> str:
    """Text without what XML 1.0 forbids."""
    return _ILLEGAL.sub("", text)


def rfc_822(day: date) -> str:
    """Midnight UTC of a day, as feeds write it."""
    return format_datetime(datetime(day.year, day.month, day.day, tzinfo=UTC))


def _text(parent: ET.Element, tag: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, tag)
    element.text = clean(text)
    return element
