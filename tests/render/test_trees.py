"""Lists in several languages: the same list in each, with what is translated."""

import re
from collections.abc import Callable

from postmortem.model.plan import PlannedFile
from postmortem.model.report import Report

Plan = Callable[..., dict[str, PlannedFile]]
Make = Callable[..., Report]


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
