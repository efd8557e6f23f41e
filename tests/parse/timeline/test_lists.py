"""Lists as timelines: what belongs to an item, what is one of its own."""

import pytest


def test_items_nested_in_an_entry_belong_to_it(read) -> None:
    found = read("- 12:50 Writing is off for\n  - `api.example.com/*`\n  - 13:00 is when it ends\n- 13:30 On")
    first, second = found.entries
    assert first.html == (
        "Writing is off for\n<ul>\n<li><code>api.example.com/*</code></li>\n"
        "<li>13:00 is when it ends</li>\n</ul>"
    )
    assert first.text == "Writing is off for\napi.example.com/*\n13:00 is when it ends"
    assert second.html == "On"
    assert found.codes == []


@pytest.mark.parametrize("indent", [" ", "  "])
def test_items_indented_by_any_space_belong_to_the_entry_above(read, indent) -> None:
    source = "- 12:50 Writing is off for\n> - api.example.com/a/*\n> - api.example.com/b/*\n- 13:30 On"
    found = read(source.replace("> ", indent))
    assert [entry.label for entry in found.entries] == ["12:50", "13:30"]
    assert found.entries[0].html == (
        "Writing is off for\n<ul>\n<li>api.example.com/a/*</li>\n<li>api.example.com/b/*</li>\n</ul>"
    )
    assert found.codes == []


def test_an_indented_list_with_another_mark_belongs_to_the_entry_above(read) -> None:
    found = read("- 12:50 Writing is off for\n * api.example.com/a/*\n- 13:30 On")
    assert found.entries[0].text == "Writing is off for\napi.example.com/a/*"
    assert found.notes == []


def test_a_timed_item_that_is_indented_by_one_space_is_an_entry(read) -> None:
    assert read("- 12:50 Off\n - 13:30 On").at == ["2023-02-09 12:50", "2023-02-09 13:30"]


def test_an_item_without_a_time_at_the_same_depth_is_an_entry_and_a_warning(read) -> None:
    found = read("- 12:50 Off\n- Support is told\n- 13:30 On")
    assert [(e.label, e.at is None, e.html) for e in found.entries] == [
        ("12:50", False, "Off"),
        ("", True, "Support is told"),
        ("13:30", False, "On"),
    ]
    assert found.codes == ["PM302"]
    span = found.diagnostics[0].span
    assert (span.path, span.line, span.column) == ("report.md", 7, 3)


def test_a_list_without_times_beside_entries_is_a_note(read) -> None:
    found = read("- Links\n- More links\n\n<!-- -->\n\n1. 12:50 Off")
    assert len(found.entries) == 1
    assert found.notes[0] == "<ul>\n<li>Links</li>\n<li>More links</li>\n</ul>"
    assert found.codes == []


def test_a_list_without_times_alone_is_entries_without_times(read) -> None:
    found = read("- It fell over\n- It got up")
    assert [entry.anchor for entry in found.entries] == ["t-untimed-1", "t-untimed-2"]
    assert found.codes == ["PM302", "PM302"]


def test_paragraphs_and_code_in_an_item_belong_to_it_and_times_in_code_are_not_read(read) -> None:
    found = read("- 12:50 Off\n\n  More on it.\n\n  ```\n  13:00 ERROR\n  ```\n\n- 13:30 On")
    assert found.at == ["2023-02-09 12:50", "2023-02-09 13:30"]
    assert found.entries[0].html == ("<p>Off</p>\n<p>More on it.</p>\n<pre><code>13:00 ERROR\n</code></pre>")
    assert found.entries[0].text == "Off\nMore on it.\n13:00 ERROR"
    assert found.entries[1].html == "On"


def test_a_numbered_list_holds_entries(read) -> None:
    assert read("1. 12:50 Off\n2. 13:30 On").at == ["2023-02-09 12:50", "2023-02-09 13:30"]


@pytest.mark.parametrize(
    "source",
    [
        "- 9. Februar 2023 10:45 Uhr Neustart\n- 10. Februar 2023 08:00 Uhr Ende",
        "9. Februar 2023 10:45 Uhr Neustart\n10. Februar 2023 08:00 Uhr Ende",
    ],
)
def test_a_german_date_at_the_start_of_an_item_is_no_numbered_list(read, source) -> None:
    found = read(source, lang="de")
    assert [entry.label for entry in found.entries] == [
        "9. Februar 2023 10:45 Uhr",
        "10. Februar 2023 08:00 Uhr",
    ]
    assert found.at == ["2023-02-09 10:45", "2023-02-10 08:00"]
    assert [entry.html for entry in found.entries] == ["Neustart", "Ende"]


def test_a_german_day_that_is_no_date_of_an_entry_keeps_its_number(read) -> None:
    found = read("- 10:00 Aus\n- 9. Februar war schlimm\n- 10:05 An", lang="de")
    assert found.entries[1].html == "9. Februar war schlimm"
    assert found.codes == ["PM302"]


def test_a_title_over_nested_entries_is_a_note(read) -> None:
    found = read(
        "- **Key events**\n  - First detected: 2023-01-11 14:22\n  - Resolved 2023-01-11 15:51\n- **More**"
    )
    assert found.at == ["2023-01-11 14:22", "2023-01-11 15:51", None]
    assert found.notes == ["<strong>Key events</strong>"]
    assert found.codes == ["PM302"]


def test_a_date_over_nested_entries_is_their_date(read) -> None:
    found = read("- 2023-03-01\n  - 09:47 Down\n- 2. März 2023\n  - 08:00 Up", lang="de")
    assert found.at == ["2023-03-01 09:47", "2023-03-02 08:00"]
    assert found.notes == ["2023-03-01", "2. März 2023"]
    assert found.codes == []


def test_a_task_list_keeps_its_boxes(read) -> None:
    entry = read("- [x] 12:50 Off").entry
    assert entry.label == "12:50"
    assert 'type="checkbox"' in entry.html
    assert entry.text == "Off"


def test_an_item_that_begins_with_code_is_kept_whole(read) -> None:
    found = read("- 12:50 Off\n- ```\n  13:00\n  ```")
    assert found.entries[1].html == "<pre><code>13:00\n</code></pre>"
    assert found.codes == ["PM302"]


def test_an_empty_item_is_nothing(read) -> None:
    found = read("- 12:50 Off\n-\n- 13:30 On")
    assert len(found.entries) == 2
    assert found.codes == []


def test_a_definition_list_holds_entries(read) -> None:
    found = read("12:50\n: Off\n\n13:30 – On\n: At last\n")
    assert found.at == ["2023-02-09 12:50", "2023-02-09 13:30"]
    assert [entry.text for entry in found.entries] == ["Off", "On\nAt last"]


def test_a_definition_list_without_times_is_a_note(read) -> None:
    found = read("Primary\n: The database\n\n- 12:50 Off\n")
    assert len(found.entries) == 1
    assert "<dl>" in found.notes[0]
