"""Plan what an assembly is to become: the site with its theme, behind the gate."""

from pathlib import Path

from postmortem.app.assemble import Assembly
from postmortem.app.gate import guarded
from postmortem.edge.themes import load_theme
from postmortem.model.plan import PlannedFile
from postmortem.render.plan import plan_site


def plan_assembly(assembly: Assembly, source: Path) -> tuple[PlannedFile, ...]:
    """Plan the site with its theme, behind the gate; the site's own themes are beside the source folder."""
    beside = source.resolve().parent / "themes"
    theme = load_theme(assembly.site.settings.theme, beside)
    return guarded(plan_site(assembly.site, theme, assembly.assets), assembly, theme)
