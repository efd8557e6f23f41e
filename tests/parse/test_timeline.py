"""Whole timelines: a report retold, any text at all, and what the work grows with."""

import importlib.util
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postmortem.codes import BY_CODE
from postmortem.model.timeline import Entry, EventKind
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
