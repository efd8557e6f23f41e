"""From a place in the body's tokens to a place in the file."""

from collections.abc import Sequence

from msgspec import Struct

from postmortem.diagnostics import Span


class Places(Struct, frozen=True):
    """The lines of a file and how many of them stand before the body."""

    path: str
    lines: tuple[str, ...]
    offset: int

    def line(self, number: int) -> Span:
        """The whole of a body line (counted from 0), from its first word on."""
        number = min(number + self.offset, len(self.lines) - 1)
        text = self.lines[number]
        column = len(text) - len(text.lstrip()) + 1
        return Span(self.path, number + 1, column, number + 1, max(column, len(text.rstrip()) + 1))

    def find(self, lines: Sequence[int] | None, words: str, skip: int = 0) -> Span:
        """Where `words` stand within a token's map, passing over `skip` earlier ones; else its first line."""
        first, last = (lines[0], lines[1]) if lines else (0, len(self.lines))
        for number in range(first + self.offset, min(last + self.offset, len(self.lines))):
            start = self.lines[number].find(words)
            while start >= 0:
                if skip == 0:
                    return Span(self.path, number + 1, start + 1, number + 1, start + 1 + len(words))
                skip -= 1
                start = self.lines[number].find(words, start + len(words))
        return self.line(first)

    def source(self, lines: Sequence[int]) -> tuple[str, ...]:
        """The source lines of a token's map."""
        return self.lines[lines[0] + self.offset : lines[1] + self.offset]
