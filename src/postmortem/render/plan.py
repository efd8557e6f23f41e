"""The whole site as a plan: model and theme in, planned files out, nothing rendered yet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from postmortem.model.plan import AssetFile, PlannedFile
from postmortem.model.report import Audience, Report
from postmortem.model.site import Site
from postmortem.model.theme import Theme
from postmortem.render.addresses import quoted, short_hash
from postmortem.render.contexts import PlainPage
from postmortem.render.directory import Directory, build_directory
from postmortem.render.feed_plans import FeedMaker, feed_entries
from postmortem.render.frames import FrameMaker
from postmortem.render.hosting import headers_file, robots_txt
from postmortem.render.lists import FOLDERS, Topic, index_pages, overview_page, topic_pages, topics
from postmortem.render.parts import Link
from postmortem.render.redirects import redirect_files
from postmortem.render.report_pages import ReportPages
from postmortem.render.sitemap import SitemapLine, render_sitemap
from postmortem.render.writer import PageWriter

FEED_STYLESHEET = "feed.css"


def plan_site(site: Site, theme: Theme, assets: Mapping[str, AssetFile]) -> tuple[PlannedFile, ...]:
    """Every file of the site, each path once, in the order of their paths.

    `assets` maps source paths to files that may be published; of these, only what reports refer to and
    the logo is planned.
    """
    directory = build_directory(site, assets)
    names = {name: _hashed(name, short_hash(content)) for name, content in theme.assets.items()}
    logo = assets.get(site.settings.logo) if site.settings.logo else None
    frames = FrameMaker(site, directory, names, _logo_path(site.settings.logo, logo))
    pages = ReportPages(site, directory, frames, {r.id: i for i, r in enumerate(directory.main)})
    writer = PageWriter(theme)
    listed = {folder: topics(directory, folder) for folder in FOLDERS}

    files = [
        *_theme_files(theme, names),
        *_image_files(directory, assets),
        *([PlannedFile(frames.logo, logo.digest, logo.read)] if logo else []),
        *(writer.page(pages.page(r)) for versions in directory.translations.values() for r in versions),
        *(writer.page(page) for page in index_pages(directory, frames)),
        *_topic_files(listed, directory, frames, writer),
        writer.page(PlainPage(frames.not_found())),
        *_feed_files(site, listed, pages, writer, names),
        *_hosting_files(site, directory, listed, writer),
    ]
    redirects = redirect_files(files, site, directory, frames, writer)
    return tuple(sorted((*files, *redirects), key=lambda file: file.path))


def _hashed(name: str, digest: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"assets/{stem}.{digest}.{ending}" if dot else f"assets/{name}.{digest}"


def _logo_path(source: str, logo: AssetFile | None) -> str:
    return _hashed(f"logo.{source.rpartition('.')[2]}", short_hash(logo.digest)) if logo else ""


def _theme_files(theme: Theme, names: Mapping[str, str]) -> Iterator[PlannedFile]:
    for name, content in theme.assets.items():
        yield PlannedFile(names[name], short_hash(content, 64), partial(bytes, content))


def _image_files(directory: Directory, assets: Mapping[str, AssetFile]) -> Iterator[PlannedFile]:
    for images in directory.images.values():
        for source, path in images.items():
            yield PlannedFile(path, assets[source].digest, assets[source].read)


def _topic_files(
    listed: Mapping[str, Sequence[Topic]], directory: Directory, frames: FrameMaker, writer: PageWriter
) -> Iterator[PlannedFile]:
    for folder, of_folder in listed.items():
        yield writer.page(overview_page(folder, of_folder, frames))
        for topic in of_folder:
            for page in topic_pages(topic, directory, frames):
                yield writer.page(page)


def _feed_files(
    site: Site,
    listed: Mapping[str, Sequence[Topic]],
    pages: ReportPages,
    writer: PageWriter,
    names: Mapping[str, str],
) -> Iterator[PlannedFile]:
    if not pages.frames.base:
        return
    main = pages.directory.main
    maker = FeedMaker(site, pages.frames, feed_entries(site, main, pages), names.get(FEED_STYLESHEET, ""))
    yield writer.feed("feed.xml", maker.channel("", "", "", main))
    for of_folder in listed.values():
        for topic in of_folder:
            channel = maker.channel(topic.title, topic.description, topic.path, topic.reports)
            yield writer.feed(f"{topic.path}feed.xml", channel)


def _hosting_files(
    site: Site, directory: Directory, listed: Mapping[str, Sequence[Topic]], writer: PageWriter
) -> Iterator[PlannedFile]:
    base = site.settings.base_url.rstrip("/")
    internal = site.edition is Audience.INTERNAL
    sitemap = f"{base}/sitemap.xml" if base else ""
    yield writer.text(
        "robots.txt", "robots", (sitemap, internal), partial(robots_txt, sitemap, internal=internal)
    )
    yield writer.text("_headers", "headers", base, partial(headers_file, base))
    if base and not internal:
        lines = tuple(_sitemap_lines(base, directory, listed))
        yield writer.text("sitemap.xml", "sitemap", lines, partial(render_sitemap, lines))


def _sitemap_lines(
    base: str, directory: Directory, listed: Mapping[str, Sequence[Topic]]
) -> Iterator[SitemapLine]:
    def address(path: str) -> str:
        return f"{base}/{quoted(path)}"

    yield SitemapLine(address(""), _newest(directory.main))
    for versions in directory.translations.values():
        alternates = tuple(Link(r.title, address(directory.pages[r.path]), r.lang) for r in versions)
        for report in versions:
            own = alternates if len(alternates) > 1 else ()
            yield SitemapLine(address(directory.pages[report.path]), report.updated, own)
    for folder, of_folder in listed.items():
        yield SitemapLine(address(f"{folder}/"), None)
        for topic in of_folder:
            yield SitemapLine(address(topic.path), _newest(topic.reports))


def _newest(reports: Iterable[Report]) -> date | None:
    return max((report.updated for report in reports if report.updated is not None), default=None)
