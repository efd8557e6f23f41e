"""A source file as text: decoded, checked for what no report may hold, split into front matter and body.

Lines are kept as the writer wrote them (without line ends), so that spans and carets point at the truth.
"""

import re

from msgspec import Struct

from postmortem.diagnostics import Diagnostic, Span

MAX_BYTES = 1_000_000
_SHOWN_BYTES = 100_000

# Control characters, byte order marks inside, and the two separators that some readers take for line ends.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LINE_END = re.compile("\r\n|\r|\n")
_FENCE = re.compile(r"---[ \t]*")
_CLOSE = re.compile(r"(---|\.\.\.)[ \t]*")


class SourceText(Struct, frozen=True):
    """A file in two parts; `front` starts on line 2 of the file, `body` after `body_offset` lines."""

    path: str
    lines: tuple[str, ...]
    front: str
    body: str
    body_offset: int


def decode_source(data: bytes, path: str) -> tuple[tuple[str, ...] | None, list[Diagnostic]]:
    """Give the lines of a UTF-8 file, without a byte order mark; every kind of line end is understood."""
    if len(data) > MAX_BYTES:
        return None, [
            Diagnostic(
                "PM105",
                f"the file has `{len(data)}` bytes; at most {MAX_BYTES} are read",
                Span(path),
                "move logs and dumps out of the report and link to them",
            )
        ]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _place(data[: error.start].decode("utf-8", "replace"))
        return None, [
            Diagnostic(
                "PM101",
                f"byte `0x{data[error.start]:02x}` is not UTF-8",
                Span(path, line, column),
                "save the file as UTF-8 (in an editor: “Save with encoding”)",
            )
        ]
    text = text.removeprefix("\ufeff")
    if found := _FORBIDDEN.search(text):
        line, column = _place(text[: found.start()])
        return None, [
            Diagnostic(
                "PM101",
                f"character `U+{ord(found[0]):04X}` cannot stand in a report",
                Span(path, line, column, line, column + 1),
                "delete it, or write an ordinary space or line end; it cannot be seen in an editor",
            )
        ]
    return tuple(_LINE_END.split(text) if "\r" in text else text.split("\n")), []


def lines_of(data: bytes) -> tuple[str, ...]:
    """The first lines of any bytes, for showing; what is not UTF-8 in them becomes U+FFFD."""
    return tuple(_LINE_END.split(data[:_SHOWN_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")))


def split_report(lines: tuple[str, ...], path: str) -> tuple[SourceText | None, list[Diagnostic]]:
    """Separate the front matter (between two lines `---`) from the body."""
    if not _FENCE.fullmatch(lines[0]):
        return None, [_no_front_matter(lines, path)]
    for number, line in enumerate(lines[1:], start=1):
        if _CLOSE.fullmatch(line):
            front = "\n".join(lines[1:number]) + "\n"
            body = "\n".join(lines[number + 1 :])
            return SourceText(path, lines, front, body, number + 1), []
    return None, [
        Diagnostic(
            "PM102",
            "the front matter is never closed",
            Span(path, 1, 1, 1, len(lines[0]) + 1),
            "write a line `---` after the last field",
        )
    ]


def _no_front_matter(lines: tuple[str, ...], path: str) -> Diagnostic:
    number = next((number for number, line in enumerate(lines, start=1) if line.strip()), 1)
    line = lines[number - 1]
    span = Span(path, number, 1, number, len(line) + 1)
    if _FENCE.fullmatch(line):
        return Diagnostic(
            "PM102",
            "the front matter does not begin on the first line",
            span,
            "delete the empty lines above it",
        )
    help_ = "start the file with a line `---`, then `title: …`, then a line `---`"
    return Diagnostic("PM102", "the report has no front matter", span, help_)


def _place(before: str) -> tuple[int, int]:
    """Line and column, from 1, of what follows the text."""
    lines = _LINE_END.split(before.removeprefix("\ufeff"))
    return len(lines), len(lines[-1]) + 1
