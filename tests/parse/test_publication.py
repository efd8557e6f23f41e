"""The source as it is published: the writer's text, without comments, and with local targets left open."""

import re
from textwrap import dedent

import pytest
import yaml

from postmortem.model.markdown import resolve_markdown
from postmortem.model.report import Audience
from postmortem.model.site import Settings
from postmortem.parse.publication import published_body
from postmortem.parse.report import parse_report

KNOWN = {
    "2026/b.md": "../b/",
    "2026/b.md#impact": "../b/#impact",
    "2026/g.png": "g.png",
    "2026/a b.md": "../a(b)/",
}


def published(body: str, audience: Audience = Audience.PUBLIC) -> str:
    return resolve_markdown(published_body(dedent(body), "2026/a.md", audience), KNOWN.get)


@pytest.mark.parametrize(
    "body",
    [
        "Text with [a link](https://example.org/a?b=c) and `[b](b.md)`.\n",
        "    [b](b.md) <!-- code -->\n",
        "```\n<!-- code -->\n[b](b.md)\n```\n",
        "A `<!-- c -->` and \\[b](b.md), [here](#there).\n",
        "[r]: https://example.org/ 'title'\n\nSee [r].\n",
        "A [mail](mailto:a@example.org)\n",
        "",
    ],
)
def test_what_leads_outside_and_code_stay_to_the_letter(body: str) -> None:
    assert published_body(body, "2026/a.md", Audience.PUBLIC) == body


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("one <!-- c --> two\n", "one two\n"),
        ("one\n\n<!-- c\n\nc -->\n\ntwo\n", "one\n\n\ntwo\n"),
        ("- one\n- <!-- c -->\n- two\n", "- one\n- two\n"),
        ("> one <!-- c\n> c --> two\n", "> one two\n"),
        ("| a <!-- c --> | b |\n|---|---|\n| 1 | <!-- c --> |\n", "| a | b |\n|---|---|\n| 1 | |\n"),
        ("# one <!-- c -->\n", "# one\n"),
        ("a ^[note <!-- c --> there] b\n", "a ^[note there] b\n"),
        ("![x <!-- c --> y](g.png)\n", "![x y](g.png)\n"),
        ("<!-- postmortem: allow PM501 c -->\none\n", "one\n"),
        ("one\n<!-- c -->\ntwo\n", "one\n<!-- -->\ntwo\n"),
        ("> one [r]\n> <!-- c\n> c -->\n> [r]: b.md\n", "> one [r]\n> <!-- -->\n> [r]: ../b/\n"),
    ],
)
def test_comments_go(body: str, left: str) -> None:
    assert published(body) == left


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("a [link](b.md) b\n", "a [link](../b/) b\n"),
        ("a [link]( <b.md#impact> 'title' )\n", "a [link]( ../b/#impact 'title' )\n"),
        ("a [*link* `x`](b%2Emd)[two](b.md)\n", "a [*link* `x`](../b/)[two](../b/)\n"),
        ("![graph](g.png)\n", "![graph](g.png)\n"),
        ("[![graph](g.png)](b.md)\n", "[![graph](g.png)](../b/)\n"),
        ("[l](<a b.md>)\n", "[l](<../a(b)/>)\n"),
        ("See [b].\n\n[b]: b.md 'title'\n", "See [b].\n\n[b]: ../b/ 'title'\n"),
        ("- one\n  > [l](b.md)\n", "- one\n  > [l](../b/)\n"),
        ("| a \\| [l](b.md) |\n|---|\n| [l](b.md) |\n", "| a \\| [l](../b/) |\n|---|\n| [l](../b/) |\n"),
        ("a ^[note [l](b.md)] b [l](b.md)\n", "a ^[note [l](../b/)] b [l](../b/)\n"),
        ("::: internal\n[l](b.md)\n:::\n", "::: internal\n[l](../b/)\n:::\n"),
    ],
)
def test_links_to_what_is_published_lead_there(body: str, left: str) -> None:
    assert published(body, Audience.INTERNAL) == left


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("a [*that* one](hidden.md#x 'hidden') b\n", "a *that* one b\n"),
        ("a ![that [x] one](hidden.png) b\n", "a that [x] one b\n"),
        ("[![graph](hidden.png)](b.md)\n", "[graph](../b/)\n"),
        ("[![graph](g.png)](hidden.md)\n", "![graph](g.png)\n"),
        ("[![graph](hidden.png)](hidden.md)\n", "graph\n"),
        ("See [that].\n\n[that]: hidden.md\n  'hidden'\n", "See [that].\n\n\n"),
        ("> [that]:\n> hidden.md\n\nx [that]\n", "> \n\nx [that]\n"),
        ("[a](b.md)[c](hidden.md)[d](b.md)\n", "[a](../b/)c[d](../b/)\n"),
    ],
)
def test_of_links_to_what_is_not_published_only_the_words_stay(body: str, left: str) -> None:
    shown = published(body)
    assert "hidden" not in shown
    assert shown == left


SOURCE = """\
---
# a comment
title: 'Outage [hidden]{.internal} a'   # another
status: published
published: 2026-03-02
audience: public
started: 2026-03-01 10:00
tags: [1.10, 007, "no", 'b: c']
internal: {hidden: hidden}
actions:
- {title: hidden, audience: internal}
- {title: "Add a check", owner: '[hidden]{.internal}', due: 2026-04-01}
related: [{id: hidden, relation: same-cause}]
extra: {hours: 3, ratio: 0.50, internal: hidden}
---

## Summary

Fine.
"""


def test_the_front_matter_holds_what_was_read_and_nothing_else() -> None:
    parsed = parse_report(SOURCE.encode(), "2026/a.md", "", Settings(), Audience.PUBLIC)
    assert parsed.report is not None
    front = parsed.report.front
    assert "hidden" not in front
    assert "comment" not in front
    assert re.search(r"^- 1\.10$", front, re.MULTILINE)
    again = parse_report(
        f"---\n{front}---\n{parsed.report.markdown}".encode(), "2026/a.md", "", Settings(), Audience.PUBLIC
    )
    assert again.report is not None
    for name in ("title", "status", "published", "times", "tags", "actions", "extra"):
        if name == "actions":
            assert [(a.title, a.due) for a in again.report.actions] == [
                (a.title, a.due) for a in parsed.report.actions
            ]
        else:
            assert getattr(again.report, name) == getattr(parsed.report, name)
    assert list(yaml.safe_load(front)) == [
        "title", "status", "published", "audience", "started", "tags", "actions", "extra",
    ]  # fmt: skip
