"""Source lines as a public log may show them: what is not published is blank, at its place.

Blank are internal parts, comments in Markdown and in YAML, names of reports outside the edition, and what
site.yml says of safety. Everything else stays where it is, so that carets point at the right thing.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from unicodedata import normalize
from urllib.parse import unquote

from postmortem.edge.sources import SETTINGS_FILE
from postmortem.model.reading import Reading

_FENCES = ("---", "...")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_YAML_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$")
_TOP_LEVEL = re.compile(r"[^\s#-]")


class PublicLines(Mapping[str, Sequence[str]]):
    """Source path to lines; nothing is read before it is asked for."""

    def __init__(
        self, lines: Mapping[str, Sequence[str]], readings: Mapping[str, Reading], names: Collection[str]
    ) -> None:
        self._lines, self._readings, self._names = lines, readings, names

    def __getitem__(self, path: str) -> Sequence[str]:
        """The lines of a report, or of the settings."""
        lines = self._lines[path]
        front = len(lines) if path == SETTINGS_FILE else _front(lines)
        shown = [_YAML_COMMENT.sub(_blank, line) for line in lines[:front]]
        shown += _COMMENT.sub(_blank, "\n".join(lines[front:])).split("\n") if lines[front:] else []
        hidden = set(_about_safety(lines)) if path == SETTINGS_FILE else set()
        hidden.update(_internal(lines, front, self._readings.get(path)))
        for at, line in enumerate(shown):
            if at in hidden or any(name in folded(line) for name in self._names):
                shown[at] = ""
        return tuple(shown)

    def __iter__(self) -> Iterator[str]:
        """Every path."""
        return iter(self._lines)

    def __len__(self) -> int:
        """How many files there are."""
        return len(self._lines)


def folded(text: str) -> str:
    """Text as names are compared: whatever its case, its accents, and its percent signs for letters."""
    return normalize("NFKC", normalize("NFKC", unquote(text)).casefold())


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _front(lines: Sequence[str]) -> int:
    """How many lines the front matter takes, with both of its fences; all if it is never closed."""
    return next((n for n, line in enumerate(lines[1:], start=2) if line.strip() in _FENCES), len(lines))


def _about_safety(lines: Sequence[str]) -> Iterator[int]:
    """The lines (from 0) of the settings that name what must not be published."""
    inside = False
    for at, line in enumerate(lines):
        if _TOP_LEVEL.match(line):
            inside = line.startswith("safety")
        if inside:
            yield at


def _internal(lines: Sequence[str], front: int, reading: Reading | None) -> Iterator[int]:
    """The lines (from 0) that hold an internal part."""
    for secret in reading.secrets if reading else ():
        if secret.span.line <= front:  # a value may go on over lines that its place does not tell
            yield from range(front)
        else:
            yield from range(secret.span.line - 1, min(secret.span.end_line, len(lines)))
