"""Titles with code in them, which stands between backticks: `code` on pages, and plain words elsewhere.

    Retries for `checkout` -> Retries for <code>checkout</code>        Retries for checkout

Titles are no Markdown otherwise. In files that are Markdown they stay as they were written.
"""

import re

from markupsafe import Markup, escape

_CODE = re.compile(r"`+([^`]+)`+")


def with_code(title: str) -> Markup:
    """The title as HTML."""
    escaped = escape(title)
    if "`" not in title:
        return escaped
    return Markup(_CODE.sub(r"<code>\1</code>", str(escaped)))  # noqa: S704 - escaped; backticks are no markup


def without_ticks(title: str) -> str:
    """The title as plain text."""
    return _CODE.sub(r"\1", title) if "`" in title else title
