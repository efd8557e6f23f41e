"""Search in full texts, with the real Pagefind: found, quoted, and never in the way of the other search."""

from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def titles(page: Page) -> list[str]:
    return page.locator(".row h3 a:visible").all_inner_texts()


@pytest.fixture
def said(page: Page) -> list[str]:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.mark.parametrize("home", ["", "de/"])
def test_words_of_a_text_are_found_and_quoted(page: Page, said: list[str], searched: str, home: str) -> None:
    page.goto(f"{searched}{home}?q=Bestandsaufnahme")
    expect(page.locator("#_found .row")).to_have_count(1)
    assert titles(page) == ["Datenbank zurückgesetzt"]
    assert page.locator("#_found mark").all_inner_texts() == ["Bestandsaufnahme:"]
    assert page.get_by_role("status").inner_text().startswith("1 ")
    assert [violation["id"] for violation in Axe().run(page).response["violations"]] == []
    page.locator("#_found a").click()
    page.wait_for_url("**/reports/2023-02-09-datenbank-zurueckgesetzt/")
    assert said == []


def test_filters_narrow_down_what_texts_say(page: Page, searched: str) -> None:
    page.goto(searched)
    page.get_by_label("Search").fill("customers")
    expect(page.locator("#_found mark").first).to_be_visible()
    everywhere = titles(page)
    page.get_by_label("Year").select_option("2026")
    expect(page.locator("#_found .year")).to_have_count(1)
    expect(page.locator("#_found mark").first).to_be_visible()
    assert set() < set(titles(page)) < set(everywhere)


@pytest.mark.parametrize("words", ["<img src=x onerror=alert(1)>", "Bestandsaufnahme zzzqqq", "onerror"])
def test_words_that_stand_nowhere_find_nothing(
    page: Page, said: list[str], searched: str, words: str
) -> None:
    with page.expect_response("**/*.pf_meta"):
        page.goto(f"{searched}?q={quote(words)}")
    page.wait_for_load_state("networkidle")
    assert titles(page) == []
    assert page.get_by_role("status").inner_text() == "0 of 10 reports"
    assert said == []


def test_nothing_is_loaded_before_somebody_searches(page: Page, searched: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(searched)
    page.get_by_label("Service").select_option("Email delivery")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "/pagefind/" in url] == []


def test_without_its_files_titles_are_searched_and_the_page_says_so(page: Page, searched: str) -> None:
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(searched + "?q=datenbank")
    expect(page.get_by_role("status")).to_contain_text("The full texts could not be searched.")
    assert "Datenbank zurückgesetzt" in titles(page)
