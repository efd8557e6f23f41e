"""A real Chromium for the tests here: `browser` (one a session), `page`, and the example site's `address`."""

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent.parent
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


class Handler(SimpleHTTPRequestHandler):
    """Serves the built folder with the headers that the site asks for in `_headers`."""

    policy = ""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Keep the test output clean."""


@contextmanager
def served(source: Path, output: Path, *arguments: str) -> Iterator[str]:
    """Where a built site is served from, with its own policy as a header."""
    command = [sys.executable, "-m", "postmortem", "build", str(source), "--output", str(output), *arguments]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = re.search(r"Content-Security-Policy: (.+)", (output / "_headers").read_text())
    assert found
    assert "unsafe" not in found[1].replace("'wasm-unsafe-eval'", "")
    handler = type("Served", (Handler,), {"policy": found[1].strip()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(output)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the example site is served from."""
    with served(ROOT / "postmortems", tmp_path_factory.mktemp("built") / "site") as found:
        yield found


@pytest.fixture(scope="session", params=["public", "internal"])
def corners(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a site of what the examples do not have is served from, in each edition."""
    output = tmp_path_factory.mktemp("corners") / "site"
    source = ROOT / "tests" / "sites" / "corners" / "postmortems"
    with served(source, output, "--audience", request.param) as found:
        yield found


@pytest.fixture(scope="session")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the example site is served from, with search in full texts."""
    folder = tmp_path_factory.mktemp("searched")
    shutil.copytree(ROOT / "postmortems", folder / "postmortems")
    with (folder / "postmortems" / "site.yml").open("a") as settings:
        settings.write("search: pagefind\n")
    with served(folder / "postmortems", folder / "site") as found:
        yield found
