"""RSS 2.0: one document for the site and for each service, tag and severity.

Everything in a feed comes from the reports, nothing from the clock, so that a rebuild changes no byte. A
report stands in many feeds with the same words: its item is made once (`rss_item`), and a feed joins them.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from msgspec import Struct

from postmortem.locales.inside import marked
from postmortem.model.report import Metadata
from postmortem.render.contexts import ReportPage
from postmortem.render.surroundings import Surroundings
from postmortem.render.titles import without_ticks

if TYPE_CHECKING:
    from postmortem.render.language import Language

_NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}
# What XML 1.0 cannot carry, even escaped.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class FeedEntry(Struct, frozen=True):
    """A report in a feed. `guid` never changes once published; `digest` stands for `around`.

    All addresses in `around` are absolute.
    """

    guid: str
    published: date
    digest: str
    report: Metadata
    around: Surroundings


class FeedChannel(Struct, frozen=True):
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

    def said(self) -> tuple[object, ...]:
        """All that the feed depends on but its reports' texts."""
        own = [getattr(self, name) for name in self.__struct_fields__ if name != "entries"]
        return (*own, [(entry.guid, entry.published, entry.digest) for entry in self.entries])


def render_rss(channel: FeedChannel, items: Sequence[str]) -> bytes:
    """The feed as a document; `items` are what `rss_item` gave for the channel's entries."""
    root = ET.Element("rss", {"version": "2.0", "xml:lang": channel.lang, **_NAMESPACES})
    top = ET.SubElement(root, "channel")
    text_element(top, "title", channel.title)
    text_element(top, "link", channel.link)
    text_element(top, "description", channel.description or channel.title)
    ET.SubElement(top, "atom:link", href=f"{channel.link}feed.xml", rel="self", type="application/rss+xml")
    text_element(top, "language", channel.lang)
    if channel.entries:
        newest = max(e.report.updated or e.published for e in channel.entries)
        text_element(top, "lastBuildDate", rfc_822(newest))
    stylesheet = ""
    if channel.stylesheet:
        stylesheet = f'<?xml-stylesheet type="text/css" href="{channel.stylesheet}"?>\n'
    return document(root, items, end="</channel>\n</rss>", after_declaration=stylesheet)


def rss_item(entry: FeedEntry, page: ReportPage, language: "Language", html: str | None) -> str:
    """A report as an item, with `html` as its full content if there is any."""
    item = ET.Element("item")
    text_element(item, "title", feed_heading(page, language))
    text_element(item, "link", page.frame.canonical)
    text_element(item, "guid", entry.guid).set("isPermaLink", "false")
    text_element(item, "pubDate", rfc_822(entry.published))
    if page.content is None:
        text_element(item, "description", language.gettext("This report has been retracted."))
    else:
        facts = page.content.facts
        for author in facts.authors:
            text_element(item, "dc:creator", author)
        for category in (*facts.services, *facts.tags):
            text_element(item, "category", category.title)
        text_element(item, "description", page.content.description)
    if html is not None:
        text_element(item, "content:encoded", html)
    return fragment(item)


def feed_heading(page: ReportPage, language: "Language") -> str:
    """The title with severity and state in words: `SEV1 · resolved: Database reset`."""
    title = without_ticks(page.title)
    title = marked(title, page.content_lang) if page.internal else title
    values = {"title": title, "severity": page.severity.name if page.severity else ""}
    if page.life == "retracted":
        return language.gettext("Retracted: %(title)s", **values)
    if page.severity is None:
        if not page.state:
            return title
        if page.state == "ongoing":
            return language.gettext("Ongoing: %(title)s", **values)
        return language.gettext("Resolved: %(title)s", **values)
    if not page.state:
        return f"{page.severity.name}: {title}"
    if page.state == "ongoing":
        return language.gettext("%(severity)s · ongoing: %(title)s", **values)
    return language.gettext("%(severity)s · resolved: %(title)s", **values)


def clean(text: str) -> str:
    """Text without what XML 1.0 forbids."""
    return _ILLEGAL.sub("", text)


def rfc_822(day: date) -> str:
    """Midnight UTC of a day, as feeds write it."""
    return format_datetime(datetime(day.year, day.month, day.day, tzinfo=UTC))


def text_element(parent: ET.Element, tag: str, text: str) -> ET.Element:
    """A new element of that text, as far as XML can carry it."""
    element = ET.SubElement(parent, tag)
    element.text = clean(text)
    return element


def fragment(element: ET.Element) -> str:
    """An element as text, each of those in it on a line of its own."""
    ET.indent(element, "")
    return ET.tostring(element, encoding="unicode")


def document(root: ET.Element, items: Sequence[str], *, end: str, after_declaration: str = "") -> bytes:
    """A document of a root with ready items before what it ends with."""
    start = fragment(root).removesuffix(end)
    lines = "".join([f"{item}\n" for item in items])
    return f'<?xml version="1.0" encoding="utf-8"?>\n{after_declaration}{start}{lines}{end}\n'.encode()


def exchanged(data: bytes, items: Iterable[tuple[str, str]]) -> bytes | None:
    """A feed's bytes with new items in the places of the old ones that are in it, as (old, new).

    None if it cannot be told where an old one stands: then the feed has to be written anew.
    """
    for old, new in items:
        before = old.encode("utf-8", "replace")
        at = data.find(before)
        if at < 0 or data.find(before, at + 1) >= 0:
            return None
        data = data[:at] + new.encode("utf-8", "replace") + data[at + len(before) :]
    return data
