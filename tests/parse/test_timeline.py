"""Whole timelines: a report retold, any text at all, and what the work grows with."""

import importlib.util
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postmortem.codes import BY_CODE
from postmortem.model.timeline import Entry, EventKind, Precision
from postmortem.parse.timeline import marks, tokencut


def _reader():
    """The reading function of the tests beside this one; fixtures and drawn examples do not go together."""
    place = Path(__file__).parent / "timeline" / "conftest.py"
    spec = importlib.util.spec_from_file_location("timeline_reading", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.read_source


read = _reader()

RETOLD = """\
- 09:47 Uhr Suchindex gelöscht {begonnen}
- 09:53 Uhr Eine Kollegin bemerkt es
- 11:53 Uhr Vorläufiger Index aktiv
- 12:50 Uhr HTTP **PUT** / **POST** / **DELETE** abgeschaltet für
 - api.example.com/api/products/*
 - api.example.com/api/v1/products/*damit nichts auseinanderläuft.
- 13:30 Uhr Beginn der Zusammenführung
- 16:50 Uhr Aufbau aus der Sicherung von 04:00 Uhr gestartet
- 19:20 Uhr Index wiederhergestellt
- 20:00 Uhr Alle Dienste laufen {behoben}
- 00:00 Uhr Interne Prüfung abgeschlossen
"""


def test_a_report_retold_has_nine_entries_over_midnight() -> None:
    found = read(RETOLD, lang="de")
    assert found.at == [
        "2023-02-09 09:47",
        "2023-02-09 09:53",
        "2023-02-09 11:53",
        "2023-02-09 12:50",
        "2023-02-09 13:30",
        "2023-02-09 16:50",
        "2023-02-09 19:20",
        "2023-02-09 20:00",
        "2023-02-10 00:00",
    ]
    assert (found.codes, found.notes) == ([], [])


def test_a_report_retold_keeps_the_addresses_as_they_are_written() -> None:
    entry = read(RETOLD, lang="de").entries[3]
    assert entry.label == "12:50 Uhr"
    assert entry.html == (
        "HTTP <strong>PUT</strong> / <strong>POST</strong> / <strong>DELETE</strong> abgeschaltet für\n"
        "<ul>\n<li>api.example.com/api/products/*</li>\n"
        "<li>api.example.com/api/v1/products/*damit nichts auseinanderläuft.</li>\n</ul>"
    )


def test_a_report_retold_marks_what_the_writer_marked() -> None:
    kinds = [entry.kind for entry in read(RETOLD, lang="de").entries]
    assert (kinds[0], kinds[7]) == (EventKind.STARTED, EventKind.RESOLVED)
    assert kinds[1:7] == [None] * 6


def test_anchors_are_made_of_instants_and_unique() -> None:
    found = read("- 09:47 Down\n- 09:47 Out\n- 10:00:30 Up\n- ?\n- 2023-02-10 Quiet\n- 2023-02-10: Still")
    assert [entry.anchor for entry in found.entries] == [
        "t-20230209T0947",
        "t-20230209T0947-2",
        "t-20230209T100030",
        "t-untimed-1",
        "t-20230210",
        "t-20230210-2",
    ]


@pytest.mark.parametrize(
    ("source", "line", "column", "end"),
    [
        ("- **09:47** Down", 6, 5, 10),
        ("- Links:\n\n- 09:47 Uhr Aus", 8, 3, 12),
        ("|Time|Event|\n|---|---|\n|  09:47  |Down|", 8, 4, 9),
        ("### 09:47 Down", 6, 5, 10),
        ("- First detected: 09:47", 6, 19, 24),
    ],
)
def test_a_span_is_the_place_of_the_label(source, line, column, end) -> None:
    spans = [entry.span for entry in read(source, lang="de").entries if entry.label]
    assert [(s.path, s.line, s.column, s.end_line, s.end_column) for s in spans] == [
        ("report.md", line, column, line, end)
    ]


# fmt: off
PARTS = st.sampled_from([
    "09:47", "24:00", "14.43", "22:06", "2023-02-09", "20202-01-16", "9. Februar", "Feb 31", "10/02/2023",
    "T+5m", "UTC", "PST", "+02:00", "-08:00", "US/Pacific", "Europe/Nix", " - ", "–", "~", "ca. ", "am ",
    "pm", "Uhr", "- ", "* ", "1. ", "  - ", " - ", "### ", "#### ", "| ", "|---|---|", "> ", "```", ": ",
    "\n", "\n\n", " ", "**", "~~", "`", "[x](y)", "![x](y)", "{detected}", "(resolved)", "First detected",
    "All times in UTC", "??", "Mon ", "2023-11-05", "01:30", "2023-03-12 02:30", "\n- ", "\n- ", "\n - ",
    "\n|", "\n### ",
])
# fmt: on
TEXTS = st.lists(st.one_of(PARTS, PARTS, st.text(max_size=6)), max_size=40).map("".join)


@settings(max_examples=400, deadline=None)
@given(
    TEXTS,
    st.sampled_from(["en", "de", "xx"]),
    st.sampled_from([None, "2023-02-09 09:47", "1969-01-01 00:00"]),
)
def test_any_text_is_read_to_its_end(source, lang, started) -> None:
    found = read(source, lang=lang, started=started, zone="America/New_York")
    anchors = [entry.anchor for entry in found.entries]
    assert len(set(anchors)) == len(anchors)
    for entry in found.entries:
        assert (entry.at is None) == (entry.precision is None)
        assert entry.at is None or entry.at.utcoffset() in (timedelta(hours=-5), timedelta(hours=-4))
        assert entry.until is None or (entry.at is not None and entry.until >= entry.at)
    for diagnostic in found.diagnostics:
        assert diagnostic.code in BY_CODE
        assert diagnostic.help
        assert diagnostic.span.line >= 6
        assert diagnostic.message[0] == "`" or diagnostic.message[0].islower()
    if any(entry.at is None for entry in found.entries):
        assert found.codes


WORDS = st.text(alphabet="abcdefgh \n-*1.#", min_size=1, max_size=60)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=6))
def test_no_word_is_lost(parts) -> None:
    source = "\n\n".join(f"- 09:{number:02} x{number}x {part}" for number, part in enumerate(parts))
    found = read(source)
    shown = "".join(item.text if isinstance(item, Entry) else item.html for item in found.timeline.items)
    for letter in "abcdefgh":
        assert shown.count(letter) >= source.count(letter)


SHAPES = {
    "list": lambda n: "\n".join(f"- 10:{i % 60:02} Event" for i in range(n)),
    "untimed": lambda n: "- 10:00 Down\n" + "\n".join(" - more" for _ in range(n)),
    "rows": lambda n: "|Time|Event|\n|---|---|\n" + "\n".join(f"|10:{i % 60:02}|Event|" for i in range(n)),
    "rows without times": lambda n: "|Who|Event|\n|---|---|\n" + "\n".join("|Ops|Event|" for _ in range(n)),
    "headings": lambda n: "\n\n".join(f"### 10:{i % 60:02}\n\nEvent" for i in range(n)),
    "lines": lambda n: "\n".join(f"10:{i % 60:02} Event" for i in range(n)),
    "paragraphs": lambda n: "10:00 Down\n\n" + "\n\n".join("More" for _ in range(n)),
    "nested": lambda n: "\n".join("  " * (i % 20) + f"- 10:{i % 60:02} Event" for i in range(n)),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_work_grows_with_the_number_of_entries_and_no_faster(shape, monkeypatch) -> None:
    work = 0
    written_of = tokencut.written_of

    def counted(children):
        nonlocal work
        written = written_of(children)
        work += len(children) + len(written)
        return written

    monkeypatch.setattr(tokencut, "written_of", counted)
    monkeypatch.setattr(marks, "written_of", counted)

    def effort(size: int) -> tuple[int, int]:
        nonlocal work
        work, rendered = 0, []
        read(SHAPES[shape](size), rendered=rendered)
        return work, sum(rendered)

    small, large = effort(200), effort(800)
    assert small[0] > 0
    assert large[0] <= 4.5 * small[0]
    assert large[1] <= 4.5 * small[1]


# Every form in which real reports write their entries, with the instants by the clocks of Berlin and the
# findings; `None` is an entry that is refused.
EVERY_FORM: list[tuple[int, str, dict[str, str], list[str | None], list[str]]] = [
    (1, "- 09:47 Uhr Index weg\n  - ohne Zeit\n- 10:00 Uhr Anruf", {"lang": "de"}, ["09:47", "10:00"], []),
    (2, "- **16:58 UTC** - Restart", {}, ["17:58"], []),
    (3, "- **10:45** - Release 1.270.0", {}, ["10:45"], []),
    (4, "### February 9, 2023 - Outage\n\n- 10:00 a\n\n### March 1, 2023 - Again\n\n- 11:00 b", {},
     ["10:00", "2023-03-01 11:00"], []),
    (5, "| When | What |\n|---|---|\n| Feb 9, 10:18 AM | a |", {}, ["10:18"], []),
    (6, "| Time | What |\n|---|---|\n| 2019-11-29 12:00 | a |", {}, ["2019-11-29 12:00"], []),
    (7, "| Time | What |\n|---|---|\n| 2020-10-06 09:00 - 11:00 | a |", {},
     ["2020-10-06 09:00 to 11:00"], []),
    (8, "| Time | What |\n|---|---|\n| 2020-11-17 10:45~ | a |\n| ~2020-11-17 19:30 | b |", {},
     ["2020-11-17 10:45 approximate", "2020-11-17 19:30 approximate"], []),
    (9, "| Time | What |\n|---|---|\n| 2022-08-03 12:26-12:?? | a |", {},
     ["2022-08-03 12:26 unknown-end"], []),
    (10, "| Time | What |\n|---|---|\n| 20202-01-16 12:00 | a |", {}, [None], ["PM305"]),
    (11, "| Time | What |\n|---|---|\n| 08:03 | **Discovery:** a |\n| 09:00 | b (resolved) |", {},
     ["08:03 detected", "09:00 resolved"], []),
    (12, "- 09:15:04 UTC a", {}, ["10:15:04 second"], []),
    (13, "- 12:48 (3:48 PST): a\n- 12:58 (6:48 PST): b", {}, ["12:48", "12:58"], ["PM315"]),
    (14, "- 14:20-2:00 a", {}, [None], ["PM301"]),
    (15, "- 04:49 PM UTC a\n- 19:55 PM b", {}, ["17:49", "19:55"], ["PM301"]),
    (16, "| Day | Date | Time | What |\n|---|---|---|---|\n| Thu | Feb 9 | 21:33 | a |", {}, ["21:33"], []),
    (17, "| Time | What |\n|---|---|\n| 22:40 | a |\n| 22:06 | b |", {}, ["22:40", "22:06"], ["PM304"]),
    (18, "- 10/20/2022 - 15:38 CST - a", {}, [None], ["PM308"]),
    (18, "- 07-27-2023 2:14 pm - a\n- 08-09-2023 10:00 - b", {}, ["2023-07-27 14:14", None], ["PM309"]),
    (18, "- 08-09-2023 10:00 - b", {"order": "month-first"}, ["2023-08-09 10:00"], []),
    (19, "**June 14th, 2022, 10:00 AM:** a", {}, ["2022-06-14 10:00"], []),
    (20, "February 15, 2024: 7:56am UTC\n\na", {}, ["2024-02-15 08:56"], []),
    (21, "11:12 AM: An email arrives", {}, ["11:12"], []),
    (22, "### 2018-01-18 4:19\n\na\n\n### ~13:30-13:45\n\nb\n\n### 22:36\n\nc", {},
     ["2018-01-18 04:19", "2018-01-18 13:30 to 13:45 approximate", "2018-01-18 22:36"], []),
    (23, "### 22:36\n\na\n\n### 2023-02-10 7:01am\n\nb", {}, ["22:36", "2023-02-10 07:01"], []),
    (24, "### 2022-06-02 10:00 - Problem starts\n\na", {}, ["2022-06-02 10:00 started"], []),
    (25, "- First detected: 2023-01-11 14:22\n- Resolved 2023-01-11 15:51", {},
     ["2023-01-11 14:22 detected", "2023-01-11 15:51 resolved"], []),
    (26, "- 2023-01-11 14:22: a\n- 2022-01-11 14:40 b", {},
     ["2023-01-11 14:22", "2022-01-11 14:40"], ["PM303"]),
    (27, "- 15:35 – a\n- 15.43 Uhr b\n- 16.43 c", {"lang": "de"}, ["15:35", "15:43", "16:43"], []),
    (28, "- 18:13 OUTAGE BEGINS\n- 18:20 a <END OF OUTAGE>", {}, ["18:13 started", "18:20 mitigated"], []),
    (29, "| Time | What |\n|---|---|\n| 22:52 UTC, 9th Feb | a |", {}, ["23:52"], []),
    (29, "- **20:54 UTC, 9. Feb.**: a", {}, ["21:54"], []),
    (30, "18 July 2025 07:50 - 09:47 US/Pacific : a", {}, ["2025-07-18 16:50 to 18:47"], []),
    (31, "- 2019-03-12T18:40-08:00 -> 2019-03-12T22:50-08:00 (US/Pacific) a", {},
     ["2019-03-13 03:40 to 07:50"], ["PM315"]),
    (32, "### 2023-02-09\n\n- 23:00 a\n\n### 2023-02-09+1\n\n- 00:10 b", {},
     ["23:00", "2023-02-10 00:10"], []),
    (32, "### YYYY-MM-DD+1\n\n- 00:10 b", {}, [None], ["PM305", "PM307"]),
    (33, "- T-10m: a\n- T0: b\n- T+15m: c", {}, ["09:37", "09:47", "10:02"], []),
    (34, "- am 09.02. gegen 15:20 Uhr a", {"lang": "de"}, ["15:20 approximate"], []),
    (34, "- De 9h50 à 10h38 a\n- 02h17 b", {"lang": "fr"}, ["09:50 to 10:38", "2023-02-10 02:17"], []),
    (34, "- 02/13 10:00 a\n- hh:30頃 b", {"lang": "ja"}, ["2023-02-13 10:00", None], ["PM301"]),
    (35, "All times in UTC.\n\n- 09:50 a", {"zone_given": ""}, ["10:50"], []),
    (35, "- 09:50 a", {"title": "Timeline (all times PST)"}, ["09:50"], ["PM308"]),
]  # fmt: skip


def shown(entry: Entry) -> str | None:
    """An entry in short: the day if it is not that of `started`, the time, its end, what is special."""
    if entry.at is None:
        return None
    day = "" if f"{entry.at:%Y-%m-%d}" == "2023-02-09" else f"{entry.at:%Y-%m-%d} "
    precision = entry.precision or Precision.MINUTE
    time = f"{entry.at:%H:%M:%S}" if precision is Precision.SECOND else f"{entry.at:%H:%M}"
    until = f" to {entry.until:%H:%M}" if entry.until else ""
    special = "" if precision is Precision.MINUTE else f" {precision.value}"
    return f"{day}{time}{until}{special}{f' {entry.kind.value}' if entry.kind else ''}"


@pytest.mark.parametrize(
    ("number", "source", "settings", "instants", "codes"),
    EVERY_FORM,
    ids=[f"{number}-{place}" for place, (number, *_) in enumerate(EVERY_FORM)],
)
def test_every_form_of_real_reports_is_read_or_refused(number, source, settings, instants, codes) -> None:
    settings = {key: bool(value) if key == "zone_given" else value for key, value in settings.items()}
    found = read(source, **settings)
    assert [shown(entry) for entry in found.entries] == instants
    assert found.codes == codes


def test_every_form_is_listed() -> None:
    assert {number for number, *_ in EVERY_FORM} == set(range(1, 36))
