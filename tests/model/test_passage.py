"""From a place in a passage to a place in the file."""

import pytest

from postmortem.model.passage import Passage


def located(text: str, source: tuple[str, ...], words: str, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    span = Passage(text, None, "x.md", 10, source).locate(start, start + len(words))
    assert span.end_column - span.column == len(words)
    return span.line, span.column


@pytest.mark.parametrize(
    ("text", "source", "words", "nth", "place"),
    [
        ("a TODO b", ("a TODO b",), "TODO", 0, (10, 3)),
        ("TODO TODO", ("- TODO TODO",), "TODO", 1, (10, 8)),
        ("a\nb TODO", ("> a", "> b TODO"), "TODO", 0, (11, 5)),
        ("bold TODO", ("**bold** TODO",), "TODO", 0, (10, 10)),
        ("ää TODO", ("ää TODO",), "TODO", 0, (10, 4)),
    ],
)
def test_words_are_found_where_the_writer_wrote_them(
    text: str, source: tuple[str, ...], words: str, nth: int, place: tuple[int, int]
) -> None:
    assert located(text, source, words, nth) == place


def test_words_that_the_source_writes_otherwise_are_located_nearby() -> None:
    span = Passage("one two", None, "x.md", 10, ("*one* **two**",)).locate(0, 7)
    assert (span.line, span.column) == (10, 2)
    span = Passage("A & B", None, "x.md", 10, ("A &amp; B",)).locate(2, 3)
    assert span.line == 10
