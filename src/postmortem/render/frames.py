"""What every page has around it: its language, its way to the root, navigation, feeds, canonical address."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from postmortem.model.report import Audience
from postmortem.model.site import NavigationLink, Settings, Site
from postmortem.render.addresses import base_path, quoted, root_of, site_link, slug_of
from postmortem.render.contexts import Frame, SiteFrame
from postmortem.render.directory import Directory, page_language
from postmortem.render.parts import Link, MenuLink

# Where the full-text search lies, if the site has one.
FULL_TEXT = "pagefind"

# Nothing from another host, nothing inline. Hosts that let us set no headers get it as a meta element,
# which cannot say who may frame the page.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)


def policy(*, full_text: bool) -> str:
    """What pages may load; the full-text search runs on WebAssembly, which is not allowed otherwise."""
    return (
        POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'") if full_text else POLICY
    )


def site_frame(site: Site, directory: Directory, assets: Mapping[str, str], logo: str) -> SiteFrame:
    """What all pages of a site share; `logo` and the values of `assets` are paths from the root."""
    settings = site.settings
    url = settings.base_url.rstrip("/")
    frame = SiteFrame(
        title=settings.title,
        description=settings.description,
        lang=settings.language,
        base=f"{url}/" if url else "",
        trees=tuple(_trees(settings)),
        menu=tuple(_menu(settings.navigation)),
        social=tuple(_menu(settings.social)),
        footer=settings.footer,
        logo=logo,
        assets=dict(assets),
        policy=policy(full_text=settings.full_text),
        full_text=f"{FULL_TEXT}/pagefind.js" if settings.full_text else "",
        internal=site.edition is Audience.INTERNAL,
        has_services=bool(directory.slugs["services"]),
        has_tags=bool(directory.slugs["tags"]),
        has_actions=any(report.actions for report in directory.main),
        options=dict(settings.theme_options),
        extra=dict(settings.extra),
    )
    spoken = {lang: _said(frame, said) for lang, said in directory.spoken.items()}
    return replace(frame, in_other_words=spoken)


def _said(frame: SiteFrame, said: Settings) -> SiteFrame:
    """The frame in the words of a language."""
    words: dict[str, Any] = {
        "title": said.title,
        "description": said.description,
        "footer": said.footer,
        "menu": tuple(_menu(said.navigation)),
        "social": tuple(_menu(said.social)),
    }
    translated = tuple(name for name, own in words.items() if own != getattr(frame, name))
    return replace(frame, translated=translated, **words)


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
    lang = lang or page_language(site.lang)
    site = site.said(lang)
    home = next((tree.path for tree in site.trees if tree.lang == lang), "")
    return Frame(
        site=site,
        lang=lang,
        home=home,
        root=root or root_of(path),
        path=path,
        title=title,
        description=description if title else site.description,
        canonical=site.base + quoted(path) if site.base else "",
        alternates=alternates,
        feeds=feeds or site_feeds(site, home),
    )


def lost_frame(site: SiteFrame) -> Frame:
    """The frame of the page that a host shows anywhere: its addresses start from the host's root."""
    return page_frame(site, "404.html", root=base_path(site.base))


def site_feeds(site: SiteFrame, home: str) -> tuple[Link, ...]:
    """The feed of the whole site in one language, if the site has an address to speak from."""
    return (Link(site.title, home),) if site.base else ()


def topic_feeds(site: SiteFrame, title: str, path: str, home: str) -> tuple[Link, ...]:
    """The feed of a service, tag or severity, before that of the site."""
    return (Link(f"{site.title}: {title}", path), *site_feeds(site, home)) if site.base else ()


def _trees(settings: Settings) -> Iterable[Link]:
    """Where the lists of each language stand: the site's own at its root, others in a folder each.

    A language without a catalogue has no lists of its own; its reports are listed in the others.
    """
    yield Link("", "", page_language(settings.language))
    seen = {page_language(settings.language)}
    for lang in settings.languages:
        shown = page_language(lang)
        if shown == lang and lang not in seen:
            seen.add(lang)
            yield Link("", f"{slug_of(lang)}/", lang)


def _menu(links: Iterable[NavigationLink]) -> Iterable[MenuLink]:
    for link in links:
        url, local = site_link(link.url)
        if url:
            yield MenuLink(link.title, url, local)
