"""Titles with code in them: code on pages and in Markdown, plain words everywhere else."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from postmortem.diagnostics import Span
from postmortem.model.plan import PlannedFile
from postmortem.model.report import Action, Audience, Report
from postmortem.render.titles import with_code, without_ticks

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
    told = {
        path for path, text in texts.items() if "`" in text and not path.endswith((".md", ".html", ".txt"))
    }
    assert told == {"reports-index.json", "reports.schema.json"}  # its reader sets code, too; no title
    for path in ("feed.json", "reports.json", "reports/2023-02-09-reset/report.json"):
        assert "Bad pool <i>" in str(json.loads(texts[path])), path
