"""Links and images: local targets become references, foreign images and targets outside are refused."""

import posixpath
import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import unquote

from markdown_it.token import Token

from postmortem.diagnostics import Diagnostic, Span
from postmortem.model.references import mark_reference
from postmortem.model.report import Link
from postmortem.parse.places import Places
from postmortem.parse.tokens import plain_text

_POINTING = ("link_open", "image")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def read_links(tokens: Sequence[Token], places: Places) -> tuple[list[Link], list[Diagnostic]]:
    """Collect local links and images, writing a reference in place of each local target."""
    links: list[Link] = []
    found: list[Diagnostic] = []
    lines: Sequence[int] | None = None
    for block in tokens:
        lines = block.map or lines
        pointing = [token for token in block.children or () if token.type in _POINTING]
        if not pointing:
            continue
        seen: Counter[str] = Counter()
        for token in pointing:
            attribute = "href" if token.type == "link_open" else "src"
            written = str(token.attrGet(attribute) or "")
            span = _place(places, lines, written, seen)
            problem = _check(token, written, span)
            if problem:
                found.append(problem)
            target = local_target(written, places.path)
            if target is None:
                continue
            if target.startswith("../"):
                help_ = "move the file into the folder of reports"
                found.append(
                    Diagnostic("PM207", f"`{unquote(written)}` leads out of the source folder", span, help_)
                )
                continue
            links.append(Link(target, span, image=token.type == "image"))
            if not target.startswith("#"):
                token.attrSet(attribute, mark_reference(target))
    return links, found


def _check(token: Token, written: str, span: Span) -> Diagnostic | None:
    if token.type == "image":
        if not plain_text(token.children or []).strip():
            help_ = "say between the brackets what it shows: `![Error rate rising at 12:50](…)`"
            return Diagnostic("PM206", f"image `{unquote(written)}` has no alternative text", span, help_)
        if _SCHEME.match(written) or written.startswith("//"):
            help_ = "put the file beside the report: pages load nothing from other hosts"
            return Diagnostic("PM209", f"image `{written[:80]}` is not a file of this site", span, help_)
    if written.startswith("/") and not written.startswith("//"):
        help_ = "write the path relative to this file, so that it works wherever the site stands"
        return Diagnostic("PM207", f"`{unquote(written)}` is an absolute path", span, help_)
    return None


def local_target(written: str, path: str) -> str | None:
    """The source path (with fragment) that a relative address means, or None for any other address."""
    if not written or _SCHEME.match(written) or written.startswith("/"):
        return None
    if written.startswith("#"):
        return unquote(written)
    address, hash_, fragment = written.partition("#")
    folder = posixpath.dirname(path)
    target = posixpath.normpath(posixpath.join(folder, unquote(address.partition("?")[0])))
    if target.startswith("..") or "\0" in target:
        return "../"
    return target + (hash_ + unquote(fragment) if fragment else "")


def _place(places: Places, lines: Sequence[int] | None, written: str, seen: Counter[str]) -> Span:
    words = next(
        (w for w in (written, unquote(written)) if any(w in line for line in places.source(lines or (0, 0)))),
        written,
    )
    span = places.find(lines, words, seen[words])
    seen[words] += 1
    return span
