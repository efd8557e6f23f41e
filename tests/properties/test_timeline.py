"""Timelines written in any form read back as the same instants, and no text breaks the reader."""

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from postmortem.model.report import Audience
from postmortem.model.site import Settings
from postmortem.model.timeline import Entry, Precision
from postmortem.parse.instants import in_zone, instants_of
from postmortem.parse.report import ParsedReport, parse_report
from postmortem.rules.context import RuleContext
from postmortem.rules.table import check_report

# By hand: TIMELINE_EXAMPLES=10000 pytest tests/properties/test_timeline.py
EXAMPLES = int(os.environ.get("TIMELINE_EXAMPLES", "60"))
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "Asia/Kolkata", "UTC")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
GERMAN = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
          "November", "Dezember")  # fmt: skip
# Labels that are odd, each in its own way.
ODD = (
    "T0", "24:00", "00:00", "12:??", "--:--", "YYYY-MM-DD", "20202-01-16 12:00", "22:40 PST", "1600", "~", "",
    "10/02/2023 10:00", "14:20-2:00", "13:55 PM", "2019-02-30", "Resolved:", "10:00 CET (GMT+2)", "02:30",
    "2020-02-10+1", "9h10", "10時30分", "Feb 29, 10:00",
)  # fmt: skip
TROUBLE = {"PM303", "PM304", "PM306"}

quick = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))

# A form writes an instant, by the report's clocks, as a label with its date.
Form = Callable[[datetime], str]
FORMS: dict[str, tuple[Form, ...]] = {
    "en": (
        lambda at: f"{at:%Y-%m-%d %H:%M}",
        lambda at: f"**{at:%Y-%m-%d %H:%M}** -",
        lambda at: f"{at:%Y/%m/%d %H:%M}:",
        lambda at: f"{at:%Y-%m-%dT%H:%M:00}",
        lambda at: f"{MONTHS[at.month - 1]} {at.day}, {at.year}, {at:%I:%M %p}:",
        lambda at: f"{at.day} {MONTHS[at.month - 1]} {at.year} {at:%H:%M} –",
        lambda at: f"{at:%H:%M}, {at.day} {MONTHS[at.month - 1]} {at.year}:",
        lambda at: f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC:",
        lambda at: f"{at.astimezone(UTC):%Y-%m-%dT%H:%MZ}",
        lambda at: f"{at:%Y-%m-%d %H:%M} ({at.astimezone(UTC):%H:%M} UTC)",
        lambda at: f"~{at:%Y-%m-%d %H:%M}",
        lambda at: f"{at:%Y-%m-%d %H%M}:",
        lambda at: f"[{at:%Y-%m-%d %H:%M}]",
    ),
    "de": (
        lambda at: f"{at:%d.%m.%Y, %H:%M} Uhr",
        lambda at: f"am {at.day}. {GERMAN[at.month - 1]} {at.year} um {at:%H.%M} Uhr:",
        lambda at: f"ca. {at:%d.%m.%Y %H:%M} Uhr:",
    ),
    "fr": (
        lambda at: f"le {at:%d/%m/%Y} à {at.hour}h{at:%M} :",
        lambda at: f"{at:%Y-%m-%d} {at.hour}h{at:%M} -",
    ),
    "ja": (
        lambda at: f"{at.year}年{at.month}月{at.day}日 {at.hour}時{at:%M}分",
        lambda at: f"{at:%Y/%m/%d %H:%M}頃",
    ),
}
CARRIERS: dict[str, Callable[[Sequence[str]], str]] = {
    "list": lambda lines: "\n".join(f"- {line}" for line in lines),
    "paragraphs": "\n\n".join,
    "headings": lambda lines: "\n\n".join(f"### {line}\n\nText." for line in lines),
}


def parsed(body: str, *, zone: str = "Europe/Berlin", lang: str = "en", started: str = "") -> ParsedReport:
    front = f"title: A report\nid: a\nlang: {lang}\ntimezone: {zone}\n" + (
        f"started: {started}\n" if started else ""
    )
    text = f"---\n{front}---\n\n## Timeline\n\n{body}\n"
    return parse_report(text.encode(), "a.md", "0", Settings(date_order="day-first"), Audience.PUBLIC)


def entries_of(result: ParsedReport) -> tuple[Entry, ...]:
    assert result.report is not None
    return result.report.timeline.entries


def moment(first: int, last: int) -> st.SearchStrategy[datetime]:
    """A minute between the starts of two years."""
    start = datetime(first, 1, 1, tzinfo=UTC)
    minutes = (datetime(last, 1, 1, tzinfo=UTC) - start) // timedelta(minutes=1)
    return st.integers(0, minutes).map(lambda passed: start + timedelta(minutes=passed))


@st.composite
def instants(draw: st.DrawFn, zone: str) -> list[datetime]:
    """Some moments in order, to the minute, none of which its zone's clocks show twice."""
    start = draw(moment(2015, 2030))
    steps = draw(st.lists(st.integers(0, 3 * 24 * 60), min_size=1, max_size=6))
    place, found = ZoneInfo(zone), []
    at = start
    for step in steps:
        at += timedelta(minutes=step)
        local = in_zone(at, place)
        if len(instants_of(local.replace(tzinfo=None), place)) == 1:
            found.append(local)
    assume(found)
    return found


@quick
@given(st.data())
def test_what_is_written_in_any_form_reads_back_as_the_same_instants(data: st.DataObject) -> None:
    zone = data.draw(st.sampled_from(ZONES))
    lang = data.draw(st.sampled_from(sorted(FORMS)))
    moments = data.draw(instants(zone))
    carrier = data.draw(st.sampled_from(sorted(CARRIERS)))
    lines = [f"{data.draw(st.sampled_from(FORMS[lang]))(at)} Something happens" for at in moments]
    result = parsed(CARRIERS[carrier](lines), zone=zone, lang=lang)
    assert [entry.at for entry in entries_of(result)] == moments
    assert not [d for d in result.diagnostics if d.code.startswith("PM3")]


@quick
@given(st.data())
def test_a_table_reads_back_as_the_same_instants(data: st.DataObject) -> None:
    moments = data.draw(instants("Europe/Berlin"))
    two = data.draw(st.booleans())
    head = "| Date | Time | Event |\n|---|---|---|\n" if two else "| Time | Event |\n|---|---|\n"
    rows = "\n".join(f"| {at:%Y-%m-%d}{' |' if two else ''} {at:%H:%M} | Something |" for at in moments)
    assert [entry.at for entry in entries_of(parsed(head + rows))] == moments


@quick
@given(st.data())
def test_undated_entries_read_back_where_no_step_is_longer_than_a_rollover_allows(
    data: st.DataObject,
) -> None:
    start = data.draw(moment(2020, 2021))
    steps = data.draw(st.lists(st.integers(1, 17 * 60), min_size=1, max_size=8))
    moments = [start]
    for step in steps:
        moments.append(moments[-1] + timedelta(minutes=step))
    body = "\n".join(f"- {at:%H:%M} Something" for at in moments)
    result = parsed(body, zone="UTC", started=f"{moments[0]:%Y-%m-%d %H:%M}")
    assert [entry.at for entry in entries_of(result)] == moments


@quick
@given(st.data())
def test_shifting_the_zone_shifts_nothing_relative(data: st.DataObject) -> None:
    zones = data.draw(
        st.lists(st.sampled_from(("UTC", "Asia/Tokyo", "Asia/Kolkata")), min_size=2, max_size=2)
    )
    clocks = data.draw(st.lists(st.integers(0, 24 * 60 - 1), min_size=2, max_size=8))
    body = "\n".join(f"- {clock // 60:02}:{clock % 60:02} Something" for clock in clocks)
    read = [parsed(body, zone=zone, started="2020-02-10 00:00") for zone in zones]
    assert [d.code for d in read[0].diagnostics] == [d.code for d in read[1].diagnostics]
    assert distances(read[0]) == distances(read[1])


def distances(result: ParsedReport) -> list[timedelta | None]:
    known = [entry.at for entry in entries_of(result)]
    first = next((at for at in known if at is not None), None)
    return [at - first if at is not None and first is not None else None for at in known]


def numbers(form: str, *limits: int) -> st.SearchStrategy[str]:
    """Numbers from 0 up to each limit, in a form."""
    return st.tuples(*(st.integers(0, limit) for limit in limits)).map(lambda found: form.format(*found))


labels = st.one_of(
    numbers("{:02}:{:02}", 25, 61),
    numbers("2020-{:02}-{:02} {:02}:{:02}", 13, 31, 24, 59),
    numbers("{:02}.{:02}.", 31, 12),
    numbers("{:02}:{:02}-{}:{:02}", 23, 59, 23, 59),
    numbers("{:02}:{:02} (+1)", 23, 59),
    numbers("T+{}h{}m", 30, 90),
    st.sampled_from(ODD),
)
texts = st.sampled_from(
    (
        "Something {detected}", "OUTAGE BEGINS", "`10:00` 1.2.3 10.0.0.1 3:1", "(resolved)", "", "**x**",
        "All times in UTC+3.", "The outage lasted 27 minutes.", "Time to repair: 2h 8m", "[^1]", "| a | b |",
        "from 10:15 to 11:40 (3 h)", "<b>",
    )
)  # fmt: skip
starts = st.sampled_from(
    ("- ", "  - ", "    - ", "### ", "## ", "| ", "1. ", "", "> ", "::: internal\n- ", "* **")
)
blocks = st.one_of(
    st.builds("{}{} {}".format, starts, labels, texts),
    st.sampled_from(
        ("```\n10:00 x\n```", "| Start | End | Event |\n|---|---|---|", ":::", "---", "Term\n: 10:00 x", "")
    ),
    st.text(max_size=20),
)
documents = st.lists(blocks, max_size=14).map("\n".join)


@quick
@given(documents, st.sampled_from(("en", "de", "fr", "es", "pt", "nl", "ja", "xx")), st.sampled_from(ZONES))
def test_any_text_is_read_to_its_end_and_steps_back_are_told(body: str, lang: str, zone: str) -> None:
    body = body.replace("\r", "\n")
    result = parsed(body, zone=zone, lang=lang, started="2020-02-10 09:47")
    if result.report is None:
        assert result.diagnostics
        return
    report = result.report
    context = RuleContext(Settings(), datetime(2026, 1, 1, tzinfo=UTC), {report.path: report}, frozenset())
    assert list(check_report(report, context)) == list(check_report(report, context))
    exact = [e for e in report.timeline.entries if e.at is not None and e.precision is not Precision.DAY]
    told = {d.code for d in result.diagnostics}
    for before, after in pairwise(exact):
        if before.at is not None and after.at is not None and after.at < before.at:
            back = before.at - after.at
            about = Precision.APPROXIMATE in (before.precision, after.precision)
            assert told & TROUBLE or back <= timedelta(minutes=15 if about else 0, seconds=59)
    assert all(entry.until is None or entry.at is None or entry.until >= entry.at for entry in exact)
    for entry in report.timeline.entries:
        assert 1 <= entry.span.line <= len(result.lines)
        assert entry.at is None or type(entry.at.tzinfo).__name__ == "timezone"
