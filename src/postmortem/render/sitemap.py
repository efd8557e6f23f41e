"""The sitemap: every page worth finding, with its day and its other languages."""

from datetime import date
from xml.etree import ElementTree as ET

from msgspec import Struct

from postmortem.render.feeds import clean
from postmortem.render.parts import Link


class SitemapLine(Struct, frozen=True, gc=False):
    """A page: its absolute address, the day it last changed, and its versions by language."""

    url: str
    updated: date | None
    alternates: tuple[Link, ...] = ()


def render_sitemap(lines: tuple[SitemapLine, ...]) -> bytes:
    """The document that search engines read."""
    root = ET.Element(
        "urlset",
        {
            "xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9",
            "xmlns:xhtml": "http://www.w3.org/1999/xhtml",
        },
    )
    for line in lines:
        element = ET.SubElement(root, "url")
        ET.SubElement(element, "loc").text = clean(line.url)
        if line.updated is not None:
            ET.SubElement(element, "lastmod").text = line.updated.isoformat()
        for alternate in line.alternates:
            ET.SubElement(
                element, "xhtml:link", rel="alternate", hreflang=alternate.lang, href=alternate.path
            )
    ET.indent(root, "")
    start = '<?xml version="1.0" encoding="utf-8"?>\n'
    return (start + ET.tostring(root, encoding="unicode") + "\n").encode()
