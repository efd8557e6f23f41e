"""Everything that will be published as text is given with its place, and nothing that will not."""

import pytest

from postmortem.model.passage import Passage
from postmortem.model.report import Audience, Report
from postmortem.model.site import Settings
from postmortem.parse.report import parse_report

FRONT = "---\ntitle: A title\nstatus: published\naudience: public\n"


def read(front: str = "", body: str = "", audience: Audience = Audience.PUBLIC) -> Report:
    result = parse_report(f"{FRONT}{front}---\n{body}".encode(), "x.md", "", Settings(), audience)
    assert result.report is not None
    return result.report


def holding(report: Report, word: str) -> list[Passage]:
    return [passage for passage in report.texts if word in passage.text]


@pytest.mark.parametrize(
    ("body", "line", "column"),
    [
        ("canary", 6, 1),
        ("## canary", 6, 4),
        ("`canary`", 6, 2),
        ("```\nx\ncanary\n```", 8, 1),
        ("~~~sh\ncanary", 7, 1),
        ("- x\n\n  ```sh canary=1\n  x\n  ```", 8, 9),
        ("[x]{host=canary}", 6, 10),
        ("[x][a canary]\n\n[a canary]: https://example.com", 8, 4),
        ("x[^canary-1]\n\n> [^canary-1]: y", 8, 5),
        ("    x\n    canary", 7, 5),
        ("[x](https://example.com/canary)", 6, 25),
        ("[x](y.md#canary 'title')", 6, 10),
        ("[x](y.md 'canary')", 6, 11),
        ("![canary](y.png)", 6, 3),
        ("![x](canary.png)", 6, 6),
        ("<https://example.com/canary>", 6, 22),
        ("> - x\n>   canary", 7, 5),
        ("x[^1]\n\n[^1]: canary", 8, 7),
        ("x^[canary]", 6, 4),
        ("| a | canary |\n|---|---|\n| b | c |", 6, 7),
        ("term\n: canary", 7, 3),
        ("## Timeline\n\n- 09:47 canary", 8, 9),
    ],
)
def test_a_word_of_the_body_is_given_with_its_place(body: str, line: int, column: int) -> None:
    passage = holding(read(body=body + "\n"), "canary")[0]
    start = passage.text.index("canary")
    span = passage.locate(start, start + len("canary"))
    assert (span.line, span.column) == (line, column)


@pytest.mark.parametrize(
    ("front", "field"),
    [
        ("description: a canary\n", ("description",)),
        ("description: >-\n  folded\n  canary\n", ("description",)),
        ("tags: [a, canary]\n", ("tags", 1)),
        ("actions: [{title: canary}]\n", ("actions", 0, "title")),
        ("extra: {a: {b: [canary]}}\n", ("extra", "a", "b", 0)),
    ],
)
def test_a_word_of_the_front_matter_is_given_with_its_field(front: str, field: tuple[str | int, ...]) -> None:
    (passage,) = holding(read(front), "canary")
    assert passage.field == field
    start = passage.text.index("canary")
    span = passage.locate(start, start + 6)
    row = front.splitlines()[span.line - 5]
    assert row[span.column - 1 : span.end_column - 1] == "canary"


def test_numbers_are_given_as_they_are_written() -> None:
    (passage,) = holding(read("extra: {phone: 0030901820}\n"), "0030901820")
    assert passage.field == ("extra", "phone")


@pytest.mark.parametrize(
    ("front", "body"),
    [
        ("internal: {note: canary}\n", ""),
        ("description: a [canary]{.internal} word\n", ""),
        ("actions: [{title: canary, audience: internal}]\n", ""),
        ("", "::: internal\ncanary\n:::"),
        ("", "a [canary]{.internal} word"),
        ("", "::: internal\n[r]: https://example.com/canary\n:::\n\n[r]"),
        ("", "<!-- canary -->"),
        ("", "[r]: https://example.com/canary"),
    ],
)
def test_what_is_not_published_is_not_given(front: str, body: str) -> None:
    assert holding(read(front, body + "\n"), "canary") == []


def test_an_internal_edition_gives_internal_text_but_not_the_internal_field() -> None:
    body = "::: internal\ncanary\n:::\n"
    report = read("internal: {note: canary}\n", body, Audience.INTERNAL)
    assert [passage.field for passage in holding(report, "canary")] == [()]


def test_a_title_is_given_in_plain_words_as_feeds_publish_it() -> None:
    report = read(front="actions:\n  - title: Call `Ac`me Corp\n")
    assert "Call Acme Corp" in [passage.text for passage in report.texts]
