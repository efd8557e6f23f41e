"""Read by keyboard alone, in forced colours, at twice the size, without script: on every kind of page."""

import shutil
from itertools import combinations

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SEED = "reports/2023-02-09-datenbank-zurueckgesetzt/"
KINDS = (
    "",
    SEED,
    "services/",
    "services/api/",
    "actions/",
    "statistics/",
    "severities/",
    "tags/",
    "de/",
    "404.html",
)

# What has the focus, whether one sees it, and whether something lies over it.
FOCUS = """async () => {
  for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame); // it is scrolled to
  const at = document.activeElement;
  if (at === document.body) return null;
  const outlined = (style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  const box = at.getClientRects()[0];
  const top = box && document.elementFromPoint(box.x + Math.min(box.width / 2, 20), box.y + box.height / 2);
  window.reached ??= new Set();
  window.reached.add(at);
  return {
    name: at.outerHTML.slice(0, 90),
    seen: outlined(getComputedStyle(at)) || outlined(getComputedStyle(at, '::after')),
    free: Boolean(top) && (at.contains(top) || top.contains(at) || at.labels?.length > 0),
  };
}"""
MISSED = """() => [...document.querySelectorAll('a[href]:not([tabindex]), button, input, select, summary')]
  .filter((one) => one.checkVisibility() && !window.reached.has(one))
  .map((one) => one.outerHTML.slice(0, 90))"""

CUT = """() => [...document.querySelectorAll('main *, header *, footer *')].filter((one) => {
  const hides = ['hidden', 'clip'].includes(getComputedStyle(one).overflowX);
  return hides && !one.closest('.visually-hidden, svg') && one.scrollWidth > one.clientWidth;
}).map((one) => one.outerHTML.slice(0, 90))"""


def walk(page: Page, key: str) -> None:
    """Go through the whole page with one key; every stop has to be seen."""
    for _ in range(400):
        page.keyboard.press(key)
        focus = page.evaluate(FOCUS)
        if focus is None:
            return
        assert focus["seen"], f"the focus is not shown: {focus['name']}"
        assert focus["free"], f"the focus is covered: {focus['name']}"
    pytest.fail("the keyboard does not come out of the page")


@pytest.mark.parametrize("path", KINDS)
def test_the_keyboard_reaches_everything_and_always_shows_where_it_is(
    browser: Browser, address: str, path: str
) -> None:
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(address + path)
        walk(page, "Tab")
        assert page.evaluate(MISSED) == []


@pytest.mark.parametrize("width", [1280, 360])
def test_going_back_through_a_report_nothing_that_stays_in_view_covers_the_focus(
    browser: Browser, address: str, width: int
) -> None:
    viewport = {"width": width, "height": 500}
    with browser.new_context(viewport=viewport, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(address + SEED)
        walk(page, "Shift+Tab")


def test_filters_calendar_and_the_readers_zone_work_by_keyboard(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Severity").focus()
    page.keyboard.type("SEV1")
    expect(page.get_by_role("status")).to_have_text("2 of 10 reports")
    clear = page.get_by_role("button", name="Show all reports")
    clear.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Search")).to_be_focused()
    page.get_by_role("link", name="2023", exact=True).focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#_y2023")
    page.goto(address)
    page.get_by_role("link", name="2023", exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")  # at the end
    focused = page.locator(".calendar a:focus")
    expect(focused).to_have_accessible_name("June 2023: SEV2, 1 report")
    page.keyboard.press("ArrowLeft")
    expect(focused).to_have_accessible_name("February 2023: SEV1, 1 report")
    page.evaluate("addEventListener('keydown', (event) => { globalThis.taken = event.defaultPrevented; })")
    for keys in ("Control+ArrowLeft", "Shift+ArrowLeft", "Meta+ArrowLeft", "Alt+ArrowRight"):  # the browser's
        page.keyboard.press(keys)
        assert page.evaluate("taken") is False, keys
        expect(focused).to_have_accessible_name("February 2023: SEV1, 1 report")
    page.keyboard.press("Enter")
    page.wait_for_url("**/" + SEED)
    page.goto(address + SEED)
    button = page.locator(".own-zone")
    button.focus()
    page.keyboard.press("Space")
    assert button.get_attribute("aria-pressed") == "true"


def test_the_skip_link_leads_past_the_navigation(page: Page, address: str) -> None:
    page.goto(address + SEED)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_forced_colours_keep_the_course_of_an_incident_visible(browser: Browser, address: str) -> None:
    with browser.new_context(forced_colors="active") as context:
        page = context.new_page()
        page.goto(address + SEED)
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        marks = page.evaluate(
            """() => [...document.querySelectorAll('.mark *, .severity svg *, .phases rect')].map(
                (part) => { const { fill, stroke } = getComputedStyle(part); return [fill, stroke]; })"""
        )
        assert len(marks) > 10
        assert [pair for pair in marks if set(pair) <= {ground, "none"}] == []
        page.locator(".timeline .clock").first.focus()
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineColor")
        assert outline != ground


@pytest.mark.parametrize("width", [1280, 640, 360])
def test_nothing_is_cut_or_covered_for_readers_whose_text_is_twice_as_large(
    browser: Browser, address: str, width: int
) -> None:
    options = ["--no-sandbox", "--blink-settings=defaultFontSize=32"]
    large = browser.browser_type.launch(executable_path=shutil.which("chromium"), args=options)
    page = large.new_page(viewport={"width": width, "height": 800})
    for path in KINDS:
        page.goto(address + path)
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "36px"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(CUT) == [], path
        labels = page.locator(".phases svg text").evaluate_all(
            "all => all.filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect().toJSON())"
        )
        over = [(a, b) for a, b in combinations(labels, 2) if overlap(a, b)]
        assert over == [], path
    large.close()


def overlap(a: dict[str, float], b: dict[str, float]) -> bool:
    across = min(a["right"], b["right"]) - max(a["left"], b["left"])
    return across > 1 and min(a["bottom"], b["bottom"]) - max(a["top"], b["top"]) > 6


@pytest.mark.parametrize("path", KINDS)
def test_without_script_no_control_is_there_that_would_do_nothing(
    browser: Browser, address: str, path: str
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(address + path)
        assert page.get_by_role("heading", level=1).is_visible()
        controls = page.locator("button, input, select")
        assert [one.inner_text() for one in controls.all() if one.is_visible()] == []
        assert said == []
