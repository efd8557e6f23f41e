"""References to source files made into addresses, and what remains of a link that leads nowhere.

A target that this edition does not have leaves its text and no trace of its name.
"""

import re
from collections.abc import Callable, Mapping
from html import unescape

from markupsafe import Markup

from postmortem.model.references import resolve_references

_LINK = re.compile('<a\\b[^>]*?href="\0([^\0]*)\0"[^>]*>(.*?)</a>', re.DOTALL)
_IMAGE = re.compile('<img\\b[^>]*?src="\0([^\0]*)\0"[^>]*>')
_ALT = re.compile(r'\balt="([^"]*)"')

Resolver = Callable[[str], str | None]
Sizes = Mapping[str, tuple[int, int]]


def resolved_html(html: str, resolve: Resolver, fragment_root: str, sizes: Sizes) -> Markup:
    """What `resolved` gives, for templates."""
    html = resolved(html, resolve, fragment_root, sizes)
    return Markup(html)  # noqa: S704 - made by the Markdown stage, which escapes what writers wrote


def resolved(html: str, resolve: Resolver, fragment_root: str, sizes: Sizes) -> str:
    """HTML with every reference replaced by the address that `resolve` gives for its target.

    Where it gives None, a link becomes its text and an image its alternative text. With `fragment_root`
    links within the page are made to lead there too. Images are told their width and height of `sizes`.
    """
    if "\0" in html:
        html = _LINK.sub(lambda found: found[0] if _known(found[1], resolve) else found[2], html)
        html = _IMAGE.sub(
            lambda found: (
                _sized(found[0], sizes.get(unescape(found[1])))
                if _known(found[1], resolve)
                else _alt_of(found[0])
            ),
            html,
        )
        html = resolve_references(html, lambda target: resolve(target) or "")
    if fragment_root:
        html = html.replace('href="#', f'href="{fragment_root}#')
    return html


def _known(target: str, resolve: Resolver) -> bool:
    return resolve(unescape(target)) is not None


def _sized(image: str, size: tuple[int, int] | None) -> str:
    """With its size, a picture has its place before it has arrived."""
    return image if size is None else f'{image[:-1]} width="{size[0]}" height="{size[1]}">'


def _alt_of(image: str) -> str:
    found = _ALT.search(image)
    return found[1] if found else ""
