r"""References to other source files inside rendered HTML, to be resolved when a page's address is known.

The Markdown stage cannot know where a report or an image will be published, so it writes each local
target between two NUL characters (which no source may contain):  `href="\0path/of/source.md#frag\0"`.
The path is POSIX and relative to the source folder. Whoever renders a page replaces them all.
"""

import re
from collections.abc import Callable
from html import escape, unescape

_REFERENCE = re.compile("\0([^\0]*)\0")


def mark_reference(target: str) -> str:
    """The placeholder for a source path with an optional `#fragment`."""
    return f"\0{target}\0"


def resolve_references(html: str, resolve: Callable[[str], str]) -> str:
    """The HTML with every placeholder replaced by what `resolve` gives for its target, as an address."""
    if "\0" not in html:
        return html
    return _REFERENCE.sub(lambda found: escape(resolve(unescape(found[1])), quote=True), html)
