"""Text of a report with the place it stands at, and what the writer allowed there.

A `Passage` is what rules read: a run of prose, a code block, an address or a front-matter value. An
`Allowance` is a comment `<!-- postmortem: allow PM501 quoting the customer -->`.
"""

from collections.abc import Sequence

from msgspec import Struct

from postmortem.diagnostics import Span


class Passage(Struct, frozen=True):
    """A run of text, with the source lines it stands on.

    Line breaks of the source are kept in `text`; `section` is the canonical key it stands under, or None.
    `quoted` says that it stands in a block quote; `field` is its path if it is a value of the front matter.
    `column` is the number of its column, from 0, if it is a cell of a table, and -1 if it is none; `is_head`
    says that it is one of the table's head.
    """

    text: str
    section: str | None
    path: str
    line: int
    source: tuple[str, ...]
    quoted: bool = False
    field: tuple[str | int, ...] = ()
    column: int = -1
    is_head: bool = False

    def locate(self, start: int, end: int) -> Span:
        """Where the characters `start` to `end` of `text` stand in the file."""
        words = self.text[start:end].split("\n")[0]
        row = min(self.text.count("\n", 0, start), len(self.source) - 1)
        before = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        column = _nth(self.source[row], words, before.count(words))
        if column < 0:
            row, column = self._elsewhere(words, start, row)
        if column < 0 and words.split():
            # A line end or a mark stands between them in the source: its first word has to do.
            words = words.split()[0]
            row, column = self._elsewhere(words, start, row)
        column = max(column, 0)
        return Span(self.path, self.line + row, column + 1, self.line + row, column + 1 + len(words))

    def _elsewhere(self, words: str, start: int, row: int) -> tuple[int, int]:
        """Row and column where lines of the text are not lines of the source (a folded value)."""
        skip = self.text.count(words, 0, start)
        for number, line in enumerate(self.source):
            column = _nth(line, words, skip)
            if column >= 0:
                return number, column
            skip -= line.count(words)
        return row, self.source[row].rfind(words)


Passages = Sequence[Passage]


def _nth(line: str, words: str, skip: int) -> int:
    """The column of the occurrence after `skip` others, or -1."""
    column = -1
    for _ in range(skip + 1):
        column = line.find(words, column + 1)
        if column < 0:
            return -1
    return column


class Allowance(Struct, frozen=True):
    """Findings that a report asks to be silent about: their codes, and why. Not yet judged."""

    codes: tuple[str, ...]
    reason: str
    span: Span
