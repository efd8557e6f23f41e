"""XMP: the XML that files of any kind carry about themselves, and what it tells of persons and places."""

import re
from collections.abc import Iterator

from postmortem.rules.safety.exif import PLACE

_MAX_TEXT = 1_000_000
_XMP_PLACE = re.compile(
    rb"(?:exif:GPSL(?:atitude|ongitude)|photoshop:City|Iptc4xmpCore:Location|Iptc4xmpExt:City)(?:\s*=\s*[\"'][^\"']|>\s*[^<\s])"
)
_XMP_PERSON = re.compile(
    rb"<(?:dc:creator|xmpRights:Owner|Iptc4xmpExt:PersonInImage)>\s*<rdf:(?:Seq|Bag|Alt)>\s*<rdf:li[^>]{0,80}>([^<]{1,200})<"
    rb"|(?:aux:OwnerName|tiff:Artist|photoshop:Author)(?:\s*=\s*[\"']|>)([^\"'<]{1,200})"
)


def read_xmp(part: bytes) -> Iterator[str]:
    """Give the name of each person, and PLACE where it tells a place."""
    part = part[:_MAX_TEXT]
    if _XMP_PLACE.search(part):
        yield PLACE
    for found in _XMP_PERSON.finditer(part):
        if name := (found[1] or found[2] or b"").decode("utf-8", "replace").strip():
            yield " ".join(name.split())
