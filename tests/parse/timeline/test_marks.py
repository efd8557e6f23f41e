"""What an entry marks: only what the writer says outright."""

import pytest

from postmortem.locales.times import time_words
from postmortem.model.timeline import EventKind


@pytest.mark.parametrize("kind", [kind.value for kind in EventKind])
def test_a_mark_in_braces_sets_the_kind_and_leaves_the_text(read, kind) -> None:
    entry = read(f"- 10:00 **It** is so {{{kind}}}").entry
    assert (entry.kind.value, entry.html, entry.text) == (kind, "<strong>It</strong> is so", "It is so")


def test_a_german_mark_sets_the_kind(read) -> None:
    entry = read("- 10:00 Es fällt auf {entdeckt}", lang="de").entry
    assert (entry.kind.value, entry.html) == ("detected", "Es fällt auf")


@pytest.mark.parametrize(
    "source",
    [
        "- 10:00 It is seen {detected}\n  and told",
        "- 10:00 It is seen\n  and told {detected}",
        "| Time | Event | Who |\n|---|---|---|\n| 10:00 | It is seen | Ops {detected} |",
        "### 10:00 It is seen {detected}\n\nBy Ops.",
        "10:00 It is seen {detected}",
        "- 10:00 It is seen {detected}\n  - by Ops",
        "- 10:00 `it` {detected}",
    ],
)
def test_a_mark_ends_a_line_wherever_the_entry_stands(read, source) -> None:
    entry = read(source).entry
    assert entry.kind is EventKind.DETECTED
    assert "{" not in entry.html


@pytest.mark.parametrize("text", ["It is {detected} early", "It is seen {detectd}", "It is seen {}", "} {"])
def test_what_is_no_mark_stays_in_the_text(read, text) -> None:
    entry = read(f"- 10:00 {text}").entry
    assert (entry.kind, entry.text) == (None, text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("**Discovery:** A developer asks", "detected"),
        ("Detection: A developer asks", "detected"),
        ("The daily run begins. (problem started)", "started"),
        ("The target group is back (resolved).", "resolved"),
        ("Incident declared.", "declared"),
        ("**Incident is resolved**", "resolved"),
        ("Repaired", "mitigated"),
        ("The primary stops. OUTAGE BEGINS", "started"),
        ("OUTAGE BEGINS", "started"),
        ("<START OF OUTAGE>", "started"),
        ("The primary stops <START OF OUTAGE> for all", "started"),
        ("**<END OF OUTAGE>**", "mitigated"),
        ("The primary is back. END OF OUTAGE", "mitigated"),
    ],
)
def test_a_written_label_sets_the_kind_and_stays(read, text, kind) -> None:
    entry = read(f"- 10:00 {text}").entry
    assert entry.kind.value == kind
    assert entry.text == text.replace("*", "")


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Entdeckung: Anruf", "detected"), ("Anruf (behoben)", "resolved"), ("STÖRUNGSBEGINN", "started")],
)
def test_a_german_label_sets_the_kind(read, text, kind) -> None:
    assert read(f"- 10:00 {text}", lang="de").entry.kind.value == kind


@pytest.mark.parametrize(
    "text",
    [
        "The incident was detected by Ops",
        "Resolved the ticket",
        "We declared victory",
        "The outage begins to hurt",
        "It is closed (almost resolved)",
        "Customers detected: 12",
        "An OUTAGE BEGINS to hurt",
    ],
)
def test_words_in_prose_set_no_kind(read, text) -> None:
    assert read(f"- 10:00 {text}").entry.kind is None


@pytest.mark.parametrize("lang", ["en", "de"])
def test_every_kind_of_the_words_is_one(lang) -> None:
    words = time_words(lang)
    kinds = {kind.value for kind in EventKind}
    assert set(words.kinds.values()) <= kinds
    assert set(words.marks.values()) == kinds
    assert all(label.casefold() in words.kinds for label in words.capitals)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("### 10:00\n\nThe queue is restarted {mitigated}", "The queue is restarted"),
        ("### 10:00\n\nMitigated: the queue is restarted", "Mitigated: the queue is restarted"),
        (
            "### 10:00\n\nThe queue is restarted. (mitigated)\n\nMore.",
            "The queue is restarted. (mitigated)\nMore.",
        ),
        ("### 10:00 - Restart\n\nOne.\n\nTwo {mitigated}", "Restart\nOne.\nTwo"),
        ("10:00 Restart\n\nThe queue is up {mitigated}", "Restart\nThe queue is up"),
        ("- 10:00 Restart\n\n  The queue is up {mitigated}", "Restart\nThe queue is up"),
    ],
)
def test_a_mark_can_stand_at_the_end_of_what_belongs_to_the_entry(read, source, text) -> None:
    entry = read(source).entry
    assert entry.kind is EventKind.MITIGATED
    assert entry.text == text


def test_a_mark_inside_of_a_nested_list_marks_nothing(read) -> None:
    entry = read("- 10:00 Restart\n  - one {mitigated}").entry
    assert entry.kind is None
    assert "{mitigated}" in entry.text


def test_the_text_of_a_heading_is_looked_at_before_what_is_below_it(read) -> None:
    assert read("### 10:00 - Restart {detected}\n\nUp. {mitigated}").entry.kind is EventKind.DETECTED


@pytest.mark.parametrize(
    ("text", "kind", "left"),
    [
        ("All is well {resolved}.", "resolved", "All is well."),
        ("All is well. {resolved}.", "resolved", "All is well."),
        ("All is well {RESOLVED}!", "resolved", "All is well!"),
        ("{detected}.", "detected", ""),
    ],
)
def test_a_full_stop_may_follow_a_mark(read, text, kind, left) -> None:
    found = read(f"- 10:00 {text}")
    assert (found.entry.kind.value, found.entry.text, found.codes) == (kind, left, [])


def test_a_mark_may_end_any_cell_of_a_row(read) -> None:
    found = read(
        "| Time | Event | Who |\n|---|---|---|\n"
        "| 10:00 | Deploy {started} | Ops |\n| 10:10 {detected} | b | |"
    )
    assert [entry.kind.value for entry in found.entries] == ["started", "detected"]
    assert [entry.text for entry in found.entries] == ["Deploy — Ops", "b"]
    assert found.codes == []


@pytest.mark.parametrize(
    ("source", "mark"),
    [
        ("- 10:00 Well {resolved} — finally", "{resolved}"),
        ("- 10:00 Seen {detected} {reported}", "{detected}"),
        ("- 10:00 Well {mitigated, resolved}", "{mitigated, resolved}"),
        ("- 10:00 {mitigated} Rolled back", "{mitigated}"),
        ("- 10:00 Well\n  so it is {resolved} now", "{resolved}"),
        ("- 10:00 Well\n  - so it is {resolved}\n  - and more", "{resolved}"),
        ("| Time | Event | Who |\n|---|---|---|\n| 10:00 | Well {mitigated} | {resolved} |", "{resolved}"),
    ],
)
def test_a_known_mark_that_marks_nothing_is_told_at_its_place(read, source, mark) -> None:
    found = read(source)
    assert found.codes == ["PM319"]
    span = found.diagnostics[0].span
    line = source.split("\n")[span.line - 6]
    assert line[span.column - 1 : span.end_column - 1] == mark


@pytest.mark.parametrize(
    "text", ["`{resolved}` is sent", "{x} is so", '{"resolved": 1}', "a {resolved: yes}"]
)
def test_other_words_in_braces_and_code_are_text(read, text) -> None:
    assert read(f"- 10:00 {text} indeed").codes == []
