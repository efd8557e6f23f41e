"""Reads the timelines of real reports by others and says how many of their times were read.

    python tests/benchmarks/timelines.py [CORPUS] [--show refused|missed|codes|PM303|…] [--sample 20]
    python tests/benchmarks/timelines.py --linear

A timed line is found by a rough look at the file as it is, which knows nothing of the reader nor of the
wrapping: a line, outside of code, that begins with a time or a date, or ends with one after a label. Where
reports have a section "Timeline" only that is looked at, else the whole file. A line was read if an entry
with an instant stands on it, refused if a finding of the timeline does, and silently missed otherwise. It is
well formed if its date is one of the calendar and its time one of the day.
"""

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

from wrapping import ENDINGS, Document, documents

from postmortem.model.report import Audience, Report
from postmortem.model.site import Settings
from postmortem.model.timeline import Entry
from postmortem.parse.report import ParsedReport, parse_report
from postmortem.rules.context import RuleContext
from postmortem.rules.table import check_report

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
_MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_CLOCK = r"[0-9]{1,2}:[0-9?]{2}|[0-9]{1,2}(?::[0-9]{2})?\s?[ap]m\b"
_DAY = (
    rf"[0-9]{{4,5}}[-/][0-9?xM]{{1,2}}[-/][0-9?xD]{{1,2}}|(?:{_MONTH})[a-z]* [0-9]{{1,2}}"
    r"|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}"
)
_TIMED = re.compile(rf"[\s|*_#>~(\[-]*(?:{_CLOCK}|{_DAY})", re.IGNORECASE)
_LABELLED = re.compile(rf"\s*[-*]\s+[^|:]{{3,60}}\s(?:{_DAY})\s+(?:{_CLOCK})\s*$")
_ANY_DATE = re.compile(r"(?<!\w)([0-9]+)[-/]([0-9?xXMm]{1,2})[-/]([0-9?xXDd]{1,4})(?![\w?])")
_ANY_TIME = re.compile(r"(?<!\w)([0-9?Hh]{1,2}):([0-9?Mm]{2})(?![\w?])")


@dataclass
class Count:
    """What became of the timed lines of one source."""

    reports: int = 0
    lines: int = 0
    read: int = 0
    well_formed: int = 0
    well_read: int = 0
    refused: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


def timed_lines(lines: Sequence[str]) -> dict[int, str]:
    """Line number (from 1) to line, for each line of a file that seems to hold an event's time."""
    found: dict[int, str] = {}
    titled = any(re.match(r"#+\s+Timeline", line) for line in lines)
    inside, level, code = not titled, 0, False
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith(("```", "~~~")):
            code = not code
        heading = re.match(r"(#+)\s+(.*)", line)
        if heading and titled and not code and not _TIMED.match(heading[2]):
            if heading[2].startswith("Timeline"):
                inside, level = True, len(heading[1])
            elif inside and len(heading[1]) <= level:
                inside = False
        elif inside and not code and (_TIMED.match(line) or _LABELLED.match(line)):
            found[number] = line
    return found


def is_well_formed(line: str) -> bool:
    """Whether the first date and the first time of a line are ones that there are."""
    date, time = _ANY_DATE.search(line), _ANY_TIME.search(line)
    try:
        if date is not None:
            datetime(*(int(number) for number in date.groups()), tzinfo=UTC)  # type: ignore[misc]  # three
        return time is None or (int(time[1]) < 25 and int(time[2]) < 60)
    except ValueError:
        return False


def parsed(text: str) -> ParsedReport:
    return parse_report(text.encode(), "report.md", "0", Settings(), Audience.INTERNAL)


def findings(result: ParsedReport, report: Report) -> list[tuple[int, str, str]]:
    """Line, code and message of all findings about times."""
    context = RuleContext(Settings(), datetime(2026, 12, 1, tzinfo=UTC), {report.path: report}, frozenset())
    found = [*result.diagnostics, *check_report(report, context)]
    return [(d.span.line, d.code, d.message) for d in found if d.code.startswith("PM3")]


def run(folder: Path, shown: str, entries: list[str]) -> Count:
    count = Count()
    codes: Counter[str] = Counter()
    read: dict[tuple[Path, int], str] = {}
    refused: dict[tuple[Path, int], str] = {}
    for document in documents(folder):
        result = parsed(document.text)
        if result.report is None:
            sys.exit(f"{document.name}: {result.diagnostics}")
        count.reports += 1
        told = findings(result, result.report)
        read |= {place(document, e.span.line): told_of(e) for e in result.report.timeline.entries if e.at}
        for line, code, message in told:
            if code not in ("PM310", "PM311"):
                refused[place(document, line)] = f"{code} {message}"
            if code == shown:
                print(f"{document.name}:{line}: {message}\n    {written(document, line)}")
        codes.update(code for _, code, _ in told)
    for path in sorted({document.path for document in documents(folder)}):
        count_lines(path, read, refused, count, entries)
    if shown == "codes":
        print(folder.name, dict(sorted(codes.items())))
    if shown in ("refused", "missed"):
        print("\n".join(getattr(count, shown)))
    return count


def count_lines(
    path: Path,
    read: Mapping[tuple[Path, int], str],
    refused: Mapping[tuple[Path, int], str],
    count: Count,
    entries: list[str],
) -> None:
    """Count what became of the timed lines of one file."""
    for number, line in timed_lines(path.read_text("utf-8").replace("\r\n", "\n").split("\n")).items():
        name, at = f"{path.name}:{number}: {line.strip()[:80]}", (path, number)
        count.lines += 1
        count.well_formed += is_well_formed(line)
        if at in read:
            count.read += 1
            count.well_read += is_well_formed(line)
            entries.append(f"{name}\n    {read[at]}")
        elif at in refused:
            count.refused.append(f"{name}\n    {refused[at]}")
        else:
            count.missed.append(name)


def told_of(entry: Entry) -> str:
    """What was read of an entry, to be judged by hand."""
    return f"{entry.at} .. {entry.until} {entry.precision} {entry.kind} | {entry.label} | {entry.text[:50]!r}"


def place(document: Document, line: int) -> tuple[Path, int]:
    """Where a line of a wrapped report stands in its source."""
    return document.path, document.source[line - 1]


def written(document: Document, line: int) -> str:
    return document.text.split("\n")[line - 1].strip()[:110]


def linear() -> None:
    """What reading and checking cost at n and 2n entries."""
    before = 0.0
    for size in (2500, 5000, 10000):
        lines = "\n".join(f"- {m // 60 % 24:02}:{m % 60:02} Entry number {m}" for m in range(size))
        front = "title: A report\nid: a\nstarted: 2023-02-09 00:00\nresolved: 2023-02-09 12:00\n"
        prose = "The outage lasted 27 minutes. The incident was resolved at 12:00."
        text = f"---\n{front}---\n\n## Summary\n\n{prose}\n\n## Timeline\n\n{lines}\n"
        best = min(_seconds(text) for _ in range(7))
        ratio = f", {best / before:.2f} times" if before else ""
        print(f"{size:>6} entries: {best:.2f} s{ratio}")
        before = best


def _seconds(text: str) -> float:
    start = process_time()
    result = parsed(text)
    if result.report is not None:
        findings(result, result.report)
    took = process_time() - start
    if result.report is None or len(result.report.timeline.entries) < 1000:
        sys.exit("the timeline was not read")
    return took


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    arguments.add_argument("--show", default="", help="refused, missed, codes, or a code")
    arguments.add_argument("--sample", type=int, default=0, help="print so many entries of each source")
    arguments.add_argument("--linear", action="store_true", help="time 2,500, 5,000 and 10,000 entries")
    given = arguments.parse_args()
    if given.linear:
        linear()
        return
    titles = ("timelines", "lines", "read", "refused", "missed", "well formed", "of them read")
    print(f"{'source':<20}" + "".join(f" {title:>12}" for title in titles))
    for source in ENDINGS:
        entries: list[str] = []
        count = run(given.corpus / source, given.show, entries)
        share = 100 * count.well_read / max(count.well_formed, 1)
        refused, missed = len(count.refused), len(count.missed)
        figures = (count.reports, count.lines, count.read, refused, missed, count.well_formed)
        print(f"{source:<20}" + "".join(f" {number:>12}" for number in figures) + f" {share:>10.1f} %")
        for text in random.Random(7).sample(entries, min(given.sample, len(entries))):
            print(text)


if __name__ == "__main__":
    main()
