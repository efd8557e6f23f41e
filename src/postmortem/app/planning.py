"""Plan what an assembly is to become: the site with its theme, behind the gate."""

from dataclasses import replace
from pathlib import Path

from postmortem.app.assemble import Assembly
from postmortem.app.gate import guarded
from postmortem.app.theming import read_theme_file, with_options
from postmortem.edge.themes import load_theme
from postmortem.model.plan import PlannedFile
from postmortem.render.plan import plan_site


def plan_assembly(assembly: Assembly, source: Path) -> tuple[PlannedFile, ...]:
    """Plan the site with its theme, behind the gate; the site's own themes are beside the source folder."""
    beside = source.resolve().parent / "themes"
    theme = load_theme(assembly.site.settings.theme, beside, read_theme_file)
    site = replace(assembly.site, settings=with_options(assembly.site.settings, theme, assembly.lines))
    return guarded(plan_site(site, theme, assembly.assets, assembly.library.document), assembly, theme)
