"""What stands in a PDF: the words on its pages and of its notes, and the files attached to it.

    4 0 obj << /Filter /FlateDecode >> stream … endstream -> BT (Acme paid) Tj ET -> Acme paid

Every byte is gone over a few times at most, whatever it is; what would take more is left out and told.
"""

import re
from collections.abc import Iterator

from postmortem.packed.fonts import Fonts
from postmortem.packed.kinds import is_packed
from postmortem.packed.pages import STRING, words_of
from postmortem.packed.parts import LINE, Budget, Part, below
from postmortem.packed.pdf_filters import unfiltered
from postmortem.packed.pdf_syntax import places_of_streams

_MAX_BYTES = 50_000_000
_MAX_PART = 1_000_000
_NUMBER = re.compile(rb"(\d{1,10}+)\s{1,9}+\d{1,5}+\s{1,9}+\Z")
_NO_TEXT = re.compile(
    rb"/Subtype\s*+/(?:Image|Type1C|CIDFontType0C|OpenType)\b|/Length1\b|/Type\s*+/XRef\b"
    rb"|/(?:DCT|JPX|CCITTFax|JBIG2)Decode\b"
)
_OBJECTS = re.compile(rb"/ObjStm\b")
_ATTACHED = re.compile(rb"/Type\s*+/EmbeddedFile\b")
_STRINGS = re.compile(STRING + rb"|<[^<>]*+>?+|[\[\])>]", re.DOTALL)
_OPERATOR = re.compile(rb"[+-]?+[\d.]++|/\S++|[A-Za-z0-9'\"*]{1,3}")
_SAMPLE = 4_096
_MOSTLY = 0.7
_TOO_MUCH = "it says more than is read"


def in_pdf(document: Part, budget: Budget) -> Iterator[Part]:
    """The files in a PDF, then its words, once for each way to read them; last why that may not be all."""
    data = document.data[:_MAX_BYTES]
    fonts, pages, faults = Fonts(), list[bytes](), dict[str, None]()
    for number, head, stream, fault in _streams(data, budget):
        faults.update({fault: None} if fault else {})
        if stream and not _is_kept(fonts, pages, number, head, stream):
            yield Part(below(document, f"stream {number}"), stream)
    for part in _outside(data):
        fonts.add_objects(part)
        pages.append(part)
    parts = (part for page in pages for part in _cut(page, b"\n"))
    for words in (words for part in parts for words in words_of(part, fonts, budget)):
        if words.strip():
            yield Part(document.place, words, unit=LINE)
    if len(document.data) > _MAX_BYTES or budget.words < 0:
        faults.setdefault(_TOO_MUCH)
    if fault := next(iter(faults), fonts.fault):
        yield Part(document.place, b"", fault)


def _is_kept(fonts: Fonts, pages: list[bytes], number: int, head: bytes, stream: bytes) -> bool:
    """Whether a stream is a page, objects or a font's table, kept until all of them are known."""
    if _OBJECTS.search(head):
        fonts.add_packed_objects(head, stream)
    elif fonts.add_table(number, stream):
        return True
    elif not _is_page(head, stream):
        return False
    pages.append(stream)
    return True


def _is_page(head: bytes, stream: bytes) -> bool:
    """Whether a stream shows something, and is no file of its own."""
    if _ATTACHED.search(head) or is_packed(stream) or stream.startswith((b"<?", b"<!")):
        return False
    signs = _STRINGS.sub(b" ", stream[:_SAMPLE]).split()
    return 0 < _MOSTLY * len(signs) <= sum(_OPERATOR.fullmatch(sign) is not None for sign in signs)


def _streams(data: bytes, budget: Budget) -> Iterator[tuple[int, bytes, bytes, str]]:
    """The number, the head and the content of each stream that may hold words, and a fault."""
    for before, start, end in places_of_streams(data):
        begin = max(before, data.rfind(b"obj", before, start))
        number = _NUMBER.search(data[max(begin - 30, 0) : begin])
        head = data[begin:start]
        if not _NO_TEXT.search(head):
            if budget.left <= 0 or budget.gone_through <= 0:
                yield 0, b"", b"", _TOO_MUCH
                return
            content = data[data.find(b"\n", start) + 1 : end]
            yield int(number[1]) if number else 0, head, *unfiltered(head, content, budget)


def _outside(data: bytes) -> Iterator[bytes]:
    """What stands outside of streams."""
    at, kept = 0, list[bytes]()
    for _, start, end in places_of_streams(data):
        kept.append(data[at:start])
        at = end
    yield from _cut(b"\n".join((*kept, data[at:])), b"endobj")


def _cut(data: bytes, mark: bytes) -> Iterator[bytes]:
    """The data in parts none of which is large, cut before a mark if there is one."""
    at = 0
    while at < len(data):
        end = at + _MAX_PART
        if end < len(data) and (last := data.rfind(mark, at, end)) > at:
            end = last
        yield data[at:end]
        at = end
