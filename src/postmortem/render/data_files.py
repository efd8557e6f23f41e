"""Files for programs: reports and promises as JSON, CSV and calendar, and a guide for language models.

Every one is versioned: `"schema": 1` in JSON, a first column `schema` in CSV. Addresses are absolute where
the site has one, else relative to its root. A calendar entry is the whole day on which a promise is due:
programs for calendars show no tasks.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from postmortem.model.metrics import durations
from postmortem.model.report import TIME_NAMES, Metadata, Status
from postmortem.render.addresses import quoted
from postmortem.render.data_schema import DURATION_NAMES, SCHEMA
from postmortem.render.directory import Directory, shown_title
from postmortem.render.json_lines import as_json, json_document_with
from postmortem.render.overall import Promise
from postmortem.render.recorded import iso_day, whole_seconds
from postmortem.render.titles import without_ticks

_REPORT_COLUMNS = (
    "schema", "id", "url", "title", "lang", "status", "published", "updated", "severity", "kind", "services",
    "tags", *TIME_NAMES, *(f"seconds_to_{name}" for name in DURATION_NAMES), "detected_by", "triggers",
    "description", "audience", "inside",
)  # fmt: skip
_ACTION_COLUMNS = (
    "schema",
    "title",
    "type",
    "state",
    "owner",
    "due",
    "link",
    "report",
    "report_title",
    "severity",
)


class _File(bytearray):
    """A file that is written piece by piece: these, kept as texts, would take several times its room."""

    def write(self, text: str) -> None:
        """Add a piece."""
        self.extend(text.encode("utf-8", "replace"))


class DataFiles(Struct, frozen=True):
    """The files of one site; `base` is its address with a slash at its end, or empty."""

    base: str
    title: str
    description: str

    def reports_json(self, reports: Sequence[Metadata], directory: Directory) -> bytes:
        """Every report in every language, without its text."""
        items = (as_json(self._fields(report, directory)) for report in reports)
        return json_document_with({"schema": SCHEMA, "title": self.title}, "reports", items)

    def reports_csv(self, reports: Sequence[Metadata], directory: Directory) -> bytes:
        """The same as a table; lists are joined by `; `."""
        return _csv(_REPORT_COLUMNS, (_flat(self._fields(report, directory)) for report in reports))

    def _fields(self, report: Metadata, directory: Directory) -> dict[str, object]:
        lengths = durations(report.times)
        gone = report.status is Status.RETRACTED
        return {
            "id": report.id,
            "url": self.base + quoted(directory.pages[report.path]),
            "title": without_ticks(report.title),
            "lang": report.lang,
            "status": report.status.value,
            "published": iso_day(report.published),
            "updated": iso_day(report.updated),
            "severity": report.severity,
            "kind": None if gone else report.kind.value,
            "services": list(report.services),
            "tags": list(report.tags),
            "times": {
                name: at.isoformat() if (at := report.times.get(name)) else None for name in TIME_NAMES
            },
            "durations": {name: whole_seconds(getattr(lengths, name)) for name in DURATION_NAMES},
            "detected_by": report.detected_by,
            "triggers": list(report.triggers),
            "description": report.description,
            "audience": report.audience.value,
            "inside": list(report.inside),
        }

    def actions_csv(self, promises: Sequence[Promise]) -> bytes:
        """A line for each promise."""
        return _csv(
            _ACTION_COLUMNS,
            (
                (without_ticks(p.said), p.type, p.state, p.owner, iso_day(p.due), p.link, self._address(p),
                 without_ticks(p.report.title), p.report.severity.name if p.report.severity else "")
                for p in promises
            ),
        )  # fmt: skip

    def actions_ics(self, promises: Sequence[Promise]) -> bytes:
        """A calendar of what is not finished and has a day (RFC 5545)."""
        file = _File()
        for line in self._calendar(promises):
            for folded in _folded(line):
                file.write(f"{folded}\r\n")
        return bytes(file)

    def _calendar(self, promises: Sequence[Promise]) -> Iterator[str]:
        yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Postmortem Press//EN")
        yield f"NAME:{_escaped(self.title)}"
        for promise in promises:
            if promise.due is not None and promise.state not in ("done", "wont-do"):
                yield from self._event(promise, promise.due)
        yield "END:VCALENDAR"

    def _event(self, promise: Promise, due: date) -> Iterable[str]:
        said = without_ticks(promise.said)
        title = f"{said} ({promise.owner})" if promise.owner else said
        address = self._address(promise)
        day = due.strftime("%Y%m%d")
        return (
            "BEGIN:VEVENT",
            f"UID:{_escaped(address)}",
            # The stamp says when the entry was last changed; a build must not: it would change each time.
            f"DTSTAMP:{day}T000000Z",
            f"DTSTART;VALUE=DATE:{day}",
            f"DTEND;VALUE=DATE:{(due + timedelta(days=1)).strftime('%Y%m%d')}",
            f"SUMMARY:{_escaped(title)}",
            f"DESCRIPTION:{_escaped(without_ticks(promise.report.title))}",
            *([f"URL:{address}"] if self.base else []),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        )

    def _address(self, promise: Promise) -> str:
        fragment = f"#{promise.anchor}" if promise.anchor else ""
        return self.base + quoted(promise.report.path) + fragment

    def llms_txt(self, reports: Sequence[Metadata], directory: Directory) -> bytes:
        """A Markdown list of what there is to read, the newest first."""
        lines = [f"# {_one_line(self.title)}", ""]
        if self.description:
            lines += [f"> {_one_line(self.description)}", ""]
        lines += ["## Reports", ""]
        for report in reports:
            gone = report.status is Status.RETRACTED
            said = ": retracted" if gone else f": {_one_line(report.description)}"
            address = self.base + quoted(directory.pages[report.path])
            lines.append(f"- [{_one_line(shown_title(report))}]({address}){said.rstrip(': ')}")
        lines += ["", "## Data", "", f"- [All reports as JSON]({self.base}reports.json)",
                  f"- [All reports as CSV]({self.base}reports.csv)"]  # fmt: skip
        return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as CSV (RFC 4180); a cell that a spreadsheet would take for a formula gets a quote before it."""
    file = _File()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([SCHEMA, *map(_cell, row)] for row in rows)
    return bytes(file)


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return "" if value is None else value


def _flat(fields: dict[str, object]) -> list[object]:
    cells: list[object] = []
    for value in fields.values():
        if isinstance(value, dict):
            cells += value.values()
        else:
            cells.append("; ".join(value) if isinstance(value, list) else value)
    return cells


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("[", "(").replace("]", ")")


def _escaped(text: str) -> str:
    text = "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text


def _folded(line: str) -> Iterable[str]:
    """A content line in pieces of at most 75 octets, each but the first after a space."""
    octets = line.encode("utf-8", "replace")
    start, room = 0, 75
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # within a sign of several octets
            end -= 1
        yield (" " if start else "") + octets[start:end].decode()
        start, room = end, 74
    yield (" " if start else "") + octets[start:].decode()
