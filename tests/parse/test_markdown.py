"""Markdown to HTML: what comes out, and that nothing in it can run."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from postmortem.model.report import Audience, Report
from postmortem.model.site import Settings
from postmortem.parse.report import parse_report

PAYLOADS = Path(__file__).parents[3] / "shared" / "xss" / "payloads.jsonl"
FRONT = "---\ntitle: x\nstarted: 2023-02-09 09:47\ndetected: unknown\n---\n"
# What our own templates and plugins write; everything else would come from a report's text.
ELEMENTS = {
    "a", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h2", "h3", "h4", "h5", "h6", "hr",
    "img", "input", "label", "li", "ol", "p", "pre", "s", "section", "span", "strong", "sup", "table",
    "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "alt", "checked", "class", "disabled", "for", "href", "id", "decoding", "role", "src", "start",
    "tabindex", "title", "type",
}  # fmt: skip


class Reader(HTMLParser):
    """Every element and attribute of a piece of HTML, as a browser would see them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    handle_startendtag = handle_starttag

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def pieces(report: Report) -> Iterator[str]:
    for section in report.sections:
        yield section.html
        yield section.title_html
    for item in report.timeline.items:
        yield item.html
    yield report.footnotes_html


def check_harmless(report: Report) -> None:
    for html in pieces(report):
        reader = Reader()
        reader.feed(html)
        reader.close()
        for tag, attributes in reader.seen:
            assert tag in ELEMENTS, html
            assert set(attributes) <= ATTRIBUTES, html
            for name in ("href", "src"):
                address = "".join((attributes.get(name) or "").split()).lower()
                address = address.removeprefix("data:image/") if tag == "img" else address
                assert not address.startswith(("javascript:", "vbscript:", "data:", "file:")), html


def read(body: str, audience: Audience = Audience.PUBLIC, front: str = FRONT) -> Report | None:
    result = parse_report((front + body).encode("utf-8", "replace"), "a/x.md", "", Settings(), audience)
    return result.report


def html(body: str, audience: Audience = Audience.PUBLIC) -> str:
    report = read(body, audience)
    assert report is not None
    check_harmless(report)
    return "".join(pieces(report))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <s>c</s> <code>d</code></p>\n"),
        ("<b>x</b> <script>y</script>", "<p>&lt;b&gt;x&lt;/b&gt; &lt;script&gt;y&lt;/script&gt;</p>\n"),
        ("a <!-- b --> c", "<p>a c</p>\n"),
        ("<!-- a\n\nb -->\nc", "<p>c</p>\n"),
        ("https://a.eu and api.a.eu", '<p><a href="https://a.eu">https://a.eu</a> and api.a.eu</p>\n'),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
        ("    code", '<pre class="highlight" tabindex="0"><code>code\n</code></pre>\n'),
        ("```\n<b>\n```", '<pre class="highlight" tabindex="0"><code>&lt;b&gt;\n</code></pre>\n'),
        ("```nosuch\nx\n```", '<pre class="highlight" tabindex="0"><code>x\n</code></pre>\n'),
        ('[w]{#there onclick="x" style="y"}', '<p><span id="there">w</span></p>\n'),
        ("T\n: D", "<dl>\n<dt>T</dt>\n<dd>D</dd>\n</dl>\n"),
    ],
)  # fmt: skip
def test_markdown_becomes_plain_html(body: str, expected: str) -> None:
    assert html(body) == expected


def test_highlighted_code_has_classes_and_no_style() -> None:
    shown = html("```python\nprint('<b>')  # x\n```")
    assert '<code class="language-python"><span class="nb">print</span>' in shown
    assert "style" not in shown


def test_cells_are_aligned_by_class_in_a_table_that_scrolls() -> None:
    shown = html("| a | b |\n|:-:|--:|\n| 1 | 2 |")
    assert shown.startswith('<div class="table-scroll" tabindex="0"><table>')
    assert '<th class="align-center">a</th>' in shown
    assert '<td class="align-right">2</td>' in shown


def test_an_image_waits_until_it_is_seen_and_keeps_its_words() -> None:
    assert 'alt="Errors &amp; &quot;more&quot;" decoding="async"' in html('![Errors & "*more*"](x.png)')


PLACES = (
    "{}", "# {}", "- 09:47 {}", "| {} |\n|---|\n| {} |", "![{}](x.png)", "[{}](x.md)", "[x]({})",
    "![x](<{}>)", "[x][1]\n\n[1]: {}", "^[{}]", "[x](y.md '{}')", "```{}\nx\n```", "`{}`", "{}\n: {}",
    "> {}", "[{}]{.internal}", "[x]{{}}", "<!-- {} -->",
)  # fmt: skip
HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '" onmouseover="alert(1)',
    "' onmouseover='alert(1)", "javascript:alert(1)", "java\tscript:alert(1)", "&#106;avascript:alert(1)",
    "data:text/html,<script>x</script>", "<svg/onload=alert(1)>", "<!--<img src=x onerror=alert(1)>-->",
    "]]><script>x</script>", '\\"onload=x', "`<b>`", '#x onclick="alert(1)" .y style=color:red',
    "x\u2028<b>", "\0<b>", "</code></pre><script>x</script>",
    "</title></style></textarea><script>x</script>", "{{7*7}}{% raw %}", "[x](javascript:alert(1))",
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("payload", HOSTILE)
def test_nothing_in_a_body_can_run(place: str, payload: str) -> None:
    for audience in Audience:
        report = read(
            "## Timeline\n\n" + place.replace("{}", payload).replace("{{", "{").replace("}}", "}"), audience
        )
        if report is not None:
            check_harmless(report)


def hostile() -> list[str]:
    if not PAYLOADS.exists():
        return []
    lines = PAYLOADS.read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line and not line.startswith("#")]


@pytest.mark.skipif(not PAYLOADS.exists(), reason="the collection of hostile strings is not there")
def test_no_known_hostile_string_can_run_wherever_it_stands() -> None:
    strings = hostile()
    assert len(strings) > 500
    for text in strings:
        quoted: Any = json.dumps(text)
        front = (
            f"---\ntitle: {quoted}\ndescription: {quoted}\ntags: [{quoted}]\nstarted: 2023-02-09 09:47\n---\n"
        )
        line = " ".join(text.split())
        bodies = (
            text,
            f"## {line}\n\n## Timeline\n\n- 09:47 {line}\n- 09:53 {text}\n\n## Impact\n\n![{line}](x.png)",
            f"[x](<{line}>)\n\n![x]({line})\n\n[x]: {line}\n\n[x] ^[{line}]\n\n[x]{{{line}}}",
            f"[{line}](y.md)\n\n```{line}\n{text}\n```",
        )
        for body, start in zip(bodies, (front, FRONT, FRONT, FRONT), strict=True):
            report = read(body, Audience.PUBLIC, start)
            if report is not None:
                check_harmless(report)


def test_a_footnote_keeps_its_number_where_it_is_referred_to_again() -> None:
    report = read("## Summary\n\nOnce[^a], twice[^a].\n\n[^a]: A note.\n")
    assert report is not None
    html = "".join(pieces(report))
    assert html.count(">[1]</a>") == 2
    assert 'href="#fnref1:1" class="footnote-backref">\u21a9\ufe0e<sup>2</sup></a>' in html
    assert 'id="fnref1:1"' in html
