"""From a source folder to a checked site: scan, settings, reports, rules, and who may see what."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from postmortem.app.baseline import baseline_beside, marked, without_known
from postmortem.app.hiding import hide_secrets
from postmortem.app.reading import Memory, Tell, read_reports
from postmortem.diagnostics import Diagnostic, Level, Span
from postmortem.edge.sources import SETTINGS_FILE, SourceTree, digest_of, read_source, scan_source
from postmortem.model.plan import AssetFile
from postmortem.model.report import Audience, Report
from postmortem.model.site import Settings, Site
from postmortem.model.visibility import LeftOut, left_out, newest_first
from postmortem.parse.report import ParsedReport
from postmortem.parse.settings import parse_settings
from postmortem.parse.source import lines_of
from postmortem.rules.allowances import silenced
from postmortem.rules.context import RuleContext
from postmortem.rules.levels import apply_levels
from postmortem.rules.settings import check_settings
from postmortem.rules.table import check_reports


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody asked for on the command line; None is "as the site says"."""

    audience: Audience | None = None
    base_url: str | None = None
    drafts: bool = False
    jobs: int | None = None
    baseline: Path | None = None
    ignore_baseline: bool = False


@dataclass(frozen=True, slots=True)
class Assembly:
    """A site and all that was found on the way; `lines` are the source lines by path, for showing.

    `site` holds the reports without errors; a report with errors is counted in `omitted` under BROKEN.
    `assets` are the files that its reports refer to. `visible` are the paths of all reports that belong
    to the edition, with errors or without; `parsed` is what each file gave, by path. `fingerprints` has one
    for each diagnostic; `known` is how many more there are that the baseline has.
    """

    site: Site
    diagnostics: tuple[Diagnostic, ...]
    lines: Mapping[str, Sequence[str]]
    omitted: Counter[LeftOut]
    assets: Mapping[str, AssetFile]
    visible: frozenset[str]
    parsed: Mapping[str, ParsedReport]
    fingerprints: tuple[str, ...]
    known: int

    @property
    def checked(self) -> int:
        """How many reports were looked at."""
        return len(self.parsed)

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(d.level is Level.ERROR for d in self.diagnostics)

    @property
    def warnings(self) -> int:
        """How many are warnings."""
        return sum(d.level is Level.WARNING for d in self.diagnostics)


def assemble(
    source: Path, wishes: Wishes, now: datetime, *, tell: Tell, memory: Memory | None = None
) -> Assembly:
    """Read and check everything; nothing is written."""
    tree = scan_source(source)
    settings, found, lines = _read_settings(tree, wishes)
    edition = wishes.audience or settings.audience
    parsed = read_reports(
        tree,
        settings,
        edition,
        jobs=wishes.jobs,
        tell=tell,
        memory=memory if memory is not None else Memory(),
    )
    lines |= {path: result.lines for path, result in zip(tree.reports, parsed, strict=True)}
    reports = [result.report for result in parsed if result.report is not None]
    assets = _assets(tree, settings, reports)
    by_path = {report.path: report for report in reports}
    context = RuleContext(settings, now, by_path, tree.files, edition, wishes.drafts, assets)
    found += [*tree.problems, *(d for result in parsed for d in result.diagnostics)]
    found += check_reports(reports, context)
    leveled = sorted(set(apply_levels(found, settings, silenced(reports))), key=lambda d: d.sort_key)
    new = marked(leveled, lines)
    if not wishes.ignore_baseline:
        new = without_known(new, wishes.baseline or baseline_beside(source))
    told, lines = hide_secrets([d for d, _ in new], lines)
    by_source = dict(zip(tree.reports, parsed, strict=True))
    hidden = _hidden(by_source, edition, wishes, now)
    broken = {d.span.path for d in told if d.level is Level.ERROR}
    omitted = Counter(hidden.values()) + Counter(
        {LeftOut.BROKEN: len(broken & by_source.keys() - hidden.keys())}
    )
    shown = [r for r in reports if r.path not in hidden and r.path not in broken]
    site = Site(settings, edition, newest_first(shown), now)
    published = {path: assets[path] for path in _wanted(settings, site.reports) if path in assets}
    names = tuple(name for _, name in new)
    visible = frozenset(by_source.keys() - hidden.keys())
    return Assembly(site, told, lines, omitted, published, visible, by_source, names, len(leveled) - len(new))


def _read_settings(
    tree: SourceTree, wishes: Wishes
) -> tuple[Settings, list[Diagnostic], dict[str, Sequence[str]]]:
    settings = Settings()
    found: list[Diagnostic] = []
    lines: dict[str, Sequence[str]] = {}
    places: Mapping[tuple[str | int, ...], Span] = {}
    understood = True
    if SETTINGS_FILE in tree.files:
        data, problem = read_source(tree, SETTINGS_FILE)
        read, found, document = parse_settings(data, SETTINGS_FILE)
        lines[SETTINGS_FILE] = lines_of(data)
        found += [problem] if problem else []
        settings, understood = read or settings, read is not None
        places = document.keys if document else places
    if wishes.base_url is not None:
        settings = settings.with_base_url(wishes.base_url)
    if understood:  # what could not be read is not missing
        found += check_settings(settings, places)
    return settings, found, lines


def _hidden(
    parsed: Mapping[str, ParsedReport], edition: Audience, wishes: Wishes, now: datetime
) -> dict[str, LeftOut]:
    """The reports that do not belong to this edition, and why; what cannot be read belongs to none."""
    hidden = {}
    for path, result in parsed.items():
        reason: LeftOut | None = LeftOut.BROKEN
        if result.report is not None:
            reason = left_out(result.report, edition, now, drafts=wishes.drafts)
        if reason is not None:
            hidden[path] = reason
    return hidden


def _wanted(settings: Settings, reports: Sequence[Report]) -> list[str]:
    """The files that these reports, or the site, refer to; nothing else is ever published."""
    paths = {link.target.partition("#")[0] for report in reports for link in report.links}
    return sorted(paths | {settings.logo})


def _assets(tree: SourceTree, settings: Settings, reports: Sequence[Report]) -> dict[str, AssetFile]:
    """What they refer to, as files to be published or to be looked into."""
    files = tree.files - set(tree.reports) - {SETTINGS_FILE}
    assets = {}
    for path in _wanted(settings, reports):
        if path not in files:
            continue
        data, problem = read_source(tree, path)
        if problem is None:
            assets[path] = AssetFile(digest_of(data), lambda path=path: read_source(tree, path)[0])  # type: ignore[misc]  # bound now
    return assets
