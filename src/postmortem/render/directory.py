"""Who is where on the site: one main report for each id, its translations, and every address.

Built once for a plan; all mappings are complete, so that looking up never adds anything.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from msgspec import Struct

from postmortem.locales.inside import marked
from postmortem.locales.messages import available
from postmortem.model.metrics import durations
from postmortem.model.plan import AssetFile
from postmortem.model.report import Audience, Kind, Metadata, Status
from postmortem.model.site import Settings, Site
from postmortem.render.addresses import published_names, slug_of, unique_slugs
from postmortem.render.parts import Link, Row, SeverityMark

_FOLDERS = ("services", "tags", "triggers")


class Directory(Struct, frozen=True):
    """`spoken` are the settings in the words of each language that the site has them in.

    `translations` maps an id to its reports, the main one first; `pages` a source path to a page's path.

    `slugs` has a mapping from name to slug for `services`, `tags` and `severities`; `images` maps an id
    to the published path of each image that its reports refer to, `sizes` a source path to its pixels.
    `inside` are the names of services, tags and triggers that only the internal edition has, each after its
    folder (`tags/dns`).
    """

    settings: Settings
    spoken: Mapping[str, Settings]
    main: tuple[Metadata, ...]
    translations: Mapping[str, tuple[Metadata, ...]]
    pages: Mapping[str, str]
    slugs: Mapping[str, Mapping[str, str]]
    images: Mapping[str, Mapping[str, str]]
    sizes: Mapping[str, tuple[int, int]]
    inside: frozenset[str]

    def said(self, lang: str) -> Settings:
        """The settings in the words of a page's language, as far as they are translated."""
        return self.spoken.get(lang) or self.spoken.get(lang.split("-")[0], self.settings)

    def severity(self, severity: str | None, lang: str) -> SeverityMark | None:
        """How a severity is shown in a language; None for a report without one."""
        if severity is None:
            return None
        ids = [known.id for known in self.settings.severities]
        rank = min(ids.index(severity) + 1, 4) if severity in ids else 0
        return SeverityMark(self.said(lang).severity_name(severity), rank, self.path("severities", severity))

    def path(self, folder: str, name: str) -> str:
        """The path of a service's, tag's or severity's page."""
        return f"{folder}/{self.slugs[folder][name]}/"

    def link(self, report: Metadata, lang: str) -> Link:
        """A link to a report from a page in that language."""
        return Link(shown_title(report), self.pages[report.path], "" if report.lang == lang else report.lang)

    def title(self, folder: str, name: str, lang: str) -> str:
        """How a service, tag or trigger is called in a language, marked if only this edition has it."""
        title = self.said(lang).service_name(name) if folder == "services" else name
        return self.marked(title, folder, name, lang)

    def marked(self, title: str, folder: str, name: str, lang: str) -> str:
        """The title of a service, tag or trigger, marked if only this edition has it."""
        return marked(title, lang) if f"{folder}/{name}" in self.inside else title

    def names(self, report: Metadata, folder: str, lang: str) -> tuple[str, ...]:
        """How a report's services, unaffected ones or tags are called; those that are internal are marked."""
        return self.called(report, folder, getattr(report, folder), lang)

    def called(self, report: Metadata, folder: str, names: Iterable[str], lang: str) -> tuple[str, ...]:
        """The same of some of them."""
        name_of = self.said(lang).service_name if folder in ("services", "unaffected") else str
        return tuple(
            marked(name_of(name), lang) if f"{folder}/{name}" in report.inside else name_of(name)
            for name in names
        )

    def version(self, report: Metadata, lang: str) -> Metadata:
        """The report in that language if there is such a version, else its main one."""
        versions = self.translations[report.id]
        return next((version for version in versions if version.lang == lang), versions[0])

    def row(self, report: Metadata, lang: str) -> Row:
        """A report as a line of a list in that language."""
        retracted = report.status is Status.RETRACTED
        return Row(
            path=self.pages[report.path],
            lang="" if report.lang == lang else report.lang,
            date=shown_day(report),
            severity=self.severity(report.severity, lang),
            title=report.title,
            services=self.names(report, "services", lang),
            state="" if retracted else state_of(report),
            resolve=None if retracted else durations(report.times).resolve,
            description="" if retracted else report.description,
            kind="" if report.kind is Kind.INCIDENT else report.kind.value,
            life="" if report.status is Status.PUBLISHED else report.status.value,
            internal=report.audience is Audience.INTERNAL,
        )


def state_of(report: Metadata) -> str:
    """`ongoing`, `resolved`, `unrecorded` (over, nobody wrote down when), or empty if nothing happened."""
    if report.kind is Kind.NEAR_MISS:
        return ""
    if report.times.started is None and report.times.resolved is None:
        return ""
    if report.ongoing:
        return "ongoing"
    return "resolved" if report.times.resolved is not None else "unrecorded"


def shown_title(report: Metadata) -> str:
    """A report's title where nothing else says that it is internal."""
    return marked(report.title, report.lang) if report.audience is Audience.INTERNAL else report.title


def shown_day(report: Metadata) -> date | None:
    """The day under which a report is listed: its incident's, else that of its publication."""
    first = report.times.started or report.times.detected
    return first.date() if first is not None else report.published


def page_language(lang: str) -> str:
    """The language of a page's words: the one asked for if there is a catalogue for it, else English."""
    code = available(lang)
    return lang if lang.replace("_", "-").split("-")[0].lower() == code else code


def build_directory(site: Site, assets: Mapping[str, AssetFile]) -> Directory:
    """Choose the main reports and give everything its address."""
    translations = _translations(site)
    main = tuple(sorted((reports[0] for reports in translations.values()), key=_listed, reverse=True))
    settings = site.settings
    names = {
        "services": [s.id for s in settings.services] + [s for r in site.reports for s in r.services],
        "tags": [tag for report in site.reports for tag in report.tags],
        "severities": [s.id for s in settings.severities] + [r.severity for r in site.reports if r.severity],
    }
    return Directory(
        settings=settings,
        spoken={lang: settings.in_language(lang) for lang in settings.translations},
        main=main,
        translations=translations,
        pages=_pages(translations.values()),
        slugs={folder: unique_slugs(of_folder) for folder, of_folder in names.items()},
        images={id_: _images(id_, reports, assets) for id_, reports in translations.items()},
        sizes={path: asset.size for path, asset in assets.items() if asset.size is not None},
        inside=frozenset(_inside(site)),
    )


def _inside(site: Site) -> Iterable[str]:
    """The names of services, tags and triggers that are internal in every report that has them."""
    inside = {name for report in site.reports for name in report.inside}
    if not inside:
        return
    public = {f"services/{service.id}" for service in site.settings.services}
    for report in site.reports:
        named = (f"{folder}/{name}" for folder in _FOLDERS for name in getattr(report, folder))
        public.update(name for name in named if name not in report.inside)
    yield from inside - public


def _listed(report: Metadata) -> tuple[date, float, str]:
    started = report.times.started
    seconds = timedelta(0).total_seconds() if started is None else started.timestamp()
    return (shown_day(report) or date.max, seconds, report.id)


def _translations(site: Site) -> Mapping[str, tuple[Metadata, ...]]:
    order = [site.settings.language, *site.settings.languages]
    by_id: dict[str, dict[str, Metadata]] = {}
    for report in sorted(site.reports, key=lambda report: report.path):
        by_id.setdefault(report.id, {}).setdefault(report.lang, report)

    def preference(report: Metadata) -> tuple[int, str]:
        return (order.index(report.lang) if report.lang in order else len(order), report.lang)

    return {id_: tuple(sorted(reports.values(), key=preference)) for id_, reports in by_id.items()}


def _pages(translations: Iterable[tuple[Metadata, ...]]) -> Mapping[str, str]:
    pages = {}
    for main, *others in translations:
        pages[main.path] = f"reports/{main.slug}/"
        for report in others:
            pages[report.path] = f"{slug_of(report.lang) or 'und'}/reports/{report.slug}/"
    return pages


def _images(id_: str, reports: tuple[Metadata, ...], assets: Mapping[str, AssetFile]) -> Mapping[str, str]:
    targets = {link.target.partition("#")[0] for report in reports for link in report.links}
    names = published_names(target for target in targets if target in assets)
    return {source: f"reports/{id_}/{name}" for source, name in names.items()}
