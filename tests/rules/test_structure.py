"""Rules on the body's structure."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from postmortem.diagnostics import Diagnostic, Level
from postmortem.model.report import Report
from postmortem.model.site import Settings
from postmortem.rules.context import RuleContext
from postmortem.rules.structure import (
    check_empty_sections,
    check_heading_levels,
    check_links,
    check_own_anchors,
    check_placeholders,
    check_repeated_sections,
    check_required_sections,
)

Run = Callable[..., list[Diagnostic]]
ONLY_IMPACT = Settings(required={"incident": ("impact",)})
PUBLISHED = "status: published\n"


def places(found: list[Diagnostic]) -> list[tuple[str, int, int]]:
    return [(d.code, d.span.line, d.span.column) for d in found]


def test_every_required_section_that_is_not_there_is_named_in_the_reports_language(run: Run) -> None:
    found = run(check_required_sections, "lang: de\n", "## Zusammenfassung\n\nx\n\n## Zeitleiste\n")
    assert [d.message for d in found] == [f"the section `{name}` is missing" for name in (
        "Auswirkung", "Entdeckung", "Reaktion", "Wiederherstellung",
    )]  # fmt: skip


@pytest.mark.parametrize(
    "heading",
    [
        "## Impact", "# IMPACT:", "###### 3. Impact", "## **Impact**", "Impact\n---", "## Scope",
        "## x {#impact}",
        "## 3) Customer impact", "## `Impact`", "> ## Impact", "- ## Impact",
    ],
)  # fmt: skip
def test_a_heading_counts_at_any_level_however_it_is_dressed(heading: str, run: Run) -> None:
    nested = heading.startswith((">", "-"))
    assert len(run(check_required_sections, "", heading + "\n\nx\n", settings=ONLY_IMPACT)) == int(nested)


def test_english_names_count_in_every_language(run: Run) -> None:
    assert run(check_required_sections, "lang: de\n", "## Impact\n", settings=ONLY_IMPACT) == []
    assert run(check_required_sections, "lang: xx\n", "## Impact\n", settings=ONLY_IMPACT) == []


def test_a_misspelt_heading_is_pointed_at(run: Run) -> None:
    (found,) = run(check_required_sections, "lang: de\n", "## Auswirkugen\n\nx\n", settings=ONLY_IMPACT)
    assert (found.span.line, found.help) == (
        5,
        "call the heading `Auswirkung`, or mark it: `Auswirkugen {#impact}`",
    )


def test_what_is_missing_in_a_draft_is_a_warning(run: Run) -> None:
    (found,) = run(check_required_sections, "status: draft\n", settings=ONLY_IMPACT)
    assert found.level is Level.WARNING
    (found,) = run(check_required_sections, "status: review\n", settings=ONLY_IMPACT)
    assert found.level is None


@pytest.mark.parametrize(
    ("body", "empty"),
    [
        ("## Impact\n", True),
        ("## Impact\n\n## More\n\nx\n", True),
        ("## Impact\n\n<!-- later -->\n", True),
        ("## Impact\n\n---\n", True),
        ("## Impact\n\nx\n", False),
        ("## Impact\n\n![a](x.png)\n", False),
        ("## Impact\n\n```\nx\n```\n", False),
        ("## Impact\n\n### Shop\n\nx\n", False),
        ("## Impact\n\n| a |\n|---|\n", False),
        ("## Impact\n\n- 1\n", False),
    ],
)
def test_a_required_section_says_something(body: str, empty: bool, run: Run) -> None:
    assert places(run(check_empty_sections, "", body, settings=ONLY_IMPACT)) == (
        [("PM202", 4, 1)] if empty else []
    )


def test_other_sections_may_be_empty(run: Run) -> None:
    assert run(check_empty_sections, "", "## Recovery\n\n## Something else\n", settings=ONLY_IMPACT) == []


def test_a_section_comes_once_except_those_that_naturally_come_twice(run: Run) -> None:
    found = run(
        check_repeated_sections,
        "",
        "## Impact\n\nx\n\n## Scope\n\nx\n\n## What went well\n\n## What went wrong\n",
    )
    assert places(found) == [("PM203", 8, 1)]
    assert found[0].help == "join it with `Impact` on line 4"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("## a\n### b\n#### c\n## d\n", []),
        ("## a\n#### b\n", [5]),
        ("### a\n", [4]),
        ("# a\n## b\n", []),
        ("# a\n### b\n", [5]),
        ("## a\n##### b\n###### c\n### d\n", [5]),
    ],
)
def test_headings_go_down_one_level_at_a_time(body: str, lines: list[int], run: Run) -> None:
    assert places(run(check_heading_levels, "", body)) == [("PM204", line, 1) for line in lines]


@pytest.mark.parametrize(
    ("body", "line", "column"),
    [
        ("x TODO", 0, 3), ("TBD", 0, 1), ("(FIXME)", 0, 2), ("a {{ b }}", 0, 3), ("about ?? users", 0, 7),
        ("***XXX***", 0, 4), ("Lorem ipsum dolor", 0, 1), ("‹What happened?›", 0, 1), ("- a\n- TODO", 1, 3),
        ("a\nb TODO", 1, 3), ("| TODO |\n|---|", 0, 3), ("### TODO", 0, 1), ("> a\n> TODO", 1, 3),
        ("[TODO](https://x.example)", 0, 2), ("![TODO](x.png)", 0, 3), ("TODO\n\nTODO", 2, 1),
        ("a[^1]\n\n[^1]: TODO", 2, 7),
    ],
)  # fmt: skip
def test_a_placeholder_is_found_where_it_stands(body: str, line: int, column: int, run: Run) -> None:
    found = run(check_placeholders, PUBLISHED, body)
    assert places(found)[-1] == ("PM205", 5 + line, column)
    assert len(found) == len(re.findall("TODO", body)) or "TODO" not in body


@pytest.mark.parametrize(
    "body",
    [
        "`TODO`", "```\nTODO {{ x }}\n```", "todo", "TODOs", "XXXL", "12:??", "20??", "Why?", "What?!",
        "Really??",
        "{x}", "lorem", "<!-- TODO -->", "::: internal\nTODO\n:::", "[TODO]{.internal} x", "[a](TODO.md)",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_placeholder_is_none(body: str, run: Run) -> None:
    assert run(check_placeholders, PUBLISHED, body) == []


def test_only_so_many_placeholders_are_shown(run: Run) -> None:
    assert len(run(check_placeholders, PUBLISHED, "TODO\n\n" * 500)) == 100


def test_a_link_names_a_file_as_seen_from_its_report(run: Run, read: Callable[..., Report]) -> None:
    first = read("", "## Impact\n", path="first.md")
    files = ("a/x.png", "data.csv")
    body = "[a](first.md#impact) [b](data.csv) ![c](a/x.png) [d](https://x.example) [e](#here)\n\n## Here\n"
    assert run(check_links, "", body, files=files, others=[first]) == []


@pytest.mark.parametrize(
    ("link", "code", "help_"),
    [
        ("[a](frist.md)", "PM207", "did you mean `first.md`?"),
        ("[a](first.md#impct)", "PM208", "did you mean `#impact`?"),
        ("![a](a/y.png)", "PM209", "did you mean `a/x.png`?"),
        ("[a](nothing/like/it.pdf)", "PM207", "check the path; it is relative to this file"),
        ("[a](unread.md)", "PM207", "link to a report, or mend that one first"),
    ],
)
def test_a_link_to_nothing_is_told_the_nearest_thing(
    link: str, code: str, help_: str, run: Run, read: Callable[..., Report]
) -> None:
    first = read("", "## Impact\n", path="first.md")
    (found,) = run(check_links, "", link, files=("a/x.png", "unread.md"), others=[first])
    assert (found.code, found.help) == (code, help_)


def test_a_place_on_the_page_itself_that_does_not_exist_is_told(run: Run) -> None:
    (found,) = run(check_own_anchors, "", "[a](#impct)\n\n## Impact\n")
    assert (found.code, found.help) == ("PM208", "did you mean `#impact`?")


def test_a_suggestion_is_written_as_seen_from_the_report_itself(read: Callable[..., Report]) -> None:
    report = read("", "![a](erors.svg) [b](../frist.md)", path="2024/index.md")
    files = frozenset({"2024/index.md", "2024/errors.svg", "first.md"})
    context = RuleContext(Settings(), datetime(2026, 11, 1, tzinfo=UTC), {report.path: report}, files)
    helps = [d.help for d in check_links(report, context)]
    assert helps == ["did you mean `errors.svg`?", "did you mean `../first.md`?"]
