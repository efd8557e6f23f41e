"""RSS 2.0: one document for the site and for each service, tag and severity.

Everything in a feed comes from the reports, nothing from the clock, so that a rebuild changes no byte.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from postmortem.render.contexts import ReportPage

_NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}
# What XML 1.0 cannot carry, even escaped.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """A report in a feed. `guid` never changes once published; `heading` is the title with its state."""

    guid: str
    heading: str
    link: str
    description: str
    published: date
    updated: date
    categories: tuple[str, ...]
    authors: tuple[str, ...]
    html: str


@dataclass(frozen=True, slots=True)
class FeedChannel:
    """A feed: all addresses are absolute; `stylesheet` is what a browser shows it with, or empty."""

    title: str
    description: str
    link: str
    self_link: str
    lang: str
    stylesheet: str
    items: tuple["FeedEntry", ...]


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """What an item is made from when the feed is wanted: the report's context and its place in time."""

    guid: str
    published: date
    page: ReportPage


def clean(text: str) -> str:
    """Text without what XML 1.0 forbids."""
    return _ILLEGAL.sub("", text)


def rss(channel: FeedChannel, items: Sequence[FeedItem]) -> bytes:
    """The feed as a document."""
    root = ET.Element("rss", {"version": "2.0", **_NAMESPACES})
    top = ET.SubElement(root, "channel")
    _text(top, "title", channel.title)
    _text(top, "link", channel.link)
    _text(top, "description", channel.description or channel.title)
    ET.SubElement(
        top, "atom:link", {"href": channel.self_link, "rel": "self", "type": "application/rss+xml"}
    )
    _text(top, "language", channel.lang)
    if items:
        _text(top, "lastBuildDate", rfc_822(max(item.updated for item in items)))
    for item in items:
        _item(top, item)
    ET.indent(root, "")
    start = '<?xml version="1.0" encoding="utf-8"?>\n'
    if channel.stylesheet:
        start += f'<?xml-stylesheet type="text/css" href="{channel.stylesheet}"?>\n'
    return (start + ET.tostring(root, encoding="unicode") + "\n").encode()


def _item(top: ET.Element, item: FeedItem) -> None:
    element = ET.SubElement(top, "item")
    _text(element, "title", item.heading)
    _text(element, "link", item.link)
    _text(element, "guid", item.guid).set("isPermaLink", "false")
    _text(element, "pubDate", rfc_822(item.published))
    for author in item.authors:
        _text(element, "dc:creator", author)
    for category in item.categories:
        _text(element, "category", category)
    _text(element, "description", item.description)
    if item.html:
        _text(element, "content:encoded", item.html)


def _text(parent: ET.Element, tag: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, tag)
    element.text = clean(text)
    return element


def rfc_822(day: date) -> str:
    """Midnight UTC of a day, as feeds write it."""
    return format_datetime(datetime(day.year, day.month, day.day, tzinfo=UTC))
