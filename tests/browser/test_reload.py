"""The preview in a real browser: reloads, the overlay, many tabs, and a server that comes and goes."""

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from postmortem.edge.server import Preview, PreviewServer
from postmortem.model.plan import PlannedFile

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TABS = 8


def site(text: str) -> list[PlannedFile]:
    tall = (
        "<!doctype html><html lang=en><head><title>x</title></head>"
        f"<body><main><h1>{text}</h1>{'<p>x' * 200}</main></body></html>"
    )
    return [
        PlannedFile("index.html", f"index {text}", tall.encode),
        PlannedFile("a/index.html", "a", b"<!doctype html><title>a</title><h1>unchanged</h1>".strip),
        PlannedFile("favicon.ico", "icon", bytes),
    ]


@pytest.fixture
def preview() -> Preview:
    preview = Preview()
    preview.show(site("first"))
    return preview


@pytest.fixture
def server(preview: Preview) -> Iterator[PreviewServer]:
    server = PreviewServer(preview, port=0)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """Errors on the console and exceptions, of all tabs: a breach of the policy is one."""
    heard: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            heard.append(message.text)

    page.context.on("console", hear)
    page.context.on("weberror", lambda error: heard.append(str(error.error)))
    return heard


def expect_title(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def test_a_new_site_reloads_the_page_where_it_was(
    page: Page, server: PreviewServer, preview: Preview, complaints: list[str]
) -> None:
    page.goto(server.url)
    expect_title(page, "first")
    page.evaluate("scrollTo(0, 900)")
    preview.show(site("second"))
    expect_title(page, "second")
    wait_for_scroll(page, 900)
    preview.show(site("third"))
    expect_title(page, "third")
    assert complaints == []


def test_problems_stand_over_the_page_until_they_are_mended(
    page: Page, server: PreviewServer, preview: Preview, complaints: list[str]
) -> None:
    page.goto(server.url)
    expect_title(page, "first")
    page.evaluate("window.same = true")
    text = "a.md:3:1: error[PM110]: `<img src=x onerror=alert(1)>`\n  help: write a date"
    preview.show_problems("1 error", text)
    overlay = page.get_by_role("complementary", name="Problems")
    expect(overlay).to_be_visible()
    expect(page.get_by_role("alert")).to_have_text("1 error")
    assert overlay.locator("pre").text_content() == text
    assert overlay.locator("img").count() == 0
    expect_title(page, "first")
    preview.show(site("first"))
    expect(overlay).to_have_count(0)
    assert page.evaluate("window.same") is True
    assert complaints == []


def test_the_overlay_is_styled_and_stays_within_the_window(
    page: Page, server: PreviewServer, preview: Preview, complaints: list[str]
) -> None:
    page.set_viewport_size({"width": 320, "height": 600})
    preview.show_problems("many", "a-very-long-word-" * 20 + "\n" + "line\n" * 500)
    grounds = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(server.url)
        panel = page.locator("aside.postmortem-problems")
        expect(panel).to_have_css("box-sizing", "border-box")
        box = panel.bounding_box()
        assert box is not None
        assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 320, 600)
        assert box["height"] <= 360
        grounds.add(panel.evaluate("panel => getComputedStyle(panel).backgroundColor"))
    assert len(grounds) == 2
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", "nowhere"])
def test_overlay_note_and_notices_are_accessible(
    page: Page, preview: Preview, scheme: Literal["light", "dark"], path: str
) -> None:
    server = PreviewServer(preview, port=0, edition_note="internal edition")
    server.start()
    try:
        page.emulate_media(color_scheme=scheme)
        preview.show_problems("many", "line\n" * 500)
        page.goto(server.url + path)
        expect(page.get_by_role("alert")).to_be_visible()
        violations = Axe().run(page).response["violations"]
        assert [(found["id"], found["nodes"]) for found in violations] == []
    finally:
        server.stop()


@pytest.mark.parametrize("way", ["click", "escape"])
def test_an_overlay_that_was_closed_stays_closed_until_the_next_save(
    page: Page, server: PreviewServer, preview: Preview, way: str
) -> None:
    preview.show_problems("1 error", "one")
    page.goto(server.url)
    overlay = page.get_by_role("complementary", name="Problems")
    expect(overlay).to_be_visible()
    if way == "click":
        page.get_by_role("button", name="Close").click()
    else:
        page.keyboard.press("Escape")
    expect(overlay).to_have_count(0)
    other = page.context.new_page()
    other.goto(server.url)
    expect(other.get_by_role("alert")).to_be_visible()
    expect(overlay).to_have_count(0)
    preview.show_problems("1 error", "two")
    expect(overlay.locator("pre")).to_have_text("two")


def test_problems_before_the_first_good_site_are_shown_and_the_site_follows(page: Page) -> None:
    preview = Preview()
    server = PreviewServer(preview, port=0)
    server.start()
    try:
        preview.show_problems("1 error", "a.md:1:1")
        page.goto(server.url)
        expect(page.get_by_role("alert")).to_have_text("1 error")
        preview.show(site("first"))
        expect_title(page, "first")
        expect(page.get_by_role("alert")).to_have_count(0)
    finally:
        server.stop()


def test_a_page_that_could_not_be_rendered_comes_back_by_itself(
    page: Page, server: PreviewServer, preview: Preview
) -> None:
    def render() -> bytes:
        raise ValueError("base.html, line 3")

    page.goto(server.url)
    preview.show([PlannedFile("index.html", "broken", render)])
    expect(page.get_by_text("ValueError: base.html, line 3")).to_be_visible()
    preview.show(site("mended"))
    expect_title(page, "mended")


def test_many_tabs_share_one_stream_and_all_reload(
    page: Page, server: PreviewServer, preview: Preview, complaints: list[str]
) -> None:
    streams: list[str] = []
    page.context.on(
        "request", lambda request: streams.append(request.url) if request.url.endswith("/events") else None
    )
    tabs = open_tabs(page.context, server)
    assert len(streams) == 1
    preview.show(site("second"))
    for tab in tabs:
        expect_title(tab, "second")
    preview.show_problems("1 error", "a.md:1:1")
    for tab in tabs:
        expect(tab.get_by_role("alert")).to_have_text("1 error")
    assert complaints == []


def test_when_the_tab_that_listens_is_closed_another_takes_over(
    page: Page, server: PreviewServer, preview: Preview
) -> None:
    tabs = open_tabs(page.context, server)
    for number in range(3):
        tabs.pop(0).close()
        preview.show(site(f"after {number}"))
        for tab in tabs:
            expect_title(tab, f"after {number}")


def test_tabs_without_locks_listen_each_while_it_is_seen(
    page: Page, server: PreviewServer, preview: Preview, complaints: list[str]
) -> None:
    page.context.add_init_script("Object.defineProperty(navigator, 'locks', { value: undefined })")
    page.goto(server.url)
    other = page.context.new_page()
    other.goto(server.url)
    preview.show(site("second"))
    for tab in (page, other):
        expect_title(tab, "second")
    assert complaints == []


def test_a_page_catches_up_after_the_server_was_away(page: Page, preview: Preview) -> None:
    server = PreviewServer(preview, port=0)
    server.start()
    page.goto(server.url)
    expect_title(page, "first")
    page.evaluate("window.same = true")
    server.stop()

    same = Preview()
    same.show(site("first"))
    again = restart(same, server.url)
    try:
        same.show_problems("1 error", "heard")
        expect(page.get_by_role("alert")).to_be_visible(timeout=20_000)
        assert page.evaluate("window.same") is True
    finally:
        again.stop()

    changed = Preview()
    changed.show(site("second"))
    again = restart(changed, server.url)
    try:
        expect(page.get_by_role("heading", level=1)).to_have_text("second", timeout=20_000)
    finally:
        again.stop()


def test_a_page_that_was_gone_back_to_catches_up(page: Page, server: PreviewServer, preview: Preview) -> None:
    page.goto(server.url)
    page.goto(server.url + "a/")
    with page.expect_navigation():  # the page in front reloads; the one behind it is still the old one
        preview.show(site("second"))
    page.go_back()
    expect_title(page, "second")


def test_the_note_is_seen_and_in_nobodys_way(page: Page, preview: Preview) -> None:
    server = PreviewServer(preview, port=0, edition_note="internal edition")
    server.start()
    try:
        page.goto(server.url)
        note = page.get_by_text("internal edition")
        expect(note).to_be_visible()
        expect(page.locator("postmortem-note")).to_have_css("pointer-events", "none")
    finally:
        server.stop()


def wait_for_scroll(page: Page, position: int) -> None:
    for _ in range(100):  # not `wait_for_function`, which the policy forbids
        if page.evaluate("scrollY") == position:
            return
        page.wait_for_timeout(50)
    assert page.evaluate("scrollY") == position


def open_tabs(context: BrowserContext, server: PreviewServer) -> list[Page]:
    tabs = [context.pages[0], *(context.new_page() for _ in range(TABS - 1))]
    for tab in tabs:
        tab.goto(server.url)
        expect_title(tab, "first")
    return tabs


def restart(preview: Preview, url: str) -> PreviewServer:
    server = PreviewServer(preview, port=int(url.rstrip("/").rpartition(":")[2]))
    server.start()
    return server
