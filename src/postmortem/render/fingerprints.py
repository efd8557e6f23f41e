"""Fingerprints of planned files: a hash over everything that their bytes depend on."""

import hashlib
from collections.abc import Iterable

from postmortem import __version__
from postmortem.locales.messages import available, digest


class Fingerprints:
    """Fingerprints of one theme's pages."""

    def __init__(self, theme_digest: str) -> None:
        self._start = f"{__version__}\0{theme_digest}\0"

    def page(self, kind: str, languages: Iterable[str], context: object) -> str:
        """The fingerprint of a page of that kind with words in those languages.

        A context is plain data, whose `repr` leaves nothing out.
        """
        words = "".join(digest(available(lang)) for lang in languages)
        content = f"{self._start}{kind}\0{words}\0{context!r}"
        return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
