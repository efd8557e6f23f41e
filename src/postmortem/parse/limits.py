"""How much a body may hold, so that no text can keep the parser busy for seconds.

Real reports are a hundred times smaller. What is beyond a limit is not read and reported at its place.
"""

from markdown_it.rules_core import StateCore

MAX_LINES = 20_000
MAX_CELLS = 50_000
MAX_INLINE = 20_000
MAX_BRACKETS = 1_000
MAX_TASKS = 2_000

# The cost of a run of text grows with the square of its brackets; this bounds the sum over a body.
_MAX_EFFORT = 4 * MAX_BRACKETS**2
_HELP = "break it up, or put it in a code block"

TooLarge = tuple[int, str, str]


def limit_lines(text: str) -> tuple[str, TooLarge | None]:
    """Give what of a body is read, and what is wrong from which line on (counted from 0)."""
    lines = text.split("\n")
    cells = 0
    for number, line in enumerate(lines):
        cells += line.count("|")
        if number < MAX_LINES and cells <= MAX_CELLS:
            continue
        what = f"more than {MAX_LINES} lines" if number >= MAX_LINES else f"more than {MAX_CELLS} `|`"
        help_ = "move logs and data out of the report and link to them"
        return "\n".join(lines[:number]), (number, f"the report has {what}; the rest is not read", help_)
    return text, None


def limit_inline(state: StateCore) -> None:
    """Leave runs of text unread that would take long, and report them to `env["too_large"]`."""
    line = effort = tasks = 0
    for token in state.tokens:
        line = token.map[0] if token.map else line
        if token.type != "inline":
            continue
        brackets = token.content.count("[")
        effort += brackets**2
        tasks += token.content.startswith(("[ ] ", "[x] ", "[X] "))
        message = ""
        if len(token.content) > MAX_INLINE:
            message = f"`{len(token.content)}` characters in one run of text; at most {MAX_INLINE} are read"
        elif brackets > MAX_BRACKETS:
            message = f"`{brackets}` brackets in one run of text; at most {MAX_BRACKETS} are read"
        elif effort > _MAX_EFFORT and brackets > 1:
            message = "too many brackets in this report; they are not read from here on"
        elif tasks > MAX_TASKS:
            message = f"more than {MAX_TASKS} task items; they are not read from here on"
        if message:
            state.env["too_large"].append((line, message, _HELP))
            token.content = "…"
