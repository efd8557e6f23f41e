"""A real Chromium for the tests in this folder: the fixtures `browser` (one a session) and `page`."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium on PATH. Without one, tests skip; with POSTMORTEM_REQUIRE_BROWSER=1 they fail."""
    executable = next((found for found in map(shutil.which, NAMES) if found), None)
    if executable is None:
        reason = f"none of {', '.join(NAMES)} is on PATH"
        if os.environ.get("POSTMORTEM_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab in a context of its own: nothing is kept from one test to the next."""
    with browser.new_context() as context:
        yield context.new_page()
