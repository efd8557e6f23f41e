"""Fingerprints of planned files: a hash over everything that their bytes depend on.

What a page depends on is plain data, which is written down in full.
"""

import hashlib
from collections.abc import Iterable, Iterator

import msgspec

from postmortem import __version__
from postmortem.locales.messages import available, digest
from postmortem.render.contexts import SiteFrame

_ENCODER = msgspec.json.Encoder(enc_hook=str)


class Fingerprints:
    """Fingerprints of the pages of one site in one theme."""

    def __init__(self, theme_digest: str, site: SiteFrame) -> None:
        self._start = _hashed(f"{__version__}\0{theme_digest}\0", site)

    def page(self, kind: str, languages: Iterable[str], context: object) -> str:
        """The fingerprint of a page of that kind with words in those languages."""
        words = "".join(digest(available(lang)) for lang in languages)
        return _hashed(f"{self._start}{kind}\0{words}\0", context)

    def plain(self, context: object) -> str:
        """A digest of a context alone, for what is part of other contexts."""
        return _hashed("", context)


def _hashed(start: str, context: object) -> str:
    try:
        total = hashlib.sha256(start.encode())
        for piece in _written(context):
            total.update(piece)
    except (TypeError, UnicodeError):  # a theme's own values may be of any kind
        total = hashlib.sha256(start.encode() + repr(context).encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def _written(context: object) -> Iterator[bytes]:
    """A context as JSON; the items of long lists one by one, as they may be most of a site."""
    if not isinstance(context, list | tuple):
        yield _ENCODER.encode(context)
        return
    between = b"["
    for item in context:
        yield between
        yield from _written(item)
        between = b","
    yield b"]" if context else b"[]"
