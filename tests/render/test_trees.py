"""Lists in several languages: the same list in each, with what is translated."""

import re
from collections.abc import Callable

from postmortem.model.plan import PlannedFile
from postmortem.model.report import Report
from postmortem.model.site import NavigationLink, Translation, Words

Plan = Callable[..., dict[str, PlannedFile]]
Make = Callable[..., Report]
Page = Callable[..., str]


def html_of(files: dict[str, PlannedFile], path: str) -> str:
    return files[path].render().decode()


def test_a_further_language_has_every_list_below_its_own_folder(plan: Plan, make_report: Make) -> None:
    files = plan(make_report(), languages=("en", "de"))
    lists = {
        path
        for path in files
        if path.endswith(("index.html", "feed.xml", "atom.xml", "feed.json"))
        and not path.startswith(("reports/", "de/"))
    }
    assert {f"de/{path}" for path in lists} <= files.keys()
    assert '<html lang="de">' in html_of(files, "de/services/api/index.html")


def test_a_translation_is_listed_in_its_language_and_the_rest_in_their_own(
    plan: Plan, make_report: Make
) -> None:
    files = plan(
        make_report(),
        make_report(lang="de", path="a.de.md", title="Datenbank zurückgesetzt"),
        make_report(id="other", title="Only in English"),
        languages=("en", "de"),
    )
    english, german = html_of(files, "index.html"), html_of(files, "de/index.html")
    assert "Datenbank" not in english
    assert '<a href="../de/reports/2023-02-09-reset/">Datenbank zurückgesetzt</a>' in german
    assert '<a href="../reports/other/" lang="en" hreflang="en">Only in English</a>' in german


def test_lists_name_each_other_as_translations(plan: Plan, make_report: Make) -> None:
    html = html_of(plan(make_report(), languages=("en", "de")), "services/index.html")
    base = "https://status.example.org/pm/"
    assert re.findall(r'hreflang="(\S+)" href="(https:[^"]+)"', html) == [
        ("en", f"{base}services/"),
        ("x-default", f"{base}services/"),
        ("de", f"{base}de/services/"),
    ]
    assert '<a lang="de" hreflang="de" href="../de/services/">Deutsch</a>' in html


def test_a_report_leads_to_the_lists_in_its_language(plan: Plan, make_report: Make) -> None:
    files = plan(make_report(lang="de"), languages=("en", "de"))
    html = html_of(files, "reports/2023-02-09-reset/index.html")
    assert 'href="../../de/statistics/"' in html
    assert 'href="../../de/severities/sev1/"' in html


def test_a_language_without_a_catalogue_has_no_lists_of_its_own(plan: Plan, make_report: Make) -> None:
    files = plan(make_report(), languages=("en", "fr"))
    assert not [path for path in files if path.startswith("fr/")]
    assert "hreflang" not in html_of(files, "index.html").split('<div id="_all">')[0]


def test_a_site_in_one_language_offers_no_switch(plan: Plan, make_report: Make) -> None:
    assert "Deutsch" not in html_of(plan(make_report()), "index.html")


GERMAN = Translation(
    title="Vorfälle",
    footer="Fragen an uns.",
    services={"api": Words("Schnittstelle", "Womit Programme sprechen.")},
    severities={"sev1": Words("Kritisch")},
)


def test_pages_in_another_language_say_the_sites_words_in_it(page: Page, make_report: Make) -> None:
    options = {
        "languages": ("en", "de"),
        "description": "What went wrong.",
        "footer": "Ask us.",
        "translations": {"de": GERMAN},
    }
    german = make_report(id="b", lang="de")
    start = page("de/index.html", german, **options)
    assert "<title>Vorfälle</title>" in start
    assert "<h1>Vorfälle</h1>" in start
    assert "<p>Fragen an uns.</p>" in start
    assert '<p class="lede" lang="en">What went wrong.</p>' in start
    assert "Kritisch" in start
    assert "SEV1" not in start
    assert '<option value="api">' not in start  # a single service is no choice
    service = page("de/services/api/index.html", german, **options)
    assert "<h1><span>Schnittstelle</span></h1>" in service
    assert '<p class="lede">Womit Programme sprechen.</p>' in service
    assert '<p class="row-description">Womit Programme' in page("de/services/index.html", german, **options)
    report = page("reports/b/index.html", german, **options)
    assert "Schnittstelle</a>" in report
    assert "<p>Fragen an uns.</p>" in report
    assert "Schnittstelle" in page("de/statistics/index.html", german, **options)
    feed = page("de/services/api/feed.xml", german, **options)
    assert "<title>Vorfälle: Schnittstelle</title>" in feed
    assert "<description>Womit Programme sprechen.</description>" in feed
    assert "Schnittstelle" in page("de/reports-index.json", german, **options)


def test_links_of_header_and_footer_can_be_others_in_another_language(page: Page, make_report: Make) -> None:
    options = {
        "languages": ("en", "de"),
        "navigation": (NavigationLink("Contact", "/contact/"),),
        "social": (NavigationLink("News", "https://news.example.org/"),),
        "translations": {"de": Translation(navigation=(NavigationLink("Kontakt", "/de/kontakt/"),))},
    }
    english, german = (page(path, make_report(id="b"), **options) for path in ("index.html", "de/index.html"))
    assert '<a href="./contact/">Contact</a>' in english
    assert "Kontakt" not in english
    assert '<a href="../de/kontakt/">Kontakt</a>' in german
    assert "Contact" not in german
    assert 'rel="me" lang="en">News</a>' in german
    assert 'rel="me">News</a>' in english


def test_every_page_leads_to_the_sites_other_language(page: Page, make_report: Make) -> None:
    report = make_report(id="b", lang="de")
    alone = page("reports/b/index.html", report, languages=("en", "de"))
    assert '<a lang="en" hreflang="en" href="../../">English</a>' in alone
    english = make_report(id="b", lang="en", path="b.en.md")
    both = page("reports/b/index.html", english, report, languages=("en", "de"))
    assert '<a lang="de" hreflang="de" href="../../de/reports/b/">Deutsch</a>' in both.split("<main")[0]
    assert '<a lang="de" hreflang="de"' in page("404.html", report, languages=("en", "de"))


def test_the_page_for_lost_readers_speaks_every_language_of_the_site(page: Page, make_report: Make) -> None:
    html = page("404.html", make_report(), languages=("en", "de"), base_url="https://e.org/pm")
    main = html.split("<main")[1].split("</main>")[0]
    english, german = main.split('<section lang="de">')
    assert "<h1>This page does not exist</h1>" in english
    assert '<a href="/pm/">All reports</a> · <a href="/pm/#_q">Search</a>' in english
    assert "<h2>Diese Seite gibt es nicht</h2>" in german
    assert '<a href="/pm/de/">Alle Berichte</a> · <a href="/pm/de/#_q">Suche</a>' in german
    assert 'id="_q"' in page("index.html", make_report(), languages=("en", "de"))


def test_the_page_for_lost_readers_says_it_once_in_one_language(page: Page) -> None:
    html = page("404.html", language="de")
    assert html.count("<section") == 1
    assert "<h1>Diese Seite gibt es nicht</h1>" in html
    assert "#_q" not in html


def test_a_language_written_from_the_right_turns_its_texts_around(page: Page, make_report: Make) -> None:
    report = make_report(id="b", lang="ar", title="تعطل", description="تعطل")
    html = page("reports/b/index.html", report)
    assert '<article class="report" lang="ar" dir="rtl">' in html
    assert '<ul class="state" lang="en" dir="ltr">' in html
    row = page("index.html", report)
    assert '<a href="./reports/b/" lang="ar" dir="rtl" hreflang="ar">' in row


def test_pages_in_the_sites_language_say_them_as_before(page: Page, make_report: Make) -> None:
    options = {"languages": ("en", "de"), "footer": "Ask us.", "translations": {"de": GERMAN}}
    for path in ("index.html", "services/api/index.html", "reports/b/index.html", "feed.xml"):
        words = page(path, make_report(id="b"), **options)
        assert "Incidents" in words
        assert not [word for word in ("Vorfälle", "Schnittstelle", "Kritisch", "Fragen") if word in words]


def test_a_region_of_a_language_has_the_words_of_the_language(page: Page, make_report: Make) -> None:
    words = page("reports/b/index.html", make_report(id="b", lang="de-AT"), translations={"de": GERMAN})
    assert "Schnittstelle</a>" in words
