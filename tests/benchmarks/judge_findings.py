"""Run the rules over a folder of foreign reports, count the findings, and draw some to be judged by hand.

    python tests/benchmarks/judge_findings.py FOLDER [--family PM5] [--sample 100] [--seed 1] [--lang en]

Every Markdown file below FOLDER is wrapped in front matter made from what it says itself: its first heading
is the title, each item under a heading of actions is an action. Only a temporary folder is written to.
"""

import argparse
import json
import random
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from postmortem.app.assemble import Assembly, assemble
from postmortem.app.wishes import Wishes
from postmortem.diagnostics import Diagnostic

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_TITLE = re.compile(r"^# +(.+?) *#*$", re.MULTILINE)
_ACTIONS = re.compile(r"^#{1,6} .*(?:action|follow|next steps|maßnahmen).*$", re.MULTILINE | re.IGNORECASE)
_HEADING = re.compile(r"^#{1,2} ", re.MULTILINE)
_ITEM = re.compile(r"^[-*+] +(?:\[.\] *)?(.+)$", re.MULTILINE)
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def wrap(text: str, name: str, lang: str) -> str:
    """The report with front matter of ours."""
    body = _FRONT.sub("", text.replace("\r\n", "\n").removeprefix("\ufeff"))
    title = found[1] if (found := _TITLE.search(body)) else name
    fields = [
        f"title: {json.dumps(title[:290], ensure_ascii=False)}",
        f"lang: {lang}", "timezone: UTC", "status: published", "published: 2026-10-01", "audience: public",
        "started: unknown", "detected: unknown",
    ]  # fmt: skip
    items = [item for heading in _ACTIONS.finditer(body) for item in _items(body[heading.end() :])]
    if items:
        fields.append("actions:")
        fields += [f"  - title: {json.dumps(item, ensure_ascii=False)}" for item in items[:60]]
    return "---\n" + "\n".join(fields) + "\n---\n" + body


def _items(rest: str) -> list[str]:
    end = _HEADING.search(rest)
    return _ITEM.findall(rest[: end.start()] if end else rest)


def check(folder: Path, lang: str) -> tuple[Assembly, int]:
    """Wrap and check every report below the folder; also how many bytes they have."""
    with TemporaryDirectory() as name:
        size = 0
        for number, file in enumerate(sorted(folder.rglob("*.md*"))):
            text = file.read_text("utf-8", "replace")
            size += len(text.encode())
            Path(name, f"{number:04}.md").write_text(wrap(text, file.stem, lang), "utf-8")
        wishes = Wishes(base_url="https://example.org", cache=False)
        assembly = assemble(Path(name), wishes, NOW, tell=lambda *_: None)
        lines = {path: assembly.lines[path] for path in assembly.readings}  # before the folder is gone
        return replace(assembly, lines=lines), size


def show(number: int, diagnostic: Diagnostic, assembly: Assembly) -> str:
    """A finding with its line."""
    span = diagnostic.span
    lines = assembly.lines.get(span.path, ())
    line = lines[span.line - 1] if span.line <= len(lines) else ""
    start = max(0, span.column - 140)
    head = f"{number:3} {diagnostic.code} {span.path}:{span.line}:{span.column} {diagnostic.message}"
    return f"{head}\n      {line[start : start + 330].strip()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--family", default="PM", help="how the codes to draw from begin")
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lang", default="en")
    wanted = parser.parse_args()
    assembly, size = check(wanted.folder, wanted.lang)
    found = [d for d in assembly.diagnostics if d.code.startswith(wanted.family)]
    print(f"{assembly.checked} reports, {size:,} bytes, {len(found)} findings")
    for code, count in sorted(Counter(d.code for d in found).items()):
        print(f"{code} {count:5}")
    drawn = random.Random(wanted.seed).sample(found, min(wanted.sample, len(found)))
    for number, diagnostic in enumerate(sorted(drawn, key=lambda d: d.sort_key[3:] + d.sort_key), start=1):
        print(show(number, diagnostic, assembly))


if __name__ == "__main__":
    main()
