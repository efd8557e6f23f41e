"""From a source folder to a checked site: scan, settings, reports, rules, and who may see what."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from postmortem.app.baseline import marked, without_known
from postmortem.app.caching import forget_changed, forget_runs, open_store
from postmortem.app.examine import Situation
from postmortem.app.hiding import hide_secrets
from postmortem.app.history import find_unrecorded
from postmortem.app.library import Library
from postmortem.app.lines import SourceLines
from postmortem.app.reading import Tell, read_reports
from postmortem.app.wishes import Wishes
from postmortem.codes import BY_CODE
from postmortem.diagnostics import Diagnostic, Level, Span
from postmortem.edge.baseline import baseline_beside
from postmortem.edge.cache.store import Store
from postmortem.edge.pictures import picture_size
from postmortem.edge.sources import SETTINGS_FILE, SourceTree, digest_of, read_source, scan_source
from postmortem.model.plan import AssetFile
from postmortem.model.reading import Reading
from postmortem.model.report import Metadata
from postmortem.model.retraction import standing
from postmortem.model.site import Settings, Site
from postmortem.model.visibility import LeftOut, newest_first
from postmortem.parse.settings import parse_settings
from postmortem.rules.context import RuleContext
from postmortem.rules.levels import apply_levels
from postmortem.rules.safety.texts import check_settings_texts
from postmortem.rules.settings import check_settings
from postmortem.rules.table import check_site


class Assembly(Struct, frozen=True):
    """A site and all that was found on the way; `lines` are the source lines by path, for showing.

    `site` holds the reports without errors; a report with errors is counted in `omitted` under BROKEN.
    `assets` are the files that its reports refer to. `readings` is what each file gave, by path; `library`
    has the texts. `known` is how many more findings there are that the baseline has, if `has_baseline`.
    """

    site: Site
    diagnostics: tuple[Diagnostic, ...]
    lines: Mapping[str, Sequence[str]]
    omitted: Counter[LeftOut]
    assets: Mapping[str, AssetFile]
    readings: Mapping[str, Reading]
    library: Library
    known: int
    has_baseline: bool

    @property
    def checked(self) -> int:
        """How many reports were looked at."""
        return len(self.readings)

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(d.level is Level.ERROR for d in self.diagnostics)

    @property
    def holds_until(self) -> datetime | None:
        """The next moment at which the time alone can change something; None if there is none."""
        moments = [r.holds_until for r in self.readings.values() if r.holds_until is not None]
        return min(moments, default=None)

    def shows(self, path: str) -> bool:
        """Whether a file is a report that belongs to the edition, with errors or without."""
        return path in self.readings and self.readings[path].visible


def assemble(
    source: Path,
    wishes: Wishes,
    now: datetime,
    *,
    tell: Tell,
    tree: SourceTree | None = None,
    store: Store | None = None,
) -> Assembly:
    """Read and check everything; nothing is written but the cache.

    `tree` and `store` are there if the source was scanned and its cache opened before.
    """
    tree = tree or scan_source(source)
    read = read_settings(tree, wishes)
    settings, found = read.settings, list(read.found)
    situation = Situation(settings, wishes.audience or settings.audience, wishes.drafts, now)
    store = store or open_store(source, situation.edition, wishes)
    readings = read_reports(tree, situation, store, jobs=wishes.jobs, tell=tell)
    if readings.forgotten:  # what runs showed may tell of those as well
        forget_runs(source)
    forget_changed(source, situation.edition, wishes, tree.signatures)
    library = Library(tree, situation, store, readings)
    reports = [r.metadata for r in readings.by_path.values() if r.metadata is not None]
    context = rule_context(library, reports)
    checked = [*(d for r in readings.by_path.values() for d in r.findings), *check_site(reports, context)]
    found += tree.problems
    found += check_settings_texts(settings, situation.edition, read.places)
    found += find_unrecorded(library) if wishes.history else ()
    # While nobody knows what the site asks for, only what makes a file unreadable is certain.
    found += (d for d in checked if read.understood or BY_CODE[d.code].fixed)
    return _judged(source, library, found, wishes, context.assets)


def without_findings(assembly: Assembly) -> Assembly:
    """The assembly when its findings have been told: they take more room than what lists say of reports."""
    readings = assembly.library.readings.by_path
    for path, reading in readings.items():
        readings[path] = replace(reading, findings=())
    return replace(assembly, diagnostics=())


def rule_context(
    library: Library, looked_at: Sequence[Metadata], reports: Mapping[str, Metadata] | None = None
) -> RuleContext:
    """What rules may look at besides the reports `looked_at`: all others, and the files these refer to.

    `reports` are there if those of the library are not all read.
    """
    situation, tree = library.situation, library.tree
    if reports is None:
        readings = library.readings.by_path
        reports = {path: r.metadata for path, r in readings.items() if r.metadata is not None}
    return RuleContext(
        settings=situation.settings,
        now=situation.now,
        reports=reports,
        files=tree.files,
        edition=situation.edition,
        drafts=situation.drafts,
        assets=_assets(tree, situation.settings, looked_at),
        documents=library.document,
    )


def _judged(
    source: Path,
    library: Library,
    found: Sequence[Diagnostic],
    wishes: Wishes,
    assets: Mapping[str, AssetFile],
) -> Assembly:
    """Give findings their levels, take away those that are known, and leave out reports with errors."""
    situation, tree, readings = library.situation, library.tree, library.readings.by_path
    silent = {path: frozenset(reading.silent) for path, reading in readings.items() if reading.silent}
    leveled = sorted(set(apply_levels(found, situation.settings, silent)), key=lambda d: d.sort_key)
    lines: Mapping[str, Sequence[str]] = SourceLines(tree)
    left = leveled
    baseline = wishes.baseline or baseline_beside(source)
    has_baseline = not wishes.ignore_baseline and (wishes.baseline is not None or baseline.exists())
    if has_baseline:
        left = [d for d, _ in without_known(marked(leveled, lines), baseline)]
    told, lines = hide_secrets(left, lines)
    broken = {d.span.path for d in told if d.level is Level.ERROR}
    shown = [r.metadata for path, r in readings.items() if r.visible and path not in broken and r.metadata]
    omitted = Counter(r.left_out for r in readings.values() if r.left_out is not None)
    omitted += Counter({LeftOut.BROKEN: sum(r.visible and path in broken for path, r in readings.items())})
    site = Site(situation.settings, situation.edition, newest_first(shown), situation.now)
    wanted = _wanted(tree, situation.settings, site.reports)
    return Assembly(
        site=site,
        diagnostics=told,
        lines=lines,
        omitted=omitted,
        assets={path: assets[path] for path in wanted if path in assets},
        readings=readings,
        library=library,
        known=len(leveled) - len(left),
        has_baseline=has_baseline,
    )


class ReadSettings(Struct, frozen=True):
    """The settings, what is wrong with them, whether they could be read, and where each value stands."""

    settings: Settings
    found: tuple[Diagnostic, ...] = ()
    understood: bool = True
    places: Mapping[tuple[str | int, ...], Span] = field(default_factory=dict)


def read_settings(tree: SourceTree, wishes: Wishes) -> ReadSettings:
    """What the site's own file says, and the command line instead of it."""
    read = ReadSettings(Settings())
    keys: Mapping[tuple[str | int, ...], Span] = {}
    if SETTINGS_FILE in tree.files:
        data, problem = read_source(tree, SETTINGS_FILE)
        settings, found, document = parse_settings(data, SETTINGS_FILE)
        found += [problem] if problem else []
        places = document.values if document else {}
        read = ReadSettings(settings or read.settings, tuple(found), settings is not None, places)
        keys = document.keys if document else keys
    if wishes.base_url is not None:
        read = replace(read, settings=read.settings.with_base_url(wishes.base_url))
    if not read.understood:  # what could not be read is not missing
        return read
    return replace(read, found=(*read.found, *check_settings(read.settings, keys, tree.files)))


def _wanted(tree: SourceTree, settings: Settings, reports: Sequence[Metadata]) -> list[str]:
    """The files that these reports, or the site, refer to."""
    links = (link for report in reports for link in standing(report).links)
    wanted = {link.target.partition("#")[0] for link in links}
    return sorted((wanted | {settings.logo}) & tree.files - set(tree.reports) - {SETTINGS_FILE})


def _assets(tree: SourceTree, settings: Settings, reports: Sequence[Metadata]) -> dict[str, AssetFile]:
    """What these reports, or the site, refer to, as files to be published or to be looked into."""
    assets = {}
    for path in _wanted(tree, settings, reports):
        data, problem = read_source(tree, path)
        if problem is None:
            read = partial(_bytes_of, tree, path)
            assets[path] = AssetFile(digest_of(data), read, picture_size(data))
    return assets


def _bytes_of(tree: SourceTree, path: str) -> bytes:
    return read_source(tree, path)[0]
