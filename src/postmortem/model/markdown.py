r"""The Markdown of a report as its audience may have it, with places left open for addresses.

Control characters, which no source may hold, mark what depends on where other things are published:

    \1[words\3](\0target\0 "title")\2     a link or image; without an address its words stay
    \1[label]: \0target\0 "title"\4\2     the definition of one; without an address nothing stays
"""

import re
from collections.abc import Callable

START, END, WORDS_END, DEFINITION_END = "\1", "\2", "\3", "\4"

_INNERMOST = re.compile("\1([^\1\2]*)\2")
_TARGET = re.compile("\0([^\0]*)\0")
_PLAIN = re.compile(r"[^\s()<>\\]+")


def resolve_markdown(text: str, resolve: Callable[[str], str | None]) -> str:
    """The text with the address that `resolve` gives for each target; without links where that is None."""
    while START in text:  # an image may stand in a link
        text = _INNERMOST.sub(lambda found: _resolved(found[1], resolve), text)
    return text


def _resolved(written: str, resolve: Callable[[str], str | None]) -> str:
    target = _TARGET.search(written)
    address = resolve(target[1]) if target else None
    if target is None or address is None:
        words, end, _ = written.partition(WORDS_END)
        return words.removeprefix("!").removeprefix("[") if end else ""
    shown = address if _PLAIN.fullmatch(address) else f"<{address}>"
    whole = written[: target.start()] + shown + written[target.end() :]
    return whole.replace(WORDS_END, "]").replace(DEFINITION_END, "")
