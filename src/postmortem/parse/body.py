"""The body: Markdown to sections, timeline, links and passages, for one audience.

Nothing here depends on other reports; what may be checked against them is collected (`links`, `anchors`).
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec import Struct

from postmortem.diagnostics import Diagnostic
from postmortem.locales.sections import SECTION_KEYS, fold, section_names
from postmortem.model.passage import Allowance, Passage
from postmortem.model.report import Audience, Link, Section
from postmortem.model.timeline import Timeline
from postmortem.parse.directives import read_directives
from postmortem.parse.headings import Heading, read_headings
from postmortem.parse.inside import Label, labeller, marked_text, wrap_notes
from postmortem.parse.leftovers import find_leftovers, find_open_fences
from postmortem.parse.limits import TooLarge, limit_lines
from postmortem.parse.links import read_links
from postmortem.parse.lost import find_lost
from postmortem.parse.markdown import markdown
from postmortem.parse.passages import read_passages
from postmortem.parse.places import Places
from postmortem.parse.published import body_texts
from postmortem.parse.redaction.blocks import BodyFindings
from postmortem.parse.timeline import TimelineContext, is_entry_title, read_timeline

_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")


class BodyContext(Struct, frozen=True):
    """What the body's reading depends on besides its text; `zone_given`: the report itself names its zone.

    `moments` are all times of the incident that the front matter gives.
    """

    lang: str
    zone: ZoneInfo
    zone_given: bool
    started: datetime | None
    moments: tuple[datetime, ...]
    audience: Audience
    date_order: str | None


class Body(Struct, frozen=True):
    """What a body says."""

    sections: tuple[Section, ...]
    timeline: Timeline
    footnotes_html: str
    links: tuple[Link, ...]
    anchors: tuple[str, ...]
    passages: tuple[Passage, ...]
    texts: tuple[Passage, ...]
    allowed: tuple[Allowance, ...]


class _Part(Struct, frozen=True):
    """A stretch of tokens under one heading (None: before the first)."""

    heading: Heading | None
    key: str | None
    tokens: Sequence[Token]
    title_tokens: Sequence[Token] = ()


class _Sight(Struct, frozen=True):
    """Tokens as the audience sees them: `label` marks what is internal."""

    md: MarkdownIt
    env: dict[str, Any]
    context: BodyContext
    label: Label

    def html(self, tokens: Sequence[Token]) -> str:
        return str(self.md.renderer.render(self.label(tokens), self.md.options, self.env))

    def words(self, tokens: Sequence[Token]) -> str:
        return marked_text(tokens, self.context.audience, self.context.lang)


def parse_body(text: str, places: Places, context: BodyContext) -> tuple[Body, list[Diagnostic]]:
    """Read a body; every text gives a body, and diagnostics for what is wrong with it."""
    md = markdown()
    redaction = BodyFindings()
    too_large: list[TooLarge] = []
    env: dict[str, Any] = {"audience": context.audience, "redaction": redaction, "too_large": too_large}
    text, unread = limit_lines(text)
    tokens = md.parse(text, env)
    sight = _Sight(md, env, context, labeller(context.audience, context.lang))
    if context.audience is Audience.INTERNAL:
        wrap_notes(tokens, env)
    found = [Diagnostic("PM210", f.message, places.find(f.lines, f.words), f.help) for f in redaction.found]
    too_large += [unread] if unread else []
    found += [Diagnostic("PM105", message, places.line(at), help_) for at, message, help_ in too_large]
    found += find_lost(env.get("lost", ()), places)
    allowed, unknown = read_directives(env.get("comments", ()), places)
    headings, more = read_headings(tokens, places, sight.label)
    texts = tuple(body_texts(tokens, places, env.get("labels", ())))
    links, broken = read_links(tokens, places)
    found += unknown + more + broken
    main, footnotes = _split_footnotes(tokens)
    parts = _split_parts(main, headings, context.lang)
    prose = [(part.key, part.tokens) for part in parts]
    passages, html = read_passages([*prose, (None, footnotes)], places)
    found += [*html, *find_open_fences(tokens, places), *find_leftovers(passages)]

    sections, timeline, late = _read_parts(parts, places, context, sight)
    found += late
    anchors = _anchors(tokens, headings)
    notes = sight.html(footnotes)
    return Body(sections, timeline, notes, tuple(links), anchors, passages, texts, allowed), found


def _read_parts(
    parts: Sequence[_Part], places: Places, context: BodyContext, sight: _Sight
) -> tuple[tuple[Section, ...], Timeline, list[Diagnostic]]:
    """The sections, and the timeline, which the first section of that name holds."""
    timeline, found = Timeline(), list[Diagnostic]()
    sections = []
    shift = 1 if any(part.heading and part.heading.level == 1 for part in parts) else 0
    timeline_part = next((part for part in parts if part.key == "timeline"), None)
    for part in parts:
        if part is timeline_part:
            timeline, found = read_timeline(part.tokens, _timeline_context(context, places, sight, part))
        if part.heading or part.tokens:
            html = "" if part is timeline_part else sight.html(part.tokens)
            sections.append(_section(part, places, html, sight, shift))
    return tuple(sections), timeline, found


def _timeline_context(context: BodyContext, places: Places, sight: _Sight, part: _Part) -> TimelineContext:
    lines = part.title_tokens[0].map if part.title_tokens else None
    return TimelineContext(
        path=places.path,
        lang=context.lang,
        zone=context.zone,
        started=context.started,
        date_order=context.date_order,
        lines=places.lines,
        offset=places.offset,
        render=sight.html,
        words=sight.words,
        title=part.heading.title if part.heading else "",
        title_row=lines[0] if lines else -1,
        zone_given=context.zone_given,
        moments=context.moments,
    )


def _split_footnotes(tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    for index, token in enumerate(tokens):
        if token.type == "footnote_block_open":
            return tokens[:index], tokens[index:]
    return tokens, ()


def _split_parts(tokens: Sequence[Token], headings: Sequence[Heading], lang: str) -> list[_Part]:
    """Cut the body at its headings; those inside the timeline belong to it unless they name a section.

    A heading that is an entry belongs to the timeline before it, whatever its level.
    """
    names = section_names(lang)
    keyed = [(h, _key(h, names)) for h in headings if h.index < len(tokens)]
    starts: list[tuple[Heading, str | None]] = []
    timeline: Heading | None = None
    for heading, key in keyed:
        below = timeline is not None and heading.level > timeline.level
        if key is None and (below or (timeline is not None and is_entry_title(heading.title, lang))):
            continue
        starts.append((heading, key))
        first = key == "timeline" and not any(k == "timeline" for _, k in starts[:-1])
        timeline = heading if first else None
    ends = [heading.index for heading, _ in starts] + [len(tokens)]
    parts = [_Part(None, None, tokens[: ends[0]])]
    for (heading, key), end in zip(starts, ends[1:], strict=True):
        inside = tokens[heading.index + 3 : end]
        parts.append(_Part(heading, key, inside, tokens[heading.index + 1 : heading.index + 2]))
    return parts


def _key(heading: Heading, names: Mapping[str, str]) -> str | None:
    """The section that a heading names; `Timeline (all times UTC)` is the timeline all the same."""
    if heading.explicit in SECTION_KEYS:
        return heading.explicit
    key = names.get(fold(heading.title)) or names.get(fold(heading.public))
    if key is None and names.get(fold(_BRACKETS.sub("", heading.title))) == "timeline":
        key = "timeline"
    return key


def _section(part: _Part, places: Places, html: str, sight: _Sight, shift: int) -> Section:
    text = sight.words(part.tokens)
    if part.heading is None:
        first = next((t.map[0] for t in part.tokens if t.map), 0)
        return Section(None, "", "", 0, "", html, text, places.line(first))
    lines = part.title_tokens[0].map
    return Section(
        key=part.key,
        title=part.heading.shown,
        title_html=sight.html(part.title_tokens).strip(),
        level=min(part.heading.level + shift, 6),
        anchor=part.heading.anchor,
        html=html,
        text=text,
        span=places.line(lines[0] if lines else 0),
    )


def _anchors(tokens: Sequence[Token], headings: Sequence[Heading]) -> tuple[str, ...]:
    """Every id that a link on this page could name."""
    named = [h.anchor for h in headings]
    for token in tokens:
        for child in (token, *(token.children or ())):
            if child.attrs and (anchor := child.attrGet("id")):
                named.append(str(anchor))
    return tuple(dict.fromkeys(named))
