"""Findings about fields: the place, the value as it was written, and what to write."""

import pytest

from postmortem.diagnostics import Diagnostic
from postmortem.parse.report_schema import FrontMatter
from postmortem.parse.site_schema import SiteFields
from postmortem.parse.strict_yaml import read_yaml
from postmortem.parse.validation import validate, without


def findings(text: str, model: type[FrontMatter] | type[SiteFields] = FrontMatter) -> list[Diagnostic]:
    document, found = read_yaml(text, "x.md", line_offset=1)
    assert document is not None
    assert found == []
    fields, found = validate(model, document, "x.md")
    assert (fields is None) == bool(found)
    return found


def one(
    text: str, model: type[FrontMatter] | type[SiteFields] = FrontMatter
) -> tuple[str, int, int, str, str]:
    (finding,) = findings(text, model)
    return finding.code, finding.span.line, finding.span.column, finding.message, finding.help


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("titel: x\ntitle: x\n", ("PM107", 2, 1, "unknown key `titel`", "did you mean `title`?")),
        ("severity: sev1\n", ("PM108", 1, 1, "`title` is missing", "add `title: …`")),
        ("title:\n", ("PM109", 2, 7, "`title` has no value", "write text, or remove the line")),
        ("title: true\n", ("PM109", 2, 8, "title: `true` is not text", 'put it in quotes: `"true"`')),
        ("title: [a]\n", ("PM109", 2, 8, "title: `[…]` does not fit here", "write text")),
        ("title: x\ntags: db\n", ("PM109", 3, 7, "tags: `db` does not fit here", "write a list: `[db]`")),
        ("title: x\ntags: 1.0\n", ("PM109", 3, 7, "tags: `1.0` does not fit here", "write a list: `[1.0]`")),
        (
            "title: x\nimpact: 1",
            ("PM109", 3, 9, "impact: `1` does not fit here", "write fields, as in `{users: …}`"),
        ),
        (
            "title: x\nimpact: {users: {count: 1.5}}\n",
            ("PM109", 3, 25, "impact.users.count: `1.5` does not fit here", "write a whole number"),
        ),
        (
            "title: x\nimpact: {users: {estimate: yes}}\n",
            ("PM109", 3, 28, "impact.users.estimate: `yes` does not fit here", "write `true` or `false`"),
        ),
        (
            "title: x\nimpact:\n  windows:\n    - {from: 2023-02-09 09:47, fraction: 40}\n",
            ("PM109", 5, 42, "impact.windows.fraction: `40` does not fit here", "write 1 or less"),
        ),
        (
            "title: x\nimpact: {users: {count: 1.0e25}}\n",
            (
                "PM109", 3, 25, "impact.users.count: `1.0e25` does not fit here",
                "write 1,000,000,000,000,000 or less",
            ),
        ),
        (
            "title: x\nlang: Deutsch\n",
            ("PM109", 3, 7, "lang: `Deutsch` does not fit here", "write a code such as `de` or `en`"),
        ),
        (
            "title: x\nkind: incidnet\n",
            (
                "PM109", 3, 7, "kind: `incidnet` is not one of the possible values",
                "did you mean `incident`? It is one of `incident`, `near-miss`, `security` or `maintenance`",
            ),
        ),
        (
            "title: x\nactions:\n  - title: y\n    stauts: done\n",
            ("PM107", 5, 5, "unknown key `stauts`", "did you mean `status`?"),
        ),
        ("title: x\nrelated: [{relation: y}]\n", ("PM108", 3, 11, "`id` is missing", "add `id: …`")),
    ],
)  # fmt: skip
def test_a_finding_names_the_value_and_what_to_write(
    text: str, expected: tuple[str, int, int, str, str]
) -> None:
    assert one(text) == expected


def test_a_title_that_is_too_long_is_told_how_long_it_may_be() -> None:
    assert one("title: " + "x" * 301)[4] == "write at most 300 characters"


def test_a_value_in_a_message_is_cut_and_stays_on_one_line() -> None:
    message = one("title: x\nkind: |\n" + "  long words\n" * 40)[3]
    assert len(message) < 120
    assert "\n" not in message


def test_all_mistakes_are_reported_at_once() -> None:
    text = "titel: x\nseverity: []\nstarted: gestern\nservices: api\n"
    text += "actions:\n  - {}\n  - {title: y, due: bald}\n"
    assert sorted((d.code, d.span.line) for d in findings(text)) == [
        ("PM107", 2), ("PM108", 1), ("PM108", 7), ("PM109", 3), ("PM109", 5), ("PM110", 4), ("PM110", 8),
    ]  # fmt: skip


def test_no_message_speaks_of_the_library_underneath() -> None:
    texts = [
        "title: {}\nlang: 1\nimpact: {users: [], requests_failed: {percent: a, count: -1}}\naliases: {}\n",
        "title: 1\nactions: x\nextra: 1\ninternal: 2\nrelated: [1]\nrevisions: [{significant: 1}]\n",
    ]
    for text in texts:
        for finding in findings(text):
            words = f"{finding.message} {finding.help}".lower()
            assert not any(
                part in words
                for part in ("input should", "valid", "msgspec", "struct", "dictionary", "string", "none")
            )


def test_settings_are_validated_the_same_way() -> None:
    assert one("rules: {PM310: warn}\n", SiteFields)[4].startswith("did you mean `warning`?")
    assert one("sections: {incidents: {required: []}}\n", SiteFields) == (
        "PM107", 2, 12, "unknown key `incidents`",
        "did you mean `incident`? It is one of `incident`, `near-miss`, `security` or `maintenance`",
    )  # fmt: skip
    assert one("sections: {incident: {required: [sumary]}}\n", SiteFields)[4].startswith(
        "did you mean `summary`?"
    )
    assert one("feed: {items: 0}\n", SiteFields)[4] == "write 1 or more"


def test_fields_of_ones_own_are_sent_only_where_there_is_a_place_for_them() -> None:
    assert one("title: x\nqqq: 1\n")[4].startswith("remove it, or put it under `extra:`")
    assert one("feed: {qqq: 1}\n", SiteFields)[4] == "remove it; known here: content, items"


def test_an_unknown_key_is_not_shown_at_any_length() -> None:
    assert len(one("title: x\n" + "q" * 100 + ": 1\n")[3]) < 80


def test_parts_of_a_document_can_be_left_out() -> None:
    data = {"a": 1, "b": {"c": [1, {"d": 2}], "e": 3}}
    assert without(data, {("a",), ("b", "c", 0), ("b", "e")}) == {"b": {"c": [{"d": 2}]}}
    assert data["b"] == {"c": [1, {"d": 2}], "e": 3}
