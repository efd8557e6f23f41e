"""Internal parts are cut from a body as somebody would delete them by hand; findings still know the file."""

import pytest

from postmortem.diagnostics import Span
from postmortem.model.passage import Passage
from postmortem.model.report import Audience
from postmortem.model.site import Settings
from postmortem.parse.field_redaction import marked_parts
from postmortem.parse.places import Places
from postmortem.parse.redaction.cutting import CutBody, cut_body, whole_body
from postmortem.parse.report import ParsedReport, parse_report

TABLE = "| a | b |\n|---|---|\n"


def cut(text: str, offset: int = 0) -> CutBody:
    return cut_body(text, Places("a.md", (*("-",) * offset, *text.split("\n")), offset))


# What is written, and what is left of it.
DELETED = {
    "a [x]{.internal} b": "a b",
    "a  [x]{.internal} b": "a  b",
    "a [x]{.internal}, b": "a, b",
    "a [x]{.internal}. B": "a. B",
    "a [x]{.internal}… b": "a… b",
    "(a [x]{.internal}) b": "(a) b",
    "([x]{.internal} a) b": "(a) b",
    "**a [x]{.internal}.** b": "**a.** b",
    "a [x]{.internal} , b": "a , b",
    "a [x]{.internal} .env": "a .env",
    "a [x]{.internal}.env": "a .env",
    "a[x]{.internal} b": "a b",
    "a [x]{.internal}": "a",
    "a [x]{.internal} [y]{.internal}\nb": "a\nb",
    "a [x]{.internal}  \nb": "a  \nb",
    "[x]{.internal} a": "a",
    "a\n[x]{.internal}\nb": "a\nb",
    "a\n\n[x]{.internal}\n\nb": "a\n\n\nb",
    "a [x\ny]{.internal} b": "a b",
    "a [x [y] z]{.internal} b": "a b",
    "a [x [y]{.internal} z]{.internal} b": "a b",
    "a [x `]` z]{.internal} b": "a b",
    "a [x ![y](z.png) <http://z.example>]{.internal} b": "a b",
    "a [x]{#y .internal} b": "a b",
    "a [x]{.internal}{#y} b": "a b",
    "a ![x](y.png){.internal} b": "a b",
    "a [x](http://y.example 'z'){.internal} b": "a b",
    "a `x`{.internal} b": "a b",
    "a <http://x.example>{.internal} b": "a b",
    "a https://x.example{.internal} b": "a b",
    "a [x][y]{.internal} b\n\n[y]: http://y.example": "a b\n\n[y]: http://y.example",
    "![a [x]{.internal}](b.png)": "![a](b.png)",
    "[a [x]{.internal}](http://b.example)": "[a](http://b.example)",
    "a ^[b [x]{.internal}] c": "a ^[b] c",
    "**a [x]{.internal}** b": "**a** b",
    "**[x]{.internal} a** b": "**a** b",
    "a **[x]{.internal}** b": "a b",
    "a ***[x]{.internal}*** b": "a b",
    "a \\*[x]{.internal}* b": "a \\** b",
    "# [x]{.internal}\n\na": "\na",
    "# a [x]{.internal} #\n\nb": "# a #\n\nb",
    "[x]{.internal}\n===\n\na": "\na",
    "a [x]{.internal}\n===": "a\n===",
    "- a\n- [x]{.internal}\n- b": "- a\n- b",
    "- [ ] [x]{.internal}\n- b": "- b",
    "1. [x]{.internal} a\n2. b": "1. a\n2. b",
    "- [x]{.internal}\n  a\n- b": "- a\n- b",
    "- [x]{.internal}\n\n  a": "- a",
    "- [x]{.internal}\n  - [y]{.internal}\n- b": "- b",
    "> [x]{.internal}\n> a": "> a",
    "> a [x\n> y]{.internal} b": "> a b",
    f"{TABLE}| [x]{{.internal}} | 1 |": f"{TABLE}| | 1 |",
    f"{TABLE}| [x]{{.internal}} | [y]{{.internal}} |\n| 1 | 2 |": f"{TABLE}| 1 | 2 |",
    "| a [x]{.internal} | [y]{.internal} |\n|---|---|\n| a \\| [x]{.internal} | b |": (
        "| a | |\n|---|---|\n| a \\| | b |"
    ),
    "::: internal\nx\n:::": "",
    "a\n::: internal\nx\n:::\nb": "a\nb",
    "a\n\n::: internal\nx\n\n::: internal\ny\n:::\n:::\n\nb": "a\n\n\nb",
    ":::internal \nx\n::: \nb": "b",
    "::: internal\n```\n:::\n```\n:::\nb": "b",
    "- a\n  ::: internal\n  x\n  :::\n- b": "- a\n- b",
    "- ::: internal\n  x\n  :::\n- b": "- b",
    "- ::: internal\n  x\n  :::\n  a": "- a",
    "> a\n> ::: internal\n> x\n> :::\n> b": "> a\n> b",
    "> - ::: internal\n>   x\n>   :::\n>   b": "> - b",
    f"{TABLE}| 1 | 2 |\n::: internal\n| x | y |\n:::\n| 3 | 4 |": f"{TABLE}| 1 | 2 |\n| 3 | 4 |",
    "a\n\nb: [x]{.internal}\n: c [y]{.internal}": "a\n\nb:\n: c",
}
KEPT = [
    "nothing of the kind", "```\n::: internal\nx\n:::\n```", "    ::: internal", "a `[x]{.internal}` b",
    *("~~~\n[x]{.internal}\n~~~", "<!--\n::: internal\n-->", "::1 is an address", "std::internal"),
    *("a ::: b", "{x}"),
]  # fmt: skip


@pytest.mark.parametrize("written", DELETED)
def test_what_is_internal_goes_as_if_deleted_by_hand(written: str) -> None:
    result = cut(written)
    assert result.cut.text == DELETED[written]
    assert result.found == ()


@pytest.mark.parametrize("written", KEPT)
def test_what_only_looks_like_a_mark_stays(written: str) -> None:
    assert cut(written) == whole_body(written, Places("a.md", tuple(written.split("\n")), 0))


@pytest.mark.parametrize("written", DELETED)
def test_what_is_left_holds_no_mark(written: str) -> None:
    left = cut(written).cut.text
    assert cut(left).secrets == ()


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("a\n\n::: internal\nx", (3, 1)),
        ("a\n:::\nb", (2, 1)),
        ("- a\n  ::: internal\n  x\n- b", (2, 3)),
        ("> ::: internal\n> x\n\nb", (1, 3)),
        (":: internal\nx\n:::", (1, 1)),
        ("::: intern\nx\n:::", (1, 1)),
        ("::: internal x\ny\n:::", (1, 1)),
        ("::: internal\n```\n:::", (1, 1)),
        ("- ::: internal\nx\n:::", (1, 3)),
    ],
)
def test_a_broken_block_is_found_at_its_place_and_hides_what_it_may_have_meant(
    written: str, place: tuple[int, int]
) -> None:
    result = cut(written, offset=4)
    first = result.found[0]
    assert first.code == "PM210"
    assert (first.span.line - 4, first.span.column) == place
    assert ":::" not in result.cut.text


@pytest.mark.parametrize(
    "written",
    [
        *("a [x]{.internl} b", "a [x {.internal} b", "a x]{.internal} b", "a [x] {.internal} b"),
        "a x {.internal}",
        "a [x]{internal} b", "a **x**{.internal} b", "a \\[x]{.internal} b", "# a {.internal}",
"a ::: internal", "[a](http://r.example/[x]{.internal})",
        "[r]: http://r.example '[x]{.internal}'\n\n[a][r]", "[r]: http://r.example/[x]{.internal}\n\n[a][r]",
    ],
)  # fmt: skip
def test_a_broken_span_is_an_error_and_hides_its_text(written: str) -> None:
    parsed = read(f"## Summary\n\n{written}\n")
    assert [d.code for d in parsed.diagnostics if d.code == "PM210"]
    found = next(d for d in parsed.diagnostics if d.code == "PM210")
    assert 8 <= found.span.line <= 12
    assert parsed.report is not None
    shown = " ".join(section.html for section in parsed.report.sections)
    assert "x" not in shown.replace("example", "").replace("next", "")


def test_a_span_that_a_cell_ends_is_an_error() -> None:
    parsed = read(f"## Summary\n\n{TABLE}| [x | y]{{.internal}} |\n")
    assert [(d.code, d.span.line) for d in parsed.diagnostics] == [("PM210", 12)]


def test_parts_that_would_make_new_marks_when_they_are_gone_hide_everything() -> None:
    written = "a\n::: internal\nx\n:::\n    b [y]{.internal}"
    result = cut(written)
    assert result.cut.text == ""
    assert "come into being" in result.found[0].message


def test_a_place_leads_back_to_the_file() -> None:
    written = "one\n::: internal\nx\n:::\ntwo [y]{.internal} three\n[z]{.internal}\nfour"
    result = cut(written, offset=3)
    assert result.cut.text == "one\ntwo three\nfour"
    seen = result.cut.in_file((Span("a.md", 4, 1), Span("a.md", 5, 5, 5, 10), Span("a.md", 6, 1, 6, 5)))
    assert seen == (Span("a.md", 4, 1), Span("a.md", 8, 20, 8, 25), Span("a.md", 10, 1, 10, 5))
    assert result.cut.in_file(Span("a.md", 2, 3)) == Span("a.md", 2, 3)


def test_a_passage_is_found_on_the_lines_of_the_file() -> None:
    result = cut("one [y]{.internal} two\n[z]{.internal}\nthree four", offset=1)
    passage = Passage("one two\nthree four", None, "a.md", 2, ("one two", "three four"))
    moved = result.cut.in_file(passage)
    assert moved.text.split() == ["one", "two", "three", "four"]
    for words, place in {"two": (2, 20), "three": (4, 1), "four": (4, 7)}.items():
        start = moved.text.index(words)
        span = moved.locate(start, start + len(words))
        assert (span.line, span.column) == place


FRONT = "---\ntitle: A\nstatus: published\npublished: 2026-03-02\naudience: public\n---\n\n"


def read(body: str, audience: Audience = Audience.PUBLIC) -> ParsedReport:
    return parse_report((FRONT + body).encode(), "a.md", "0", Settings(), audience)


def test_findings_in_a_report_with_internal_parts_stand_where_the_file_has_them() -> None:
    body = "## Summary\n\n::: internal\nx\n:::\n\n[s]{.internal} TODO ![](a.png)\n\n## Summary\n\nb\n"
    parsed = read(body)
    assert parsed.report is not None
    assert [(d.code, d.span.line, d.span.column) for d in parsed.diagnostics] == [("PM206", 14, 25)]
    assert [section.span.line for section in parsed.report.sections] == [8, 16]
    (link,) = parsed.report.links
    assert (link.span.line, link.span.column) == (14, 25)


def test_an_internal_edition_shows_all_and_keeps_the_marks() -> None:
    body = "## Summary\n\n::: internal\nx\n:::\n\na [y]{.internal} b\n"
    parsed = read(body, Audience.INTERNAL)
    assert parsed.report is not None
    html = parsed.report.sections[0].html
    assert '<div class="internal" role="note">\n<p class="inside">Internal:</p>\n<p>x</p>\n</div>' in html
    assert 'a <span class="internal">[internal: y]</span> b' in html
    assert parsed.secrets == ()


def test_what_was_cut_stands_beside_the_report_and_not_in_it() -> None:
    body = "## Summary\n\nBefore.\n\n::: internal\nquagga\n:::\n\na [zebra]{.internal} b\n"
    parsed = read(body)
    assert [(s.span.line, s.span.end_line) for s in parsed.secrets] == [(12, 14), (16, 16)]
    assert "quagga" not in repr(parsed.report)
    assert "zebra" not in repr(parsed.report)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("[x]{.internal}", [("x", True)]),
        ("a [x]{.internal} b", [("a ", False), ("x", True), (" b", False)]),
        ("[x [y]{.internal} z]{.internal} a", [("x y z", True), (" a", False)]),
        ("[x]{.internal}[y]{.internal}", [("xy", True)]),
        ("a [b] [x [c]]{.internal}", [("a [b] ", False), ("x [c]", True)]),
        ("a  [x  y]{.internal}", [("a ", False), ("x y", True)]),
    ],
)
def test_a_text_of_an_internal_edition_is_known_by_its_parts(
    text: str, parts: list[tuple[str, bool]]
) -> None:
    assert list(marked_parts(text)) == parts


MISPLACED = (
    "A [words][undefined]{.internal} b",
    "A [words][r]{.internal} b\n\n::: internal\n[r]: https://example.org/x\n:::",
    "A [words][]{.internal} b",
    "A ![words][r]{.internal} b\n\n::: internal\n[r]: a.png\n:::",
    "A [words][^1]{.internal} b",
    "A [words][[r]]{.internal} b",
    "A [words][x][y]{.internal} b",
    "A [words] [x]{.internal} b",
    "A [words]\n[x]{.internal} b",
    "A [words]\\\n[x]{.internal} b",
    "A [words][r]{.internal} b\n\n[r]: <javascript:x>",
    "A ^[words][x]{.internal} b",
    "A **[words]**[r]{.internal} b",
    "A [words]<!-- c -->[r]{.internal} b",
    "> A [words]\n> [r]{.internal} b",
    "A words[]{.internal} b",
    "A words[ ]{.internal} b",
    "| a |\n|---|\n| [words][x]{.internal} |",
    "- [words][x]{.internal}",
    "A *[words][x]{.internal}* b",
    "text[^1]\n\n[^1]: a [words][x]{.internal}",
)


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("body", MISPLACED)
def test_a_span_that_does_not_hide_the_words_in_brackets_before_it_is_an_error(
    body: str, audience: Audience
) -> None:
    parsed = read(f"## Summary\n\nFine.\n\n{body}\n", audience)
    assert "PM210" in {d.code for d in parsed.diagnostics}
    if audience is Audience.PUBLIC:
        assert "words" not in repr(parsed.report)


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize(
    "body",
    [
        "A [words][r]{.internal} b\n\n[r]: https://example.org/x",
        "A [r]{.internal} b\n\n[r]: https://example.org/x",
        "A [words]{.internal} [more]{.internal}[still]{.internal} b",
        "A [link](https://example.org) [x]{.internal} b",
        "A [r] [x]{.internal} b\n\n[r]: https://example.org/x",
        "- [ ] [task]{.internal}\n- [x] [task]{.internal} b",
        "A note[^1] [x]{.internal}\n\n[^1]: note",
        "A note^[note] [x]{.internal}",
        "A \\[word\\] [x]{.internal}",
        "A word] of [x]{.internal}",
        "A *[word]* [x]{.internal}",
        "A [x [y] z]{.internal}",
        "A [x [y] [z]{.internal}]{.internal}",
        "A [x [y][z]{.internal} []{.internal}]{.internal}",
        "A ![](a.png){.internal} b",
    ],
)
def test_a_span_behind_something_else_is_fine(body: str, audience: Audience) -> None:
    parsed = read(f"## Summary\n\nFine.\n\n{body}\n", audience)
    assert "PM210" not in {d.code for d in parsed.diagnostics}


@pytest.mark.parametrize(
    "text", ["A [words][x]{.internal}", "A [words] [x]{.internal}", "A words[]{.internal}"]
)
@pytest.mark.parametrize("audience", Audience)
def test_a_mark_in_the_front_matter_hides_all_words_that_were_meant(text: str, audience: Audience) -> None:
    file = f"---\ntitle: Outage\naudience: public\ndescription: '{text}'\n---\n\n## Summary\n\nFine.\n"
    parsed = parse_report(file.encode(), "a.md", "", Settings(), audience)
    assert [(d.code, d.span.line) for d in parsed.diagnostics] == [("PM210", 4)]
    if audience is Audience.PUBLIC:
        assert parsed.report is not None
        assert "words" not in parsed.report.description + parsed.report.front


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize(
    "field",
    [
        "intern: {a: quagga}",
        "actions: [{title: quagga, audience: intern}]",
        "actions: [{title: quagga, audience: nobody}]",
        "actions: [{title: quagga, internal: true}]",
        "revisions: [{date: 2026-03-04, note: quagga, audience: internal}]",
        "impact: {windows: [{from: 2026-03-01 10:00, level: quagga, audience: Internal}]}",
        "related: [{id: quagga, internal: yes}]",
        "extra: {intern: quagga}",
        "extra: {a: [{Internal: quagga}]}",
        "extra: {actions: [{title: quagga, audience: internal}]}",
    ],
)
def test_a_field_that_was_meant_to_keep_something_inside_is_an_error(field: str, audience: Audience) -> None:
    file = f"---\ntitle: Outage\naudience: public\n{field}\n---\n\n## Summary\n\nFine.\n"
    parsed = parse_report(file.encode(), "a.md", "", Settings(), audience)
    assert [(d.span.line, "quagga" in d.message) for d in parsed.diagnostics if d.code == "PM210"] == [
        (4, False)
    ]


@pytest.mark.parametrize(
    "field",
    [
        "internal: {audience: intern, internal: {intern: a}}",
        "extra: {internal: a, b: {internal: c}, audience: everybody, interval: 5, external: x}",
        "actions: [{title: a, audience: internal}, {title: b, audience: public}]",
    ],
)
def test_a_field_that_keeps_something_inside_is_fine(field: str) -> None:
    file = f"---\ntitle: Outage\naudience: public\n{field}\n---\n\n## Summary\n\nFine.\n"
    for audience in Audience:
        parsed = parse_report(file.encode(), "a.md", "", Settings(), audience)
        assert "PM210" not in {d.code for d in parsed.diagnostics}
