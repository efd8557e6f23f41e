"""What is meant as a mark is told from words about what is internal, wherever it stands."""

import pytest

from postmortem.model.report import Audience
from postmortem.model.site import Settings
from postmortem.parse.internal_marks import is_near, marks_code, marks_comment, span_like
from postmortem.parse.report import parse_report

FRONT = "---\ntitle: x\nkind: near-miss\naudience: public\n---\n"


def marked(body: str, audience: Audience) -> list[int]:
    """The lines of the body with a wrong mark."""
    found = parse_report((FRONT + body).encode(), "x.md", "", Settings(), audience).diagnostics
    return [d.span.line - 5 for d in found if d.code == "PM210"]


@pytest.mark.parametrize(
    "text",
    [
        *("<internal>", "</intern>", "<Internal >", "<internal for='Acme'>", "<p id=internal>"),
        "<p class='x internal'>",
        *(":internal[x]", "[x][.internal]", "[x][#intern]", "[x] .internal", "[x] .internal, y"),
        *("[/internal]", "[!INTERNAL]", "[!internal] x", "{.internal}", "::: internal"),
    ],
)  # fmt: skip
def test_marks_of_other_tools_look_like_marks(text: str) -> None:
    assert span_like(f"a {text} b")


@pytest.mark.parametrize(
    "text",
    [
        *("internal server error", "<internal-host>", "<internal IP>", "db[1-3].internal", "a.internal"),
        *("[sic] .internals", "[internal] x", "an internal: [x]", "[a] .internal.example", "internal::x"),
        *("[internals]", "{interval}", "a < internal > b", "<a href='/internal'>", "kind:internal [x]"),
        *("![internal](x.png)", "x!internal"),
    ],
)  # fmt: skip
def test_words_about_what_is_internal_do_not(text: str) -> None:
    assert span_like(text) == ""


@pytest.mark.parametrize(
    "words",
    [
        *("internal", " /internal ", "intern", "begin internal section", "end internal"),
        *(
            "#internal",
            ".internal",
            "internal:",
            "::: internal",
            "Internal only",
            "\ninternal\n",
            "nur intern",
        ),
    ],
)
def test_a_comment_that_says_no_more_is_meant_as_a_mark(words: str) -> None:
    assert marks_comment(words)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "internal note: ask Bob",
            "the internal tool was late",
            "begin",
            "",
            "interval",
            "\n::: internal\n",
        ),
        "postmortem: allow PM605 internal",
    ],
)
def test_any_other_comment_hides_itself(words: str) -> None:
    assert not marks_comment(words)


@pytest.mark.parametrize(
    "info", ["internal", "python internal", "sh {.internal}", "sh class='internal'", "sh Intern"]
)
def test_a_language_that_is_followed_by_the_word_is_meant_as_a_mark(info: str) -> None:
    assert marks_code(info)


@pytest.mark.parametrize(
    "info", ["", "python", 'py title="internal.py"', "sh file=internal/x.sh", 'sh "internal"']
)
def test_a_title_of_code_may_hold_the_word(info: str) -> None:
    assert not marks_code(info)


def test_an_interval_is_no_slip_of_the_pen() -> None:
    assert is_near("interal")
    assert not is_near("interval")


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("a\n\n!!! internal\n    b", [3]),
        ("> ??? intern\n> b", [1]),
        ("!!!+ 'internal'", [1]),
        (": internal\na\n:", [1]),
        ("a\n: internal\nb\n:", [2]),
        ("a\n: internal\n\nb", []),
        ("**a**: internal\nb", []),
        ("a!!! internal", []),
        ("```\n!!! internal\n```", []),
        ("<!--\n!!! internal\nask Bob\n-->", []),
    ],
)
def test_what_opens_a_block_elsewhere_is_found_on_its_line(
    body: str, lines: list[int], audience: Audience
) -> None:
    assert marked(body, audience) == lines


def test_a_mark_in_what_was_too_long_to_read_is_found() -> None:
    assert marked("a\n\n" + "x" * 20_001 + " [b]{.internal}", Audience.PUBLIC) == [3]
