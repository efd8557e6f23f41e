"""Fingerprints of planned files: a hash over everything that their bytes depend on.

What a page depends on is plain data, which is written down in full.
"""

import hashlib
from collections.abc import Iterable

import msgspec

from postmortem import __version__
from postmortem.locales.messages import available, digest
from postmortem.render.contexts import SiteFrame

_ENCODER = msgspec.json.Encoder(enc_hook=str)


class Fingerprints:
    """Fingerprints of the pages of one site in one theme."""

    def __init__(self, theme_digest: str, site: SiteFrame) -> None:
        self._start = _hashed(f"{__version__}\0{theme_digest}\0".encode() + _written(site))

    def page(self, kind: str, languages: Iterable[str], context: object) -> str:
        """The fingerprint of a page of that kind with words in those languages."""
        words = "".join(digest(available(lang)) for lang in languages)
        return _hashed(f"{self._start}{kind}\0{words}\0".encode() + _written(context))

    def plain(self, context: object) -> str:
        """A digest of a context alone, for what is part of other contexts."""
        return _hashed(_written(context))


def _hashed(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _written(context: object) -> bytes:
    try:
        return _ENCODER.encode(context)
    except (TypeError, UnicodeError):  # a theme's own values may be of any kind
        return repr(context).encode("utf-8", "surrogatepass")
