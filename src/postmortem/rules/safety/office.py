"""Documents of office programs, also in archives: who they say wrote them, and what pictures in them tell.

docProps/core.xml: <dc:creator>Jane Doe</dc:creator> · meta.xml: <meta:initial-creator>Jane Doe</…>
in comments and changes: <w:ins w:author="Jane Doe">, <author>Jane Doe</author>, <person displayName="…">
"""

import re
from collections.abc import Iterator
from html import unescape

from postmortem.packed.markup import is_office
from postmortem.packed.parts import parts_of
from postmortem.rules.safety.metadata import read_metadata

_ABOUT = re.compile(r"(?:^|/)(?:docProps/core|meta|(?:word|ppt|xl)/(?:\w+/)?\w+)\.xml$")
_PERSON = re.compile(
    rb"<(?:dc:creator|cp:lastModifiedBy|meta:initial-creator|meta:printed-by"
    rb"|(?:\w{1,20}:)?author)\b[^<>]{0,200}>([^<>]{1,200})</"
    rb"|\s(?:w\d{0,2}:author|displayName)=\"([^\"<>]{1,200})\""
    rb"|<\w{1,20}:cmAuthor\b[^<>]{0,200}?\sname=\"([^\"<>]{1,200})\""
)


def read_document(data: bytes) -> Iterator[str]:
    """Give the name of each person, and PLACE where a picture in the document tells a place."""
    for part in parts_of(data):
        if _ABOUT.search(part.place) or is_office(part.data):
            for found in _PERSON.finditer(part.data):
                name = found[found.lastindex or 0].decode("utf-8", "replace")
                if words := " ".join(unescape(name).split()):
                    yield words
        elif part.place and not part.unit:
            yield from read_metadata(part.data)
