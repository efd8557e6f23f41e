"""What the parser is spared changes nothing: its tokens are those of all its rules, asked everywhere."""

from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from postmortem.model.report import Audience
from postmortem.parse.easy_runs import read_easily
from postmortem.parse.markdown import grammar, markdown
from postmortem.parse.redaction.blocks import BodyFindings

TESTS = Path(__file__).parents[1]
QUICK = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# What a run of text is made of: signs, and what stands beside them.
PIECES = st.sampled_from([
    "a", "Ü", "7", "café", " ", " ", " ", "  ", "\n", "\n", " \n", "\t", "\u00a0", "\u2003", "\u2028",
    ".", ",", ":", "://", "(", ")", "'", "–", "€", "…", "*", "*", "**", "**", "***", "_", "__", "~",
    "~~", "`", "``", "`code`", "` `", "` x `", "`` a`b ``", "[", "]", "](", "[a](b)",
    "[a b](https://example.org/x)", "[a](https://example.org/~x/y-1.html#z?q=ä&b)", "[a](javascript:x)",
    "[a](<b c> 'd')", "[a](b 'c')", "[a](http://Ä.example/%zz)", "[a](//x)", "[a](#b)", "[a](b(c)d)",
    "[a_b:c!](d*e)", "[a]", "[^1]", "^[", "^[note]", "![", "![a](b)", "!", "<", "< ", "<b>",
    "<https://example.org>", "<!--c-->", "&", "& ", "&amp;", "&#65;", "\\", "\\*", "{", "}",
    "{.internal}", "{#a}", "{.b}", "https://example.org/x", "mailto:a@b.org", "**bold**", "*em*",
    "**Impact:**", "**a**.", "x*y*z", "snake_case", "~5", "a!b", "[x] ", "[ ] ",
])  # fmt: skip
RUNS = st.lists(PIECES, max_size=9).map("".join)

LINES = st.sampled_from([
    "", "", "", "text", "more text", "  text", "    text", "\ttext", "# One", "#two", "Impact\n===",
    "Impact\n--", "---", "***", "- - -", "* * *", "___", "- a", "- **09:47** a `b`", "  - a", "    - a",
    "\t- a", "* a", "+ a", "-", "- ", "1. a", "2) a", "12. a", "0123456789. a", "  1. a", "> a", ">a",
    "> - a", "> > a", ">", "```", "``` a", "~~~", "`a`", "~a", "::: internal", ":::", "::a", ": a",
    "  : a", "~ a", "Term", "[^1]: a", "    b", "[^1]:", "[a]: b.md 'c'", "[a]:", "[a]: b\n'c", "[^1]",
    "[a]", "- [ ] a", "- [x] a", "1. [X] b", "[ ] a", "- [x]\ta", "| a | b |", "|---|:-:|",
    "| 1 | \\| |", "a | b", "-|-", "---|---", "||||", "<!-- a -->", "<!--", "-->", "<b>", "<div>",
    "</div>", "\\- a", "\\", "&amp; a &", "a  ", "a\\", "a\rb", "\0", "٣. a", "- - a", "- 1. a", "-a",
])  # fmt: skip
DOCUMENTS = st.lists(st.one_of(LINES, LINES, RUNS), max_size=14).map("\n".join)

MARKS = st.sampled_from(["- ", "- ", "- ", "1. ", "1. ", "* ", "2) ", "  - ", "-  ", "  ", "", "> "])
SAID = st.sampled_from([
    "a", "b c", "**09:47** a", "`a` b", "*a*", "2023-02-09 a", "1.5 a", "1. a", "", "a  ", "a\u00a0", "# a",
    "[x] a", "```", "---", ": a", "a | b", "a: b", "- a", "[a]: b", "::: internal", "<!-- a -->", "|a|",
])  # fmt: skip
ITEMS = st.one_of(st.tuples(MARKS, SAID).map("".join), st.just("- a"), st.just("- a"), st.just(""))
LISTS = st.tuples(st.lists(ITEMS, max_size=9), st.sampled_from(["", "\n", "\n\n", "\n  "])).map(
    lambda parts: "\n".join(parts[0]) + parts[1]
)


@pytest.fixture(scope="module")
def untouched() -> MarkdownIt:
    """The same parser with every rule asked at every place."""
    with (
        patch("postmortem.parse.markdown.easy_runs", lambda _: None),
        patch("postmortem.parse.markdown.easy_lists", lambda _: None),
        patch("postmortem.parse.markdown.choose_rules", lambda _: None),
    ):
        md = markdown.__wrapped__()
    del md.linkify.test
    return md


def parsed(md: MarkdownIt, text: str) -> tuple[list[Token], dict[str, Any]]:
    env: dict[str, Any] = {"audience": Audience.PUBLIC, "redaction": BodyFindings(), "too_large": []}
    tokens = md.parse(text, env)
    env.pop("footnotes", None)  # made by a rule that is asked, whether or not there are any
    env["redaction"] = env["redaction"].found, env["redaction"].blocks
    return tokens, env


@QUICK
@given(RUNS)
def test_a_run_that_is_read_at_once_has_the_tokens_of_the_parser(text: str) -> None:
    md = grammar()
    tokens: list[Token] = []
    md.inline.parse(text, md, {}, tokens)
    assert read_easily(text, md) in (None, tokens)


@QUICK
@given(DOCUMENTS)
def test_a_document_has_the_same_tokens_and_findings(untouched: MarkdownIt, text: str) -> None:
    assert parsed(markdown(), text) == parsed(untouched, text)


@QUICK
@given(LISTS)
def test_a_list_has_the_same_tokens_and_findings(untouched: MarkdownIt, text: str) -> None:
    assert parsed(markdown(), text) == parsed(untouched, text)


@pytest.mark.parametrize(
    "path", sorted(TESTS.rglob("*.md")), ids=lambda path: path.relative_to(TESTS).as_posix()
)
def test_a_report_of_the_tests_has_the_same_tokens_and_findings(untouched: MarkdownIt, path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    assert parsed(markdown(), text) == parsed(untouched, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Words, with (signs): 5 % – and snake_case, ~7 & more!",
        "**17:28** second wave of timeouts from `feature-flags`",
        "over\nlines, *with* `code`\nand **What went well:** [a link](https://example.org/x/1).",
        "09:15 – The backlog is gone {resolved}",
    ],
)
def test_what_reports_mostly_hold_is_read_at_once(text: str) -> None:
    assert read_easily(text, grammar()) is not None


def test_a_long_run_that_is_not_easy_is_given_up_soon() -> None:
    for text in ("[" * 20_000, "a " * 10_000 + "[", "[" + "a: " * 7_000 + "]", "*a" * 10_000, "`" * 20_001):
        assert read_easily(text, grammar()) is None
