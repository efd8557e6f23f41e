"""The whole site as a plan: model and theme in, planned files out, nothing rendered yet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from postmortem.model.plan import AssetFile, PlannedFile
from postmortem.model.report import Audience, Document, Metadata
from postmortem.model.retraction import standing
from postmortem.model.site import Site
from postmortem.model.theme import Theme
from postmortem.render.addresses import quoted, short_hash
from postmortem.render.contexts import LostPage, SiteFrame
from postmortem.render.directory import Directory, build_directory
from postmortem.render.feed_plans import FeedMaker
from postmortem.render.feeds import FeedChannel
from postmortem.render.frames import lost_frame, site_frame
from postmortem.render.hosting import headers_file, robots_txt
from postmortem.render.lists import FOLDERS, Topic, topics
from postmortem.render.parts import Link
from postmortem.render.redirects import redirect_files
from postmortem.render.report_files import report_files
from postmortem.render.sitemap import SitemapLine, render_sitemap
from postmortem.render.surroundings import Places
from postmortem.render.tree_files import tree_files
from postmortem.render.trees import Tree, build_trees
from postmortem.render.writer import Documents, PageWriter

FEED_STYLESHEET = "feed.css"
FULL_TEXT_SCRIPT = "full-text.js"


class SitePlan(Struct, frozen=True):
    """Every file of a site, each path once, in the order of their paths, and what reports' files are made of.

    `channels` are by the folder in which the feed stands, in every format.
    """

    files: tuple[PlannedFile, ...]
    frame: SiteFrame
    places: Places
    channels: Mapping[str, FeedChannel]


def plan_site(
    site: Site, theme: Theme, assets: Mapping[str, AssetFile], documents: Documents | None = None
) -> SitePlan:
    """The whole site.

    `assets` maps source paths to files that may be published; of these, only what reports refer to and
    the logo is planned. `documents` gives a report's text when a page with it is wanted; without it the
    reports have their text themselves.
    """
    documents = documents or _themselves(site)
    site = replace(site, reports=tuple(map(standing, site.reports)))
    directory = build_directory(site, assets)
    used = {
        name: a for name, a in theme.assets.items() if site.settings.full_text or name != FULL_TEXT_SCRIPT
    }
    names = {name: _hashed(name, short_hash(content)) for name, content in used.items()}
    logo = assets.get(site.settings.logo) if site.settings.logo else None
    frame = site_frame(site, directory, names, _logo_path(site.settings.logo, logo))
    trees = build_trees(frame, directory)
    listed = {
        tree.lang: {folder: topics(directory, folder, tree.lang) for folder in FOLDERS} for tree in trees
    }
    writer = PageWriter(theme, frame, documents)
    positions = {report.id: number for number, report in enumerate(directory.main)}
    places = Places(site, frame, directory, positions)
    stages = _Stages(site, directory, frame, listed, trees, writer, places)
    channels = dict(stages.channels(names.get(FEED_STYLESHEET, "")))
    files = [
        *_theme_files(used, names),
        *_image_files(directory, assets),
        *([PlannedFile(frame.logo, logo.digest, logo.read)] if logo else []),
        *stages.pages(),
        *(file for folder, channel in channels.items() for file in writer.feeds(folder, channel)),
        *stages.for_hosts(),
    ]
    taken = {file.path for file in files}
    redirects = redirect_files(taken, site.reports, directory, frame, stages.writer)
    planned = tuple(sorted((*files, *redirects), key=lambda file: file.path))
    return SitePlan(planned, frame, places, channels)


def _themselves(site: Site) -> Documents:
    return {report.path: report for report in site.reports if isinstance(report, Document)}.__getitem__


def _hashed(name: str, digest: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"assets/{stem}.{digest}.{ending}" if dot else f"assets/{name}.{digest}"


def _logo_path(source: str, logo: AssetFile | None) -> str:
    return _hashed(f"logo.{source.rpartition('.')[2]}", short_hash(logo.digest)) if logo else ""


def _theme_files(assets: Mapping[str, bytes], names: Mapping[str, str]) -> Iterator[PlannedFile]:
    for name, content in assets.items():
        yield PlannedFile(names[name], short_hash(content, 64), partial(bytes, content))


def _image_files(directory: Directory, assets: Mapping[str, AssetFile]) -> Iterator[PlannedFile]:
    for images in directory.images.values():
        for source, path in images.items():
            yield PlannedFile(path, assets[source].digest, assets[source].read)


class _Stages(Struct, frozen=True):
    """What the stages of a plan have in common. `listed` are the topics by language, then by folder."""

    site: Site
    directory: Directory
    frame: SiteFrame
    listed: Mapping[str, Mapping[str, Sequence[Topic]]]
    trees: Sequence[Tree]
    writer: PageWriter
    places: Places

    def pages(self) -> Iterator[PlannedFile]:
        """Reports, lists, overviews, and the page for lost readers."""
        find = self.places.place
        for versions in self.directory.translations.values():
            for report in versions:
                yield from report_files(self.writer, report, find)
        for tree in self.trees:
            yield from tree_files(tree, self.listed[tree.lang], self.site, self.writer)
        yield self.writer.lost(LostPage(lost_frame(self.frame), bool(self.directory.main)))

    def channels(self, stylesheet: str) -> Iterator[tuple[str, FeedChannel]]:
        """The site's feed and those of each topic by folder; none without an address to speak from."""
        if not self.frame.base:
            return
        maker = FeedMaker(self.places, stylesheet, self.writer.fingerprints.plain)
        for tree in self.trees:
            yield tree.home, maker.channel(tree, "", "", "", self.directory.main)
            for topic in (topic for of_folder in self.listed[tree.lang].values() for topic in of_folder):
                channel = maker.channel(tree, topic.title, topic.description, topic.path, topic.reports)
                yield tree.home + topic.path, channel

    def for_hosts(self) -> Iterator[PlannedFile]:
        """What search engines and web servers read."""
        base = self.frame.base.rstrip("/")
        internal = self.site.edition is Audience.INTERNAL
        sitemap = f"{base}/sitemap.xml" if base and not internal else ""
        text = self.writer.text
        robots = partial(robots_txt, sitemap, internal=internal)
        yield text("robots.txt", "robots", (sitemap, internal), robots)
        yield text(
            "_headers", "headers", (base, self.frame.policy), partial(headers_file, base, self.frame.policy)
        )
        if sitemap:
            lines = tuple(self._sitemap_lines(base))
            yield text("sitemap.xml", "sitemap", lines, partial(render_sitemap, lines))

    def _sitemap_lines(self, base: str) -> Iterator[SitemapLine]:
        def address(path: str) -> str:
            return f"{base}/{quoted(path)}"

        for path, newest in self._lists():
            links = tuple(Link("", address(tree.home + path), tree.lang) for tree in self.trees)
            for link in links:
                yield SitemapLine(link.path, newest, links if len(links) > 1 else ())
        for versions in self.directory.translations.values():
            links = tuple(Link(r.title, address(self.directory.pages[r.path]), r.lang) for r in versions)
            for report, link in zip(versions, links, strict=True):
                yield SitemapLine(link.path, report.updated, links if len(links) > 1 else ())

    def _lists(self) -> Iterator[tuple[str, date | None]]:
        """The path of each list with the day of its newest report."""
        newest = _newest(self.directory.main)
        yield from (("", newest), ("statistics/", newest))
        if self.frame.has_actions:
            yield "actions/", newest
        for folder, of_folder in self.listed[self.trees[0].lang].items():
            yield f"{folder}/", None
            for topic in of_folder:
                yield topic.path, _newest(topic.reports)


def _newest(reports: Iterable[Metadata]) -> date | None:
    return max((report.updated for report in reports if report.updated is not None), default=None)
