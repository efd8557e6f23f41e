"""The same channels as Atom (RFC 4287) and as JSON Feed 1.1.

Unlike RSS both say when an item was last changed: on the day of its last significant revision.
"""

import json
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from postmortem.render.contexts import ReportPage
from postmortem.render.feeds import FeedChannel, FeedEntry, clean, feed_heading

if TYPE_CHECKING:
    from postmortem.render.language import Language

_NOTHING_YET = date(1970, 1, 1)

Languages = Callable[[str], "Language"]
Pages = Callable[[FeedEntry], ReportPage]
AsHtml = Callable[[ReportPage], str]


def render_atom(channel: FeedChannel, language: Languages, page_of: Pages, as_html: AsHtml) -> bytes:
    """The channel as Atom; `page_of` gives an entry's context, `as_html` its content."""
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": channel.lang})
    _text(root, "title", channel.title)
    if channel.description:
        _text(root, "subtitle", channel.description)
    _text(root, "id", channel.id)
    ET.SubElement(root, "link", rel="self", type="application/atom+xml", href=f"{channel.link}atom.xml")
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=channel.link)
    _text(root, "updated", _moment(max(map(_updated, channel.entries), default=_NOTHING_YET)))
    _text(ET.SubElement(root, "author"), "name", channel.site)
    for entry in channel.entries:
        _entry(root, entry, channel, language, page_of, as_html)
    ET.indent(root, "")
    start = '<?xml version="1.0" encoding="utf-8"?>\n'
    return (start + ET.tostring(root, encoding="unicode") + "\n").encode()


def _entry(
    root: ET.Element,
    entry: FeedEntry,
    channel: FeedChannel,
    language: Languages,
    page_of: Pages,
    as_html: AsHtml,
) -> None:
    page = page_of(entry)
    words = language(page.frame.lang)
    element = ET.SubElement(root, "entry", {"xml:lang": page.content_lang})
    _text(element, "title", feed_heading(page, words))
    _text(element, "id", entry.guid)
    ET.SubElement(element, "link", rel="alternate", type="text/html", href=page.frame.canonical)
    _text(element, "published", _moment(entry.published))
    _text(element, "updated", _moment(_updated(entry)))
    for author in _authors(page):
        _text(ET.SubElement(element, "author"), "name", author)
    for category in _categories(page):
        ET.SubElement(element, "category", term=clean(category))
    _text(element, "summary", _summary(page, words))
    if channel.full:
        _text(element, "content", as_html(page)).set("type", "html")


def render_json_feed(channel: FeedChannel, language: Languages, page_of: Pages, as_html: AsHtml) -> bytes:
    """The channel as JSON Feed 1.1."""
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.link,
        "feed_url": f"{channel.link}feed.json",
        "description": channel.description or channel.title,
        "language": channel.lang,
        "authors": [{"name": channel.site}],
        "items": [_item(entry, channel, language, page_of, as_html) for entry in channel.entries],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _item(
    entry: FeedEntry, channel: FeedChannel, language: Languages, page_of: Pages, as_html: AsHtml
) -> dict[str, object]:
    page = page_of(entry)
    words = language(page.frame.lang)
    summary = _summary(page, words)
    item: dict[str, object] = {
        "id": entry.guid,
        "url": page.frame.canonical,
        "title": feed_heading(page, words),
        "summary": summary,
        "date_published": _moment(entry.published),
        "date_modified": _moment(_updated(entry)),
        "language": page.content_lang,
        "tags": list(_categories(page)),
    }
    if authors := _authors(page):
        item["authors"] = [{"name": author} for author in authors]
    item |= {"content_html": as_html(page)} if channel.full else {"content_text": summary}
    return item


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


def _text(parent: ET.Element, tag: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, tag)
    element.text = clean(text)
    return element
