"""Reads the timelines of real reports by others and says how many of their times were read.

    python tests/benchmarks/timelines.py [CORPUS] [--show refused|missed|codes|PM303|…] [--sample 20]
    python tests/benchmarks/timelines.py --linear

A timed line is found by a rough look that knows nothing of the reader: a line of the timeline, outside of
code, that begins with a time, or ends with one after a label. It was read if an entry with an instant stands
on it, refused if a finding of the timeline does, and silently missed otherwise.
"""

import argparse
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

from wrapping import ENDINGS, documents

from postmortem.model.report import Audience, Report
from postmortem.model.site import Settings
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


@dataclass
class Count:
    """What became of the timed lines of one source."""

    reports: int = 0
    lines: int = 0
    read: int = 0
    refused: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


def timed_lines(text: str) -> dict[int, str]:
    """Line number (from 1) to line, for each line of the timeline that seems to hold a time."""
    found: dict[int, str] = {}
    inside, level, code = False, 0, False
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith(("```", "~~~")):
            code = not code
        heading = re.match(r"(#+)\s+(.*)", line)
        if heading and not code and not _TIMED.match(heading[2]):
            if heading[2].startswith("Timeline"):
                inside, level = True, len(heading[1])
            elif inside and len(heading[1]) <= level:
                inside = False
        elif inside and not code and (_TIMED.match(line) or _LABELLED.match(line)):
            found[number] = line
    return found


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
    for name, text in documents(folder):
        result = parsed(text)
        if result.report is None:
            sys.exit(f"{name}: {result.diagnostics}")
        count.reports += 1
        told = findings(result, result.report)
        read = {e.span.line: e for e in result.report.timeline.entries if e.at is not None}
        refused = {
            line: f"{code} {message}" for line, code, message in told if code not in ("PM310", "PM311")
        }
        for number, line in timed_lines(text).items():
            count.lines += 1
            if number in read:
                count.read += 1
                entry = read[number]
                entries.append(
                    f"{name}:{number}: {line.strip()[:70]}\n    {entry.at} .. {entry.until} "
                    f"{entry.precision} {entry.kind} | {entry.label} | {entry.text[:50]!r}"
                )
            elif number in refused:
                count.refused.append(f"{name}:{number}: {line.strip()[:70]}\n    {refused[number]}")
            else:
                count.missed.append(f"{name}:{number}: {line.strip()[:100]}")
        codes.update(code for _, code, _ in told)
        for line, code, message in told:
            if code == shown:
                print(f"{name}:{line}: {message}\n    {text.split(chr(10))[line - 1].strip()[:110]}")
    if shown == "codes":
        print(folder.name, dict(sorted(codes.items())))
    if shown in ("refused", "missed"):
        print("\n".join(getattr(count, shown)))
    return count


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
    print(f"{'source':<20} {'reports':>8} {'lines':>7} {'read':>7} {'refused':>8} {'missed':>7}")
    for source in ENDINGS:
        entries: list[str] = []
        count = run(given.corpus / source, given.show, entries)
        share = 100 * count.read / max(count.lines, 1)
        print(
            f"{source:<20} {count.reports:>8} {count.lines:>7} {count.read:>7} {len(count.refused):>8} "
            f"{len(count.missed):>7}   {share:.1f} % read"
        )
        for text in random.Random(7).sample(entries, min(given.sample, len(entries))):
            print(text)


if __name__ == "__main__":
    main()
