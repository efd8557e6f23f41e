"""Reads a timeline from its Markdown, with a parser set up as the report's is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from postmortem.diagnostics import Diagnostic
from postmortem.model.timeline import Entry, Note, Timeline
from postmortem.parse.instants import in_zone
from postmortem.parse.timeline import TimelineContext, read_timeline

ABOVE = ("---", "title: A report", "---", "## Timeline", "")


@dataclass(frozen=True)
class Read:
    timeline: Timeline
    diagnostics: list[Diagnostic]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.timeline.entries

    @property
    def entry(self) -> Entry:
        (entry,) = self.timeline.entries
        return entry

    @property
    def notes(self) -> list[str]:
        return [item.html for item in self.timeline.items if isinstance(item, Note)]

    @property
    def at(self) -> list[str | None]:
        return [f"{entry.at:%Y-%m-%d %H:%M}" if entry.at else None for entry in self.entries]

    @property
    def codes(self) -> list[str]:
        return [diagnostic.code for diagnostic in self.diagnostics]


def markdown() -> MarkdownIt:
    md = MarkdownIt("js-default", {"html": False})
    md.use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin)
    return md.use(attrs_plugin, spans=True)


def read_source(
    source: str,
    *,
    lang: str = "en",
    zone: str = "Europe/Berlin",
    started: str | None = "2023-02-09 09:47",
    order: str | None = None,
    rendered: list[int] | None = None,
    internal: bool = False,
    title: str = "Timeline",
    zone_given: bool = True,
    times: Sequence[str] = (),
) -> Read:
    """Read a timeline; `rendered` collects the number of tokens of each rendering.

    `times` are those of the front matter besides `started`.
    With `internal`, paragraphs `::: internal` and `:::` are the ends of a wrapper.
    """
    md, env = markdown(), {}
    place = ZoneInfo(zone)

    def render(tokens):
        if rendered is not None:
            rendered.append(len(tokens))
        return md.renderer.render(list(tokens), md.options, env)

    def instant(written: str) -> datetime:
        return in_zone(datetime.fromisoformat(written).replace(tzinfo=place), place)

    context = TimelineContext(
        path="report.md",
        lang=lang,
        zone=place,
        started=instant(started) if started else None,
        date_order=order,
        lines=(*ABOVE, *source.split("\n")),
        offset=len(ABOVE),
        render=render,
        title=title,
        title_row=-2,
        zone_given=zone_given,
        moments=tuple(instant(written) for written in (started, *times) if written),
    )
    tokens = md.parse(source, env)
    return Read(*read_timeline(wrapped(tokens) if internal else tokens, context))


def wrapped(tokens: list[Token]) -> list[Token]:
    ends = {"::: internal": ("internal_open", 1), ":::": ("internal_close", -1)}
    result: list[Token] = []
    for token in tokens:
        if token.type == "inline" and token.content in ends:
            kind, nesting = ends[token.content]
            result[-1] = Token(kind, "div", nesting, attrs={"class": "internal"} if nesting > 0 else {})
            result[-1].map = token.map
        elif not (token.type == "paragraph_close" and result[-1].type.startswith("internal")):
            result.append(token)
    return result


@pytest.fixture(scope="session")
def read() -> Callable[..., Read]:
    return read_source
