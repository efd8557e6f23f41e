"""The plan as a whole: paths, fingerprints, and the same bytes every time."""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest

from postmortem.model.plan import AssetFile, PlannedFile
from postmortem.model.report import Audience, Report, Revision, Status
from postmortem.model.site import NavigationLink, Site
from postmortem.model.theme import Theme
from postmortem.render.plan import plan_site

Plan = Callable[..., dict[str, PlannedFile]]
Make = Callable[..., Report]


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src") and value]


def reports(make_report: Make) -> list[Report]:
    return [
        make_report(aliases=("2023/reset", "old.html")),
        make_report(lang="de", path="a.de.md", title="Datenbank zurückgesetzt"),
        make_report(id="two", services=("A service", "api"), tags=("x", "y", "z"), severity=None),
        make_report(
            id="three",
            status=Status.RETRACTED,
            revisions=(Revision(date(2023, 3, 1), "retraction", "x", significant=True),),
        ),
    ]


def test_every_internal_link_leads_to_a_planned_file(plan: Plan, make_report: Make) -> None:
    files = plan(*reports(make_report))
    checked = 0
    for path, file in files.items():
        if not path.endswith(".html") or path == "404.html":
            continue
        addresses = _Addresses()
        addresses.feed(file.render().decode())
        for address in addresses.found:
            parts = urlsplit(address)
            if parts.scheme or not parts.path:
                continue
            assert not parts.path.startswith("/")
            target = normpath(join(dirname(path), unquote(parts.path)))
            target = f"{target}/index.html" if parts.path.endswith("/") else target
            assert target.removeprefix("./") in files, (path, address)
            checked += 1
    assert checked > 100


def test_the_page_for_lost_readers_has_links_from_the_hosts_root(plan: Plan, make_report: Make) -> None:
    html = plan(make_report())["404.html"].render().decode()
    addresses = _Addresses()
    addresses.feed(html)
    assert all(a.startswith(("/pm/", "#")) for a in addresses.found)
    assert "canonical" not in html


def test_without_a_base_url_nothing_pretends_to_have_an_address(plan: Plan, make_report: Make) -> None:
    files = plan(*reports(make_report), base_url="")
    assert not [path for path in files if path.endswith("feed.xml") or path == "sitemap.xml"]
    html = files["reports/2023-02-09-reset/index.html"].render().decode()
    assert "canonical" not in html
    assert "rss" not in html
    assert 'hreflang="de" href="../../de/reports/2023-02-09-reset/"' in html


def test_paths_come_in_order(plan: Plan, make_report: Make) -> None:
    paths = list(plan(*reports(make_report)))
    assert paths == sorted(paths)


def test_assets_carry_a_hash_of_their_bytes(plan: Plan, theme: Theme) -> None:
    files = plan()
    (style,) = [path for path in files if re.fullmatch(r"assets/style\.[0-9a-f]{8}\.css", path)]
    content = files[style].render()
    assert content == theme.assets["style.css"]
    assert hashlib.sha256(content).hexdigest()[:8] in style


def test_a_theme_may_add_a_stylesheet_of_its_own(theme: Theme, make_site: Callable[..., Site]) -> None:
    themed = replace(theme, assets={**theme.assets, "site.css": b":root{--accent:red}"})
    files = {file.path: file for file in plan_site(make_site(), themed, {})}
    html = files["index.html"].render().decode()
    own = re.search(r'href="\./(assets/site\.[0-9a-f]{8}\.css)"', html)
    assert own is not None
    assert own[1] in files
    assert html.index("assets/style.") < html.index("assets/site.")


def test_the_logo_is_published_once(plan: Plan, make_report: Make) -> None:
    files = plan(make_report(), logo="logo.svg", assets={"logo.svg": AssetFile("ab", lambda: b"<svg/>")})
    (logo,) = [path for path in files if path.startswith("assets/logo.")]
    assert files[logo].render() == b"<svg/>"
    assert f'<img src="./{logo}" alt=""' in files["index.html"].render().decode()


def test_the_sites_own_links_are_made_relative_and_safe(plan: Plan, make_report: Make) -> None:
    navigation = (NavigationLink("About", "/about/"), NavigationLink("Bad", "javascript:alert(1)"))
    files = plan(make_report(), navigation=navigation)
    html = files["reports/2023-02-09-reset/index.html"].render().decode()
    assert '<a href="../../about/">About</a>' in html
    assert "javascript" not in html


def test_the_sitemap_lists_pages_and_their_languages(plan: Plan, make_report: Make) -> None:
    text = plan(*reports(make_report))["sitemap.xml"].render().decode()
    base = "https://status.example.org/pm"
    assert f"<loc>{base}/reports/2023-02-09-reset/</loc>" in text
    assert f'hreflang="de" href="{base}/de/reports/2023-02-09-reset/"' in text
    assert f"<loc>{base}/2023/reset/</loc>" not in text


def test_an_internal_edition_has_no_sitemap_and_refuses_robots(plan: Plan, make_report: Make) -> None:
    files = plan(make_report(), edition=Audience.INTERNAL)
    assert "sitemap.xml" not in files
    assert "Disallow: /\n" in files["robots.txt"].render().decode()


def fingerprints(files: dict[str, PlannedFile]) -> dict[str, str]:
    return {path: file.fingerprint for path, file in files.items()}


def test_the_same_site_has_the_same_fingerprints_and_bytes(plan: Plan, make_report: Make) -> None:
    first, second = plan(*reports(make_report)), plan(*reversed(reports(make_report)))
    assert fingerprints(first) == fingerprints(second)
    assert {p: f.render() for p, f in first.items()} == {p: f.render() for p, f in second.items()}


def test_rendering_twice_gives_the_same_bytes(plan: Plan, make_report: Make) -> None:
    for file in plan(*reports(make_report)).values():
        assert file.render() == file.render()


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another title"},
        {"description": "Another."},
        {"severity": "sev2"},
        {"published": date(2023, 2, 11)},
        {"services": ("api", "login")},
    ],
)
def test_pages_that_change_have_other_fingerprints(
    plan: Plan, make_report: Make, change: dict[str, object]
) -> None:
    before, after = plan(make_report()), plan(make_report(**change))
    for path in before.keys() & after.keys():
        same_bytes = before[path].render() == after[path].render()
        assert same_bytes or before[path].fingerprint != after[path].fingerprint, path
    page = "reports/2023-02-09-reset/index.html"
    assert before[page].fingerprint != after[page].fingerprint


def test_the_clock_changes_nothing_but_what_is_overdue(
    theme: Theme, make_report: Make, make_site: Callable[..., Site]
) -> None:
    site = make_site(make_report())
    later = Site(site.settings, site.edition, site.reports, datetime(2030, 1, 1, tzinfo=UTC))
    assert [f.fingerprint for f in plan_site(site, theme, {})] == [
        f.fingerprint for f in plan_site(later, theme, {})
    ]


SCRIPT = """
import hashlib, importlib.util, sys
from pathlib import Path
spec = importlib.util.spec_from_file_location("made", sys.argv[1])
made = importlib.util.module_from_spec(spec)
spec.loader.exec_module(made)
from postmortem.edge.themes import load_theme
from postmortem.render.plan import plan_site
reports = [made.report(tags=("b", "a", "c")), made.report(lang="de", path="b.md"), made.report(id="x")]
files = plan_site(made.site(*reports), load_theme("default", Path("nowhere")), {})
parts = [f.path.encode() + f.fingerprint.encode() + f.render() for f in files]
print(hashlib.sha256(b"".join(parts)).hexdigest())
"""


def test_hash_seed_locale_and_zone_change_no_byte() -> None:
    conftest = Path(__file__).with_name("conftest.py")
    found = set()
    for changes in (
        {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4242", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "LANGUAGE": "de"},
    ):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(conftest)],
            env={**os.environ, **changes}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        found.add(done.stdout)
    assert len(found) == 1
