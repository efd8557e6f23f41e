"""Start a report: a draft with every required section, in the site's language."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct

from postmortem.diagnostics import PostmortemError, SourceError
from postmortem.edge.clock import now
from postmortem.edge.sources import SETTINGS_FILE
from postmortem.locales.scaffold import Scaffold, scaffold
from postmortem.locales.sections import written_names
from postmortem.model.report import Kind
from postmortem.model.site import Settings
from postmortem.parse.field_types import parse_slug
from postmortem.parse.headings import anchor_of
from postmortem.parse.settings import parse_settings

_SITE = """title: Incident reports
language: {lang}
timezone: UTC
# Where the site will stand. There is no feed without it, and readers know items of a feed by it.
# base_url: https://status.example.com
# Reports are public unless they say `audience: internal`.
defaults:
  audience: public
"""


class NewWishes(Struct, frozen=True):
    """What the report is to be; None is a default."""

    lang: str | None = None
    kind: Kind = Kind.INCIDENT
    folder: bool = False


def new(source: Path, title: str, wishes: NewWishes) -> tuple[Path, ...]:
    """Write the draft (and a first `site.yml` where there is none); give the files that were written."""
    title = " ".join(title.split())
    if not title:
        raise PostmortemError('the title is empty; write it in quotes: postmortem new "Database reset"')
    settings, written = _settings(source, wishes)
    lang = wishes.lang or settings.default_lang or settings.language
    words = scaffold(lang)
    today = now().astimezone(ZoneInfo(settings.default_timezone or settings.timezone))
    name = _name(today, title)
    path = source / name / "index.md" if wishes.folder else source / f"{name}.md"
    if path.exists() or (source / f"{name}.md").exists() or (source / name).exists():
        raise PostmortemError(f"`{path.as_posix()}` exists already; choose another title")
    text = _front_matter(title, lang, wishes.kind, settings, words, today) + _body(
        lang, settings, wishes.kind, words, today
    )
    _write(path, text)
    return (*written, path)


def _settings(source: Path, wishes: NewWishes) -> tuple[Settings, tuple[Path, ...]]:
    file = source / SETTINGS_FILE
    written: tuple[Path, ...] = ()
    if not file.exists():
        _write(file, _SITE.format(lang=wishes.lang or "en"))
        written = (file,)
    if not file.is_file():
        raise SourceError(f"`{file.as_posix()}` is not a plain file; remove it")
    try:
        data = file.read_bytes()
    except OSError as error:
        raise SourceError(f"`{file.as_posix()}` cannot be read: {error.strerror or error}") from None
    settings, _found, _document = parse_settings(data, SETTINGS_FILE)
    if settings is None:
        raise SourceError(f"`{file.as_posix()}` has errors; run `postmortem check {source.as_posix()}` first")
    return settings, written


def _name(today: datetime, title: str) -> str:
    slug = anchor_of(title).encode("ascii", "ignore").decode().strip("-")
    return str(parse_slug(f"{today:%Y-%m-%d}-{slug}" if slug else f"{today:%Y-%m-%d}-incident"))


def _front_matter(
    title: str, lang: str, kind: Kind, settings: Settings, words: Scaffold, today: datetime
) -> str:
    quoted = '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'
    lines = [
        "---",
        f"title: {quoted}",
        *([f"lang: {lang}"] if lang != settings.language else []),
        "status: draft",
        f"audience: {settings.default_audience.value}",
        *([f"kind: {kind.value}"] if kind is not Kind.INCIDENT else []),
        *([f"severity: {settings.severities[-1].id}"] if settings.severities else []),
        "services: []",
        f"# {words.times_comment}",
        f"started: {today:%Y-%m-%d %H:%M}",
        f"detected: {today:%Y-%m-%d %H:%M}",
        "# mitigated: …",
        "# resolved: …",
        "---",
        "",
        "",
    ]
    return "\n".join(lines)


def _body(lang: str, settings: Settings, kind: Kind, words: Scaffold, today: datetime) -> str:
    parts = []
    for key in settings.required_sections(kind.value):
        name = (written_names(lang).get(key) or written_names("en")[key])[0]
        # In the timeline the prompt is an entry at the time of `started`: the first one, ready to be mended.
        mark = f"- {today:%H:%M} " if key == "timeline" else ""
        parts.append(f"## {name}\n\n{mark}‹{words.prompts.get(key, '…')}›\n")
    return "\n".join(parts)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise SourceError(f"`{path.as_posix()}` cannot be written: {error.strerror or error}") from None
