"""Reports made at random for benchmarks: the same text for every generator, no sentence twice.

    python tests/benchmarks/corpus.py FOLDER --count 1000 [--seed 1] [--text-from FOLDER]

Words come from a list of syllables, or from the Markdown files of a folder, shuffled.
"""

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

SERVICES = ("api", "login", "mail", "search", "billing", "storage", "queue", "cache", "images", "reports")
SECTIONS = ("Summary", "Impact", "Detection", "Response", "Recovery")
_SYLLABLES = (
    *("ba", "de", "fi", "go", "lu", "mar", "ner", "or", "pla"),
    *("ques", "ri", "sto", "tan", "un", "ver", "wil", "yel", "zon"),
)


@dataclass(frozen=True, slots=True)
class Made:
    """One report: its name, what its front matter says, and its body without the timeline's heading."""

    name: str
    title: str
    start: datetime
    services: tuple[str, ...]
    severity: str
    body: str


def words_of(folder: Path | None, dice: random.Random) -> Sequence[str]:
    """The words that texts are made of."""
    if folder is None:
        return ["".join(dice.choices(_SYLLABLES, k=dice.randint(1, 3))) for _ in range(4000)]
    text = " ".join(path.read_text("utf-8", "replace") for path in sorted(folder.rglob("*.md")))
    return re.findall(r"[^\W\d_][\w'-]*[.,;:]?", text)


def make(count: int, seed: int, text_from: Path | None = None) -> Iterator[Made]:
    """So many reports; the same for equal arguments."""
    dice = random.Random(seed)
    words = words_of(text_from, dice)
    for number in range(1, count + 1):
        start = datetime(2015, 1, 1) + timedelta(minutes=dice.randrange(11 * 365 * 1440))  # noqa: DTZ001  local
        services = tuple(dice.sample(SERVICES, dice.randint(1, 3)))
        yield Made(
            name=f"{start:%Y-%m-%d}-incident-{number:06}",
            title=re.sub(r"[^\w ]", "", " ".join(dice.choices(words, k=5))).capitalize(),
            start=start,
            services=services,
            severity=f"sev{dice.randint(1, 4)}",
            body=_body(dice, words, start),
        )


def _body(dice: random.Random, words: Sequence[str], start: datetime) -> str:
    parts = []
    for name in SECTIONS:
        paragraphs = [_paragraph(dice, words) for _ in range(dice.randint(1, 3))]
        parts.append(f"## {name}\n\n" + "\n\n".join(paragraphs))
    entries, at = [], start
    for _ in range(dice.randint(8, 30)):
        entries.append(f"- {at:%Y-%m-%d %H:%M} {_sentence(dice, words)}")
        at += timedelta(minutes=dice.randint(1, 20))
    parts.append("## Timeline\n\n" + "\n".join(entries))
    return "\n\n".join(parts) + "\n"


def _paragraph(dice: random.Random, words: Sequence[str]) -> str:
    text = " ".join(_sentence(dice, words) for _ in range(dice.randint(2, 6)))
    if dice.random() < 0.3:
        text += f" See `{dice.choice(words).strip('.,;:')}` and **{dice.choice(words).strip('.,;:')}**."
    return text


def _sentence(dice: random.Random, words: Sequence[str]) -> str:
    return (" ".join(dice.choices(words, k=dice.randint(6, 18))).strip(".,;:") + ".").capitalize()


def write_ours(folder: Path, reports: Iterator[Made]) -> list[Path]:
    """The reports as this tool reads them, with `site.yml`; their files in order."""
    services = ", ".join(f"{{id: {name}, name: {name.capitalize()}}}" for name in SERVICES)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "site.yml").write_text(
        f"title: Incidents\nbase_url: https://status.example.org\naudience: public\nservices: [{services}]\n"
        "rules: {PM2xx: info, PM3xx: info, PM5xx: info, PM6xx: info, PM7xx: info}\n"
    )
    return [_write(folder, report, _ours(report)) for report in reports]


def _ours(report: Made) -> str:
    end = report.start + timedelta(minutes=95)
    return (
        f"---\ntitle: {report.title}\nstatus: published\naudience: public\n"
        f"published: {report.start + timedelta(days=1):%Y-%m-%d}\nseverity: {report.severity}\n"
        f"services: [{', '.join(report.services)}]\nstarted: {report.start:%Y-%m-%d %H:%M}\n"
        f"detected: {report.start + timedelta(minutes=4):%Y-%m-%d %H:%M}\nresolved: {end:%Y-%m-%d %H:%M}\n"
        f"detected_by: monitoring\n---\n\n{report.body}"
    )


def write_hugo(folder: Path, reports: Iterator[Made]) -> list[Path]:
    """The reports as Hugo reads them, with layouts for pages, lists and feeds."""
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True, exist_ok=True)
    (folder / "hugo.toml").write_text(
        'baseURL = "https://status.example.org/"\ntitle = "Incidents"\npagination.pagerSize = 50\n'
        '[taxonomies]\nservice = "services"\nseverity = "severities"\n'
    )
    head = "<!doctype html><html><head><title>{{ .Title }}</title></head><body>"
    (layouts / "single.html").write_text(
        head + "<h1>{{ .Title }}</h1><p>{{ .Params.started }}</p>{{ .TableOfContents }}{{ .Content }}"
        "{{ with .NextInSection }}<a href='{{ .RelPermalink }}'>{{ .Title }}</a>{{ end }}</body></html>"
    )
    rows = (
        head + "<ul>{{ range .Paginator.Pages }}<li><a href='{{ .RelPermalink }}'>{{ .Title }}</a></li>"
        "{{ end }}</ul></body></html>"
    )
    (layouts / "list.html").write_text(rows)
    (folder / "layouts" / "index.html").write_text(rows.replace(".Paginator.Pages", ".Site.RegularPages"))
    return [_write(folder / "content" / "reports", report, _hugo(report)) for report in reports]


def _hugo(report: Made) -> str:
    return (
        f'---\ntitle: "{report.title}"\ndate: {report.start:%Y-%m-%dT%H:%M:%SZ}\n'
        f"services: [{', '.join(report.services)}]\nseverities: [{report.severity}]\n"
        f'started: "{report.start:%Y-%m-%d %H:%M}"\n---\n\n{report.body}'
    )


def write_pelican(folder: Path, reports: Iterator[Made]) -> list[Path]:
    """The reports as Pelican reads them, in its own theme."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pelicanconf.py").write_text(
        "SITENAME = 'Incidents'\nSITEURL = 'https://status.example.org'\nPATH = 'content'\n"
        "TIMEZONE = 'UTC'\nDEFAULT_PAGINATION = 50\nFEED_ALL_ATOM = 'atom.xml'\nFEED_ALL_RSS = 'rss.xml'\n"
    )
    return [_write(folder / "content", report, _pelican(report)) for report in reports]


def _pelican(report: Made) -> str:
    return (
        f"Title: {report.title}\nDate: {report.start:%Y-%m-%d %H:%M}\nTags: {', '.join(report.services)}\n"
        f"Category: {report.severity}\n\n{report.body}"
    )


def _write(folder: Path, report: Made, text: str) -> Path:
    path = folder / f"{report.start.year}" / f"{report.name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--text-from", type=Path)
    given = parser.parse_args()
    write_ours(given.folder, make(given.count, given.seed, given.text_from))
