"""Secrets that were found are not shown again: neither in source lines nor in other findings' words."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from postmortem.diagnostics import Diagnostic, Span, first_letters

_LEAST = 8  # a shorter text is an ordinary word elsewhere


def hide_secrets(
    found: Sequence[Diagnostic], lines: Mapping[str, Sequence[str]]
) -> tuple[tuple[Diagnostic, ...], Mapping[str, Sequence[str]]]:
    """The findings and the source lines by path, with dots in place of all but a secret's first letters.

    Dots are as many as what they replace, so that places stay right.
    """
    spans = {d.span for d in found if d.secret}
    if not spans:
        return tuple(found), lines
    hidden = {path: lines[path] for path in {d.span.path for d in found} if path in lines}
    words: set[str] = set()
    for span in spans:
        rows = list(hidden.get(span.path, ()))
        for number, start, end in _parts(span, rows):
            words.add(lines[span.path][number][start:end])
            rows[number] = rows[number][:start] + _dotted(rows[number][start:end]) + rows[number][end:]
        hidden[span.path] = tuple(rows)
    told = sorted((w for w in words if len(w) >= _LEAST), key=len, reverse=True)
    if told:
        hidden = {path: tuple(_replaced(row, told) for row in rows) for path, rows in hidden.items()}
    return tuple(_without(d, told) for d in found), hidden


def _parts(span: Span, rows: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Number (from 0), start and end of each piece of a line that a span covers."""
    for number in range(span.line, min(span.end_line, len(rows)) + 1):
        start = span.column - 1 if number == span.line else 0
        end = span.end_column - 1 if number == span.end_line else len(rows[number - 1])
        yield number - 1, start, end


def _without(diagnostic: Diagnostic, words: Sequence[str]) -> Diagnostic:
    message, help_ = _replaced(diagnostic.message, words), _replaced(diagnostic.help, words)
    if (message, help_) == (diagnostic.message, diagnostic.help):
        return diagnostic
    return replace(diagnostic, message=message, help=help_)


def _replaced(text: str, words: Sequence[str]) -> str:
    for word in words:
        if word in text:
            text = text.replace(word, _dotted(word))
    return text


def _dotted(secret: str) -> str:
    shown = first_letters(secret)
    return shown + "•" * (len(secret) - len(shown))
