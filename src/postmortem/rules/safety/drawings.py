"""SVG files that do more than show something: scripts, event handlers, foreign content, references outside.

Read with expat as a stream; a file that declares entities, or cannot be read, is refused.
"""

import re
import xml.parsers.expat  # no other parser tells declarations apart; entities are refused below
from collections.abc import Mapping

_ELEMENTS = {
    "script": "a script", "foreignobject": "foreign content", "iframe": "a frame",
    "embed": "an embedded file", "object": "an embedded file", "handler": "an event handler",
    "listener": "an event handler", "audio": "sound", "video": "a video",
}  # fmt: skip
_ADDRESSES = ("href", "src", "data", "action", "formaction", "from", "to", "values")
_STYLE = re.compile(
    r"@import|url\(\s*[\"']?\s*"
    r"(?!#|data:image/(?:png|jpe?g|gif|webp)[;,]|data:(?:font/|application/(?:x-)?font))[^\s\"')]",
    re.IGNORECASE,
)
_SCRIPT_ADDRESS = re.compile(
    r"[\s\x00-\x1f]*(?:j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t|v\s*b\s*s\s*c\s*r\s*i\s*p\s*t)\s*:",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp)[;,]", re.IGNORECASE)
_MAX_DEPTH = 1_000


class _RefusedError(Exception):
    """The file need not be read any further."""


def find_activity(data: bytes) -> str | None:
    """What an SVG file holds that does more than show something (`a script`); None if there is nothing."""
    parser = xml.parsers.expat.ParserCreate()
    reader = _Reader()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.ProcessingInstructionHandler = reader.instruction
    parser.EntityDeclHandler = reader.entity
    try:
        parser.Parse(data, True)  # noqa: FBT003  the C function takes no name
    except _RefusedError as reason:
        return str(reason)
    except (xml.parsers.expat.ExpatError, ValueError, LookupError):
        return "something that cannot be read as XML"
    return None


class _Reader:
    """Looks at what the parser finds; raises with what must not be there."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self.style = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(":")[2].lower()
        self.path.append(local)
        if local in _ELEMENTS:
            raise _RefusedError(_ELEMENTS[local])
        if len(self.path) > _MAX_DEPTH:
            raise _RefusedError("elements nested too deep")
        for key, value in attributes.items():
            _check_attribute(local, key.rpartition(":")[2].lower(), value)

    def end(self, _name: str) -> None:
        if self.path.pop() == "style":
            if _STYLE.search(self.style) or "\\" in self.style:
                raise _RefusedError("a reference to another file")
            self.style = ""

    def text(self, text: str) -> None:
        if self.path and self.path[-1] == "style":
            self.style += text

    def instruction(self, target: str, _data: str) -> None:
        if target.lower().startswith("xml-stylesheet"):
            raise _RefusedError("a style sheet from another file")

    def entity(self, *_declaration: object) -> None:
        raise _RefusedError("an entity of its own")


def _check_attribute(element: str, name: str, value: str) -> None:
    if name.startswith("on") and len(name) > 2:
        raise _RefusedError("an event handler")
    if name in _ADDRESSES and _SCRIPT_ADDRESS.match(value):
        raise _RefusedError("a script")
    if element == "a" and name == "href" and value.strip().lower().startswith("data:"):
        raise _RefusedError("a link to a file inside it")
    if name in ("href", "src") and element != "a":
        inside = value.strip().startswith("#") or _PICTURE.match(value.strip()) or not value.strip()
        if not inside:
            raise _RefusedError("a reference to another file")
    if name != "href" and _STYLE.search(value) and ("url(" in value.lower() or name == "style"):
        raise _RefusedError("a reference to another file")
