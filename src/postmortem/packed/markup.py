"""The words of documents in markup (Word, Excel, PowerPoint, OpenDocument, HTML), a line to each paragraph.

    <w:p><w:r><w:t>Ac</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>me paid</w:t></w:r></w:p> -> Acme paid

Programs part words wherever the writer once stopped, so that tags within a line are nothing, others a line.
"""

import re
from html import unescape

_START = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<[?!\w]")
# Which program wrote it: no words of the document, and some look like addresses.
_PROGRAM = re.compile(rb"<(?:\w+:)?(?:generator|Application|AppVersion)\b[^<>]*>[^<>]*")
_SPACE = re.compile(rb"<(?:text:s|text:tab|w:tab)\b[^<>]*/>")
_LINE = re.compile(rb"<(?:\w+:)?(?:br|cr|line-break)\b[^<>]*/>")
# Tags that hold nothing say how letters look, or mark a place.
_WITHIN = re.compile(
    rb"<[^<>]*/>|</?(?:\w+:)?(?:r|t|span|rPr|pPr|bookmark|hyperlink|ins|smartTag|font|strong|em|wbr|[abisu])"
    rb"(?=[\s/>])[^<>]*>"
)
_TAG = re.compile(rb"<[^<>]*>")
_TOLD = re.compile(rb"\s(?:Target|xlink:href|href|descr|title|alt)=\"([^\"<>]{1,2000})\"")
_LINES = re.compile(r"\s*\n\s*")


def words_of(data: bytes) -> str | None:
    """The words of a document in markup, then what its attributes tell; None if it is no markup."""
    if not _START.match(data):
        return None
    told = _TOLD.findall(data)
    data = _LINE.sub(b"\n", _SPACE.sub(b" ", _PROGRAM.sub(b"\n", data)))
    data = _TAG.sub(b"\n", _WITHIN.sub(b"", data))
    text = unescape(b"\n".join((data, *told)).decode("utf-8", "replace"))
    return _LINES.sub("\n", text).strip()
