"""Fingerprints of planned files: a hash over everything that their bytes depend on.

What a page depends on is plain data, whose `repr` leaves nothing out.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any

from postmortem import __version__
from postmortem.diagnostics import Span
from postmortem.locales.messages import available, digest
from postmortem.model.report import Report
from postmortem.render.contexts import SiteFrame

_NOWHERE = Span("")


class Fingerprints:
    """Fingerprints of the pages of one site in one theme."""

    def __init__(self, theme_digest: str, site: SiteFrame) -> None:
        self._start = _hashed(f"{__version__}\0{theme_digest}\0{site!r}")
        self._reports: dict[str, str] = {}

    def page(self, kind: str, languages: Iterable[str], context: object) -> str:
        """The fingerprint of a page of that kind with words in those languages."""
        words = "".join(digest(available(lang)) for lang in languages)
        return _hashed(f"{self._start}{kind}\0{words}\0{context!r}")

    def report(self, report: Report) -> str:
        """A digest of all that a report says to its audience.

        Fingerprints are published. So nothing goes in that depends on what the audience may not see: not the
        source's digest, no place in the file, and nothing that only the rules look at. Its source
        as it is published is left to a file of its own.
        """
        if report.path not in self._reports:
            said = replace(
                report, digest="", where=MappingProxyType({}), anchors=(), passages=(), texts=(), allowed=(),
                front="", markdown="",
            )  # fmt: skip
            self._reports[report.path] = _hashed(repr(_unplaced(said)))
        return self._reports[report.path]


def _unplaced(value: Any) -> Any:
    """The value with every span in it made the same."""
    if isinstance(value, Span):
        return _NOWHERE
    if isinstance(value, tuple):
        return tuple(map(_unplaced, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _unplaced(getattr(value, f.name)) for f in fields(value)})
    return value


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
