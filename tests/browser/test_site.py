"""The built example site in a real Chromium: every kind of page, both languages, schemes and sizes."""

from collections.abc import Sequence

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SEED = "reports/2023-02-09-datenbank-zurueckgesetzt/"
ENGLISH = "reports/2024-09-17-checkout-connection-pool/"
PAGES = [
    "",
    SEED,
    ENGLISH,
    "services/",
    "services/api/",
    "actions/",
    "actions/finished/",
    "statistics/",
    "?q=mail",
    "de/",
    "de/services/mail/",
    "de/actions/",
    "de/statistics/",
    "severities/",
    "severities/sev1/",
    "de/services/",
    "de/severities/",
    "de/tags/",
    "tags/",
    "tags/example/",
    "404.html",
]
CORNERS = [
    "",
    "reports/2026-03-01-zurueckgezogen/",
    "reports/2026-04-01-berichtigt/",
    "en/",
    "actions/",
    "statistics/",
    "services/api/",
    "404.html",
]
WIDTHS = {"phone": 320, "tablet": 768, "desktop": 1280}


def open_page(browser: Browser, width: int, scheme: str, *, script: bool = True) -> tuple[Page, list[str]]:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script
    )  # type: ignore[arg-type]  # a literal elsewhere
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return page, said


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_pages_are_accessible_quiet_and_alone(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    check_pages(browser, address, PAGES, width, scheme)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_corrected_retracted_and_internal_reports_are_too(
    browser: Browser, corners: str, width: int, scheme: str
) -> None:
    check_pages(browser, corners, CORNERS, width, scheme)


def check_pages(browser: Browser, address: str, paths: Sequence[str], width: int, scheme: str) -> None:
    page, said = open_page(browser, width, scheme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in paths:
        page.goto(address + path)
        results = Axe().run(
            page,
            options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
        )
        problems = [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in results.response["violations"]]
        assert problems == [], path
        assert said == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert [url for url in asked if not url.startswith(address)] == []
    page.context.close()


def test_every_page_says_which_edition_it_is(browser: Browser, address: str, corners: str) -> None:
    page, _ = open_page(browser, 1280, "light")
    page.goto(address)
    assert page.get_by_text("Public edition").is_visible()
    page.goto(corners + CORNERS[2])
    internal = page.locator(".edition").count()
    words = "Interne Ausgabe" if internal else "Öffentliche Ausgabe"
    assert page.get_by_text(words, exact=True).is_visible()
    marked = page.locator(".text .internal")
    assert [text.split()[0] for text in marked.all_inner_texts()] == ["Intern:", "[intern:"] * internal
    assert page.locator(".actions strong").all_inner_texts() == ["Intern"] * internal
    page.context.close()


@pytest.mark.parametrize(("path", "lang"), [(SEED, "de"), (ENGLISH, "en"), ("", "en")])
def test_pages_say_their_language(browser: Browser, address: str, path: str, lang: str) -> None:
    page, _ = open_page(browser, 1280, "light")
    page.goto(address + path)
    assert page.evaluate("document.documentElement.lang") == lang
    page.context.close()


def test_a_report_is_readable_and_linkable_without_javascript(browser: Browser, address: str) -> None:
    page, _ = open_page(browser, 1280, "light", script=False)
    page.goto(address)
    page.get_by_role("link", name="Datenbank zurückgesetzt").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Datenbank zurückgesetzt"
    assert page.get_by_text("10 h 13 min").first.is_visible()
    page.goto(page.url + "#t-20230209T1153")
    assert page.locator(":target").is_visible()
    page.context.close()


def test_ids_are_unique_on_every_page(browser: Browser, address: str) -> None:
    page, _ = open_page(browser, 1280, "light")
    for path in PAGES:
        page.goto(address + path)
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
        assert len(ids) == len(set(ids)), path
    page.context.close()


def test_every_link_within_the_site_leads_somewhere(browser: Browser, address: str) -> None:
    page, _ = open_page(browser, 1280, "light")
    todo, seen = [address], set()
    while todo and len(seen) < 300:
        url = todo.pop()
        if url in seen:
            continue
        seen.add(url)
        response = page.request.get(url)
        assert response.ok, url
        if "text/html" in response.headers["content-type"]:
            page.goto(url)
            links = page.evaluate(
                "[...document.querySelectorAll('a[href], link[href], img[src]')].map(e => e.href || e.src)"
            )
            todo += [link.split("#")[0] for link in links if link.startswith(address)]
    assert len(seen) > 40
    page.context.close()
