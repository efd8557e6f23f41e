"""Findings for people: message, place, the source line with a caret under it, and what to do."""

import textwrap
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from postmortem.diagnostics import Diagnostic, Level

Paint = Callable[[str, str], str]

_COLOUR = {Level.ERROR: "red", Level.WARNING: "yellow", Level.INFO: "cyan"}


def plain(text: str, _colour: str) -> str:
    """Paint nothing."""
    return text


def format_text(
    found: Sequence[Diagnostic], lines: Mapping[str, Sequence[str]], *, paint: Paint = plain, width: int = 80
) -> str:
    """Give one block a finding, with an empty line after each; `lines` are the source lines by path."""
    return "".join(
        _block(diagnostic, lines.get(diagnostic.span.path, ()), paint, width) + "\n\n" for diagnostic in found
    )


def _block(diagnostic: Diagnostic, lines: Sequence[str], paint: Paint, width: int) -> str:
    level = diagnostic.level or Level.ERROR
    span = diagnostic.span
    head = f"{level.word}[{diagnostic.code}]"
    first = paint(head, _COLOUR[level]) + _wrapped(": " + printable(diagnostic.message), len(head), width)
    block = [first, paint("  --> ", "blue") + f"{printable(span.path)}:{span.line}:{span.column}"]
    if 0 < span.line <= len(lines) and lines[span.line - 1].strip():
        block += _excerpt(diagnostic, lines[span.line - 1], paint, _COLOUR[level], width)
    if diagnostic.help:
        block.append(_advice(diagnostic.help, width))
    return "\n".join(block)


@lru_cache(maxsize=512)  # many findings have the same
def _advice(text: str, width: int) -> str:
    return textwrap.fill(
        printable(text), max(width, 40), initial_indent="  = help: ",
        subsequent_indent=" " * 10, break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _wrapped(text: str, taken: int, width: int) -> str:
    if taken + len(text) <= max(width, 40) and "  " not in text and text.strip() == text:
        return text  # nothing to wrap, as mostly
    lines = textwrap.wrap(
        text, max(width, 40), initial_indent=" " * taken, subsequent_indent="    ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return "\n".join(lines)[taken:] if lines else text


def _excerpt(diagnostic: Diagnostic, line: str, paint: Paint, colour: str, width: int) -> list[str]:
    """The source line, cut to the width around the place, and carets below it."""
    span = diagnostic.span
    gutter = len(str(span.line))
    room = max(width, 40) - gutter - 4
    start = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    end = max(start + 1, min(end, len(line)))
    cut = 0
    if columns(line[:end]) > room:
        cut = max(0, start - room // 3)
    shown = line[cut:]
    prefix = "…" if cut else ""
    while columns(prefix + shown) > room and len(shown) > 1:
        shown = shown[: max(1, len(shown) - max(1, (columns(prefix + shown) - room) // 2))]
    tail = "…" if cut + len(shown) < len(line) else ""
    before = columns(prefix + line[cut:start])
    under = max(1, min(columns(line[start:end]), room - before))
    edge = paint("|", "blue")
    number = paint(str(span.line), "blue")
    return [
        f"{' ' * gutter} {edge}",
        f"{number} {edge} {printable(prefix + shown + tail)}",
        f"{' ' * gutter} {edge} {' ' * before}{paint('^' * under, colour)}",
    ]


def columns(text: str) -> int:
    """How many terminal columns a text takes when it is shown by `printable`."""
    shown = printable(text)
    if shown.isascii():
        return len(shown)
    total = 0
    for char in shown:
        if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Me"):
            continue
        total += 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
    return total


def printable(text: str) -> str:
    """The text with tabs widened and everything that could steer a terminal made visible."""
    if text.isprintable():
        return text
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    if char == "\t":
        return "    "
    if char == "\n":
        return " "
    return char if char.isprintable() else f"<U+{ord(char):04X}>"
