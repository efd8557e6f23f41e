"""Labels as they stand in real reports, one line each: what is read of them."""

from itertools import product

import pytest

from postmortem.parse.timeline.head import any_head, plain_head
from postmortem.parse.timeline.sides import Scan
from postmortem.parse.timeline.vocabulary import vocabulary

FORMS = [
    # item, language, label, wall time in Berlin, text
    ("09:47 Uhr Index gelöscht", "de", "09:47 Uhr", "2023-02-09 09:47", "Index gelöscht"),
    ("9:47 Uhr: Index gelöscht", "de", "9:47 Uhr", "2023-02-09 09:47", "Index gelöscht"),
    ("um 10:45 Uhr Neustart", "de", "um 10:45 Uhr", "2023-02-09 10:45", "Neustart"),
    ("14 Uhr Neustart", "de", "14 Uhr", "2023-02-09 14:00", "Neustart"),
    ("14.43 Uhr Neustart", "de", "14.43 Uhr", "2023-02-09 14:43", "Neustart"),
    ("**16:58 UTC** - Restart", "en", "16:58 UTC", "2023-02-09 17:58", "Restart"),
    ("16:58Z Restart", "en", "16:58Z", "2023-02-09 17:58", "Restart"),
    ("16:58 (UTC) Restart", "en", "16:58 (UTC)", "2023-02-09 17:58", "Restart"),
    ("16:58 GMT Restart", "en", "16:58 GMT", "2023-02-09 17:58", "Restart"),
    ("16:58 UTC+2 Restart", "en", "16:58 UTC+2", "2023-02-09 15:58", "Restart"),
    ("16:58 GMT-03:30 Restart", "en", "16:58 GMT-03:30", "2023-02-09 21:28", "Restart"),
    ("16:58+02:00 Restart", "en", "16:58+02:00", "2023-02-09 15:58", "Restart"),
    ("16:58 +0200 Restart", "en", "16:58 +0200", "2023-02-09 15:58", "Restart"),
    ("16:58 UTC - 5 nodes are down", "en", "16:58 UTC", "2023-02-09 17:58", "5 nodes are down"),
    ("16:58 CET Restart", "en", "16:58 CET", "2023-02-09 16:58", "Restart"),
    ("16:58 MEZ Neustart", "de", "16:58 MEZ", "2023-02-09 16:58", "Neustart"),
    ("2023-07-01 16:58 CEST Restart", "en", "2023-07-01 16:58 CEST", "2023-07-01 16:58", "Restart"),
    ("16:58 US/Pacific : Restart", "en", "16:58 US/Pacific", "2023-02-10 01:58", "Restart"),
    ("**10:45** - Release 1.270.0 is out", "en", "10:45", "2023-02-09 10:45", "Release 1.270.0 is out"),
    ("**10:45:** *Why?*", "en", "10:45", "2023-02-09 10:45", "Why?"),
    ("**10:45: First** things", "en", "10:45", "2023-02-09 10:45", "First things"),
    ("[10:45] a bot says so", "en", "10:45", "2023-02-09 10:45", "a bot says so"),
    ("10:45 -> a bot says so", "en", "10:45", "2023-02-09 10:45", "a bot says so"),
    ("10:45", "en", "10:45", "2023-02-09 10:45", ""),
    ("2019-11-29 12:00 Scaling up", "en", "2019-11-29 12:00", "2019-11-29 12:00", "Scaling up"),
    ("2023-02-09T12:00Z Scaling up", "en", "2023-02-09T12:00Z", "2023-02-09 13:00", "Scaling up"),
    ("2023-02-09T12:00-08:00 Up", "en", "2023-02-09T12:00-08:00", "2023-02-09 21:00", "Up"),
    ("2023/02/09 12:00 Up", "en", "2023/02/09 12:00", "2023-02-09 12:00", "Up"),
    ("2023-02-10 14.43 Up", "en", "2023-02-10 14.43", "2023-02-10 14:43", "Up"),
    ("14.43 – Up", "en", "14.43", "2023-02-09 14:43", "Up"),
    ("15:35 – Up", "en", "15:35", "2023-02-09 15:35", "Up"),
    ("15:35 — Up", "en", "15:35", "2023-02-09 15:35", "Up"),
    ("09:15:04 UTC Up", "en", "09:15:04 UTC", "2023-02-09 10:15", "Up"),
    ("04:49 PM UTC Up", "en", "04:49 PM UTC", "2023-02-09 17:49", "Up"),
    ("12:05 am Up", "en", "12:05 am", "2023-02-09 00:05", "Up"),
    ("11:12 a.m. Up", "en", "11:12 a.m.", "2023-02-09 11:12", "Up"),
    ("3pm Up", "en", "3pm", "2023-02-09 15:00", "Up"),
    ("At 10:45 we roll back", "en", "At 10:45", "2023-02-09 10:45", "we roll back"),
    ("Feb 9, 10:18 AM Up", "en", "Feb 9, 10:18 AM", "2023-02-09 10:18", "Up"),
    ("February 10th, 2023, 10:00 AM: Up", "en", "February 10th, 2023, 10:00 AM", "2023-02-10 10:00", "Up"),
    ("February 10, 2023: 7:56am UTC\n  Up", "en", "February 10, 2023: 7:56am UTC", "2023-02-10 08:56", "Up"),
    ("10 February 2023 10:00 Up", "en", "10 February 2023 10:00", "2023-02-10 10:00", "Up"),
    ("Fri, 10 Feb 2023 10:00 Up", "en", "Fri, 10 Feb 2023 10:00", "2023-02-10 10:00", "Up"),
    ("9. Februar 2023 10:45 Uhr Neustart", "de", "9. Februar 2023 10:45 Uhr", "2023-02-09 10:45", "Neustart"),
    ("09.02.2023 10:45 Neustart", "de", "09.02.2023 10:45", "2023-02-09 10:45", "Neustart"),
    ("9.2.23 10:45 Neustart", "de", "9.2.23 10:45", "2023-02-09 10:45", "Neustart"),
    ("am 09.02. gegen 15:20 Uhr Anruf", "de", "am 09.02. gegen 15:20 Uhr", "2023-02-09 15:20", "Anruf"),
    ("10:45 am 10.02.2023: Neustart", "de", "10:45 am 10.02.2023", "2023-02-10 10:45", "Neustart"),
    ("22:52 UTC, 9th Feb: Up", "en", "22:52 UTC, 9th Feb", "2023-02-09 23:52", "Up"),
    ("**20:54 UTC, 9. Feb.**: Up", "en", "20:54 UTC, 9. Feb.", "2023-02-09 21:54", "Up"),
    ("10/20/2022 - 15:38 - Up", "en", "10/20/2022 - 15:38", "2022-10-20 15:38", "Up"),
    ("07-27-2023 2:14 pm - Up", "en", "07-27-2023 2:14 pm", "2023-07-27 14:14", "Up"),
    ("T0: Up", "en", "T0", "2023-02-09 09:47", "Up"),
    ("T+1h15m Up", "en", "T+1h15m", "2023-02-09 11:02", "Up"),
    ("T-10 min: Up", "en", "T-10 min", "2023-02-09 09:37", "Up"),
    ("１０：４５ Up", "en", "１０：４５", "2023-02-09 10:45", "Up"),
]


@pytest.mark.parametrize(("item", "lang", "label", "wall", "text"), FORMS, ids=[form[0] for form in FORMS])
def test_a_label_is_read_and_cut_from_the_text(read, item, lang, label, wall, text) -> None:
    found = read(f"- {item}", lang=lang)
    assert (found.entry.label, found.at, found.entry.text) == (label, [wall], text)
    assert found.codes == []


RANGES = [
    ("2020-10-06 09:00 - 11:00", "2020-10-06 09:00", "2020-10-06 11:00"),
    ("09:00–11:00", "2023-02-09 09:00", "2023-02-09 11:00"),
    ("09:00 to 11:00 UTC", "2023-02-09 10:00", "2023-02-09 12:00"),
    ("22:00 - 02:00", "2023-02-09 22:00", "2023-02-10 02:00"),
    ("22:00 - 24:00", "2023-02-09 22:00", "2023-02-10 00:00"),
    ("2:00-3:30 pm", "2023-02-09 14:00", "2023-02-09 15:30"),
    ("10:30-2:00 pm", "2023-02-09 10:30", "2023-02-09 14:00"),
    ("2023-02-09 23:00 → 2023-02-10 01:00", "2023-02-09 23:00", "2023-02-10 01:00"),
    ("23:00 - 2023-02-10 01:00", "2023-02-09 23:00", "2023-02-10 01:00"),
    ("18 July 2025 07:50 - 09:47 US/Pacific", "2025-07-18 16:50", "2025-07-18 18:47"),
    ("2023-02-09 - 2023-02-11", "2023-02-09 00:00", "2023-02-11 00:00"),
]


@pytest.mark.parametrize(("label", "begin", "end"), RANGES, ids=[form[0] for form in RANGES])
def test_a_range_has_two_ends(read, label, begin, end) -> None:
    found = read(f"- {label}: Looking")
    until = found.entry.until
    assert (found.entry.label, found.at, f"{until:%Y-%m-%d %H:%M}") == (label, [begin], end)
    assert found.entry.text == "Looking"
    assert found.codes == []


def test_a_german_range_may_be_told_in_words(read) -> None:
    found = read("- von 11:53 Uhr bis 19:20 Uhr Notbetrieb", lang="de")
    assert found.entry.label == "von 11:53 Uhr bis 19:20 Uhr"
    assert f"{found.entry.until:%H:%M}" == "19:20"
    assert found.entry.text == "Notbetrieb"


PRECISIONS = [
    ("10:45 Up", "minute"),
    ("10:45:12 Up", "second"),
    ("~10:45 Up", "approximate"),
    ("10:45~ Up", "approximate"),
    ("2023-02-09 10:45~ Up", "approximate"),
    ("~2023-02-09 10:45 Up", "approximate"),
    ("ca. 10:45 Up", "approximate"),
    ("2023-02-09 ca. 10:45 Up", "approximate"),
    ("around 10:45 Up", "approximate"),
    ("10:45 (approx.) Up", "approximate"),
    ("at 10:45 Up", "minute"),
    ("10:26-10:?? Up", "unknown-end"),
    ("2023-02-09 10:26 - ?? Up", "unknown-end"),
    ("10:26 to ?: Up", "unknown-end"),
    ("2023-02-09 Up", "day"),
    ("2023-02-09 --:-- Up", "day"),
    ("2023-02-09 ??:??: Up", "day"),
    ("9 February 2023: Up", "day"),
]


@pytest.mark.parametrize(("item", "precision"), PRECISIONS)
def test_a_label_says_how_exactly_it_is_meant(read, item, precision) -> None:
    found = read(f"- {item}")
    assert (found.entry.precision.value, found.entry.text, found.codes) == (precision, "Up", [])
    assert found.entry.until is None


@pytest.mark.parametrize("word", ["gegen", "ca.", "etwa", "ungefähr"])
def test_german_words_make_a_time_approximate(read, word) -> None:
    assert read(f"- {word} 10:45 Uhr Anruf", lang="de").entry.precision.value == "approximate"


def test_a_german_um_does_not_make_a_time_approximate(read) -> None:
    assert read("- um 10:45 Uhr Anruf", lang="de").entry.precision.value == "minute"


NO_TIMES = [
    "1.270.0 is out",
    "1.10 deployed",
    "v1.10 deployed",
    "10.0.0.1 does not answer",
    "10.0.12.30:9200 does not answer",
    "3:1 is the ratio",
    "500 errors a minute",
    "2023 was a bad year",
    "12 nodes are down",
    "80:443 is the mapping",
    "12:34:56:78:9a:bc is its address",
    "00:46:54,810 WARNING Retrying",
    "10:45/10:50 is a guess",
    "`10:45` is what the log says",
    "~~10:45~~ Up",
    "About 500 requests failed",
    "May be down",
    "3 March servers",
    "Backup of 2023-02-08 02:00 restored",
    "We waited until 10:45",
    "T-shirts for all",
    "half past ten",
]


@pytest.mark.parametrize("item", NO_TIMES)
def test_numbers_that_are_no_times_are_not_read(read, item) -> None:
    found = read(f"- 10:44 Before\n- {item}\n- 10:46 After")
    before, entry, after = found.entries
    assert (entry.label, entry.at) == ("", None)
    assert "10:44" in before.label
    assert found.codes == ["PM302"]
    assert f"{after.at:%H:%M}" == "10:46"


def test_the_stamp_of_a_log_is_no_label(read) -> None:
    found = read("- 10:44 Before\n- 2023-02-09 10:45:54.810 WARNING Retrying")
    assert found.at == ["2023-02-09 10:44", None]
    assert found.codes == ["PM301"]


def test_a_range_may_be_approximate(read) -> None:
    entry = read("- ~10:30-10:45 Up").entry
    assert (entry.label, entry.precision.value, entry.text) == ("~10:30-10:45", "approximate", "Up")
    assert f"{entry.until:%H:%M}" == "10:45"


def test_a_number_with_a_dot_may_be_a_time_and_is_asked_about(read) -> None:
    found = read("- 14:20 Down\n- 14.43 Up")
    assert found.at == ["2023-02-09 14:20", None]
    assert found.codes == ["PM301"]
    assert "`14.43`" in found.diagnostics[0].message
    assert found.entries[1].html == "14.43 Up"


def test_a_bare_time_with_a_dot_is_read_where_the_timeline_writes_them_so(read) -> None:
    found = read("- 14.20 Uhr Aus\n- 14.43 An", lang="de")
    assert found.at == ["2023-02-09 14:20", "2023-02-09 14:43"]
    assert found.codes == []


@pytest.mark.parametrize("text", ["backup restored", "api.example.com is up", "**all** is well", "3:1 ratio"])
def test_what_stands_behind_the_label_is_left_alone(read, text) -> None:
    assert read(f"- 10:45 {text}").entry.text == text.replace("*", "")


def test_a_dash_that_belongs_to_the_text_stays(read) -> None:
    assert read("- 10:45 --force is used").entry.text == "--force is used"
    assert read("- 10:45: -1 node").entry.text == "-1 node"


def test_a_label_is_looked_for_in_the_first_characters_only(read) -> None:
    assert read("- " + "x" * 300 + " 10:45").entry.at is None
    assert read("- 10:45 " + "x" * 100_000).entry.text == "x" * 100_000


def test_a_label_before_the_time_gives_the_text(read) -> None:
    found = read("- First detected: 2023-01-11 14:22\n- Resolved 2023-01-11 15:51")
    assert [(entry.label, entry.text, entry.kind.value) for entry in found.entries] == [
        ("2023-01-11 14:22", "First detected", "detected"),
        ("2023-01-11 15:51", "Resolved", "resolved"),
    ]


def test_a_label_before_the_time_holds_only_where_nothing_follows(read) -> None:
    found = read("- 10:00 Down\n- Resolved 2023-01-11 was the earlier incident")
    assert found.entries[1].at is None


def test_a_date_with_a_time_that_cannot_be_read_is_not_taken_for_a_day(read) -> None:
    found = read("- 10:00 Down\n- 2023-02-09 9h10 Up")
    assert found.entries[1].at is None
    assert found.codes == ["PM301"]


LABELS = ("10:45", "9:05", "2023-02-09 10:45", "2023-02-09T10:45", "25:90")
GAPS = (" ", ": ", " - ", " – ", "\n", " : ", ", ")
TEXTS = (
    "nodes are down", "\ufffc fails", "am Morgen", "am 9. Februar 2023: x", "pm", "UTC", "utc: x", "Uhr", "h",
    "a", "to 11:00", "bis 11:00", "Feb 10: x", "May", "Sunday 5", "ca. x", "à 11h", "頃", "YYYY-MM-DD",
    "CET (GMT+1) x", "US/Pacific x", "Europe is up", "xxxx-mm-dd", "next day", "next day)", "approx x",
    "chance", "Zulu",
)  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "de", "fr", "ja"])
def test_a_plain_label_is_read_as_in_any_form(lang: str) -> None:
    words = vocabulary(lang)
    for text in map("".join, product(LABELS, GAPS, TEXTS)):
        plain = plain_head(Scan(text, words), text)
        assert plain is None or plain == any_head(Scan(text, words), text), text


def test_most_labels_are_plain() -> None:
    for text in ("10:45 nodes are down", "2023-02-09 10:45: Ärger", "9:05 – \ufffc\ufffc fails"):
        assert plain_head(Scan(text, vocabulary("de")), text) is not None


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "1:20 chance of losing a write"),
        ("en", "3:10 odds"),
        ("en", "4:15 ratio of reads to writes"),
        ("en", "2:10 defeat against the old index"),
        ("de", "1:20-Chance"),
        ("de", "3:10 Verhältnis von Lesen zu Schreiben"),
    ],
)
def test_odds_ratios_and_scores_are_no_times(read, lang, text) -> None:
    found = read(f"- 10:00 a\n- {text}", lang=lang)
    assert (found.entries[1].at, found.entries[1].text) == (None, text)
    assert found.codes == ["PM302"]


@pytest.mark.parametrize("text", ["9:47 Scale up", "9:47 Loss of packets", "09:47 Ratio falls", "9:47: odds"])
def test_an_event_is_no_ratio(read, text) -> None:
    assert read(f"- {text}").at == ["2023-02-09 09:47"]


@pytest.mark.parametrize(
    ("line", "lang", "label", "at", "text"),
    [
        ("🔥 10:45 Deploy", "en", "10:45", "2023-02-09 10:45", "🔥 Deploy"),
        ("✅ **10:45** Fix", "en", "10:45", "2023-02-09 10:45", "✅ Fix"),
        ("10:45 [UTC] Fix", "en", "10:45 [UTC]", "2023-02-09 11:45", "Fix"),
        ("10:45 CET/09:45 UTC Fix", "en", "10:45 CET/09:45 UTC", "2023-02-09 10:45", "Fix"),
        ("shortly after 10:45 Fix", "en", "shortly after 10:45", "2023-02-09 10:45", "Fix"),
        ("kurz vor 11 Uhr Ende", "de", "kurz vor 11 Uhr", "2023-02-09 11:00", "Ende"),
        ("9-Feb-2023 10:45 Fix", "en", "9-Feb-2023 10:45", "2023-02-09 10:45", "Fix"),
        ("09/Feb/2023 10:45 Fix", "en", "09/Feb/2023 10:45", "2023-02-09 10:45", "Fix"),
    ],
)
def test_labels_stand_among_signs_and_in_rarer_forms(read, line, lang, label, at, text) -> None:
    found = read(f"- {line}", lang=lang)
    assert (found.entry.label, found.at, found.entry.text) == (label, [at], text)


@pytest.mark.parametrize(
    ("line", "lang"),
    [("between 10:00 and 10:20 nodes fail", "en"), ("zwischen 10:00 und 10:20 Uhr Ausfall", "de"),
     ("10:00..10:20 Ausfall", "de"), ("10:00…10:20 nodes fail", "en")],
)  # fmt: skip
def test_a_range_is_joined_in_many_ways(read, line, lang) -> None:
    entry = read(f"- {line}", lang=lang).entry
    assert (f"{entry.at:%H:%M}", f"{entry.until:%H:%M}") == ("10:00", "10:20")
    assert entry.text in ("nodes fail", "Ausfall")


@pytest.mark.parametrize("line", ["10:00/h is the rate", "10:00 and 10:20 alerts fire"])
def test_what_joins_no_range_is_left(read, line) -> None:
    entry = read(f"- 09:00 a\n- {line}").entries[1]
    assert entry.until is None


@pytest.mark.parametrize(
    ("line", "lang", "begin", "end"),
    [
        ("13 - 15 Uhr Test", "de", "13:00", "15:00"),
        ("13–15 Uhr Test", "de", "13:00", "15:00"),
        ("von 13 bis 15.30 Uhr Test", "de", "13:00", "15:30"),
        ("zwischen 13 und 15 Uhr Test", "de", "13:00", "15:00"),
        ("2-3 pm Test", "en", "14:00", "15:00"),
        ("11 to 1:30 pm Test", "en", "11:00", "13:30"),
    ],
)
def test_full_hours_share_the_word_behind_them(read, line, lang, begin, end) -> None:
    entry = read(f"- {line}", lang=lang).entry
    assert (f"{entry.at:%H:%M}", f"{entry.until:%H:%M}", entry.text) == (begin, end, "Test")


@pytest.mark.parametrize("line", ["13 - 15 nodes", "2 to 3 of them"])
def test_other_numbers_are_no_hours(read, line) -> None:
    assert read(f"- 10:00 a\n- {line}", lang="de").entries[1].at is None


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("9 Uhr 50", "09:50"),
        ("9 Uhr 50 ist es so", "09:50"),
        ("10 Uhr 45: x", "10:45"),
        ("um 10 Uhr 15 ging es", "10:15"),
        ("10 Uhr 12 Minuten x", "10:12"),
        ("10 Uhr 30 % der Anfragen", "10:00"),
        ("10 Uhr 5 Fehler", "10:00"),
        ("10 Uhr 2023 Fehler", "10:00"),
    ],
)
def test_minutes_may_follow_the_word_uhr(read, line, at) -> None:
    found = read(f"- {line}", lang="de")
    assert (found.at, found.codes) == ([f"2023-02-09 {at}"], [])


def test_minutes_behind_uhr_that_may_count_something_are_asked_for(read) -> None:
    found = read("- 10 Uhr 20 Server sind weg", lang="de")
    assert (found.at, found.codes) == ([None], ["PM301"])


@pytest.mark.parametrize(
    ("label", "at"),
    [
        ("2023-02-09T10:00:00.000Z", "11:00:00"),
        ("09:50:45.123", "09:50:45"),
        ("10:00:00,123", "10:00:00"),
        ("10:00:00.1234567+01:00", "10:00:00"),
    ],
)
def test_a_fraction_of_a_second_is_dropped(read, label, at) -> None:
    found = read(f"- {label} x")
    assert f"{found.entry.at:%H:%M:%S}" == at
    assert (found.entry.text, found.codes) == ("x", [])
