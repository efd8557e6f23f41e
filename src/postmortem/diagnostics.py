"""Findings as values, and the few exceptions for the environment.

A `Diagnostic` is what a writer is told: a code, a one-sentence message, a `Span`, and a help line.
Lines and columns count from 1, in characters; an end column is the first one after the span.
"""

from enum import IntEnum

from msgspec import Struct
from msgspec.structs import force_setattr


class Level(IntEnum):
    """How much a finding weighs; errors stop a build."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The level's name in lower case, as settings and outputs write it."""
        return self.name.lower()


class Span(Struct, frozen=True, gc=False, order=True):
    """A place in a source file: `path` is POSIX and relative to the source folder."""

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 0
    end_column: int = 0

    def __post_init__(self) -> None:
        """Let an end that was not given be the start."""
        if self.end_line == 0:
            force_setattr(self, "end_line", self.line)
        if self.end_column == 0:
            force_setattr(self, "end_column", self.column)


class Diagnostic(Struct, frozen=True, gc=False):
    """One finding. `level` is None until the table of codes and the site's settings decide it.

    `secret`: what stands at the span must not be shown again, in no output.
    """

    code: str
    message: str
    span: Span
    help: str = ""
    level: Level | None = None
    secret: bool = False

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of showing: by place, then by code."""
        return (self.span.path, self.span.line, self.span.column, self.code, self.message)


def first_letters(secret: str) -> str:
    """What may be shown of a secret, so that its owner knows which: four letters, fewer of a short one."""
    return secret[: min(4, len(secret) // 3)]


class PostmortemError(Exception):
    """Something around us is in the way; the message says what and what to do. Caught once, in `cli`."""


class OutputError(PostmortemError):
    """The output folder cannot be used or written."""


class SourceError(PostmortemError):
    """The source folder cannot be read."""


class ThemeError(PostmortemError):
    """A theme is missing or one of its templates is broken."""
