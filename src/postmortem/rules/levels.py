"""The level of each finding: the code's own, changed by the site's settings where it may be."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from postmortem.codes import BY_CODE
from postmortem.diagnostics import Diagnostic, Level
from postmortem.model.site import Settings


def apply_levels(
    found: Iterable[Diagnostic], settings: Settings, silent: Mapping[str, frozenset[str]]
) -> Iterator[Diagnostic]:
    """Give every finding its level; those that the site switched off are left out.

    A code's own setting wins over its family's. A rule may have weakened a finding (in a draft): the weaker
    of both levels counts. `silent` maps a report's path to the codes that it asked not to be told.
    """
    for diagnostic in found:
        code = BY_CODE[diagnostic.code]
        level: Level | None = code.level
        chosen = settings.rules.get(code.code, settings.rules.get(code.code[:3] + "xx"))
        if chosen is not None and not code.fixed:
            level = None if chosen == "off" else Level[chosen.upper()]
        if level is not None and code.code not in silent.get(diagnostic.span.path, ()):
            weaker = min(level, diagnostic.level) if diagnostic.level is not None else level
            yield diagnostic if diagnostic.level is weaker else replace(diagnostic, level=weaker)
