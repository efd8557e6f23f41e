"""How an internal edition marks what the public one does not have, in words: a mark stays in plain text."""

from functools import lru_cache

from postmortem.locales.messages import available, catalogue


@lru_cache(maxsize=16)
def marks(lang: str) -> tuple[str, str]:
    """What stands before and behind internal words in a text."""
    before, _, behind = catalogue(available(lang)).gettext("[internal: %(words)s]").partition("%(words)s")
    return before, behind


@lru_cache(maxsize=16)
def heading(lang: str) -> str:
    """What stands above internal lines."""
    return catalogue(available(lang)).gettext("Internal:")


def marked(words: str, lang: str) -> str:
    """Words as internal ones."""
    before, behind = marks(lang)
    return f"{before}{words}{behind}"
