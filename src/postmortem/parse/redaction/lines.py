"""The lines of a body as Markdown sees them: where runs of text stand, and which lines hold nothing else.

`learn` takes in the block tokens; `whole` widens stretches that are to be cut to the lines they leave empty.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

_QUOTE = re.compile(r"[ \t>]*")
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t]+\[[ xX]\])?[ \t]*")
_HEADING = re.compile(r"[ \t>]*#{1,6}[ \t#]*")
_ROW = re.compile(r"[ \t>]*\|[ \t|]*")


class Lines:
    """One body; lines and places count from 0."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self._starts = [0]
        for line in self.lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._items: dict[int, int] = {}
        self._underlined: list[tuple[int, int]] = []
        self._heads: set[int] = set()

    def place(self, at: int) -> tuple[int, int]:
        """Line and column of a character."""
        line = min(bisect_right(self._starts, at), len(self.lines)) - 1
        return line, at - self._starts[line]

    def learn(self, tokens: Sequence[Token]) -> None:
        """Take in where list items, headings with a line below them, and heads of tables stand."""
        for token in tokens:
            if token.map is None:
                continue
            first, last = token.map
            if token.type == "list_item_open":
                self._items[first] = last
            elif token.type == "heading_open" and not token.markup.startswith("#"):
                self._underlined.append((first, last))
            elif token.type == "thead_open":
                self._heads.add(first)

    def runs(self, tokens: Sequence[Token]) -> Iterator[tuple[Token, Sequence[int]]]:
        """Each run of text with the place of each of its characters."""
        used: dict[int, int] = {}
        lines: Sequence[int] = (0, 1)
        for index, token in enumerate(tokens):
            lines = token.map or lines
            if token.type != "inline":
                continue
            if tokens[index - 1].type in ("td_open", "th_open"):
                places = self._in_cell(token.content, lines[0], used)
            else:
                places = self._in_lines(token.content, lines[0])
            yield token, places

    def _in_lines(self, content: str, first: int) -> list[int]:
        """Places of a text whose lines are the ends of source lines, but for spaces and closing signs."""
        places: list[int] = []
        for row, line in enumerate(content.split("\n"), start=first):
            words = line.lstrip(" \t")
            column = self.lines[row].rfind(words) - (len(line) - len(words))
            places.extend(range(self._starts[row] + column, self._starts[row] + column + len(line)))
            places.append(self._starts[row + 1] - 1)
        return places

    def _in_cell(self, content: str, row: int, used: dict[int, int]) -> list[int]:
        """Places of a cell's text, in which every `|` was written with a backslash."""
        source, start = self.lines[row], used.get(row, 0)
        found = re.compile(re.escape(content).replace(r"\|", r"\\?\|")).search(source, start)
        if found is None:
            return [self._starts[row]] * (len(content) + 1)
        used[row] = found.end()
        places = []
        at = found.start()
        for char in content:
            at += char == "|" and source[at] == "\\"
            places.append(self._starts[row] + at)
            at += 1
        return places

    def whole(self, gone: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """The stretches with all lines of which nothing else is left.

        Where a list item's first line is empty then, what stands below it in the item takes its place.
        """
        dropped: set[int] = set()
        lifted: list[tuple[int, int]] = []
        for first, last in reversed(self._groups(gone)):
            left = self._left(first, last, gone)
            below = self._below(last, first, dropped, gone) if _ITEM.fullmatch(left) else None
            if below is not None:
                lifted.append((self._starts[last + 1] - 1, self._inside(below, len(left))))
            elif self._is_nothing(left, first):
                dropped.update(range(first, last + 1))
        for first, end in self._underlined:
            if dropped.issuperset(range(first, end - 1)):
                dropped.add(end - 1)
        stretches = [*gone, *lifted, *((self._starts[line], self._starts[line + 1]) for line in dropped)]
        joined: list[tuple[int, int]] = []
        for start, end in sorted((start, min(end, len(self.text))) for start, end in stretches):
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return joined

    def _groups(self, gone: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """First and last line of what the stretches touch, those on the same lines together."""
        groups: list[tuple[int, int]] = []
        for start, end in gone:
            first, last = self.place(start)[0], self.place(end)[0]
            if groups and first <= groups[-1][1]:
                groups[-1] = (groups[-1][0], max(last, groups[-1][1]))
            else:
                groups.append((first, last))
        return groups

    def _left(self, first: int, last: int, gone: Sequence[tuple[int, int]]) -> str:
        """What is left of lines when the stretches are gone."""
        at, finish = self._starts[first], self._starts[last + 1] - 1
        left = ""
        for number in range(bisect_right(gone, at, key=lambda stretch: stretch[1]), len(gone)):
            start, end = gone[number]
            if start > finish:
                break
            left += self.text[at : max(start, at)]
            at = max(at, end)
        return left + self.text[at:finish]

    def _is_nothing(self, left: str, line: int) -> bool:
        """Whether what is left of a line says nothing."""
        if _ROW.fullmatch(left):
            return line not in self._heads
        return any(signs.fullmatch(left) for signs in (_QUOTE, _HEADING, _ITEM))

    def _below(self, last: int, first: int, dropped: set[int], gone: Sequence[tuple[int, int]]) -> int | None:
        """The first line with something left in it below those of a list item that begins on `first`."""
        rows = range(last + 1, self._items.get(first, 0))
        left = (r for r in rows if r not in dropped and not _QUOTE.fullmatch(self._left(r, r, gone)))
        return next(left, None)

    def _inside(self, line: int, width: int) -> int:
        """Where a line begins inside of a list item whose own signs are that wide."""
        signs = _QUOTE.match(self.lines[line])
        return self._starts[line] + min(width, len(signs[0]) if signs else 0)
