"""Atom and JSON Feed: the same items as in RSS, and when they were changed."""

import json
import re
from collections.abc import Callable
from datetime import date

import feedparser

from postmortem.model.plan import PlannedFile
from postmortem.model.report import Report, Revision

Plan = Callable[..., dict[str, PlannedFile]]
Make = Callable[..., Report]
CHANGED = (
    Revision(date(2023, 3, 1), "correction", "x", significant=True),
    Revision(date(2023, 4, 1), "update", "x", significant=False),
)


def test_all_formats_carry_the_same_items(plan: Plan, make_report: Make) -> None:
    files = plan(make_report(), make_report(id="two", published=date(2023, 3, 1)))
    rss, atom = (feedparser.parse(files[name].render()) for name in ("feed.xml", "atom.xml"))
    items = json.loads(files["feed.json"].render())["items"]
    assert not atom.bozo
    assert [e.id for e in rss.entries] == [e.id for e in atom.entries] == [item["id"] for item in items]
    assert [e.title for e in rss.entries] == [e.title for e in atom.entries] == [i["title"] for i in items]
    assert [e.content[0].value for e in atom.entries] == [item["content_html"].strip() for item in items]


def test_an_item_is_changed_on_the_day_of_its_last_significant_revision(
    plan: Plan, make_report: Make
) -> None:
    files = plan(make_report(revisions=CHANGED))
    (entry,) = feedparser.parse(files["atom.xml"].render()).entries
    assert (entry.published, entry.updated) == ("2023-02-10T00:00:00Z", "2023-03-01T00:00:00Z")
    (item,) = json.loads(files["feed.json"].render())["items"]
    assert item["date_modified"] == "2023-03-01T00:00:00Z"


def test_a_feed_names_itself(plan: Plan, make_report: Make) -> None:
    files = plan(make_report())
    address = "https://status.example.org/pm/services/api/"
    assert f'rel="self" type="application/atom+xml" href="{address}atom.xml"' in (
        files["services/api/atom.xml"].render().decode()
    )
    feed = json.loads(files["services/api/feed.json"].render())
    assert (feed["feed_url"], feed["home_page_url"]) == (f"{address}feed.json", address)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"


def test_summaries_alone_when_the_site_wants_no_more(plan: Plan, make_report: Make) -> None:
    files = plan(make_report(), feed_full=False)
    (item,) = json.loads(files["feed.json"].render())["items"]
    assert item["content_text"] == "The production database was reset."
    assert "content_html" not in item
    assert "<content" not in files["atom.xml"].render().decode()


def test_a_feed_in_another_language_has_the_same_ids(plan: Plan, make_report: Make) -> None:
    files = plan(
        make_report(), make_report(lang="de", path="a.de.md", title="Zurückgesetzt"), languages=("en", "de")
    )
    english, german = (json.loads(files[f"{home}feed.json"].render()) for home in ("", "de/"))
    assert english["items"][0]["id"] == german["items"][0]["id"]
    assert german["items"][0]["title"] == "SEV1 · behoben: Zurückgesetzt"
    assert german["language"] == "de"


def test_an_empty_feed_is_still_one(plan: Plan) -> None:
    files = plan()
    assert re.search(r"<updated>1970-01-01T00:00:00Z</updated>", files["atom.xml"].render().decode())
    assert json.loads(files["feed.json"].render())["items"] == []
