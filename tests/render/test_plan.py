"""The plan as a whole: paths, fingerprints, and the same bytes every time."""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from msgspec.structs import replace

from postmortem.diagnostics import Span
from postmortem.model.impact import Impact, Quantity
from postmortem.model.plan import AssetFile, PlannedFile
from postmortem.model.report import (
    Action,
    Audience,
    Kind,
    Link,
    Relation,
    Report,
    Revision,
    Section,
    Status,
    Times,
)
from postmortem.model.site import NavigationLink, Service, Severity, Site
from postmortem.model.theme import Theme
from postmortem.model.timeline import Timeline
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
    files = {file.path: file for file in plan_site(make_site(), themed, {}).files}
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


HERE = Span("a.md")
ACTION = Action(
    "a1", "Add a test", "prevent", "open", "Team", date(2023, 7, 1), "", "", Audience.PUBLIC, HERE
)
SECTION = Section("impact", "Impact", "Impact", 2, "impact", "<p>x</p>", "x", HERE)
LATER = datetime(2023, 2, 9, 9, 50, tzinfo=UTC)
REPORT_CHANGES: list[dict[str, object]] = [
    {"title": "Another title"},
    {"description": "Another."},
    {"lang": "de"},
    {"timezone": "Europe/London"},
    {"status": Status.RETRACTED},
    {"published": date(2023, 2, 11)},
    {"embargo_until": datetime(2024, 1, 1, tzinfo=UTC)},
    {"severity": "sev2"},
    {"severity": None},
    {"kind": Kind.SECURITY},
    {"services": ("api", "login")},
    {"unaffected": ("login",)},
    {"times": Times(started=LATER)},
    {"times": Times(started=LATER, unknown=("resolved",))},
    {"detected_by": "customer"},
    {"impact": Impact(users=Quantity(count=4))},
    {"triggers": ("capacity",)},
    {"authors": ("Another team",)},
    {"tags": ("database", "backup")},
    {"actions": (ACTION,)},
    {"actions": (replace(ACTION, due=date(2023, 5, 1)),)},
    {"related": (Relation("other", "same-cause", HERE),)},
    {"aliases": ("old",)},
    {"revisions": (Revision(date(2023, 2, 20), "correction", "x", significant=True),)},
    {"sections": (SECTION,)},
    {"timeline": Timeline()},
    {"footnotes_html": "<section>1</section>"},
]
SETTING_CHANGES: list[dict[str, object]] = [
    {"title": "Other"},
    {"description": "Other."},
    {"base_url": "https://other.example.org"},
    {"language": "de"},
    {"severities": (Severity("sev1", "P1"),)},
    {"services": (Service("api", "Interface", "Words."),)},
    {"feed_items": 1},
    {"feed_full": False},
    {"navigation": (NavigationLink("About", "/about/"),)},
    {"social": (NavigationLink("Forum", "https://example.org"),)},
    {"footer": "Words."},
    {"edition": Audience.INTERNAL},
]


def hold_fingerprints_against_bytes(
    before: dict[str, PlannedFile], after: dict[str, PlannedFile], *, change: object
) -> None:
    """Equal fingerprints have to mean equal bytes, and the change has to show somewhere."""
    assert fingerprints(before) != fingerprints(after), change
    for path in before.keys() & after.keys():
        if before[path].fingerprint == after[path].fingerprint:
            assert before[path].render() == after[path].render(), (change, path)


@pytest.mark.parametrize("change", REPORT_CHANGES, ids="-".join)
def test_equal_fingerprints_mean_equal_bytes_when_a_report_changes(
    plan: Plan, make_report: Make, change: dict[str, object]
) -> None:
    other = make_report(
        id="other", published=date(2023, 2, 9), related=(Relation("2023-02-09-reset", "x", HERE),)
    )
    hold_fingerprints_against_bytes(
        plan(make_report(), other), plan(make_report(**change), other), change=change
    )


@pytest.mark.parametrize("change", SETTING_CHANGES, ids="-".join)
def test_equal_fingerprints_mean_equal_bytes_when_settings_change(
    plan: Plan, make_report: Make, change: dict[str, object]
) -> None:
    reports = (make_report(), make_report(id="other", lang="de"))
    hold_fingerprints_against_bytes(plan(*reports), plan(*reports, **change), change=change)


def test_equal_fingerprints_mean_equal_bytes_when_the_theme_changes(
    theme: Theme, make_report: Make, make_site: Callable[..., Site]
) -> None:
    other = replace(theme, digest="other")
    first, second = (
        {file.path: file.fingerprint for file in plan_site(make_site(make_report()), of, {}).files}
        for of in (theme, other)
    )
    changed = {path for path in first if first[path] != second[path]}
    assert {path for path in first if path.endswith((".html", "feed.xml"))} <= changed


def test_the_clock_changes_nothing_but_what_is_overdue(
    theme: Theme, make_report: Make, make_site: Callable[..., Site]
) -> None:
    site = make_site(make_report())
    later = Site(site.settings, site.edition, site.reports, datetime(2030, 1, 1, tzinfo=UTC))
    assert [f.fingerprint for f in plan_site(site, theme, {}).files] == [
        f.fingerprint for f in plan_site(later, theme, {}).files
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
files = plan_site(made.site(*reports), load_theme("default", Path("nowhere")), {}).files
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


SHOT = "2023-02-09-reset/secret.png"


@pytest.fixture
def taken_back(plan: Plan, make_report: Make) -> dict[str, PlannedFile]:
    """A site of a report that stands, and of one that was taken back and says more."""
    gone = make_report(
        status=Status.RETRACTED,
        title="Taken back",
        kind=Kind.SECURITY,
        services=("vault",),
        tags=("acme",),
        severity="sev2",
        triggers=("acme-deploy",),
        links=(Link(SHOT, Span("a.md"), image=True),),
    )
    asset = AssetFile("ab" * 32, lambda: b"pixels")
    return plan(gone, make_report(id="stands"), assets={SHOT: asset})


def everything(files: dict[str, PlannedFile]) -> dict[str, bytes]:
    return {path: file.render() for path, file in files.items() if not path.startswith("assets/")}


def test_images_of_what_was_taken_back_are_not_published(taken_back: dict[str, PlannedFile]) -> None:
    assert b"pixels" not in everything(taken_back).values()
    assert not [path for path in taken_back if "secret" in path]


def test_it_has_a_page_a_row_and_an_item_in_the_feed_of_the_site(taken_back: dict[str, PlannedFile]) -> None:
    written = everything(taken_back)
    for path in ("reports/2023-02-09-reset/index.html", "index.html", "feed.xml", "atom.xml", "feed.json"):
        assert b"Taken back" in written[path], path
    assert b"Retracted" in written["index.html"]


def test_no_topic_lists_or_counts_it(taken_back: dict[str, PlannedFile]) -> None:
    written = everything(taken_back)
    topics = [path for path in written if path.startswith(("tags/", "services/", "severities/"))]
    assert "services/api/index.html" in topics
    assert not [path for path in topics if b"Taken back" in written[path]]
    assert not [path for path in topics if "acme" in path or "vault" in path]


def test_its_tags_services_and_kind_stand_nowhere(taken_back: dict[str, PlannedFile]) -> None:
    for path, data in everything(taken_back).items():
        assert b"acme" not in data, path
        assert b"vault" not in data, path
    assert b"<li>Security" not in taken_back["reports/2023-02-09-reset/index.html"].render()


@pytest.mark.parametrize("edition", list(Audience))
@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", {"public": "Public edition", "internal": "Internal edition"}),
     ("de", {"public": "Öffentliche Ausgabe", "internal": "Interne Ausgabe"})],
)  # fmt: skip
def test_every_page_says_which_edition_it_is(
    plan: Plan, make_report: Make, edition: Audience, lang: str, words: dict[str, str]
) -> None:
    files = plan(make_report(lang=lang, aliases=("old",)), edition=edition, language=lang)
    pages = {path: file.render().decode() for path, file in files.items() if path.endswith(".html")}
    for path, html in pages.items():
        assert f'<meta name="postmortem:edition" content="{edition}">' in html, path
        if 'http-equiv="refresh"' not in html:
            assert words[edition] in html.split("<footer")[1], path
