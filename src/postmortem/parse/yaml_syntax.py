"""What the YAML parser could not read, in the words of somebody who only wanted to write a field.

The parser names its own state and the place where it gave up; a writer wants the place of the mistake.
"""

import yaml

from postmortem.diagnostics import Diagnostic, Span

_CODE = "PM103"
_COLUMNS = "begin fields of one level in the same column"

# What the parser says, what it means, and what to write; the first part that is found counts.
_MEANINGS: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "no field can begin here", f"{_COLUMNS}, each as `name: value`"),
    ("expected ':'", "this line is no field", "write `name: value`, or join it to the line above"),
    (
        "did not find expected key",
        "text after the end of a value, or a line that is indented differently",
        f"put quotes around the whole value (within them write `''` for `'`), and {_COLUMNS}",
    ),
    (
        "block sequence entries are not allowed",
        "a list begins behind a name",
        "begin each `- ` on a line of its own",
    ),
    ("expected '-' indicator", "a field stands in a list", "begin the line with `- `, or indent it"),
    ("expected <document start>", "the fields have ended above", "keep all fields in one document"),
    ("found a tab character", "a tab indents this line", "indent with spaces"),
    ("unknown escape character", "this `\\` means nothing", "write `\\\\`, or use single quotes"),
)


def explain_syntax(error: yaml.YAMLError, text: str, path: str, line_offset: int) -> Diagnostic:
    """Give the finding for what ended the reading of `text`, which begins after `line_offset` lines."""
    problem = getattr(error, "problem", None) or "it cannot be read"
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None)
    if opened is not None and any(p in problem for p in ("end of stream", "expected ',' or", "expected ':'")):
        mark = opened
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    lines = text.split("\n")
    written = lines[line] if line < len(lines) else ""
    message, advice = _meaning(problem, written[:column], written[column : column + 1])
    span = Span(path, line + line_offset + 1, column + 1)
    return Diagnostic(_CODE, f"not valid YAML: {message}", span, advice)


def _meaning(problem: str, before: str, here: str) -> tuple[str, str]:
    """What the problem at the character `here` is, and what to do."""
    if "end of stream" in problem and here in ("'", '"'):
        return f"this `{here}` is never closed", f"write another `{here}` at the end of the value"
    if "expected ',' or" in problem and here in ("[", "{"):
        close = "]" if here == "[" else "}"
        return f"this `{here}` is never closed", f"write `{close}` at the end, or put the value in quotes"
    if "start any token" in problem and here != "\t":
        return "no value can begin with this character", f'put the value in quotes: "{here}…"'
    if "start any token" in problem:
        return "a tab indents this line", "indent with spaces"
    if "mapping values" in problem and ": " in before:
        return "a second `:` in one value", 'put the value in quotes, as in `title: "API: down"`'
    for part, message, advice in _MEANINGS:
        if part in problem:
            return message, advice
    return problem, "put the value in quotes"
