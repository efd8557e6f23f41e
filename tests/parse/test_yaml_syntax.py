"""YAML that cannot be read: the place of the mistake, and what to write."""

import pytest

from postmortem.parse.strict_yaml import read_yaml


@pytest.mark.parametrize(
    ("text", "where", "message", "help_"),
    [
        ("title: API: down\n", (1, 11), "a second `:` in one value", 'title: "API: down"'),
        ('a: "x\nb: 1\n', (1, 4), 'this `"` is never closed', 'another `"` at the end'),
        ("a: 'x\nb: 1\n", (1, 4), "this `'` is never closed", "another `'` at the end"),
        ("a: [x, y\nb: 1\n", (1, 4), "this `[` is never closed", "write `]`"),
        ("a: {x: 1\nb: 2\n", (1, 4), "this `{` is never closed", "write `}`"),
        ("a: 1\n  b: 2\n", (2, 4), "no field can begin here", "the same column"),
        ("a: 1\nsome words\nb: 2\n", (2, 1), "this line is no field", "`name: value`"),
        ("a: 'it's'\n", (1, 8), "text after the end of a value", "quotes around the whole value"),
        ("a: - x\n", (1, 4), "a list begins behind a name", "a line of its own"),
        ("a: @team\n", (1, 4), "no value can begin with this character", 'in quotes: "@…"'),
        ("a: `code`\n", (1, 4), "no value can begin with this character", 'in quotes: "`…"'),
        ("a: 100\n\tb: 1\n", (2, 1), "a tab indents this line", "spaces"),
        ("a:\n\tb: 1\n", (2, 1), "a tab indents this line", "spaces"),
        ('a: "x\\q"\n', (1, 6), "this `\\` means nothing", "single quotes"),
        ("- a\nb: c\n", (2, 1), "a field stands in a list", "`- `"),
        ("{a: b}\nc: d\n", (2, 1), "the fields have ended above", "one document"),
    ],
)
def test_the_place_is_that_of_the_mistake_and_the_help_says_what_to_write(
    text: str, where: tuple[int, int], message: str, help_: str
) -> None:
    document, found = read_yaml(text, "x.md", line_offset=1)
    assert document is None
    (finding,) = found
    assert (finding.code, finding.span.line, finding.span.column) == ("PM103", where[0] + 1, where[1])
    assert message in finding.message
    assert help_ in finding.help


@pytest.mark.parametrize(
    "text", ["a: |x\n", "a: *\n", "a: & x\n", "%FOO x\n---\na: 1\n", "a: !<x y\n", "%YAML 9.9\n---\na: 1\n"]
)
def test_a_rare_mistake_is_told_in_the_parsers_own_words(text: str) -> None:
    document, found = read_yaml(text, "x.md")
    assert document is None
    assert found[0].message.startswith("not valid YAML: ")
    assert found[0].help
