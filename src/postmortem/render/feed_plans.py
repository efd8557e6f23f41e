"""Which reports a feed carries, and under which names: channels and entries from the model."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property

from msgspec import Struct, field

from postmortem.model.report import Metadata, Status
from postmortem.render.addresses import host_of
from postmortem.render.feeds import FeedChannel, FeedEntry
from postmortem.render.surroundings import Places
from postmortem.render.trees import Tree

# A tag URI needs a year in which its host was the site's; guids must never change, so neither may this.
GUID_YEAR = 2026


class FeedMaker(Struct, frozen=True, dict=True):
    """Makes the channels of one site. `stylesheet` is a path or empty; `digest` gives that of a context."""

    places: Places
    stylesheet: str
    digest: Callable[[object], str]
    _made: dict[str, FeedEntry] = field(default_factory=dict)

    def channel(
        self, tree: Tree, title: str, description: str, path: str, reports: Sequence[Metadata]
    ) -> FeedChannel:
        """The feed of these reports in a tree's language, published beside its page at that path."""
        settings = self.places.site.settings
        said = self.places.directory.said(tree.lang)
        base = self.places.frame.base
        dated = [
            (published, report)
            for report in map(tree.report, reports)
            if (published := self._publication(report))
        ]
        dated.sort(key=lambda pair: (-pair[0].toordinal(), pair[1].id))
        return FeedChannel(
            id=f"tag:{self._host},{GUID_YEAR}:feed/{tree.home}{path}",
            site=said.title,
            title=f"{said.title}: {title}" if title else said.title,
            description=description or said.description,
            link=base + tree.home + path,
            lang=tree.lang if tree.home else settings.language,
            stylesheet=base + self.stylesheet if self.stylesheet else "",
            full=settings.feed_full,
            entries=tuple(
                self._entry(report, published) for published, report in dated[: settings.feed_items]
            ),
        )

    def _entry(self, report: Metadata, published: date) -> FeedEntry:
        if report.path not in self._made:
            guid = f"tag:{self._host},{GUID_YEAR}:report/{report.id}"
            around = self.places.place(report).elsewhere
            digest = self.digest(around)
            self._made[report.path] = FeedEntry(guid, published, digest, report, around)
        return self._made[report.path]

    @cached_property
    def _host(self) -> str:
        return host_of(self.places.site.settings.base_url)

    def _publication(self, report: Metadata) -> date | None:
        """When the report came out; None for what is no feed's business yet."""
        if report.status not in (Status.PUBLISHED, Status.RETRACTED):
            return None
        if report.embargo_until is not None and report.embargo_until > self.places.site.now:
            return None
        return report.published
