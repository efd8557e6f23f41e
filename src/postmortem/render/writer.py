"""Contexts made into planned files: the template is chosen by the context's type, rendering waits.

The template engine is loaded with the first page that is wanted, not with the plan.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING
from zlib import compress, decompress

from markupsafe import Markup
from msgspec.structs import replace

from postmortem.model.plan import PlannedFile, showing
from postmortem.model.report import Document, Metadata
from postmortem.model.theme import Theme
from postmortem.render.contexts import (
    ActionsPage,
    ListPage,
    LostPage,
    LostVersion,
    OverviewPage,
    RedirectPage,
    ReportPage,
    SiteFrame,
    StatisticsPage,
)
from postmortem.render.feeds import FeedChannel, FeedEntry, render_rss, rss_item
from postmortem.render.fingerprints import Fingerprints
from postmortem.render.other_feeds import atom_entry, json_item, render_atom, render_json_feed
from postmortem.render.report_pages import report_page
from postmortem.render.surroundings import Surroundings

if TYPE_CHECKING:
    from postmortem.render.environment import Templates
    from postmortem.render.language import Language

Documents = Callable[[str], Document]
"""Gives the document of a source path."""

Page = ActionsPage | ListPage | OverviewPage | RedirectPage | StatisticsPage

_TEMPLATES: dict[type, str] = {
    ActionsPage: "promises.html",
    ListPage: "list.html",
    OverviewPage: "overview.html",
    RedirectPage: "redirect.html",
    StatisticsPage: "statistics.html",
}
FEEDS = {
    "feed.xml": (render_rss, rss_item),
    "atom.xml": (render_atom, atom_entry),
    "feed.json": (render_json_feed, json_item),
}
"""The formats of a feed by the names of their files: what writes the document, and what an item."""


class PageWriter:
    """Plans the pages of one site in one theme."""

    def __init__(self, theme: Theme, site: SiteFrame, documents: Documents) -> None:
        self._theme = theme
        self.documents = documents
        self.fingerprints = Fingerprints(theme.digest, site)
        self._opened: Templates | None = None
        # A report stands in several feeds with the same words: its item in each format, compressed.
        self._feed_items: dict[tuple[str, str], Mapping[str, bytes]] = {}

    def page(self, page: Page, path: str = "") -> PlannedFile:
        """The page as a file: at its own path, or at the one given."""
        template = _TEMPLATES[type(page)]
        path = path or page.frame.path
        return PlannedFile(
            path=f"{path}index.html" if path.endswith("/") or not path else path,
            fingerprint=self.fingerprints.page(template, (page.frame.lang,), page),
            render=partial(self._render_page, template, page),
        )

    def lost(self, page: LostPage) -> PlannedFile:
        """The page for lost readers, which speaks every language of the site."""
        languages = [tree.lang for tree in page.frame.site.trees]
        fingerprint = self.fingerprints.page("not-found.html", languages, page)
        return PlannedFile(page.frame.path, fingerprint, partial(self._render_lost, page))

    def of_report(
        self,
        report: Metadata,
        path: str,
        kind: str,
        context: object,
        render: Callable[[], bytes],
        *,
        languages: Sequence[str] = (),
    ) -> PlannedFile:
        """A file of a report; `context` is all that `render` depends on besides its text, and `languages`."""
        fingerprint = self.fingerprints.page(kind, languages, context)
        return showing(PlannedFile(path, fingerprint, render, (report.path,)), {report.path: report.content})

    def feeds(self, folder: str, channel: FeedChannel) -> Iterator[PlannedFile]:
        """The feed in each of its formats, as files of that folder."""
        languages = [entry.around.frame.lang for entry in channel.entries]
        contents = {entry.report.path: entry.report.content for entry in channel.entries}
        for name in FEEDS:
            file = PlannedFile(
                path=folder + name,
                fingerprint=self.fingerprints.page(name, languages, channel.said()),
                render=partial(self._render_feed, name, channel),
                shows=tuple(contents),
            )
            yield showing(file, contents)

    def words(
        self, path: str, kind: str, lang: str, context: object, render: Callable[["Language"], bytes]
    ) -> PlannedFile:
        """A file that no template makes, with words of a language."""
        fingerprint = self.fingerprints.page(kind, (lang,), context)
        return PlannedFile(path, fingerprint, lambda: render(self._templates().language(lang)))

    def text(self, path: str, kind: str, context: object, render: Callable[[], bytes]) -> PlannedFile:
        """A file that no template makes; `context` is all that `render` depends on."""
        return PlannedFile(path, self.fingerprints.page(kind, (), context), render)

    def _render_page(self, template: str, page: Page | LostPage | ReportPage) -> bytes:
        return self._templates().render(template, page.frame.lang, page).encode("utf-8", "replace")

    def _render_lost(self, page: LostPage) -> bytes:
        root, own = page.frame.root, page.frame.lang
        versions = (
            LostVersion(tree.lang, own, root + tree.path, page.has_reports) for tree in page.frame.site.trees
        )
        said = (self._templates().render("lost.html", version.lang, version) for version in versions)
        page = replace(page, versions=tuple(Markup(html) for html in said))  # noqa: S704 - of our template
        return self._render_page("not-found.html", page)

    def report_page(self, path: str, around: Surroundings) -> bytes:
        """The page of the report of that source path."""
        return self._render_page("report.html", report_page(self.documents(path), around))

    def _render_feed(self, name: str, channel: FeedChannel) -> bytes:
        render, _ = FEEDS[name]
        texts = ((entry, self.documents(entry.report.path)) for entry in channel.entries)
        return render(channel, [self.feed_item(name, *text, full=channel.full) for text in texts])

    def feed_item(self, name: str, entry: FeedEntry, document: Document, *, full: bool) -> str:
        """The item of a report with that text in the format of that name."""
        item = self._feed_items_of(entry, document, full=full)[name]
        return decompress(item).decode("utf-8", "surrogatepass")

    def _feed_items_of(self, entry: FeedEntry, document: Document, *, full: bool) -> Mapping[str, bytes]:
        key = (entry.around.frame.path, document.content)
        if key not in self._feed_items:
            templates = self._templates()
            page = report_page(document, entry.around)
            lang = page.frame.lang
            html = templates.render("feed-item.html", lang, page) if full else None
            words = templates.language(lang)
            self._feed_items[key] = {
                name: compress(item(entry, page, words, html).encode("utf-8", "surrogatepass"), 1)
                for name, (_, item) in FEEDS.items()
            }
        return self._feed_items[key]

    def _templates(self) -> "Templates":
        if self._opened is None:
            from postmortem.render.environment import Templates  # noqa: PLC0415 - see the module's docstring

            self._opened = Templates(self._theme)
        return self._opened
