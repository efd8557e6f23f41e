"""What a timeline is read with: the report's zone and language, its source lines, and a renderer."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markdown_it.token import Token
from msgspec import Struct

from postmortem.diagnostics import Span
from postmortem.parse.tokens import block_text


class TimelineContext(Struct, frozen=True):
    """The report around a timeline.

    `path` is for spans, `lang` and `zone` are the report's. `started` is the start of impact with a fixed
    offset, which gives the first date. `date_order` is "day-first", "month-first" or None, for 10/02/2023.
    `lines` are all lines of the source file; line n (from 0) of a token's map is file line n + `offset` + 1.
    `render` makes HTML of block tokens, `words` their plain text as it is shown. `title` is the words of the
    timeline's heading; `zone_given` says that the report names its zone itself, so that no sentence above the
    entries can. `moments` are the incident's times that the front matter gives.
    """

    path: str
    lang: str
    zone: ZoneInfo
    started: datetime | None
    date_order: str | None
    lines: tuple[str, ...]
    offset: int
    render: Callable[[Sequence[Token]], str]
    title: str = ""
    title_row: int = -1
    zone_given: bool = True
    moments: tuple[datetime, ...] = ()
    words: Callable[[Sequence[Token]], str] = block_text

    def indent(self, row: int) -> int:
        """The column (from 0, a tab to the next multiple of 4) at which a token's line begins."""
        line = self._line(row)
        if "\t" in line:
            line = line.expandtabs(4)
        return len(line) - len(line.lstrip())

    def find(self, rows: range, words: str) -> Span | None:
        """The first place of words in some of a token's lines."""
        found = next((row for row in rows if words in self._line(row)), None)
        return None if found is None else self.span(found, words)

    def span(self, row: int, label: str) -> Span:
        """The place of a label in a token's line, or of its first word, or of the line's text."""
        source = self._line(row)
        number = max(row + self.offset + 1, 1)
        column = source.find(label) + 1 if label else 0
        if column:
            return Span(self.path, number, column, number, column + len(label))
        word = label.split(maxsplit=1)[0] if label.strip() else ""
        column = source.find(word) + 1 if word else 0
        if column:
            return Span(self.path, number, column, number, column + len(word))
        first = len(source) - len(source.lstrip()) + 1
        return Span(self.path, number, first, number, max(len(source.rstrip()) + 1, first))

    def _line(self, row: int) -> str:
        """The source line of a token's map, empty where there is none."""
        index = row + self.offset
        return self.lines[index] if 0 <= index < len(self.lines) else ""
