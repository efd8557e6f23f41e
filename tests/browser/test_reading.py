"""What readers do: narrow the list down, follow the timeline, read in their own zone, scheme and size."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SEED = "reports/2023-02-09-datenbank-zurueckgesetzt/"
KINDS = ("", SEED, "services/api/", "actions/", "statistics/", "de/", "de/statistics/")


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def titles(page: Page) -> list[str]:
    return page.locator(".row h3 a:visible").all_inner_texts()


def test_filters_work_at_once_and_stand_in_the_address(page: Page, address: str) -> None:
    page.goto(address)
    everything = titles(page)
    page.get_by_label("Service").select_option("Email delivery")
    expect(page.get_by_role("status")).to_have_text("3 of 10 reports")
    assert query(page) == {"service": ["mail"]}
    page.get_by_label("Year").select_option("2026")
    expect(page.get_by_role("status")).to_have_text("2 of 10 reports")
    narrowed = titles(page)
    assert set(narrowed) < set(everything)
    page.reload()
    expect(page.get_by_role("status")).to_have_text("2 of 10 reports")
    assert titles(page) == narrowed
    page.get_by_role("button", name="Show all reports").click()
    assert titles(page) == everything
    assert query(page) == {}


@pytest.mark.parametrize("title", ["Mail rejected", "Deployment token", "Near miss", "Email to one"])
def test_a_filtered_row_looks_like_the_one_in_the_list(page: Page, address: str, title: str) -> None:
    page.goto(address)
    before = page.locator(".row", has_text=title).first.bounding_box()
    words = page.locator("#_all .row", has_text=title).inner_text().split()
    heavy = page.locator("#_all .row", has_text=title).locator("strong").all_inner_texts()
    page.get_by_label("Search").fill(title)
    row = page.locator("#_found .row")
    expect(row).to_have_count(1)
    after = row.bounding_box()
    assert before is not None
    assert after is not None
    assert (before["width"], before["height"]) == (after["width"], after["height"])
    assert row.inner_text().split() == words
    assert row.locator("strong").all_inner_texts() == heavy


@pytest.mark.parametrize(
    "words",
    ["zuruckgesetzt", "ZURÜCKGESETZT", "zurückgesetzt datenbank", "zurueckgesetzt", "„zurückgesetzt“"],
)
def test_search_minds_neither_case_nor_accents_nor_order(page: Page, address: str, words: str) -> None:
    page.goto(address)
    page.get_by_label("Search").fill(words)
    expect(page.get_by_role("status")).to_have_text("1 of 10 reports")
    assert titles(page) == ["Datenbank zurückgesetzt"]


def test_the_same_filter_waits_in_the_other_language(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Search").fill("mail")
    page.get_by_label("Year").select_option("2026")
    expect(page.get_by_role("status")).to_have_text("2 of 10 reports")
    page.get_by_role("link", name="Deutsch").click()
    expect(page.get_by_role("status")).to_have_text("2 von 10 Berichten")
    assert query(page) == {"q": ["mail"], "year": ["2026"]}


def test_hostile_words_in_the_address_are_words(page: Page, address: str) -> None:
    said: list[str] = []
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(address + "?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&service=nowhere")
    expect(page.get_by_role("status")).to_have_text("0 of 10 reports")
    assert said == []


def test_without_its_file_the_whole_list_stays(page: Page, address: str) -> None:
    page.route("**/reports-index.json", lambda route: route.abort())
    page.goto(address)
    everything = titles(page)
    page.get_by_label("Search").fill("mail")
    expect(page.get_by_role("status")).to_have_text("The list could not be loaded.")
    assert titles(page) == everything


def test_the_file_is_asked_for_only_when_somebody_filters(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if url.endswith(".json")]
    page.get_by_label("Search").fill("a")
    page.get_by_label("Search").fill("ab")
    expect(page.get_by_role("status")).not_to_be_empty()
    assert len([url for url in asked if url.endswith(".json")]) == 1


def test_a_year_of_the_calendar_shows_the_whole_list_again(page: Page, address: str) -> None:
    page.goto(address + "?q=mail")
    expect(page.get_by_role("status")).not_to_be_empty()
    page.get_by_role("link", name="2023", exact=True).click()
    assert page.locator("#_y2023").is_visible()


def test_the_keyboard_alone_reaches_filters_and_results(page: Page, address: str) -> None:
    page.goto(address)
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.textContent"))
        if reached[-1] == "_q":
            break
    assert reached[0] == "Skip to content"
    page.keyboard.type("zertifikat")
    expect(page.get_by_role("status")).to_have_text(re.compile("^[12] of 10 reports$"))
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#_found') !== null"):
            break
    assert page.evaluate("getComputedStyle(document.activeElement, '::after').outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/**")


def test_the_keyboard_alone_follows_the_timeline(page: Page, address: str) -> None:
    page.goto(address + SEED)
    page.locator(".timeline .clock").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert urlsplit(page.url).fragment.startswith("t-")
    assert page.locator(".entry:target").is_visible()


def test_without_javascript_the_list_is_whole_and_nothing_pretends_to_work(
    browser: Browser, address: str
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address + "?service=mail")
        assert len(titles(page)) == 10
        assert not page.get_by_label("Search").is_visible()
        assert page.get_by_role("link", name="2023", exact=True).is_visible()
        page.goto(address + SEED)
        assert not page.locator(".own-zone").is_visible()


def test_a_reader_elsewhere_can_read_times_in_their_own_zone(browser: Browser, address: str) -> None:
    with browser.new_context(timezone_id="Asia/Tokyo") as context:
        page = context.new_page()
        page.goto(address + SEED)
        before = page.locator(".timeline .clock").all_inner_texts()
        button = page.get_by_role("button", name="In Ihrer Zeitzone")
        button.click()
        assert button.get_attribute("aria-pressed") == "true"
        assert page.locator(".facts time").first.inner_text() == "9. Februar 2023, 17:47\u00a0Uhr"
        assert page.locator(".facts time").nth(3).inner_text() == "10. Feb., 04:00\u00a0Uhr"
        assert page.locator(".timeline .clock").first.inner_text() == "17:47"
        assert "Asia/Tokyo" in page.locator(".rail [role=status]").inner_text()
        button.click()
        assert page.locator(".timeline .clock").all_inner_texts() == before


def test_in_the_readers_zone_no_word_of_the_reports_own_is_left(browser: Browser, address: str) -> None:
    with browser.new_context(timezone_id="America/New_York") as context:
        page = context.new_page()
        page.goto(address + "reports/2026-10-25-doppelte-stunde/")
        rail, days = page.locator(".rail"), page.locator(".phases .wide .joint-day")
        texts = [rail.inner_text(), *days.all_text_contents(), page.locator(".phases p").text_content()]
        page.locator(".own-zone").click()
        assert page.locator(".zone-name").inner_text() == "America/New_York"
        assert page.locator(".timeline .zone:visible").count() == 0
        assert days.all_text_contents() == ["24 Oct", "", "25 Oct", ""]
        assert page.locator(".phases .wide [data-at]").all_text_contents() == [
            "16:40",
            "16:58",
            "02:45",
            "04:15",
        ]
        page.locator(".own-zone").click()
        assert page.locator(".timeline .zone:visible").count() > 1
        assert [
            rail.inner_text(),
            *days.all_text_contents(),
            page.locator(".phases p").text_content(),
        ] == texts
        page.goto(address + "reports/2026-11-20-delayed-mail/")
        page.locator(".own-zone").click()
        impaired = rail.locator("div", has_text="Impaired").locator("time")
        assert impaired.all_inner_texts() == ["00:40", "09:10", "20 November 2026, 09:10"]


@pytest.mark.parametrize("width", [640, 1024, 1280])
@pytest.mark.parametrize("path", KINDS)
def test_text_at_twice_its_size_needs_no_sideways_scrolling(
    browser: Browser, address: str, path: str, width: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.goto(address + path)
        page.evaluate("document.documentElement.style.setProperty('font-size', '225%')")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_forced_colours_keep_every_mark_visible(browser: Browser, address: str) -> None:
    with browser.new_context(forced_colors="active") as context:
        page = context.new_page()
        page.goto(address + "statistics/")
        colours = page.evaluate(
            """() => [...document.querySelectorAll('.bars rect, .scatter use')].map(
                (mark) => getComputedStyle(mark).fill)"""
        )
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert len(colours) > 20
        assert ground not in colours


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_a_report_prints_with_everything_and_where_links_lead(page: Page, address: str, size: str) -> None:
    page.goto(address + "reports/2024-09-17-checkout-connection-pool/")
    page.emulate_media(media="print")
    assert not page.locator(".site-header nav").is_visible()
    assert not page.locator(".own-zone").is_visible()
    assert page.locator(".timeline .entry").last.is_visible()
    where = "https://postmortems.example.org/reports/2024-09-17-checkout-connection-pool/"
    assert page.get_by_text(where, exact=True).is_visible()
    shown = page.evaluate(
        """() => [...document.querySelectorAll('.text a[href^="http"]')].map(
            (link) => getComputedStyle(link, '::after').content)"""
    )
    assert all("attr(href)" in words or "http" in words for words in shown)
    paper = {"A4": 657, "Letter": 680}[size]  # between the margins, in pixels
    page.set_viewport_size({"width": paper, "height": 900})
    wide = page.locator("pre, table").evaluate_all(
        f"all => all.filter((e) => e.scrollWidth > {paper}).length"
    )
    assert wide == 0
    assert page.pdf(format=size).startswith(b"%PDF-")
