"""Secrets that were found are not shown again: neither in source lines nor in other findings' words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from postmortem.diagnostics import Diagnostic

_SHOWN = 4
_LEAST = 8  # a shorter text is an ordinary word elsewhere


def hide_secrets(
    found: Sequence[Diagnostic], lines: Mapping[str, Sequence[str]]
) -> tuple[tuple[Diagnostic, ...], dict[str, Sequence[str]]]:
    """The findings and the source lines by path, with dots in place of all but a secret's first letters."""
    hidden = dict(lines)
    words: set[str] = set()
    for span in {d.span for d in found if d.secret}:
        rows = list(hidden.get(span.path, ()))
        for number in range(span.line, min(span.end_line, len(rows)) + 1):
            start = span.column - 1 if number == span.line else 0
            end = span.end_column - 1 if number == span.end_line else len(rows[number - 1])
            row = rows[number - 1]
            words.add(lines[span.path][number - 1][start:end])
            rows[number - 1] = row[:start] + _dots(row[start:end]) + row[end:]
        hidden[span.path] = tuple(rows)
    told = sorted((w for w in words if len(w) >= _LEAST), key=len, reverse=True)
    return tuple(_without(d, told) for d in found), hidden


def _without(diagnostic: Diagnostic, words: Sequence[str]) -> Diagnostic:
    message, help_ = diagnostic.message, diagnostic.help
    for word in words:
        message, help_ = message.replace(word, _dots(word)), help_.replace(word, _dots(word))
    if (message, help_) == (diagnostic.message, diagnostic.help):
        return diagnostic
    return replace(diagnostic, message=message, help=help_)


def _dots(words: str) -> str:
    return words[:_SHOWN] + "•" * (len(words) - _SHOWN)
