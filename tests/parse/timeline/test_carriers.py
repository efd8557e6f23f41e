"""Headings, paragraphs and blocks between entries; several carriers in one timeline."""

import pytest

from postmortem.parse.timeline import is_entry_title


def test_a_heading_with_a_time_is_an_entry_with_its_body(read) -> None:
    found = read(
        "### 2018-01-18 4:19\n\nFirst mail.\n\n- one\n- two\n\n"
        "### ~13:30-13:45\n\nGone.\n\n### 22:36 - Team alerted\n\nAll in."
    )
    assert [entry.label for entry in found.entries] == ["2018-01-18 4:19", "~13:30-13:45", "22:36"]
    assert found.at == ["2018-01-18 04:19", "2018-01-18 13:30", "2018-01-18 22:36"]
    assert [entry.html for entry in found.entries] == [
        "<p>First mail.</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>",
        "Gone.",
        "<p>Team alerted</p>\n<p>All in.</p>",
    ]
    assert found.notes == []
    assert found.codes == []


def test_a_heading_below_an_entry_belongs_to_it(read) -> None:
    found = read("### 10:00 Down\n\n#### Details\n\nMany.\n\n### 11:00 Up")
    assert found.entries[0].html == "<p>Down</p>\n<h4>Details</h4>\n<p>Many.</p>"
    assert found.entries[1].html == "Up"


def test_timed_items_below_a_timed_heading_are_entries(read) -> None:
    found = read("### 10:00 Down\n\nAll of it.\n\n- 10:05 Alarm\n- 10:10 Call")
    assert [entry.text for entry in found.entries] == ["Down\nAll of it.", "Alarm", "Call"]


@pytest.mark.parametrize(
    ("first", "second", "lang"),
    [
        ("2023-02-09", "2023-02-10", "en"),
        ("9. Februar 2023", "10. Februar", "de"),
        ("Donnerstag, 09.02.2023", "Freitag, 10.02.2023", "de"),
        ("February 9, 2023 - The day itself", "February 10, 2023 - The day after", "en"),
    ],
)
def test_a_heading_with_a_date_is_the_date_of_what_follows(read, first, second, lang) -> None:
    found = read(
        f"### {first}\n\n- 21:00 Down\n- 20:00 Odd\n\n### {second}\n\n- 20:30 Up", lang=lang, started=None
    )
    assert found.at == ["2023-02-09 21:00", "2023-02-09 20:00", "2023-02-10 20:30"]
    assert found.notes == [f"<h3>{first}</h3>", f"<h3>{second}</h3>"]
    assert found.codes == ["PM304"]


def test_a_date_heading_that_goes_back_is_out_of_order(read) -> None:
    assert read("### 2023-02-10\n\n- 10:00 Down\n\n### 2023-02-09\n\n- 11:00 Up").codes == ["PM303"]


def test_a_date_heading_over_timed_headings_is_their_date(read) -> None:
    found = read("### 2023-03-01\n\n#### 10:00\n\nDown.\n\n#### 11:00\n\nUp.")
    assert found.at == ["2023-03-01 10:00", "2023-03-01 11:00"]


def test_a_date_heading_over_prose_is_an_entry_of_that_day(read) -> None:
    found = read("### 2018-01-15\n\nTests fail.\n\n### 2018-01-17 17:14\n\nThis is real.")
    assert [(e.label, e.precision.value, e.html) for e in found.entries] == [
        ("2018-01-15", "day", "Tests fail."),
        ("2018-01-17 17:14", "minute", "This is real."),
    ]


def test_a_date_heading_over_nothing_is_the_date_of_what_follows(read) -> None:
    assert read("### 2018-01-15\n\n### 10:00\n\nDown.").at == ["2018-01-15 10:00"]


def test_a_date_heading_that_cannot_be_read_leaves_its_entries_without_a_date(read) -> None:
    found = read("- 10:00 Down\n\n### 30. Februar 2023\n\n- 11:00 Up\n- 12:00 Ok", lang="de")
    assert found.at == ["2023-02-09 10:00", None, None]
    assert found.codes == ["PM305", "PM307"]
    assert found.diagnostics[0].span.line == 8


def test_a_heading_without_a_time_is_a_note(read) -> None:
    found = read("### First phase\n\n- 10:00 Down\n\n### Second phase\n\n- 11:00 Up")
    assert found.notes == ["<h3>First phase</h3>", "<h3>Second phase</h3>"]
    assert found.at == ["2023-02-09 10:00", "2023-02-09 11:00"]


def test_a_paragraph_with_a_time_is_an_entry_and_takes_what_follows(read) -> None:
    found = read("11:12 AM: A mail comes.\n\nIt says much.\n\n- this\n- that\n\n**11:20 AM:** We *read* it.")
    assert [(e.label, e.html) for e in found.entries] == [
        ("11:12 AM", "<p>A mail comes.</p>\n<p>It says much.</p>\n<ul>\n<li>this</li>\n<li>that</li>\n</ul>"),
        ("11:20 AM", "We <em>read</em> it."),
    ]


def test_a_paragraph_of_which_every_line_has_a_time_is_as_many_entries(read) -> None:
    found = read("09:47 Down\n09:53 **Seen** by\\\n10:00 Up")
    assert [(e.label, e.html, e.span.line) for e in found.entries] == [
        ("09:47", "Down", 6),
        ("09:53", "<strong>Seen</strong> by", 7),
        ("10:00", "Up", 8),
    ]


def test_a_paragraph_that_is_wrapped_before_a_time_is_one_entry(read) -> None:
    found = read("09:47 It was down until\n10:00 and then up again\nfor good.")
    assert found.entry.text == "It was down until 10:00 and then up again for good."


def test_a_paragraph_that_is_only_a_date_is_the_date_of_what_follows(read) -> None:
    found = read("**9 March 2023**\n\n- 10:00 Down")
    assert found.at == ["2023-03-09 10:00"]
    assert found.notes == ["<p><strong>9 March 2023</strong></p>"]


def test_a_paragraph_that_begins_with_a_date_is_prose(read) -> None:
    found = read("9 March 2023 was a long day.\n\n- 10:00 Down")
    assert found.at == ["2023-02-09 10:00"]
    assert found.notes == ["<p>9 March 2023 was a long day.</p>"]


def test_blocks_before_and_between_are_notes_in_their_place(read) -> None:
    found = read(
        "Before.\n\n> Quoted 10:00\n\n- 10:00 Down\n\nBetween.\n\n```\n10:30\n```\n\n- 11:00 Up\n\nAfter."
    )
    kinds = [type(item).__name__ for item in found.timeline.items]
    assert kinds == ["Note", "Entry", "Note", "Entry", "Note"]
    assert found.notes == [
        "<p>Before.</p>\n<blockquote>\n<p>Quoted 10:00</p>\n</blockquote>",
        "<p>Between.</p>\n<pre><code>10:30\n</code></pre>",
        "<p>After.</p>",
    ]
    assert [item.span.line for item in found.timeline.items] == [6, 10, 12, 18, 20]


def test_several_lists_and_tables_are_one_timeline(read) -> None:
    found = read("- 20:00 Down\n\nThen\n\n| Time | Event |\n|---|---|\n| 00:10 | Up |\n\n1. 00:20 Ok")
    assert found.at == ["2023-02-09 20:00", "2023-02-10 00:10", "2023-02-10 00:20"]


def test_prose_alone_is_a_note_and_no_finding_of_the_reader(read) -> None:
    found = read("It broke, and then it was mended.")
    assert (found.entries, len(found.notes), found.codes) == ((), 1, [])


def test_an_empty_section_is_an_empty_timeline(read) -> None:
    assert read("").timeline.items == ()


def test_entries_inside_an_internal_block_are_read_and_keep_its_mark(read) -> None:
    found = read(
        "- 10:00 Down\n\n::: internal\n\n- 10:05 Call the provider\n\n:::\n\n- 11:00 Up", internal=True
    )
    assert found.at == ["2023-02-09 10:00", "2023-02-09 10:05", "2023-02-09 11:00"]
    assert found.entries[1].html == '<div class="internal">Call the provider</div>'
    assert found.entries[1].text == "Call the provider"


@pytest.mark.parametrize(
    ("title", "is_entry"),
    [
        ("Feb 21, 13:00", True),
        ("22:36 - New nodes", True),
        ("2023-02-09", True),
        ("October 21, 2025 - Payments fail", False),
        ("What went well", False),
        ("Action items", False),
        ("Resolution", False),
    ],
)
def test_a_heading_is_an_entry_if_it_begins_with_a_time_or_is_a_date(title: str, is_entry: bool) -> None:
    assert is_entry_title(title, "en") is is_entry


@pytest.mark.parametrize(
    "source", ["> - 10:00 a\n> - 10:10 b", "> 10:00 a\n\n- 11:00 b", "> ### 10:00 a\n> text"]
)
def test_entries_in_a_quotation_are_told_of(read, source) -> None:
    found = read(source)
    assert found.codes == ["PM302"]
    assert (found.diagnostics[0].span.line, found.diagnostics[0].message[:7]) == (6, "`10:00`")


@pytest.mark.parametrize(
    "source",
    [
        "- 10:00 a\n  > 09:10 Ann: b",
        "10:00 a\n\n> 09:10 Ann: b",
        "### 10:00 a\n\n> 09:10 Ann: b",
        "> A note.",
    ],
)
def test_a_quotation_that_belongs_to_an_entry_is_left_alone(read, source) -> None:
    assert read(source).codes == []


@pytest.mark.parametrize(
    ("source", "lang", "label", "line"),
    [
        ("At 10:00 it broke. At 10:10 it rang. At 11:00 it was fixed.", "en", "At 10:10", 6),
        ("Um 10:00 Uhr brach es. Gegen 10:10 Uhr klang es.", "de", "Gegen 10:10 Uhr", 6),
        ("10:00 It broke\n10:10 – It rang\nand rang", "en", "10:10", 7),
    ],
)
def test_a_further_time_in_a_paragraph_is_told_of(read, source, lang, label, line) -> None:
    found = read(source, lang=lang)
    assert found.codes == ["PM302"]
    assert found.diagnostics[0].message.startswith(f"`{label}` ")
    assert found.diagnostics[0].span.line == line


@pytest.mark.parametrize(
    "text",
    [
        "We have 3 nodes. 5 minutes later it rang. 2026 is far.",
        "it says so\n10:10 in\nthe log",
        "(10:10) it rang.",
    ],
)
def test_numbers_and_times_within_sentences_of_a_paragraph_are_text(read, text) -> None:
    assert read(f"10:00 It broke, {text}").codes == []


def test_each_line_of_a_paragraph_may_hold_a_further_time(read) -> None:
    found = read("At 10:00 it broke. At 10:10 it rang.\nAt 11:00 it was fixed.")
    assert found.at == ["2023-02-09 10:00", "2023-02-09 11:00"]
    assert found.codes == ["PM302"]
