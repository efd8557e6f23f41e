"""Front matter for one audience: what stays inside is cut as it is read.

That is the `internal:` mapping, actions with `audience: internal`, and `[words]{.internal}` in any text. In
an internal edition only the marks go, the words stay. A field or list item of which nothing is left is gone.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping
from typing import Any

from msgspec import Struct, field

from postmortem.diagnostics import Diagnostic, Span
from postmortem.model.marking import MarkedText
from postmortem.model.report import Audience
from postmortem.model.secrets import Secret
from postmortem.parse.internal_marks import SPAN_HELP, SPAN_MARK, WORD, is_near, may_hold_mark, span_like
from postmortem.parse.redaction.spaces import single_spaced, with_spaces
from postmortem.parse.strict_yaml import YamlDocument, YamlPath

# Where a mark began and ended in a text that is being taken apart: no characters, so that no text has them.
_OPENED, _CLOSED = "\ufdd0", "\ufdd1"
_BORDERS = re.compile(f"([{_OPENED}{_CLOSED}])")
_UNREADABLE = "…"  # stands for a text whose mark could not be understood


class SeenFields(Struct, frozen=True):
    """A document as the audience may see it, places under their new numbers; what is wrong; what was cut.

    `marked` has the texts of an internal edition in which something is internal, in parts.
    """

    document: YamlDocument
    found: list[Diagnostic]
    secrets: tuple[Secret, ...]
    marked: Mapping[YamlPath, MarkedText]


def redact_fields(document: YamlDocument, audience: Audience, path: str) -> SeenFields:
    """Cut from the document what the audience may not see."""
    reader = _Reader(document, audience, path)
    data = reader.fields(document.data, ())
    keys, values = document.keys, document.values
    if reader.gone:
        keys, values = (_renumbered(places, reader.gone) for places in (keys, values))
    return SeenFields(YamlDocument(data, keys, values), reader.found, tuple(reader.secrets), reader.marked)


class _Reader(Struct):
    """Copies a document; `gone` are the paths of what is cut as a whole."""

    document: YamlDocument
    audience: Audience
    path: str
    found: list[Diagnostic] = field(default_factory=list)
    gone: set[YamlPath] = field(default_factory=set)
    secrets: list[Secret] = field(default_factory=list)
    marked: dict[YamlPath, MarkedText] = field(default_factory=dict)

    def fields(self, mapping: Mapping[str, Any], at: YamlPath) -> dict[str, Any]:
        seen = {}
        for key, item in mapping.items():
            if span_like(key):
                self._misspelt(self.document.keys.get((*at, key)))
            value = self._value(item, (*at, key))
            if _hides_nothing(key, item, at):
                self._misspelt(self.document.keys.get((*at, key)))
                self._keep_secret(item, (*at, key))
                if self.audience is Audience.PUBLIC:
                    self.gone.add((*at, key))
            if (*at, key) not in self.gone:
                seen[key] = value
        return seen

    def _items(self, items: list[Any], at: YamlPath) -> list[Any]:
        seen = [self._value(item, (*at, number)) for number, item in enumerate(items)]
        return [value for number, value in enumerate(seen) if (*at, number) not in self.gone]

    def _value(self, value: Any, at: YamlPath) -> Any:
        if self.audience is Audience.PUBLIC and _stays_inside(value, at):
            self.gone.add(at)
            self._keep_secret(value, at)
            return None
        if isinstance(value, dict):
            if _is_action(at) and value.get("audience", Audience.PUBLIC) not in tuple(Audience):
                self._keep_secret(value, at)  # nobody knows who may see it
                self._misspelt(self.document.values.get((*at, "audience")))
            return self._left(value, self.fields(value, at), at)
        if isinstance(value, list):
            return self._left(value, self._items(value, at), at)
        if not isinstance(value, str):
            return value
        if may_hold_mark(value):
            seen = self._text(value, at)
            return value if _decides(at) else seen
        return value if at[0] == "extra" else single_spaced(value)

    def _left(self, before: Collection[Any], seen: Collection[Any], at: YamlPath) -> Any:
        """What is left of a list or mapping, which goes as well if cutting left it empty."""
        if before and not seen:
            self.gone.add(at)
        return seen

    def _text(self, text: str, at: YamlPath) -> str:
        shown, whole, cut = redact_text(text, self.audience)
        self.secrets += [Secret(words, self._span(at)) for words in cut]
        if not whole:
            self._misspelt(self.document.values.get(at))
        elif self.audience is Audience.INTERNAL and SPAN_MARK in text:
            self.marked[at] = marked_parts(text)
        elif text.strip() and not shown.strip() and not _decides(at):
            self.gone.add(at)
        return shown

    def _keep_secret(self, value: Any, at: YamlPath) -> None:
        """Remember all texts in what is cut as a whole."""
        if isinstance(value, dict):
            for key, item in value.items():
                self.secrets.append(Secret(key, self._span((*at, key))))
                self._keep_secret(item, (*at, key))
        elif isinstance(value, list):
            for number, item in enumerate(value):
                self._keep_secret(item, (*at, number))
        elif value is not None:
            self.secrets.append(Secret(str(getattr(value, "written", value)), self._span(at)))

    def _span(self, at: YamlPath) -> Span:
        return self.document.values.get(at, Span(self.path))

    def _misspelt(self, span: Span | None) -> None:
        message = "an internal mark is not closed or misspelt"
        self.found.append(Diagnostic("PM210", message, span or Span(self.path), SPAN_HELP))


def _stays_inside(value: Any, at: YamlPath) -> bool:
    """Whether a value is for an internal edition alone."""
    if at[-1] == WORD and at[0] in (WORD, "extra"):
        return True
    return _is_action(at) and isinstance(value, dict) and value.get("audience") == WORD


def _hides_nothing(key: str, value: Any, at: YamlPath) -> bool:
    """Whether a field was meant to keep something inside, at a place where it does not or misspelt."""
    if key == "audience":
        return bool(at) and at[0] != WORD and not _is_action(at) and isinstance(value, str) and is_near(value)
    return is_near(key) and at[:1] != (WORD,) and not (key == WORD and (not at or at[0] == "extra"))


def _is_action(at: YamlPath) -> bool:
    return len(at) == 2 and at[0] == "actions"


def _decides(at: YamlPath) -> bool:
    """Whether a field says who may see something: it is taken as written, a mark makes it a wrong value."""
    return at in (("audience",), ("status",), ("embargo_until",)) or (
        at[-1] == "audience" and _is_action(at[:-1])
    )


def _renumbered(places: Mapping[YamlPath, Span], gone: set[YamlPath]) -> dict[YamlPath, Span]:
    """The places of what is left, with list items counted anew."""
    numbers: dict[YamlPath, list[int]] = {}
    for *parent, last in gone:
        if isinstance(last, int):
            numbers.setdefault(tuple(parent), []).append(last)
    for removed in numbers.values():
        removed.sort()
    result: dict[YamlPath, Span] = {}
    for path, span in places.items():
        if any(path[:length] in gone for length in range(1, len(path) + 1)):
            continue
        counted = tuple(
            part - bisect_left(numbers.get(path[:i], ()), part) if isinstance(part, int) else part
            for i, part in enumerate(path)
        )
        result[counted] = span
    return result


def redact_text(text: str, audience: Audience) -> tuple[str, bool, tuple[str, ...]]:
    """One text without its internal spans, and these; false if a mark could not be understood.

    In an internal edition nothing is cut, and only the marks go.
    """
    public = audience is Audience.PUBLIC
    cut = []
    misplaced = _is_misplaced(text)
    while (close := text.find(SPAN_MARK)) >= 0:
        start, end = _opening_bracket(text, close - 1), close + len(SPAN_MARK)
        if start is None:
            return (_UNREADABLE if public else text), False, ()
        inside = text[start + 1 : close - 1]
        if public:
            cut.append(inside)
            start, end = with_spaces(text, start, end)
            text = (text[:start] + text[end:]).strip(" \t")
        else:
            text = text[:start] + inside + text[end:]
    # Nothing is a comment here: it would be published as it is written.
    whole = not span_like(text) and not misplaced and "<!--" not in text
    text = single_spaced(text)
    return (text if whole or not public else _UNREADABLE), whole, tuple(cut)


def _is_misplaced(text: str) -> bool:
    """Whether a span hides nothing, or stands behind words in brackets that were to be hidden with it."""
    spans = []
    close = text.find(SPAN_MARK)
    while close >= 0:
        start = _opening_bracket(text, close - 1)
        if start is not None:
            spans.append((start, close))
        close = text.find(SPAN_MARK, close + 1)
    return any(
        not text[start + 1 : close - 1].strip() or text[:start].rstrip().endswith("]")
        for start, close in spans
        if not any(one < start and close < other for one, other in spans)
    )


def marked_parts(text: str) -> MarkedText:
    """A text in parts, without the signs of its marks; all its marks are closed."""
    while (close := text.find(SPAN_MARK)) >= 0:
        start = _opening_bracket(text, close - 1) or 0
        inside = text[start + 1 : close - 1]
        text = f"{text[:start]}{_OPENED}{inside}{_CLOSED}{text[close + len(SPAN_MARK) :]}"
    parts, depth = [("", False)], 0
    for words in _BORDERS.split(single_spaced(text)):
        if words in (_OPENED, _CLOSED):
            depth += 1 if words == _OPENED else -1
        elif words and parts[-1][1] == (depth > 0):
            parts[-1] = (parts[-1][0] + words, depth > 0)
        elif words:
            parts.append((words, depth > 0))
    return tuple(part for part in parts if part[0])


def _opening_bracket(text: str, close: int) -> int | None:
    """The place of the `[` that the `]` at `close` closes."""
    if close < 0 or text[close] != "]":
        return None
    depth = 0
    for i in range(close, -1, -1):
        depth += {"]": 1, "[": -1}.get(text[i], 0)
        if depth == 0:
            return i
    return None
