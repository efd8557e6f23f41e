"""What every page has around it: its language, its way to the root, navigation, feeds, canonical address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from postmortem.model.report import Audience
from postmortem.model.site import NavigationLink, Site
from postmortem.render.addresses import base_path, quoted, root_of, site_link
from postmortem.render.contexts import Frame
from postmortem.render.directory import Directory, page_language
from postmortem.render.parts import Link, MenuLink

# Nothing from another host, nothing inline. Hosts that let us set no headers get it as a meta element,
# which cannot say who may frame the page.
POLICY = (
    "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; "
    "img-src 'self'; manifest-src 'self'; media-src 'self'; script-src 'self'; style-src 'self'"
)


@dataclass(frozen=True, slots=True)
class FrameMaker:
    """What the frames of one site share. `logo` and the values of `assets` are paths from the root."""

    site: Site
    directory: Directory
    assets: Mapping[str, str]
    logo: str

    @property
    def lang(self) -> str:
        """The language of lists."""
        return page_language(self.site.settings.language)

    @property
    def base(self) -> str:
        """The site's absolute address with a slash at its end, or an empty text."""
        url = self.site.settings.base_url.rstrip("/")
        return f"{url}/" if url else ""

    def make(
        self,
        path: str,
        *,
        lang: str = "",
        title: str = "",
        description: str = "",
        alternates: tuple[Link, ...] = (),
        feeds: tuple[Link, ...] = (),
        root: str = "",
    ) -> Frame:
        """The frame of the page at that path; `root` only for a page that is shown elsewhere."""
        settings = self.site.settings
        root = root or root_of(path)
        return Frame(
            lang=lang or self.lang,
            site_lang=settings.language,
            root=root,
            base=self.base,
            path=path,
            title=title,
            description=description or settings.description,
            site_title=settings.title,
            canonical=self.base + quoted(path) if self.base else "",
            alternates=alternates,
            feeds=feeds or self.site_feeds(),
            menu=tuple(_menu(settings.navigation, root)),
            social=tuple(_menu(settings.social, root)),
            footer=settings.footer,
            logo=self.logo,
            assets=self.assets,
            policy=POLICY,
            internal=self.site.edition is Audience.INTERNAL,
            has_services=bool(self.directory.slugs["services"]),
            has_tags=bool(self.directory.slugs["tags"]),
            extra=dict(settings.extra),
        )

    def site_feeds(self) -> tuple[Link, ...]:
        """The feed of the whole site, if it has an address to speak from."""
        return (Link(self.site.settings.title, "feed.xml"),) if self.base else ()

    def feeds_of(self, title: str, path: str) -> tuple[Link, ...]:
        """The feed of a service, tag or severity, before that of the site."""
        own = Link(f"{self.site.settings.title}: {title}", f"{path}feed.xml")
        return (own, *self.site_feeds()) if self.base else ()

    def not_found(self) -> Frame:
        """The frame of the page that a host shows anywhere: its addresses start from the host's root."""
        return self.make("404.html", root=base_path(self.site.settings.base_url))


def _menu(links: Iterable[NavigationLink], root: str) -> Iterable[MenuLink]:
    for link in links:
        url = site_link(link.url, root)
        if url:
            yield MenuLink(link.title, url)
