"""The words of documents in markup (Word, Excel, PowerPoint, OpenDocument, HTML), a line to each paragraph.

    <w:p><w:r><w:t>Ac</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>me paid</w:t></w:r></w:p> -> Acme paid

Programs part words wherever the writer once stopped and wherever letters look different. So in the namespaces
of text only what is listed ends a line; in others all does but what is listed, as that holds words, too.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

_START = re.compile(rb"\s*+(?:\xef\xbb\xbf)?+\s*+<[?!\w]")
_OFFICE = re.compile(
    rb"schemas\.openxmlformats\.org/|purl\.oclc\.org/ooxml/|schemas\.microsoft\.com/office/"
    rb"|urn:schemas-microsoft-com:|urn:oasis:names:tc:opendocument:"
)
_NEAR_START = 4_096
# Those who write a document may bind other names to the namespaces of text.
_BOUND = re.compile(
    rb"\bxmlns(?::([\w.-]{1,40}+))?=[\"'][^\"'<>]{0,200}?"
    rb"(?:/wordprocessingml/|/drawingml/(?:2006/)?main|/word/20\d\d/|/math\b|opendocument:xmlns:text:)"
)
_MOST_BOUND = 64
_NEAR_BOUND = 65_536
_USUAL = (b"w", b"w14", b"w15", b"a", b"m", b"text")
_ENDS = (
    rb"p|h|br|cr|line-break|tr|tc|tbl|list|list-item|list-header|note|note-citation|note-body|txbxContent|comment"
    rb"|footnote|endnote|hdr|ftr|body|tracked-changes|changed-region|deletion|insertion|format-change|title|desc"
)
_WITHIN = rb"rPr|pPr|rPh|r|t|span|bookmark|hyperlink|ins|smartTag|font|strong|em|wbr|code|mark|small|sub|sup"
_WITHIN += rb"|abbr|bdi|bdo|cite|del|kbd|samp|tspan|var|[abiqsu]"
# Which program wrote it: no words of the document, and some look like addresses.
_PROGRAM = re.compile(rb"<(?:[\w.-]{1,40}+:)?+(?:generator|Application|AppVersion)\b[^<>]*+>[^<>]*+")
_SPACE = re.compile(rb"<(?:text:s|text:tab|[\w.-]{1,40}+:p?tab)\b[^<>]*+>")
_HYPHEN = re.compile(rb"<[\w.-]{1,40}+:noBreakHyphen\b[^<>]*+>")
_LINE = re.compile(rb"<(?:[\w.-]{1,40}+:)?+(?:br|cr|line-break)\b[^<>]*+>")
_NOT_SHOWN = re.compile(rb"<(?:[\w.-]{1,40}+:)?+(?:instrText|delInstrText)\b[^<>]*+>([^<>]*+)")
_TAKEN_OUT = re.compile(rb"<(?:[\w.-]{1,40}+:)?+delText\b[^<>]*+>[^<>]*+")
# What stands left, right or in the middle of a spreadsheet's pages, and in which letters.
_MARGIN = re.compile(rb"<(?:[\w.-]{1,40}+:)?+(?:odd|even|first)(?:Header|Footer)\b[^<>]*+>[^<>]*+")
_CODE = re.compile(rb"&amp;(?:[A-Za-z]|\d{1,3}|&quot;[^&]{0,80}&quot;|\"[^\"&]{0,80}\")")
_EMPTY = re.compile(rb"<[^<>]*/>")
_TAG = re.compile(rb"<[^<>]*+>")
_TOLD = re.compile(rb"\s(?!xmlns|[\w.-]{1,40}:rsid)[\w.:-]{1,80}+=(?:\"([^\"<>]*+)\"|'([^'<>]*+)')")
_WORDS = re.compile(rb"[A-Za-z\x80-\xff]{2}|&#")
_FAR_NUMBER = re.compile(r"&#[xX]?+[0-9a-fA-F]{31,}+;?")


def is_markup(data: bytes) -> bool:
    """Whether the text begins as markup does."""
    return _START.match(data) is not None


def is_office(data: bytes) -> bool:
    """Whether it is markup of an office program, of which only the words tell anything."""
    return _OFFICE.search(data, 0, _NEAR_START) is not None


def words_of(data: bytes) -> Iterator[str]:
    """The words of a document in markup, in UTF-8, then what its attributes tell.

    Where parts were taken out while changes were recorded, the words are given without them, then with them.
    """
    data = data.replace(b"<!--", b"\n").replace(b"-->", b"\n").replace(b"<![CDATA[", b"").replace(b"]]>", b"")
    told = dict.fromkeys(double or single for double, single in _TOLD.findall(data))
    told.update(dict.fromkeys(_NOT_SHOWN.findall(data)))
    beside = b"\n".join(filter(_WORDS.search, told))
    data = _PROGRAM.sub(b"\n", _NOT_SHOWN.sub(b"", data))
    data = _MARGIN.sub(lambda found: _CODE.sub(b"\n", found[0]), data)
    data = _LINE.sub(b"\n", _HYPHEN.sub(b"-", _SPACE.sub(b" ", data)))
    within = _within(data)
    taken_out = _TAKEN_OUT.sub(b"", data) if b"delText" in data else data
    yield _text(b"\n".join((_flowing(taken_out, within), beside)))
    if taken_out != data:
        yield _text(_flowing(data, within))


def _flowing(data: bytes, within: re.Pattern[bytes]) -> bytes:
    """The lines without their tags."""
    return _TAG.sub(b"\n", _EMPTY.sub(b"", within.sub(b"", data)))


def _within(data: bytes) -> re.Pattern[bytes]:
    """Tags that end no line."""
    return _tags_within(frozenset(_BOUND.findall(data[:_NEAR_BOUND])[:_MOST_BOUND]))


@lru_cache(maxsize=64)
def _tags_within(bound: frozenset[bytes]) -> re.Pattern[bytes]:
    """Of these namespaces those tags; the empty name is what has no other."""
    names = b"|".join(re.escape(prefix) for prefix in sorted({*_USUAL, *bound} - {b""}))
    of_text = rb"(?:(?:" + names + rb"):)" + (rb"?+" if b"" in bound else rb"")
    return re.compile(
        rb"</?+(?:" + of_text + rb"(?!(?:" + _ENDS + rb")[\s/>])[\w.-]++(?=[\s/>])"
        rb"|(?:[\w.-]{1,40}+:)?+(?:" + _WITHIN + rb")(?=[\s/>]))[^<>]*+>"
    )


def _text(data: bytes) -> str:
    text = unescape(_FAR_NUMBER.sub("\N{REPLACEMENT CHARACTER}", data.decode("utf-8", "replace")))
    return "\n".join(filter(None, map(str.strip, text.split("\n"))))
