"""RSS: valid, stable, and with nothing that the clock or a title could change."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from html import escape
from xml.etree import ElementTree as ET

import feedparser
import pytest

from postmortem.model.plan import PlannedFile
from postmortem.model.references import mark_reference
from postmortem.model.report import Link, Report, Revision, Status, Times
from postmortem.model.site import Site
from postmortem.model.theme import Theme
from postmortem.render.feeds import exchanged
from postmortem.render.plan import plan_site
from postmortem.render.writer import FEEDS, PageWriter

Plan = Callable[..., dict[str, PlannedFile]]
Make = Callable[..., Report]
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.fixture
def feed(plan: Plan) -> Callable[..., feedparser.FeedParserDict]:
    def parse(*reports: Report, path: str = "feed.xml", **options: object) -> feedparser.FeedParserDict:
        parsed = feedparser.parse(plan(*reports, **options)[path].render())
        assert not parsed.bozo, parsed.get("bozo_exception")
        return parsed

    return parse


Feed = Callable[..., feedparser.FeedParserDict]


def test_the_channel_says_what_it_is_and_where(feed: Feed, make_report: Make) -> None:
    parsed = feed(make_report())
    assert parsed.version == "rss20"
    assert parsed.feed.title == "Incidents"
    assert parsed.feed.link == "https://status.example.org/pm/"
    assert parsed.feed.language == "en"
    (own,) = [link for link in parsed.feed.links if link.rel == "self"]
    assert own.href == "https://status.example.org/pm/feed.xml"


def test_an_item_tells_severity_and_state_in_words(feed: Feed, make_report: Make) -> None:
    (item,) = feed(make_report()).entries
    assert item.title == "SEV1 · resolved: Database reset"
    assert item.link == "https://status.example.org/pm/reports/2023-02-09-reset/"
    assert item.description.startswith("The production database was reset.") or item.summary
    assert [tag.term for tag in item.tags] == ["API", "database"]
    assert item.author == "Platform team"


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({"lang": "de"}, "SEV1 · behoben: Database reset"),
        ({"severity": None}, "Resolved: Database reset"),
        ({"times": Times(started=datetime(2023, 2, 9, tzinfo=UTC))}, "SEV1 · ongoing: Database reset"),
        (
            {"times": Times(started=datetime(2023, 2, 9, tzinfo=UTC)), "severity": None},
            "Ongoing: Database reset",
        ),
        ({"times": Times()}, "SEV1: Database reset"),
        ({"times": Times(), "severity": None}, "Database reset"),
        ({"status": Status.RETRACTED}, "Retracted: Database reset"),
    ],
)
def test_the_heading_follows_state_and_language(
    feed: Feed, make_report: Make, changes: dict[str, object], title: str
) -> None:
    assert feed(make_report(**changes)).entries[0].title == title


def test_the_guid_depends_on_host_and_id_alone(feed: Feed, make_report: Make) -> None:
    wanted = "tag:status.example.org,2026:report/2023-02-09-reset"
    for report, options in (
        (make_report(), {}),
        (make_report(title="Renamed", description="Other"), {}),
        (make_report(), {"base_url": "https://status.example.org:8443/elsewhere"}),
        (make_report(lang="de"), {"language": "de", "title": "Vorfälle"}),
    ):
        (item,) = feed(report, **options).entries
        assert item.id == wanted
        assert item.guidislink is False


def test_the_date_is_that_of_the_publication(feed: Feed, make_report: Make) -> None:
    revised = make_report(revisions=(Revision(date(2023, 2, 20), "correction", "x", significant=True),))
    parsed = feed(revised)
    assert parsed.entries[0].published == "Fri, 10 Feb 2023 00:00:00 +0000"
    assert parsed.feed.updated == "Mon, 20 Feb 2023 00:00:00 +0000"


def test_items_are_newest_publication_first_and_counted(feed: Feed, make_report: Make) -> None:
    reports = [make_report(id=f"r{day}", published=date(2023, 3, day), times=Times()) for day in (5, 9, 1, 7)]
    parsed = feed(*reports, feed_items=3)
    assert [item.id.rpartition("/")[2] for item in parsed.entries] == ["r9", "r7", "r5"]


def test_drafts_and_what_is_under_embargo_are_nowhere(feed: Feed, make_report: Make) -> None:
    draft = make_report(id="draft", status=Status.DRAFT)
    later = make_report(id="later", embargo_until=datetime(2023, 7, 1, tzinfo=UTC))
    assert len(feed(draft, later, make_report()).entries) == 1


def test_a_translated_report_is_one_item(feed: Feed, make_report: Make) -> None:
    parsed = feed(make_report(), make_report(lang="de", path="b.md", title="Zurückgesetzt"))
    assert [item.title for item in parsed.entries] == ["SEV1 · resolved: Database reset"]


def test_a_service_has_a_feed_of_its_own(feed: Feed, make_report: Make) -> None:
    other = make_report(id="other", services=("login",))
    parsed = feed(make_report(), other, path="services/api/feed.xml")
    assert parsed.feed.title == "Incidents: API"
    assert parsed.feed.link == "https://status.example.org/pm/services/api/"
    assert len(parsed.entries) == 1


def content_of(file: PlannedFile) -> str:
    found = ET.fromstring(file.render()).find(f"channel/item/{CONTENT}")
    assert found is not None
    return found.text or ""


def test_the_content_has_absolute_addresses_only(plan: Plan, make_report: Make) -> None:
    report = make_report()
    html = (
        f'<p><a href="{mark_reference("two.md")}">two</a> <a href="#timeline">below</a> '
        f'<a href="{mark_reference("none.md")}">none</a></p>'
    )
    first = report.sections[0]
    section = type(first)(first.key, first.title, first.title_html, 2, first.anchor, html, "", first.span)
    report = make_report(sections=(section, report.sections[1]), links=(Link("two.md", first.span),))
    files = plan(report, make_report(id="two", published=date(2020, 1, 1)))
    content = content_of(files["feed.xml"])
    base = "https://status.example.org/pm/reports/"
    assert (
        f'<a href="{base}two/">two</a> <a href="{base}2023-02-09-reset/#timeline">below</a> none' in content
    )
    assert all(a.startswith("https://") for a in re.findall(r'(?:href|src)="([^"]*)"', content))
    assert "Temporary API and database activated" in content
    assert "\0" not in content


def test_a_feed_can_carry_descriptions_alone(plan: Plan, make_report: Make) -> None:
    text = plan(make_report(), feed_full=False)["feed.xml"].render().decode()
    assert "content:encoded>" not in text
    assert "The production database was reset." in text


def test_a_retracted_report_leaves_its_reason_and_nothing_else(plan: Plan, make_report: Make) -> None:
    retraction = Revision(date(2023, 3, 1), "retraction", "Mixed up.", significant=True)
    text = plan(make_report(status=Status.RETRACTED, revisions=(retraction,)))["feed.xml"].render().decode()
    assert "This report has been retracted." in text
    assert "Mixed up." in text
    assert "production database" not in text
    assert "Temporary API" not in text


def test_what_xml_cannot_carry_is_taken_out(feed: Feed, make_report: Make) -> None:
    parsed = feed(make_report(title="a\x00b\x0bc\ufffe<script>&", authors=("x\x1f",)))
    assert "abc<script>&" in parsed.entries[0].title.replace("&lt;", "<").replace("&amp;", "&")


def test_a_feed_opened_in_a_browser_has_a_stylesheet(plan: Plan, make_report: Make) -> None:
    files = plan(make_report())
    text = files["feed.xml"].render().decode()
    found = re.search(
        r'<\?xml-stylesheet type="text/css" href="https://status.example.org/pm/([^"]+)"\?>', text
    )
    assert found is not None
    assert found[1] in files


def test_an_empty_feed_is_a_feed(feed: Feed) -> None:
    parsed = feed()
    assert parsed.entries == []
    assert "updated" not in parsed.feed


@pytest.mark.parametrize("name", FEEDS)
@pytest.mark.parametrize("full", [True, False])
def test_a_feed_with_items_exchanged_is_the_feed_written_anew(
    theme: Theme, make_report: Make, make_site: Callable[..., Site], name: str, *, full: bool
) -> None:
    odd = 'Odd: ]]> & <b>"\\", \u2028 \ud7ff \x0b </item>\n<item>, "items": [1,\n2]}'

    def feed(**texts: str) -> tuple[bytes, list[str]]:
        """A feed of reports with these texts, and its items."""
        reports = {
            f"{id_}.md": make_report(id=id_, footnotes_html=f"<p>{escape(text)}</p>", description=text)
            for id_, text in texts.items()
        }
        plan = plan_site(make_site(*reports.values(), feed_full=full), theme, {})
        writer = PageWriter(theme, plan.frame, reports.__getitem__)
        (data,) = [file.render() for file in plan.files if file.path == name]
        entries = plan.channels[""].entries
        return data, [writer.feed_item(name, e, reports[e.report.path], full=full) for e in entries]

    before, former = feed(a=odd, b="Space.", c="Other space.")
    after, items = feed(a="Space.", b="Space.", c=odd)
    assert before != after
    assert exchanged(before, list(zip(former, items, strict=True))) == after
    assert exchanged(before, [(former[0], items[0]), (former[2], items[2])]) == after


def test_items_are_not_exchanged_where_it_cannot_be_told_which() -> None:
    assert exchanged(b"<a/>\n<b/>\n", [("<b/>", "<c/>")]) == b"<a/>\n<c/>\n"
    assert exchanged(b"<a/>\n<b/>\n", [("<c/>", "<d/>")]) is None
    assert exchanged(b"<a/>\n<a/>\n", [("<a/>", "<b/>")]) is None
    assert exchanged(b"aaa", [("aa", "b")]) is None
    assert exchanged(b"[ab,\nb]", [("b", "c")]) is None
    assert exchanged(b"[a,\nb]", [("a", "xb"), ("b", "c")]) is None
    assert exchanged(b"[a,\nb]", [("a", "b"), ("b", "b")]) is None
