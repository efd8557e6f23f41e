"""Titles with code in them, which stands between backticks: `code` on pages, plain words in feeds and tabs.

    Retries for `checkout` -> Retries for <code>checkout</code>        Retries for checkout

Titles are no Markdown otherwise, and a backtick in a word (`can`t`) is an apostrophe: code begins where no
letter stands before it, and ends, with as many backticks, where none stands behind it. In data, and in files
that are Markdown, titles stay as they were written.
"""

import re

from markupsafe import Markup, escape

# At most three, so that each place is looked at a few times and no more. Between them runs of another length.
_CODE = re.compile(r"(?<![\w`])(`{1,3})(?!`)(?!\s*\1)((?:[^`]|(?!\1(?!`))`+(?!`))+)\1(?![\w`])")


def title_parts(title: str) -> list[str]:
    """The title in parts: words and code in turn, words first and last; either may be empty but code."""
    parts, at = [], 0
    for found in _CODE.finditer(title) if "`" in title else ():
        parts += [title[at : found.start()], found[2].strip()]
        at = found.end()
    return [*parts, title[at:]]


def with_code(title: str) -> Markup:
    """The title as HTML."""
    parts = map(escape, title_parts(title))
    return Markup("").join(Markup("<code>{}</code>").format(p) if i % 2 else p for i, p in enumerate(parts))


def without_ticks(title: str) -> str:
    """The title as plain text."""
    return "".join(title_parts(title))
