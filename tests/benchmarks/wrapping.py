"""Reports by others made into reports of ours, with front matter from what each one states itself.

A source is a folder of the corpus; `documents` gives each timeline in it as a report of its own, with the
line of the source file that each of its lines is (0 for lines of ours).
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ENDINGS = {"dfds": "*.md", "mybinder": "*.md", "moj-cloud-platform": "*.erb"}
# The zones that these organisations write of, by the words of their sentence.
_ZONES = (
    ("PST", "America/Los_Angeles"),
    ("Pacific", "America/Los_Angeles"),
    ("CE", "Europe/Berlin"),
    ("Central European", "Europe/Berlin"),
    ("UTC+1", "Europe/Berlin"),
    ("GMT+2", "Europe/Berlin"),
)
_DATE = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")
_STATEMENT = re.compile(r"(?:All times|Date and Time) in ([^\n|]*)")
_ON_ENTRIES = re.compile(r"^### [0-9:-]+ .*\b(PST)$", re.MULTILINE)
_FIRST = re.compile(r"## Timeline\n(?:(?!###)[^\n]*\n)*### ([0-9]{1,2}:[0-9]{2})")
# How the parts of a report begin whose key events and context are facts of a list.
_FACT = re.compile(r"- \*\*([^*]+)\*\*|#+ +\**([^*]+?)\** *$")


class Document(NamedTuple):
    """A report with its timeline; `source` is the line of the file `path` that each of its lines is."""

    name: str
    path: Path
    text: str
    source: Sequence[int]


def documents(folder: Path) -> Iterator[Document]:
    """Every timeline of a source as a report of its own."""
    for path in sorted(folder.glob(ENDINGS[folder.name])):
        if path.name.startswith(("PMyyyy", "index", "template")):
            continue
        lines = path.read_text("utf-8").replace("\r\n", "\n").split("\n")
        if folder.name == "moj-cloud-platform":
            yield from _facts(path, lines)
        else:
            yield _document(path.name, path, _front("\n".join(lines)), list(enumerate(lines, 1)))


def _document(name: str, path: Path, front: str, body: Sequence[tuple[int, str]]) -> Document:
    text = front + "\n".join(line for _, line in body)
    return Document(name, path, text, [0] * front.count("\n") + [number for number, _ in body])


def _front(text: str) -> str:
    """Front matter: the zone that the text states, and its start where the first entry leaves the day out."""
    stated = _STATEMENT.search(text) or _ON_ENTRIES.search(text)
    words = stated[1] if stated else ""
    zone = next((zone for start, zone in _ZONES if start in words), "UTC")
    first = _FIRST.search(text)
    day = _DATE.search(text)
    started = f"started: {day[0]} {first[1]:0>5}\n" if first and day else ""
    return f"---\ntitle: A report\nid: a-report\ntimezone: {zone}\n{started}---\n\n"


def _facts(path: Path, lines: Sequence[str]) -> Iterator[Document]:
    """One report for the key events with all other facts, and one for each further fact that is told by time.

    The day of the file's name gives the date that entries leave out.
    """
    head = "---\ntitle: A report\nid: a-report\ntimezone: Europe/London\n"
    day = _DATE.search(path.name)
    dated = f"{head}started: {day[0] if day else ''} 00:00\n---\n\n"
    parts = _parts(lines)
    for title, part in parts:
        if title == "Key events":
            rest = [
                line for other, lines in parts if other != title and "Timeline" not in other for line in lines
            ]
            ours = [(0, "## Timeline"), (0, ""), *part[1:], (0, ""), (0, "## Facts"), (0, ""), *rest]
            yield _document(path.name, path, f"{head}---\n\n", ours)
        elif any(_told_by_time(line) for _, line in part[1:]):
            yield _document(f"{path.name} ({title})", path, dated, [(0, "## Timeline"), (0, ""), *part[1:]])


def _told_by_time(line: str) -> bool:
    return re.match(r"[\s|*-]*(?:20[0-9]{2}-[0-9]{2}-[0-9]{2} )?[0-9]{1,2}:[0-9]{2}\b", line) is not None


def _parts(lines: Sequence[str]) -> list[tuple[str, list[tuple[int, str]]]]:
    """The facts and sections of a report, without its own front matter, each with its lines."""
    start = lines.index("---", 1) + 1 if lines[0] == "---" else 0
    parts: list[tuple[str, list[tuple[int, str]]]] = [("", [])]
    for number, line in enumerate(lines[start:], start + 1):
        found = _FACT.match(line)
        if found:
            parts.append(((found[1] or found[2]).strip(" :"), []))
        parts[-1][1].append((number, line))
    return parts
