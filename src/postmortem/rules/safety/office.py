"""Documents of office programs: who they say wrote them, and what pictures in them tell.

docProps/core.xml: <dc:creator>Jane Doe</dc:creator> · meta.xml: <meta:initial-creator>Jane Doe</…>
"""

import re
from collections.abc import Iterator
from html import unescape

from postmortem.packed.parts import parts_of
from postmortem.rules.safety.metadata import read_metadata

_ABOUT = ("docProps/core.xml", "meta.xml")
_PERSON = re.compile(
    rb"<(?:dc:creator|cp:lastModifiedBy|meta:initial-creator|meta:printed-by)\b[^<>]{0,200}>([^<>]{1,400})</"
)


def read_document(data: bytes) -> Iterator[str]:
    """Give the name of each person, and PLACE where a picture in the document tells a place."""
    for part in parts_of(data):
        if part.place in _ABOUT:
            for name in _PERSON.findall(part.data):
                if words := " ".join(unescape(name.decode("utf-8", "replace")).split()):
                    yield words
        elif part.place:
            yield from read_metadata(part.data)
