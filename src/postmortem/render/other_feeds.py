"""The same channels as Atom (RFC 4287) and as JSON Feed 1.1.

Unlike RSS both say when an item was last changed: on the day of its last significant revision.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from postmortem.render.contexts import ReportPage
from postmortem.render.feeds import (
    FeedChannel,
    FeedEntry,
    clean,
    document,
    feed_heading,
    fragment,
    text_element,
)
from postmortem.render.json_lines import as_json, json_document_with

if TYPE_CHECKING:
    from postmortem.render.language import Language

_NOTHING_YET = date(1970, 1, 1)


def render_atom(channel: FeedChannel, items: Sequence[str]) -> bytes:
    """The channel as Atom; `items` are what `atom_entry` gave for its entries."""
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": channel.lang})
    text_element(root, "title", channel.title)
    if channel.description:
        text_element(root, "subtitle", channel.description)
    text_element(root, "id", channel.id)
    ET.SubElement(root, "link", rel="self", type="application/atom+xml", href=f"{channel.link}atom.xml")
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=channel.link)
    text_element(root, "updated", _moment(max(map(_updated, channel.entries), default=_NOTHING_YET)))
    text_element(ET.SubElement(root, "author"), "name", channel.site)
    return document(root, items, end="</feed>")


def atom_entry(entry: FeedEntry, page: ReportPage, language: "Language", html: str | None) -> str:
    """A report as an entry, with `html` as its full content if there is any."""
    element = ET.Element("entry", {"xml:lang": page.content_lang})
    text_element(element, "title", feed_heading(page, language))
    text_element(element, "id", entry.guid)
    ET.SubElement(element, "link", rel="alternate", type="text/html", href=page.frame.canonical)
    text_element(element, "published", _moment(entry.published))
    text_element(element, "updated", _moment(_updated(entry)))
    for author in _authors(page):
        text_element(ET.SubElement(element, "author"), "name", author)
    for category in _categories(page):
        ET.SubElement(element, "category", term=clean(category))
    text_element(element, "summary", _summary(page, language))
    if html is not None:
        text_element(element, "content", html).set("type", "html")
    return fragment(element)


def render_json_feed(channel: FeedChannel, items: Sequence[str]) -> bytes:
    """The channel as JSON Feed 1.1; `items` are what `json_item` gave for its entries."""
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.link,
        "feed_url": f"{channel.link}feed.json",
        "description": channel.description or channel.title,
        "language": channel.lang,
        "authors": [{"name": channel.site}],
    }
    return json_document_with(head, "items", items)


def json_item(entry: FeedEntry, page: ReportPage, language: "Language", html: str | None) -> str:
    """A report as an item, with `html` as its content, or else its summary."""
    summary = _summary(page, language)
    item: dict[str, object] = {
        "id": entry.guid,
        "url": page.frame.canonical,
        "title": feed_heading(page, language),
        "summary": summary,
        "date_published": _moment(entry.published),
        "date_modified": _moment(_updated(entry)),
        "language": page.content_lang,
        "tags": list(_categories(page)),
    }
    if authors := _authors(page):
        item["authors"] = [{"name": author} for author in authors]
    item |= {"content_text": summary} if html is None else {"content_html": html}
    return as_json(item)


def _summary(page: ReportPage, language: "Language") -> str:
    if page.content is None:
        return language.gettext("This report has been retracted.")
    return page.content.description


def _authors(page: ReportPage) -> tuple[str, ...]:
    return page.content.facts.authors if page.content else ()


def _categories(page: ReportPage) -> tuple[str, ...]:
    facts = page.content.facts if page.content else None
    return tuple(link.title for link in (*facts.services, *facts.tags)) if facts else ()


def _updated(entry: FeedEntry) -> date:
    return entry.report.updated or entry.published


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
