"""YAML as reports use it: what it gives, where things stand, and what it refuses."""

import pytest

from postmortem.diagnostics import Diagnostic, Span
from postmortem.parse.strict_yaml import (
    MAX_DEPTH,
    MAX_NODES,
    WrittenFloat,
    WrittenInt,
    YamlDocument,
    read_yaml,
)


def read(text: str, line_offset: int = 0) -> YamlDocument:
    document, found = read_yaml(text, "x.md", line_offset)
    assert document is not None
    assert found == []
    return document


def refused(text: str) -> Diagnostic:
    document, found = read_yaml(text, "x.md")
    assert document is None
    return found[-1]


def place(diagnostic: Diagnostic) -> tuple[str, int, int]:
    return diagnostic.code, diagnostic.span.line, diagnostic.span.column


@pytest.mark.parametrize(
    "text", ["10:47", "09:47", "no", "No", "yes", "on", "off", "y", "2023-02-09", "2023-02-09 09:47", "0x1f",
             "0o17", "017", "1_000", ".inf", ".nan", "1e3", "+1.e", "=", "1,200", "12:30:45", "190:20:30.15"],
)  # fmt: skip
def test_what_looks_like_text_stays_text(text: str) -> None:
    assert read(f"a: {text}").data == {"a": text}
    assert type(read(f"a: {text}").data["a"]) is str


@pytest.mark.parametrize(
    ("text", "value"),
    [("null", None), ("~", None), ("", None), ("true", True), ("False", False), ("12", 12), ("-3", -3)],
)
def test_only_null_true_false_and_numbers_are_more_than_text(text: str, value: object) -> None:
    assert read(f"a: {text}").data["a"] == value
    assert type(read(f"a: {text}").data["a"]) in (type(value), WrittenInt)


@pytest.mark.parametrize("text", ["1.10", "0.50", "-2.0", "1.5e3", "1."])
def test_a_number_remembers_how_it_was_written(text: str) -> None:
    value = read(f"a: {text}").data["a"]
    assert isinstance(value, WrittenFloat)
    assert value == float(text)
    assert value.written == text


@pytest.mark.parametrize("style", ['"{}"', "'{}'", "|-\n  {}", ">-\n  {}"])
def test_quoted_and_block_text_is_text_whatever_it_says(style: str) -> None:
    for text in ("true", "12", "1.10", "null", "~"):
        assert read("a: " + style.format(text)).data == {"a": text}


def test_empty_documents_are_empty_mappings() -> None:
    for text in ("", "\n\n", "# only a remark\n", "---\n", "null", "~"):
        assert read(text).data == {}


def test_keys_and_values_have_places() -> None:
    document = read("a: 1\nb:\n  - c: x y\n    d: [1, 'zwei']\n", line_offset=1)
    assert document.keys["a",] == Span("x.md", 2, 1, 2, 2)
    assert document.values["a",] == Span("x.md", 2, 4, 2, 5)
    assert document.keys["b", 0, "c"] == Span("x.md", 4, 5, 4, 6)
    assert document.values["b", 0, "c"] == Span("x.md", 4, 8, 4, 11)
    assert document.values["b", 0, "d", 1] == Span("x.md", 5, 12, 5, 18)


def test_columns_count_characters_not_bytes() -> None:
    document = read('ä: "ü🚨"\nb: {ö: "x", k: y}\n')
    assert document.values["ä",] == Span("x.md", 1, 4, 1, 8)
    assert document.values["b", "k"] == Span("x.md", 2, 16, 2, 17)


@pytest.mark.parametrize("number", ["9" * 30, "1" * 400, "0." + "1" * 30, "1e99999"])
def test_numbers_beyond_reason_are_text(number: str) -> None:
    assert read(f"a: {number}").data["a"] == number


def test_a_key_given_twice_is_reported_at_every_depth_and_the_first_counts() -> None:
    text = "a: 1\nb:\n  c: 1\n  d: {e: 1, e: 2}\n  c: {x: 1}\na: 3\n"
    document, found = read_yaml(text, "x.md")
    assert document is not None
    assert document.data == {"a": 1, "b": {"c": 1, "d": {"e": 1}}}
    assert [place(d) for d in found] == [("PM106", 4, 13), ("PM106", 5, 3), ("PM106", 6, 1)]
    assert [d.help for d in found] == [f"keep one of the two; the first is on line {n}" for n in (4, 3, 1)]


def test_the_place_of_a_repeated_keys_value_does_not_hide_that_of_the_first() -> None:
    document, _ = read_yaml("a: {x: 1}\na: {x: 2, y: 3}\n", "x.md")
    assert document is not None
    assert document.values["a", "x"].line == 1
    assert ("a", "y") not in document.values


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ("a: *x\n", (1, 4), "alias `*x`"),
        ("a: &x 1\n", (1, 4), "anchor `&x`"),
        ("&x a: 1\n", (1, 1), "anchor `&x`"),
        ("a: &x [1]\nb: *x\n", (1, 4), "anchor `&x`"),
        ("a: !!python/object/apply:os.system ['id']\n", (1, 4), "tag `!!python/object/apply:os.system`"),
        ("a: !!str 1\n", (1, 4), "tag `!!str`"),
        ("a: !mine 1\n", (1, 4), "tag `!mine`"),
        ("a: !<tag:example.org,2024:x> 1\n", (1, 4), "tag `tag:example.org,2024:x`"),
        ("a: 1\nb:\n  <<: {c: 1}\n", (3, 3), "merge key `<<`"),
        ("a: 1\n---\nb: 2\n", (2, 1), "a second document"),
    ],
)
def test_features_that_hide_what_is_written_are_refused_at_their_place(
    text: str, where: tuple[int, int], words: str
) -> None:
    found = refused(text)
    assert place(found) == ("PM104", *where)
    assert words in found.message
    assert found.help


def test_an_alias_bomb_stops_at_its_first_anchor() -> None:
    bomb = 'a: &a ["x", "x"]\n' + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert place(refused(bomb)) == ("PM104", 1, 4)


@pytest.mark.parametrize("open_", ["[", "{a: ", "- ", "? "])
def test_a_hundred_thousand_levels_end_at_the_deepest_that_is_read(open_: str) -> None:
    found = refused(("" if open_ in ("- ", "? ") else "a: ") + open_ * 100_000)
    assert found.code in ("PM105", "PM103")
    assert found.span.line == 1
    assert found.span.column <= (MAX_DEPTH + 2) * len(open_) + 4


def test_the_deepest_level_that_is_allowed_is_read() -> None:
    inside = MAX_DEPTH - 1  # the mapping around is the first
    assert read("a: " + "[" * inside + "]" * inside).data["a"] is not None
    assert place(refused("a: " + "[" * (inside + 1) + "]" * (inside + 1))) == ("PM105", 1, 4 + inside)


def test_more_values_than_are_read_are_refused_where_they_begin() -> None:
    assert len(read("a:\n" + "- x\n" * (MAX_NODES - 3)).data["a"]) == MAX_NODES - 3
    found = refused("a:\n" + "- x\n" * (MAX_NODES + 1))
    assert place(found) == ("PM105", MAX_NODES - 1, 3)


def test_more_bytes_than_are_read_are_refused() -> None:
    assert place(refused("a: " + "ä" * 130_000)) == ("PM105", 1, 1)


@pytest.mark.parametrize("text", ["- a\n", "text", "12", "[a]", '"x"'])
def test_what_is_no_mapping_is_refused(text: str) -> None:
    assert place(refused(text)) == ("PM103", 1, 1)


@pytest.mark.parametrize("text", ["? [a]\n: b\n", "[a]: b\n", "{{ name }}: b\n", "a: {{ name }}\n"])
def test_a_key_that_is_no_text_is_refused(text: str) -> None:
    assert refused(text).code == "PM103"
