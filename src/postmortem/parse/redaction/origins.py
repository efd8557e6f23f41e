"""From a place in a body without its internal parts back to the place in the file."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from postmortem.diagnostics import Span
from postmortem.model.passage import Passage

ValueT = TypeVar("ValueT")


class Cut(Struct, frozen=True):
    """A body and what is left of it; `kept` are the stretches of `source` that make up `text`, in order.

    `offset` is the number of file lines before the body.
    """

    source: str
    text: str
    kept: tuple[tuple[int, int], ...]
    offset: int

    def in_file(self, value: ValueT) -> ValueT:
        """A value with every place in it as in the file: spans, passages, and whatever holds them."""
        if self.text == self.source:
            return value
        result: ValueT = _Way(self).moved(value)
        return result


class _Way:
    """The way back, with the beginnings of lines and stretches at hand."""

    def __init__(self, cut: Cut) -> None:
        self._offset = cut.offset
        self._kept = cut.kept
        self._source = cut.source
        self._lines = cut.text.split("\n")
        self._starts = _line_starts(cut.text)
        self._file_starts = _line_starts(cut.source)
        begins, total = [], 0
        for start, end in cut.kept:
            begins.append(total)
            total += end - start
        self._begins = begins

    def moved(self, value: Any) -> Any:
        """The value with every place in it moved."""
        if isinstance(value, Span):
            return self._span(value)
        if isinstance(value, Passage):
            return self._passage(value)
        if isinstance(value, tuple | list):
            return type(value)(map(self.moved, value))
        if isinstance(value, Struct):
            changed = {name: self.moved(getattr(value, name)) for name in value.__struct_fields__}
            return replace(value, **changed)
        return value

    def _span(self, span: Span) -> Span:
        if span.line <= self._offset:
            return span
        line, column = self._place(span.line, span.column)
        end_line, end_column = self._place(span.end_line, max(span.end_column - 1, 1))
        if (span.end_line, span.end_column) == (span.line, span.column):
            return Span(span.path, line, column)
        return Span(span.path, line, column, end_line, end_column + 1)

    def _place(self, line: int, column: int) -> tuple[int, int]:
        """Line and column in the file of a character in the text, all from 1."""
        row = min(line - self._offset, len(self._starts)) - 1
        at = self._at(self._starts[row] + column - 1)
        number = bisect_right(self._file_starts, at) - 1
        return number + 1 + self._offset, at - self._file_starts[number] + 1

    def _at(self, position: int) -> int:
        """The place in the source of a character of the text."""
        if not self._begins:
            return 0
        index = max(bisect_right(self._begins, position) - 1, 0)
        return self._kept[index][0] + position - self._begins[index]

    def _passage(self, passage: Passage) -> Passage:
        """The passage on lines of the file, in which what was cut is blank.

        Where lines were cut between its own, its text has as many line ends more.
        """
        if passage.line <= self._offset:
            return passage
        first, _ = self._place(passage.line, 1)
        source: list[str] = []
        text = passage.text.split("\n")
        for row, written in enumerate(passage.source):
            number, _ = self._place(passage.line + row, 1)
            for _ in range(number - first - len(source)):
                text[len(source) : len(source)] = [""] if len(source) < len(text) else []
                source.append("")
            source.append(self._line(passage.line + row, written))
        return replace(passage, text="\n".join(text), line=first, source=tuple(source))

    def _line(self, line: int, written: str) -> str:
        """A line of the text with its characters in the columns that they have in the file."""
        start = self._starts[line - self._offset - 1]
        number, _ = self._place(line, 1)
        begin = self._file_starts[number - 1 - self._offset]
        end = self._source.find("\n", begin)
        result = ""
        for index, char in enumerate(written):
            at = self._at(start + index)
            if end < 0 or at < end:
                result = result.ljust(at - begin)
            result += char
        return result


def _line_starts(text: str) -> Sequence[int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts[:-1]
