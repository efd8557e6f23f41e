"""Reports by others made into reports of ours, with front matter from what each one states itself.

A source is a folder of the corpus; `documents` gives `(name, text)` for each timeline in it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

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
_KEY_EVENTS = re.compile(r"^- \*\*Key events\*\*:?\s*\n", re.MULTILINE)
_FACT = re.compile(r"^- \*\*", re.MULTILINE)
_TIMES = re.compile(r"^[0-9]{1,2}:[0-9]{2}\b", re.MULTILINE)


def documents(folder: Path) -> Iterator[tuple[str, str]]:
    """Every timeline of a source as a report of its own."""
    for path in sorted(folder.glob(ENDINGS[folder.name])):
        text = path.read_text("utf-8").replace("\r\n", "\n")
        if path.name.startswith(("PMyyyy", "index")):
            continue
        if folder.name == "moj-cloud-platform":
            yield from _key_events(path.name, text)
        else:
            yield path.name, _front(text) + text


def _front(text: str) -> str:
    """Front matter: the zone that the text states, and its start where the first entry leaves the day out."""
    stated = _STATEMENT.search(text) or _ON_ENTRIES.search(text)
    words = stated[1] if stated else ""
    zone = next((zone for start, zone in _ZONES if start in words), "UTC")
    first = _FIRST.search(text)
    day = _DATE.search(text)
    started = f"started: {day[0]} {first[1]:0>5}\n" if first and day else ""
    return f"---\ntitle: A report\nid: a-report\ntimezone: {zone}\n{started}---\n\n"


def _key_events(name: str, text: str) -> Iterator[tuple[str, str]]:
    """A report whose key events are a list in a list; a further timeline in it is a second report."""
    body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    zone = "timezone: Europe/London\n"
    head = f"---\ntitle: A report\nid: a-report\n{zone}---\n\n"
    found = _KEY_EVENTS.search(body)
    if found:
        rest = body[found.end() :]
        after = _FACT.search(rest)
        end = after.start() if after else len(rest)
        facts = rest[end:].replace("## **Timeline**", "## **Notes**")
        yield name, f"{head}## Timeline\n\n{rest[:end]}\n## Facts\n\n{facts}"
    if "**Timeline**" in body or len(_TIMES.findall(body)) > 3:
        body = body.replace("## **Timeline**", "## Timeline")
        if "## Timeline" not in body:
            body = body.replace("- **Context**:\n", "## Timeline\n")
        day = _DATE.search(name)
        dated = head.replace("---\n\n", f"started: {day[0] if day else ''} 00:00\n---\n\n")
        yield f"{name} (own timeline)", dated + body[body.find("## Timeline") :]
