"""What every page has around it: its language, its way to the root, navigation, feeds, canonical address."""

from collections.abc import Iterable, Mapping

from postmortem.model.report import Audience
from postmortem.model.site import NavigationLink, Site
from postmortem.render.addresses import base_path, quoted, root_of, site_link
from postmortem.render.contexts import Frame, SiteFrame
from postmortem.render.directory import Directory, page_language
from postmortem.render.parts import Link, MenuLink

# Nothing from another host, nothing inline. Hosts that let us set no headers get it as a meta element,
# which cannot say who may frame the page.
POLICY = (
    "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; "
    "img-src 'self'; manifest-src 'self'; media-src 'self'; script-src 'self'; style-src 'self'"
)


def site_frame(site: Site, directory: Directory, assets: Mapping[str, str], logo: str) -> SiteFrame:
    """What all pages of a site share; `logo` and the values of `assets` are paths from the root."""
    settings = site.settings
    url = settings.base_url.rstrip("/")
    return SiteFrame(
        title=settings.title,
        description=settings.description,
        lang=settings.language,
        base=f"{url}/" if url else "",
        menu=tuple(_menu(settings.navigation)),
        social=tuple(_menu(settings.social)),
        footer=settings.footer,
        logo=logo,
        assets=dict(assets),
        policy=POLICY,
        internal=site.edition is Audience.INTERNAL,
        has_services=bool(directory.slugs["services"]),
        has_tags=bool(directory.slugs["tags"]),
        extra=dict(settings.extra),
    )


def page_frame(
    site: SiteFrame,
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
    return Frame(
        site=site,
        lang=lang or page_language(site.lang),
        root=root or root_of(path),
        path=path,
        title=title,
        description=description or site.description,
        canonical=site.base + quoted(path) if site.base else "",
        alternates=alternates,
        feeds=feeds or site_feeds(site),
    )


def lost_frame(site: SiteFrame) -> Frame:
    """The frame of the page that a host shows anywhere: its addresses start from the host's root."""
    return page_frame(site, "404.html", root=base_path(site.base))


def site_feeds(site: SiteFrame) -> tuple[Link, ...]:
    """The feed of the whole site, if the site has an address to speak from."""
    return (Link(site.title, "feed.xml"),) if site.base else ()


def topic_feeds(site: SiteFrame, title: str, path: str) -> tuple[Link, ...]:
    """The feed of a service, tag or severity, before that of the site."""
    return (Link(f"{site.title}: {title}", f"{path}feed.xml"), *site_feeds(site)) if site.base else ()


def _menu(links: Iterable[NavigationLink]) -> Iterable[MenuLink]:
    for link in links:
        url, local = site_link(link.url)
        if url:
            yield MenuLink(link.title, url, local)
