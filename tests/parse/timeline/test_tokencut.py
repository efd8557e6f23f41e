"""Texts of inline tokens, and what is left of the tokens when a part of the text is cut."""

import pytest
from markdown_it import MarkdownIt

from postmortem.parse.timeline.tokencut import OPAQUE, cut, flatten, lines_of

MD = MarkdownIt("js-default", {"html": False})


def inline(source: str):
    return MD.parseInline(source)[0].children


def html(children) -> str:
    return MD.renderer.renderInline(children, MD.options, {})


@pytest.mark.parametrize(
    ("source", "end", "left"),
    [
        ("10:45 Up", 6, "Up"),
        ("**10:45** Up", 6, "Up"),
        ("***10:45*** Up", 6, "Up"),
        ("**10:45 Up** and *on*", 6, "<strong>Up</strong> and <em>on</em>"),
        ("**10:45**\nUp", 6, "Up"),
        ("[10:45](#a) Up", 6, '<a href="#a">10:45</a> Up'),
        ("10:45 &amp; on", 6, "&amp; on"),
        ("10:45 `Up`", 6, "<code>Up</code>"),
        ("10:45", 5, ""),
    ],
)
def test_a_cut_takes_the_label_and_the_emphasis_that_held_only_it(source, end, left) -> None:
    assert html(cut(inline(source), 0, end)) == left


def test_a_cut_in_the_middle_leaves_both_sides() -> None:
    assert html(cut(inline("First **detected: 14:22** it"), 14, 21)) == "First <strong>detected</strong> it"


def test_the_tokens_of_the_source_stay_as_they_are() -> None:
    children = inline("**10:45** Up")
    before = [(token.type, token.content) for token in children]
    cut(children, 0, 6)
    assert [(token.type, token.content) for token in children] == before


def test_code_images_and_struck_words_are_opaque() -> None:
    flat = flatten(inline("`1:1` ![2:2](a.png) ~~3:3~~"))
    assert flat.text == f"{OPAQUE * 3} {OPAQUE} {OPAQUE * 3}"


def test_signs_that_look_alike_are_made_the_same_and_the_writers_are_kept() -> None:
    flat = flatten(inline("10\uff1a45 \u2212 11\u2236\uff10\uff10"))
    assert flat.text == "10:45 - 11:00"
    assert flat.written == "10\uff1a45 \u2212 11\u2236\uff10\uff10"


def test_lines_break_outside_of_emphasis_only() -> None:
    lines = lines_of(inline("one\n**two\nthree**\nfour"))
    assert [flatten(line).text for line in lines] == ["one", "two\nthree", "four"]
