"""Titles with code in them: code on pages, plain words in feeds and tabs, as written in data and Markdown."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from postmortem.diagnostics import Span
from postmortem.model.plan import PlannedFile
from postmortem.model.report import Action, Audience, Report
from postmortem.render.titles import title_parts, with_code, without_ticks

Plan = Callable[..., dict[str, PlannedFile]]
Make = Callable[..., Report]
ACTION = Action(
    "a1", "Cap `retry <b>`", "prevent", "open", "Team", date(2024, 1, 1), "", "", Audience.PUBLIC, Span("a")
)


@pytest.mark.parametrize(
    ("title", "html", "plain"),
    [
        ("Retries for `checkout`", "Retries for <code>checkout</code>", "Retries for checkout"),
        ("`a` & `b`", "<code>a</code> &amp; <code>b</code>", "a & b"),
        ("``a``", "<code>a</code>", "a"),
        ("`<script>`", "<code>&lt;script&gt;</code>", "<script>"),
        ("A ` alone", "A ` alone", "A ` alone"),
        ("Can`t log in, and user`s data lost",) * 3,
        ("Max`s `pool`", "Max`s <code>pool</code>", "Max`s pool"),
        ("`Max`s Pool",) * 3,
        ("(`pool`), `pool`-Dienst", "(<code>pool</code>), <code>pool</code>-Dienst", "(pool), pool-Dienst"),
        ("``two `inner` ticks``", "<code>two `inner` ticks</code>", "two `inner` ticks"),
        ("`a``b` and ``` ``c`` ```", "<code>a``b</code> and <code>``c``</code>", "a``b and ``c``"),
        ("Nothing in ` ` and `` and ````four````",) * 3,
        ("Not ``closed`", "Not ``closed`", "Not ``closed`"),
        ("*No* [Markdown](x) <b>", "*No* [Markdown](x) &lt;b&gt;", "*No* [Markdown](x) <b>"),
    ],
)
def test_code_stands_between_backticks(title: str, html: str, plain: str) -> None:
    assert with_code(title) == html
    assert without_ticks(title) == plain


def test_pages_set_code_and_other_files_say_plain_words(plan: Plan, make_report: Make) -> None:
    files = plan(make_report(title="Bad `pool <i>`", actions=(ACTION,)), base_url="https://e.org/")
    texts = {path: file.render().decode() for path, file in files.items() if not path.startswith("assets/")}
    page = texts["reports/2023-02-09-reset/index.html"]
    assert "<h1>Bad <code>pool &lt;i&gt;</code></h1>" in page
    assert "<title>Bad pool &lt;i&gt; · " in page
    assert 'property="og:title" content="Bad pool &lt;i&gt;"' in page
    assert '<p class="action-title">Cap <code>retry &lt;b&gt;</code></p>' in page
    for path in ("index.html", "actions/index.html", "statistics/index.html"):
        assert "Bad <code>pool &lt;i&gt;</code></a>" in texts[path], path
    assert "Cap <code>retry &lt;b&gt;</code></p>" in texts["actions/index.html"]
    assert "SUMMARY:Cap retry <b> (Team)" in texts["actions.ics"]
    assert "[Bad `pool <i>`]" in texts["llms.txt"]
    assert "Bad pool <i>" in str(json.loads(texts["feed.json"]))
    assert json.loads(texts["reports-index.json"])["rows"][0][6] == ["Bad ", "pool <i>", ""]


def test_data_has_titles_as_they_were_written(plan: Plan, make_report: Make) -> None:
    files = plan(make_report(title="Bad `pool <i>`", actions=(ACTION,)), base_url="https://e.org/")
    data = json.loads(files["reports/2023-02-09-reset/report.json"].render())
    assert (data["title"], data["actions"][0]["title"]) == ("Bad `pool <i>`", "Cap `retry <b>`")
    assert json.loads(files["reports.json"].render())["reports"][0]["title"] == "Bad `pool <i>`"
    assert "Bad `pool <i>`" in files["reports.csv"].render().decode()
    assert "Cap `retry <b>`" in files["actions.csv"].render().decode()


def test_long_titles_of_backticks_are_read_at_once() -> None:
    for title in ("a `" * 20_000 + "a", "`` ` " * 20_000, "``a`" * 20_000):
        assert title_parts(title)
