"""YAML by events: plain data, and beside it where each key and value stands.

One pass, without recursion, over the C parser's events. Aliases, anchors, tags, merge keys and further
documents are refused, and so are depths and sizes that no settings need. Only null, true, false, ints and
floats are read as such; everything else stays text, so that `10:47` and `no` are what they look like.
Numbers remember how they were written (`1.10`), for fields that want text.
"""

import re
from collections.abc import Mapping
from typing import Any

import yaml
from msgspec import Struct, field

from postmortem.diagnostics import Diagnostic, Span
from postmortem.parse.yaml_syntax import explain_syntax

MAX_DEPTH = 24
MAX_NODES = 20_000
MAX_BYTES = 256_000

YamlPath = tuple[str | int, ...]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?([0-9]{1,18}\.[0-9]{0,18}|\.[0-9]{1,18})([eE][-+]?[0-9]{1,2})?")
_CONSTANTS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class WrittenInt(int):
    """A whole number that remembers its spelling."""

    written: str


class WrittenFloat(float):
    """A number that remembers its spelling."""

    written: str


class YamlDocument(Struct, frozen=True):
    """`data` is a mapping of plain values; `keys` and `values` map a path to its key's and value's place."""

    data: dict[str, Any]
    keys: Mapping[YamlPath, Span]
    values: Mapping[YamlPath, Span]


class _RefusedError(Exception):
    """Something in the document ends the reading."""

    def __init__(self, code: str, message: str, event: Any, help_: str) -> None:
        super().__init__(message)
        self.code, self.message, self.event, self.help = code, message, event, help_


class _Open(Struct):
    """A collection that is being filled."""

    path: YamlPath
    data: dict[str, Any] | list[Any]
    key: str | None = None
    repeated: bool = False


class _Builder(Struct):
    """State of one pass over the events."""

    path: str
    line_offset: int
    stack: list[_Open] = field(default_factory=list)
    root: Any = None
    has_root: bool = False
    nodes: int = 0
    keys: dict[YamlPath, Span] = field(default_factory=dict)
    values: dict[YamlPath, Span] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)

    def span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        line, column = start.line + self.line_offset + 1, start.column + 1
        if (end.line, end.column) <= (start.line, start.column) or end.line != start.line:
            return Span(self.path, line, column, line, column + 1)
        return Span(self.path, line, column, line, end.column + 1)

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._check_node(event)
            if self._wants_key():
                self._set_key(event)
            else:
                self._put(_scalar(event), event)
        elif kind in (yaml.MappingStartEvent, yaml.SequenceStartEvent):
            self._open(event, {} if kind is yaml.MappingStartEvent else [])
        elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            self.stack.pop()
        elif kind is yaml.AliasEvent:
            raise _RefusedError(
                "PM104", f"alias `*{event.anchor}` is refused", event, "write the value out at this place"
            )
        elif kind is yaml.DocumentStartEvent and self.has_root:
            raise _RefusedError(
                "PM104", "a second document begins here", event, "keep all fields in one document"
            )

    def _check_node(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _RefusedError(
                "PM105", f"more than {MAX_NODES} values", event, "move data out of the front matter"
            )
        if len(self.stack) >= MAX_DEPTH and type(event) is not yaml.ScalarEvent:
            raise _RefusedError("PM105", f"nested deeper than {MAX_DEPTH} levels", event, "flatten the value")
        if event.anchor is not None:
            raise _RefusedError("PM104", f"anchor `&{event.anchor}` is refused", event, "remove the anchor")
        if event.tag is not None:
            raise _RefusedError(
                "PM104",
                f"tag `{_shown_tag(event.tag)}` is refused",
                event,
                "write the plain value, without a tag",
            )

    def _wants_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].data, dict) and self.stack[-1].key is None

    def _set_key(self, event: Any) -> None:
        top = self.stack[-1]
        key = event.value
        if key == "<<":
            raise _RefusedError("PM104", "merge key `<<` is refused", event, "write the fields out")
        path = (*top.path, key)
        if path in self.keys:
            first = self.keys[path]
            self.found.append(
                Diagnostic(
                    "PM106",
                    f"`{key}` is given twice",
                    self.span(event),
                    f"keep one of the two; the first is on line {first.line}",
                )
            )
        else:
            self.keys[path] = self.span(event)
        top.key, top.repeated = key, path in self.values

    def _open(self, event: Any, data: dict[str, Any] | list[Any]) -> None:
        self._check_node(event)
        if self._wants_key():
            raise _RefusedError("PM103", "a key must be plain text", event, "quote the key")
        path = self._put(data, event)
        self.stack.append(_Open(path, data))

    def _put(self, value: Any, event: Any) -> YamlPath:
        path: YamlPath = ()
        if not self.stack:
            self.root, self.has_root = value, True
        else:
            top = self.stack[-1]
            if isinstance(top.data, list):
                path = (*top.path, len(top.data))
                top.data.append(value)
            else:
                key = top.key if top.key is not None else ""
                path = (*top.path, key)
                if (
                    top.repeated
                ):  # of two equal keys the first counts; the other's inside has a path of its own
                    path = (*path, "", len(self.values))
                else:
                    top.data[key] = value
                top.key, top.repeated = None, False
        self.values.setdefault(path, self.span(event))
        return path


def read_yaml(text: str, path: str, line_offset: int = 0) -> tuple[YamlDocument | None, list[Diagnostic]]:
    """Read a YAML mapping. `line_offset` is the number of file lines before the text.

    Nothing is given when the text cannot be read at all; a repeated key is reported and its first value kept.
    """
    if len(text.encode()) > MAX_BYTES:
        message = f"more than {MAX_BYTES} bytes of settings"
        return None, [Diagnostic("PM105", message, Span(path, line_offset + 1), "move data out of this file")]
    builder = _Builder(path, line_offset)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except _RefusedError as refused:
        span = builder.span(refused.event)
        return None, [*builder.found, Diagnostic(refused.code, refused.message, span, refused.help)]
    except yaml.YAMLError as error:
        return None, [*builder.found, explain_syntax(error, text, path, line_offset)]
    if builder.root is None:
        builder.root = {}
    if not isinstance(builder.root, dict):
        span = builder.values.get((), Span(path, line_offset + 1))
        return None, [Diagnostic("PM103", "fields are expected here", span, "write `name: value` lines")]
    return YamlDocument(builder.root, builder.keys, builder.values), builder.found


def _shown_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!", 1)


def _scalar(event: Any) -> Any:
    text: str = event.value
    if event.style not in (None, ""):
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    number: WrittenInt | WrittenFloat
    if _INT.fullmatch(text):
        number = WrittenInt(text)
    elif _FLOAT.fullmatch(text):
        number = WrittenFloat(text)
    else:
        return text
    number.written = text
    return number
