"""Plan what an assembly is to become: the site with its theme, behind the gate."""

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.structs import replace

from postmortem.app.assemble import Assembly
from postmortem.app.gate import Gate
from postmortem.app.theming import site_theme, with_options
from postmortem.model.plan import PlannedFile
from postmortem.render.plan import SitePlan, plan_site

Index = Callable[[Sequence[PlannedFile], str], tuple[PlannedFile, ...]]
"""Gives the files that search the full texts of a planned site; they compare words as in that language."""


def plan_assembly(assembly: Assembly, source: Path) -> SitePlan:
    """Plan the site with its theme, behind the gate, without full-text search."""
    return plan_with_gate(assembly, source, None)[0]


def plan_with_gate(assembly: Assembly, source: Path, index: Index | None) -> tuple[SitePlan, Gate]:
    """Plan the site with its theme, and give the gate that it is behind.

    The site's own themes are beside the source folder. Without `index` the site has no full-text search,
    whatever its settings say.
    """
    theme = site_theme(assembly.site.settings, source)
    settings = with_options(assembly.site.settings, theme, assembly.lines)
    site = replace(assembly.site, settings=replace(settings, full_text=index is not None))
    planned = plan_site(site, theme, assembly.assets, assembly.library.document)
    gate = Gate(assembly, theme, [file.path for file in planned.files])
    files = gate.guard(planned.files)
    if index is not None:
        added = gate.guard(index(files, settings.language))
        files = tuple(sorted((*files, *added), key=lambda file: file.path))
    return replace(planned, files=files), gate
