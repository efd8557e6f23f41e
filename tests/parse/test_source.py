"""Bytes to lines, lines to front matter and body."""

import pytest

from postmortem.parse.source import MAX_BYTES, SourceText, decode_source, lines_of, split_report


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_understood(end: str) -> None:
    assert decode_source(f"a{end}{end}ü{end}".encode(), "x.md") == (("a", "", "ü", ""), [])


def test_kinds_of_line_ends_may_be_mixed() -> None:
    assert decode_source(b"a\r\nb\rc\nd\n\re", "x.md")[0] == ("a", "b", "c", "d", "", "e")


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode_source("\ufeffa".encode(), "x.md") == (("a",), [])


def test_an_empty_file_is_one_empty_line() -> None:
    assert decode_source(b"", "x.md") == (("",), [])


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"\xff", 1, 1),
        ("ok\nstört".encode("latin-1"), 2, 3),
        ("ü\r\nüü\r\n".encode() + b"\x80", 3, 1),
        ("\ufeffü".encode() + b"\xc3", 1, 2),
        (b"\xed\xa0\x80", 1, 1),  # half of a surrogate pair
        (b"\xc0\xaf", 1, 1),  # an overlong slash
        ("x".encode("utf-16"), 1, 1),
    ],
)
def test_bytes_that_are_not_utf8_are_reported_at_their_place(data: bytes, line: int, column: int) -> None:
    lines, (finding,) = decode_source(data, "x.md")
    assert lines is None
    assert (finding.code, finding.span.line, finding.span.column) == ("PM101", line, column)


@pytest.mark.parametrize(
    "char",
    ["\0", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\x9f", "\u2028", "\u2029", "\ufeff", "\uffff"],
)
def test_characters_that_cannot_be_seen_are_reported_at_their_place(char: str) -> None:
    lines, (finding,) = decode_source(f"eins\r\nü{char}".encode(), "x.md")
    assert lines is None
    assert (finding.code, finding.span.line, finding.span.column) == ("PM101", 2, 2)
    assert f"U+{ord(char):04X}" in finding.message


def test_tabs_emoji_and_scripts_that_run_to_the_left_are_text() -> None:
    text = "a\tb 🚨 שלום \u200f\u200d é"
    assert decode_source(text.encode(), "x.md") == ((text,), [])


def test_a_file_that_is_too_large_is_not_read() -> None:
    assert decode_source(b"a" * MAX_BYTES, "x.md")[1] == []
    lines, (finding,) = decode_source(b"a" * (MAX_BYTES + 1), "x.md")
    assert lines is None
    assert finding.code == "PM105"


def test_any_bytes_can_be_shown() -> None:
    assert lines_of(b"\xef\xbb\xbfa\x0bb\r\nst\xf6rt") == ("a\x0bb", "st\ufffdrt")


def split(text: str) -> SourceText:
    source, found = split_report(tuple(text.split("\n")), "x.md")
    assert source is not None
    assert found == []
    return source


def test_front_matter_stands_between_two_fences() -> None:
    source = split("---\ntitle: x\n---\nbody\n---\nmore\n")
    assert (source.front, source.body, source.body_offset) == ("title: x\n", "body\n---\nmore\n", 3)


@pytest.mark.parametrize("close", ["---", "--- ", "---\t", "..."])
def test_a_fence_may_have_spaces_behind_it(close: str) -> None:
    assert split(f"---  \ntitle: x\n{close}\nbody").body == "body"


@pytest.mark.parametrize("close", ["----", " ---", "--", "---x", "--- # x"])
def test_a_line_that_is_nearly_a_fence_is_none(close: str) -> None:
    source, (finding,) = split_report(("---", "title: x", close, "body"), "x.md")
    assert source is None
    assert (finding.code, finding.message) == ("PM102", "the front matter is never closed")


def test_front_matter_and_body_may_be_empty() -> None:
    source = split("---\n---")
    assert (source.front, source.body, source.body_offset) == ("\n", "", 2)


@pytest.mark.parametrize("text", ["", "# Title\n", "title: x\n", "----\ntitle: x\n---\n", "\n# Title\n---\n"])
def test_a_file_without_front_matter_is_told_how_to_begin(text: str) -> None:
    source, (finding,) = split_report(tuple(text.split("\n")), "x.md")
    assert source is None
    assert (finding.code, finding.message) == ("PM102", "the report has no front matter")
    assert "`---`" in finding.help


def test_front_matter_below_empty_lines_is_found() -> None:
    source, (finding,) = split_report(("", "  ", "---", "title: x", "---"), "x.md")
    assert source is None
    assert (finding.span.line, finding.help) == (3, "delete the empty lines above it")
