"""Which reports a feed carries, and under which names: entries and channels from the model."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from postmortem.model.report import Report, Status
from postmortem.model.site import Site
from postmortem.render.addresses import host_of
from postmortem.render.feeds import FeedChannel, FeedEntry
from postmortem.render.frames import FrameMaker
from postmortem.render.report_pages import ReportPages

# A tag URI needs a year in which its host was the site's; guids must never change, so neither may this.
GUID_YEAR = 2026


@dataclass(frozen=True, slots=True)
class FeedMaker:
    """Makes the channels of one site. `entries` holds every report that any feed may carry, by id."""

    site: Site
    frames: FrameMaker
    entries: dict[str, FeedEntry]
    stylesheet: str

    def channel(self, title: str, description: str, path: str, reports: Sequence[Report]) -> FeedChannel:
        """The feed of these reports, published beside the page at that path."""
        settings = self.site.settings
        entries = [self.entries[report.id] for report in reports if report.id in self.entries]
        entries.sort(key=lambda entry: (-entry.published.toordinal(), entry.guid))
        return FeedChannel(
            title=f"{settings.title}: {title}" if title else settings.title,
            description=description or settings.description,
            link=self.frames.base + path,
            self_link=f"{self.frames.base}{path}feed.xml",
            lang=settings.language,
            stylesheet=self.frames.base + self.stylesheet if self.stylesheet else "",
            full=settings.feed_full,
            entries=tuple(entries[: settings.feed_items]),
        )


def feed_entries(site: Site, reports: Sequence[Report], pages: ReportPages) -> dict[str, FeedEntry]:
    """An entry for each report that is published, or was and is retracted; none under embargo."""
    host = host_of(site.settings.base_url)
    return {
        report.id: FeedEntry(f"tag:{host},{GUID_YEAR}:report/{report.id}", published, pages.feed_page(report))
        for report in reports
        if (published := _publication(site, report)) is not None
    }


def _publication(site: Site, report: Report) -> date | None:
    if report.status not in (Status.PUBLISHED, Status.RETRACTED):
        return None
    if report.embargo_until is not None and report.embargo_until > site.now:
        return None
    return report.published
