"""Days in words over entries: read where nothing else is said, asked for where they are not."""

from collections.abc import Callable
from typing import Any

import pytest

from postmortem.model.timeline import Note

Read = Callable[..., Any]


@pytest.mark.parametrize(
    ("title", "lang"),
    [
        ("### Saturday the 11th of February", "en"),
        ("### The 11th of February", "en"),
        ("### February 11th, 2023 (UTC+1)", "en"),
        ("### Saturday 11 February 2023 (day 3)", "en"),
        ("### Recovery (11 February)", "en"),
        ("### Day 3 – 11 February 2023", "en"),
        ("### Day 3 (2023-02-11)", "en"),
        ("Two days later, on 11 February:", "en"),
        ("**Saturday, the 11th of February**", "en"),
        ("### Samstag, den 11. Februar 2023", "de"),
        ("### Der 11. Februar", "de"),
        ("### 11. Februar (Samstag)", "de"),
        ("### Samstag der 11.2.", "de"),
        ("### Samstag 11.02.23", "de"),
        ("### Tag 3 (11.02.2023)", "de"),
        ("Zwei Tage später, am 11. Februar:", "de"),
    ],
)
def test_a_date_in_words_stands_over_what_follows(read: Read, title: str, lang: str) -> None:
    found = read(f"- 10:00 a\n\n{title}\n\n- 08:00 b", lang=lang)
    assert (found.at, found.codes) == (["2023-02-09 10:00", "2023-02-11 08:00"], [])
    assert title.strip("#* ") in found.notes[0]


@pytest.mark.parametrize(
    ("title", "lang"),
    [
        ("### Next day", "en"),
        ("The next day:", "en"),
        ("The following morning:", "en"),
        ("### Am nächsten Tag", "de"),
        ("Tags darauf:", "de"),
    ],
)
def test_the_next_day_counts_from_the_entry_above(read: Read, title: str, lang: str) -> None:
    found = read(f"- 10:00 a\n\n{title}\n\n- 23:00 b\n- 23:10 c", lang=lang)
    assert found.at[1:] == ["2023-02-10 23:00", "2023-02-10 23:10"]
    assert found.codes == []


@pytest.mark.parametrize(
    ("line", "lang", "text"),
    [
        ("23:00 Uhr am nächsten Tag: b", "de", "b"),
        ("23:00 Uhr am Folgetag - b", "de", "b"),
        ("23:00 the next day we saw b", "en", "we saw b"),
        ("23:00 next day: b", "en", "b"),
    ],
)
def test_the_next_day_may_stand_behind_a_time(read: Read, line: str, lang: str, text: str) -> None:
    found = read(f"- 10:00 a\n- {line}", lang=lang)
    assert found.at[1:] == ["2023-02-10 23:00"]
    assert found.entries[1].text == text


def test_next_day_before_other_words_is_text(read: Read) -> None:
    found = read("- 10:00 a\n- 23:00 next day delivery fails")
    assert found.at[1:] == ["2023-02-09 23:00"]
    assert found.entries[1].text == "next day delivery fails"


def test_a_list_item_with_a_date_in_words_stands_over_nested_entries(read: Read) -> None:
    found = read("- Samstag, den 11. Februar\n  - 08:00 a", lang="de")
    assert found.at == ["2023-02-11 08:00"]


def test_a_weekday_that_the_date_is_not_is_an_error(read: Read) -> None:
    assert read("### Friday the 11th of February\n\n- 08:00 a").codes == ["PM305"]


def test_a_weekday_with_two_numbers_may_be_two_days(read: Read) -> None:
    assert read("### Thu 12/03\n\n- 08:00 a").codes == ["PM309", "PM307"]
    assert read("### Thu 12/03\n\n- 08:00 a", order="month-first").codes == ["PM305"]
    assert read("### Sat 13/05\n\n- 08:00 a").at == ["2023-05-13 08:00"]


@pytest.mark.parametrize(
    ("title", "lang", "words"),
    [
        ("### Back on 11 February after all", "en", "11 February"),
        ("### 11.02.23", "de", "11.02.23"),
        ("### Saturday morning", "en", "Saturday"),
        ("### Saturday", "en", "Saturday"),
        ("### What happened the next day at the data centre", "en", "the next day"),
        ("We then restored the backup of 8 February:", "en", "8 February"),
        ("On 11 February we went on.", "en", "11 February"),
        ("The next day we went on.", "en", "The next day"),
    ],
)
def test_a_day_that_was_not_read_is_asked_for(read: Read, title: str, lang: str, words: str) -> None:
    found = read(f"- 10:00 a\n\n{title}\n\n- 11:00 b", lang=lang)
    assert found.codes == ["PM321"]
    span = found.diagnostics[0].span
    line = ["", *title.split("\n")][1]
    assert (span.line, line[span.column - 1 : span.end_column - 1].casefold()) == (8, words.casefold())


@pytest.mark.parametrize(
    "source",
    [
        "- 10:00 a\n\n### Still on 9 February\n\n- 11:00 b",
        "- 10:00 a\n\n### Thursday afternoon\n\n- 11:00 b",
        "- 10:00 a\n\n### Back on 11 February after all\n\n- 2023-02-11 11:00 b",
        "- 10:00 a\n\n### Back on 11 February after all\n\n### 2023-02-11\n\n- 11:00 b",
        "- 10:00 a\n\nWe restored the backup of 8 February.\n\n- 11:00 b",
        "- 10:00 a\n- 11:00 b\n\n### Work for 11 February",
    ],
)
def test_a_day_in_a_title_that_changes_nothing_is_left_alone(read: Read, source: str) -> None:
    assert read(source).codes == []


def test_a_zone_behind_a_date_is_held_against_the_reports(read: Read) -> None:
    assert read("### 2023-02-09 (UTC)\n\n- 10:00 a").codes == ["PM308"]
    assert read("### February 9 (UTC+1)\n\n- 10:00 a").codes == []


def test_a_day_in_a_list_item_over_entries_is_asked_for_too(read: Read) -> None:
    found = read("- 10:00 a\n- Back on 11 February after all\n  - 11:00 b")
    assert found.codes == ["PM321"]
    assert found.diagnostics[0].span.line == 7


@pytest.mark.parametrize("above", ["10:00 a", "### 10:00 a"])
def test_a_paragraph_of_an_entry_that_begins_with_a_day_stays_with_it(read: Read, above: str) -> None:
    below = above.replace("10:00 a", "11:00 b")
    found = read(f"{above}\n\nOn 11 February we looked again.\n\n{below}")
    assert found.entries[0].text == "a\nOn 11 February we looked again."
    assert found.codes == ["PM321"]
    assert read(f"{above}\n\nOn 9 February we looked again.\n\n{below}").codes == []


@pytest.mark.parametrize(
    ("title", "lang", "bare"),
    [
        ("### 2023-02-11", "en", True),
        ("#### Saturday, 11 February 2023", "en", True),
        ("**2023-02-11**", "en", True),
        ("February 11th:", "en", True),
        ("### Samstag, den 11. Februar", "de", True),
        ("### 11.02.2023", "de", True),
        ("### 2023年2月11日", "ja", True),
        ("### 2023-02-11 (UTC+1)", "en", False),
        ("### Day 3 (11 February)", "en", False),
        ("### Recovery (11 February)", "en", False),
        ("### The next day", "en", False),
        ("### [11 February](https://example.org/)", "en", False),
    ],
)
def test_a_date_alone_is_told_from_one_with_other_words(
    read: Read, title: str, lang: str, *, bare: bool
) -> None:
    found = read(f"- 10:00 a\n\n{title}\n\n- 08:00 b", lang=lang)
    (note,) = (item for item in found.timeline.items if isinstance(item, Note))
    assert note.is_day
    assert (note.anchor is not None) is bare
