"""The page of a report, as HTML."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace

from postmortem.diagnostics import Span
from postmortem.model.impact import DataLoss, Impact, Quantity, Window
from postmortem.model.plan import AssetFile
from postmortem.model.references import mark_reference
from postmortem.model.report import (
    Action,
    Audience,
    Link,
    Relation,
    Report,
    Revision,
    Section,
    Status,
    Times,
)
from postmortem.model.timeline import Entry, Precision, Timeline

Page = Callable[..., str]
Make = Callable[..., Report]
HERE = Span("a.md")
PATH = "reports/2023-02-09-reset/index.html"
CET = timezone(timedelta(hours=1))


def section(key: str | None, title: str, html: str) -> Section:
    return Section(key, title, title, 2, title.lower(), html, html, HERE)


def action(**changes: object) -> Action:
    values: dict[str, object] = {
        "id": "a1", "title": "Add a test", "type": "prevent", "status": "open", "owner": "Platform team",
        "due": date(2023, 3, 1), "link": "", "note": "", "audience": Audience.PUBLIC, "span": HERE,
    }  # fmt: skip
    return Action(**(values | changes))  # type: ignore[arg-type] # the values are those of a real action


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html))


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def elements(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Elements()
    parser.feed(html)
    return parser.found


def test_the_facts_stand_with_zone_durations_and_their_anchor(page: Page, make_report: Make) -> None:
    text = words(page(PATH, make_report()))
    for fact in (
        "Started 9 February 2023, 09:47", "Detected 09:53", "Mitigated 11:53", "Resolved 20:00",
        "Time zone Europe/Berlin (CET)", "To detect 6 min", "To mitigate 2 h 6 min",
        "To resolve 10 h 13 min", "from start of impact", "Published 10 February 2023",
    ):  # fmt: skip
        assert fact in text, fact


def test_a_german_report_is_german_throughout(page: Page, make_report: Make) -> None:
    html = page(PATH, make_report(lang="de", title="Datenbank zurückgesetzt"))
    text = words(html)
    assert '<html lang="de">' in html
    for fact in (
        "Beginn 9. Februar 2023, 09:47 Uhr", "Zeitzone Europe/Berlin (MEZ)", "Bis zur Behebung 10 h 13 min",
        "ab Beginn der Störung", "Veröffentlicht am 10. Februar 2023", "Donnerstag, 9. Februar 2023",
        "Zum Inhalt springen",
    ):  # fmt: skip
        assert fact in text, fact


def test_a_language_without_a_catalogue_marks_the_content_alone(page: Page, make_report: Make) -> None:
    html = page(PATH, make_report(lang="fr", title="Base remise à zéro"))
    assert '<html lang="en">' in html
    assert '<article class="report" lang="fr">' in html


def test_instants_carry_their_offset_for_machines(page: Page, make_report: Make) -> None:
    html = page(PATH, make_report())
    assert '<time datetime="2023-02-09T09:47:00+01:00">' in html
    assert '<time datetime="PT2H6M">2 h 6 min</time>' in html


def test_what_is_not_recorded_is_said_and_never_zero(page: Page, make_report: Make) -> None:
    start = datetime(2023, 2, 9, 9, 47, tzinfo=CET)
    times = Times(started=start, unknown=("detected", "resolved"))
    text = words(page(PATH, make_report(times=times)))
    assert "Detected not recorded" in text
    assert "To detect not recorded" in text
    assert "To resolve not recorded" in text
    assert "0 min" not in text.replace("+0 min", "")


def test_an_ongoing_incident_has_no_resolution_yet(page: Page, make_report: Make) -> None:
    start = datetime(2023, 2, 9, 9, 47, tzinfo=CET)
    text = words(page(PATH, make_report(times=Times(started=start))))
    assert "Ongoing" in text
    assert "To resolve" not in text


def test_the_phase_bar_says_in_words_what_it_shows(page: Page, make_report: Make) -> None:
    text = words(page(PATH, make_report()))
    assert "From start to resolution 10 h 13 min: 9 February 2023, 09:47–20:00." in text
    assert "Undetected 6 min Responding 2 h Recovering 8 h 7 min" in text


def test_the_phase_bar_of_what_goes_on_measures_what_is_over(page: Page, make_report: Make) -> None:
    times = replace(make_report().times, resolved=None)
    text = words(page(PATH, make_report(times=times)))
    assert "Start: 9 February 2023, 09:47. It goes on." in text
    assert "Undetected 6 min Responding 2 h Recovering goes on" in text
    text = words(page(PATH, make_report(times=times, lang="de"), language="de"))
    assert "Beginn: 9. Februar 2023, 09:47 Uhr. Es dauert an." in text
    assert "Wiederherstellung dauert an" in text


def test_a_significant_change_is_named_in_the_line_of_state(page: Page, make_report: Make) -> None:
    update = Revision(date(2023, 2, 20), "update", "More.", significant=True)
    html = page(PATH, make_report(revisions=(update,)))
    assert '<a href="#_revisions">Updated on <time datetime="2023-02-20">20 February 2023</time></a>' in html


def test_hostile_words_are_shown_and_not_obeyed(page: Page, make_report: Make) -> None:
    hostile = '"><script>alert(1)</script>'
    report = make_report(
        title=hostile, description=hostile, services=(hostile,), unaffected=(hostile,), authors=(hostile,),
        tags=(hostile,), severity=hostile, triggers=(hostile,), detected_by=hostile,
        impact=Impact(data_loss=DataLoss(None, None, hostile), users=Quantity(count=3)),
        revisions=(Revision(date(2023, 2, 20), "correction", hostile, significant=True),),
        actions=(action(title=hostile, owner=hostile, note=hostile, link="javascript:alert(1)", id=hostile),),
        extra={"x": hostile}, lang="en",
    )  # fmt: skip
    html = page(PATH, report)
    scripts = [attributes for tag, attributes in elements(html) if tag == "script"]
    assert [set(attributes) for attributes in scripts] == [{"defer", "src"}]
    assert "javascript:" not in html
    assert html.count("&lt;script&gt;") >= 8


def test_no_element_has_a_style_or_a_handler(page: Page, make_report: Make) -> None:
    report = make_report(
        actions=(action(),), revisions=(Revision(date(2023, 2, 20), "update", "x", significant=False),)
    )
    for tag, attributes in elements(page(PATH, report)):
        assert tag not in ("style", "iframe")
        assert tag != "script" or "src" in attributes
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)


def test_every_link_and_file_of_a_page_is_relative_or_absolute_by_intent(
    page: Page, make_report: Make
) -> None:
    for tag, attributes in elements(page(PATH, make_report())):
        if tag in ("link", "a", "img", "script"):
            address = attributes.get("href") or attributes.get("src") or ""
            assert not address.startswith("/"), (tag, attributes)
            if tag == "a":
                assert address.startswith(("../", "#", "report.")), address


def test_a_heading_has_a_link_to_itself(page: Page, make_report: Make) -> None:
    html = page(PATH, make_report())
    assert '<h2 id="summary">Summary</h2>' in html
    assert 'href="#summary" aria-label="Link to the section “Summary”"' in html


def test_the_timeline_stands_in_its_section_with_linkable_entries(page: Page, make_report: Make) -> None:
    html = page(PATH, make_report())
    assert html.index('id="timeline"') < html.index('id="t-0947"') < html.index('id="t-0000"')
    assert 'href="#t-1153"' in html
    assert "+2 h 06" in html
    text = words(html)
    assert "Thursday, 9 February 2023" in text
    assert "Friday, 10 February 2023" in text
    assert "8 h 7 min without an entry" in text


def test_an_action_past_its_day_is_overdue_in_words(page: Page, make_report: Make) -> None:
    late, done = action(), action(id="a2", status="done")
    future = action(id="a3", due=date(2023, 6, 1), owner="")
    text = words(page(PATH, make_report(actions=(late, done, future))))
    assert "Overdue Add a test Prevent · Platform team · due 1 March 2023" in text
    assert "Done Add a test" in text
    assert "Open Add a test Prevent · no owner named · due 1 June 2023" in text


def test_actions_have_a_section_even_if_the_body_names_none(page: Page, make_report: Make) -> None:
    html = page(PATH, make_report(actions=(action(),)))
    assert '<h2 id="_actions">Action items</h2>' in html
    assert 'href="#_actions">Action items</a>' in html


def test_corrections_stand_on_top_and_other_changes_below(page: Page, make_report: Make) -> None:
    corrected = page(
        PATH, make_report(revisions=(Revision(date(2023, 2, 20), "correction", "Wrong.", significant=True),))
    )
    assert "Corrected on 20 February 2023: Wrong." in words(corrected)
    assert corrected.index('id="_revisions"') < corrected.index('id="summary"')
    updated = page(
        PATH, make_report(revisions=(Revision(date(2023, 2, 20), "update", "More.", significant=True),))
    )
    assert updated.index('id="_revisions"') > updated.index('id="summary"')


def test_a_retracted_report_keeps_its_address_and_says_why(page: Page, make_report: Make) -> None:
    retraction = Revision(date(2023, 3, 1), "retraction", "Two incidents were mixed up.", significant=True)
    html = page(PATH, make_report(status=Status.RETRACTED, revisions=(retraction,), actions=(action(),)))
    text = words(html)
    assert "This report was retracted on 1 March 2023." in text
    assert "Two incidents were mixed up." in text
    for hidden in (
        "The database was reset",
        "The production database",
        "Platform team",
        "09:47",
        "Add a test",
    ):
        assert hidden not in html


def test_translations_point_at_each_other(plan: Callable[..., dict], make_report: Make) -> None:
    english, german = make_report(), make_report(lang="de", path="b.md", title="Datenbank zurückgesetzt")
    files = plan(english, german)
    first = files[PATH].render().decode()
    second = files[f"de/{PATH}"].render().decode()
    assert 'href="../../de/reports/2023-02-09-reset/">Deutsch</a>' in first
    assert 'href="../../../reports/2023-02-09-reset/">English</a>' in second
    base = "https://status.example.org/pm/"
    for html in (first, second):
        assert f'hreflang="en" href="{base}reports/2023-02-09-reset/"' in html
        assert f'hreflang="de" href="{base}de/reports/2023-02-09-reset/"' in html
        assert f'hreflang="x-default" href="{base}reports/2023-02-09-reset/"' in html
    assert f'<link rel="canonical" href="{base}de/reports/2023-02-09-reset/">' in second


def test_related_reports_are_those_that_this_site_has(page: Page, make_report: Make) -> None:
    related = (
        Relation("2022-11-02-failover", "same-cause", HERE),
        Relation("secret-thing", "same-cause", HERE),
    )
    other = make_report(id="2022-11-02-failover", title="Failover failed")
    html = page(PATH, make_report(related=related), other)
    assert "Related reports" in html
    assert "Same cause" in html
    assert 'href="../../reports/2022-11-02-failover/"' in html
    assert "secret-thing" not in html


def test_references_lead_to_pages_and_pictures_of_this_site(
    plan: Callable[..., dict], make_report: Make
) -> None:
    html = (
        f'<p><a href="{mark_reference("other.md#impact")}">other</a>'
        f'<a href="{mark_reference("gone.md")}">gone</a>'
        f'<img src="{mark_reference("pics/a graph.png")}" alt="Graph"></p>'
    )
    links = (Link("other.md#impact", HERE), Link("gone.md", HERE), Link("pics/a graph.png", HERE, image=True))
    report = make_report(sections=(section("summary", "Summary", html),), links=links)
    files = plan(
        report,
        make_report(id="other", path="other.md"),
        assets={
            "pics/a graph.png": AssetFile("ab", lambda: b"png"),
            "pics/unused.png": AssetFile("cd", lambda: b"no"),
        },
    )
    written = files[PATH].render().decode()
    assert '<a href="../../reports/other/#impact">other</a>gone' in written
    assert '<img src="../../reports/2023-02-09-reset/a%20graph.png" alt="Graph">' in written
    assert "gone.md" not in written
    assert files["reports/2023-02-09-reset/a graph.png"].render() == b"png"
    assert not [path for path in files if "unused" in path]


def test_neighbours_are_linked(page: Page, make_report: Make) -> None:
    later = make_report(id="later", title="A later one", times=Times(), published=date(2023, 4, 1))
    earlier = make_report(id="earlier", title="An earlier one", times=Times(), published=date(2022, 4, 1))
    text = words(page(PATH, earlier, make_report(), later))
    assert "← Newer A later one" in text
    assert "Older → An earlier one" in text


def test_an_internal_edition_says_so_and_asks_not_to_be_found(page: Page, make_report: Make) -> None:
    html = page(PATH, make_report(status=Status.DRAFT, published=None), edition=Audience.INTERNAL)
    assert "Internal edition. Not for publication." in html
    assert 'content="noindex, nofollow"' in html
    assert "<strong>Draft</strong>" in html


@pytest.mark.parametrize("kind", ["summary", "impact"])
def test_only_the_summary_is_set_larger(page: Page, make_report: Make, kind: str) -> None:
    html = page(PATH, make_report(sections=(section(kind, "Words", "<p>x</p>"),)))
    assert ('<div class="summary"><p>x</p></div>' in html) is (kind == "summary")


def test_a_title_of_another_language_is_marked_where_it_is_linked(page: Page, make_report: Make) -> None:
    german = replace(make_report(id="other", title="Störung", times=Times()), lang="de")
    assert '<span lang="de">Störung</span>' in page(PATH, make_report(), german)


def test_a_report_leads_to_its_data_and_a_retracted_one_to_none_of_its_text(
    page: Page, make_report: Make
) -> None:
    shown = page(PATH, make_report())
    assert '<a href="report.md">Markdown</a>' in shown
    assert '<link rel="alternate" type="text/markdown" href="report.md">' in shown
    gone = page(PATH, make_report(status=Status.RETRACTED))
    assert "report.md" not in gone


def test_a_window_of_impact_tells_its_day_only_where_it_is_another(page: Page, make_report: Make) -> None:
    day, next_day = datetime(2023, 2, 9, tzinfo=CET), datetime(2023, 2, 10, tzinfo=CET)
    first = Window(day.replace(hour=9, minute=47), day.replace(hour=11), ("api",), 0.5, "outage")
    later = Window(day.replace(hour=23), next_day.replace(hour=1), ("api",))
    shown = page(PATH, make_report(impact=Impact(windows=(first, later))))
    facts = re.sub("</?time[^>]*>", "", shown)
    assert "<dd>09:47–11:00: API" in facts
    assert "<dd>9 February 2023, 23:00 to 10 February 2023, 01:00: API" in facts


def test_the_place_in_the_menu_is_marked(page: Page, make_report: Make) -> None:
    assert '<a href="../services/" aria-current="page">' in page("services/index.html", make_report())
    assert '<a href="../../services/" aria-current="true">' in page("services/api/index.html", make_report())
    assert "aria-current" not in page(PATH, make_report())


def test_what_is_in_this_edition_alone_says_so(page: Page, make_report: Make) -> None:
    internal = make_report(audience=Audience.INTERNAL)
    assert "<li><strong>Internal</strong></li>" in page(PATH, internal, edition=Audience.INTERNAL)
    assert "<strong>Internal</strong>" in page("index.html", internal, edition=Audience.INTERNAL)
    assert "<strong>Internal</strong>" not in page(PATH, make_report(), edition=Audience.INTERNAL)


def test_a_label_that_says_more_than_the_clock_stands_below_it(page: Page, make_report: Make) -> None:
    at = datetime(2023, 2, 9, 9, 47, tzinfo=CET)
    entry = Entry("08:47 UTC", at, None, Precision.MINUTE, None, "<p>Reset</p>", "Reset", "t", HERE)
    report = make_report(id="a", timeline=Timeline((entry,)))
    assert '<span class="wording">as written: 08:47 UTC</span>' in page("reports/a/index.html", report)
    german = make_report(id="a", lang="de", timeline=Timeline((entry,)))
    assert '<span class="wording">im Wortlaut: 08:47 UTC</span>' in page("reports/a/index.html", german)


def test_internal_notes_are_shown_with_their_names_and_values(page: Page, make_report: Make) -> None:
    notes = {"customer": "Acme <GmbH>", "tickets": ["OPS-1", "OPS-2"], "bridge": {"room": 4, "pin": None}}
    html = page(PATH, make_report(notes=notes), edition=Audience.INTERNAL)
    part = html.split('<section class="notes"')[1].split("</section>")[0]
    assert ">Internal notes</h2>" in part
    for name, words in (
        ("customer", "Acme &lt;GmbH&gt;"),
        ("tickets", "OPS-1, OPS-2"),
        ("bridge", "room: 4; pin: "),
    ):
        assert f"<dt>{name}</dt>\n<dd>{words}</dd>" in part
    assert "Internal notes" not in page(PATH, make_report(), edition=Audience.INTERNAL)
