"""One source file to one report: decode, split, read the front matter, read the body."""

import posixpath
import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from postmortem.diagnostics import Diagnostic, Span
from postmortem.model.content import content_digest
from postmortem.model.impact import Impact
from postmortem.model.report import TIME_NAMES, Audience, Kind, Report, Section, Status, Times
from postmortem.model.secrets import Secret
from postmortem.model.site import Settings
from postmortem.parse.body import Body, BodyContext, parse_body
from postmortem.parse.field_types import parse_slug
from postmortem.parse.fields import UnfitError
from postmortem.parse.front_matter import (
    Header,
    read_actions,
    read_embargo,
    read_impact,
    read_relations,
    read_revisions,
    read_times,
    validate_front_matter,
)
from postmortem.parse.places import Places
from postmortem.parse.publication import published_body, published_front
from postmortem.parse.published import field_texts
from postmortem.parse.redaction.cutting import cut_body, whole_body
from postmortem.parse.source import SourceText, decode_source, lines_of, split_report
from postmortem.parse.strict_yaml import WrittenFloat, WrittenInt, read_yaml
from postmortem.parse.timeline import fill_times
from postmortem.parse.unused import UnsettledError, unsettled

_LANGUAGE_ENDING = re.compile(r"(.+)\.([a-z]{2,3})")
_SENTENCE = re.compile(r"(?<![\s.\d]\d)(?<!\b\w)(?<!\b[A-Za-zäöü]{2})[.!?](?=\s+[\"„“(]?[A-ZÄÖÜ0-9]|\s*$)")
_DESCRIPTION_LENGTH = 300

# Something of the source was not looked at: it is no source to publish.
_UNREAD = frozenset(("PM105", "PM210", "PM215"))


class ParsedReport(Struct, frozen=True):
    """What one file gave: a report unless it could not be read at all, and everything found on the way.

    `lines` are the source lines, for showing findings; `secrets` are the parts that the audience may not see.
    """

    report: Report | None
    diagnostics: tuple[Diagnostic, ...]
    lines: tuple[str, ...]
    secrets: tuple[Secret, ...] = ()


def parse_report(data: bytes, path: str, digest: str, settings: Settings, audience: Audience) -> ParsedReport:
    """Read a report for one audience; any bytes give a result."""
    lines, found = decode_source(data, path)
    if lines is None:
        return ParsedReport(None, tuple(found), lines_of(data))
    source, split = split_report(lines, path)
    if source is None:
        return ParsedReport(None, tuple(split), lines)
    document, found = read_yaml(source.front, path, line_offset=1)
    header = None
    if document is not None:
        header, problems = validate_front_matter(document, path, audience)
        found += problems
    if header is None:
        return ParsedReport(None, tuple(found), lines)
    places = Places(path, lines, source.body_offset)
    public = audience is Audience.PUBLIC
    seen = cut_body(source.body, places) if public else whole_body(source.body, places)
    report, problems = _assemble(header, replace(source, body=seen.cut.text), digest, settings, audience)
    report, problems = seen.cut.in_file((report, problems))
    markdown = ""
    if not any(finding.code in _UNREAD for finding in (*seen.found, *problems)):
        try:
            markdown = published_body(seen.cut.text, path, audience)
        except UnsettledError:
            problems.append(unsettled(places))
    report = replace(report, front=published_front(header.written), markdown=markdown)
    report = replace(report, content=content_digest(report, lines=not public))
    secrets = (*header.secrets, *seen.secrets)
    # Reading and cutting both find a comment that is a wrong mark.
    return ParsedReport(report, tuple(dict.fromkeys((*found, *seen.found, *problems))), lines, secrets)


def _assemble(
    header: Header, source: SourceText, digest: str, settings: Settings, audience: Audience
) -> tuple[Report, list[Diagnostic]]:
    fields, path = header.fields, source.path
    zone = ZoneInfo(fields.timezone or settings.default_timezone or settings.timezone)
    file_id, file_lang = name_of(path)
    lang = fields.lang or file_lang or settings.default_lang or settings.language
    times, found = read_times(header, zone, path)
    embargo, more = read_embargo(header, zone, path)
    impact, late = read_impact(header, zone, path)
    report_id, clash = _report_id(fields.id, file_id, path)
    front = source.lines[: source.body_offset]
    places = Places(path, (*front, *source.body.split("\n")), source.body_offset)
    moments = tuple(at for name in TIME_NAMES if (at := times.get(name)) is not None)
    zoned = bool(fields.timezone)
    context = BodyContext(lang, zone, zoned, times.started, moments, audience, settings.date_order)
    body, in_body = parse_body(source.body, places, context)
    if times.started is None and ("started",) in header.document.values and "started" not in times.unknown:
        # Without that day no entry has one; the field's own finding says what to mend.
        in_body = [finding for finding in in_body if finding.code != "PM307"]
    given = [name for name in TIME_NAMES if (name,) in header.document.values]
    times = fill_times(times, body.timeline, given)
    body = replace(body, texts=(*field_texts(header.document, places), *body.texts))
    dated = _Dated(report_id, lang, zone.key, times, embargo, impact)
    report = _report(header, source.path, digest, settings, dated, body)
    report = replace(report, notes=plain_values(header.fields.internal), marked=header.marked)
    return report, found + more + late + clash + in_body


class _Dated(Struct, frozen=True):
    """What of a report depends on more than one field."""

    id: str
    lang: str
    timezone: str
    times: Times
    embargo_until: datetime | None
    impact: Impact


def _report(header: Header, path: str, digest: str, settings: Settings, dated: _Dated, body: Body) -> Report:
    fields = header.fields
    return Report(
        id=dated.id,
        path=path,
        digest=digest,
        title=fields.title.strip(),
        description=fields.description.strip() or _description(body.sections),
        lang=dated.lang,
        timezone=dated.timezone,
        status=Status(fields.status),
        published=fields.published,
        audience=Audience(fields.audience or settings.default_audience),
        embargo_until=dated.embargo_until,
        severity=fields.severity,
        kind=Kind(fields.kind),
        services=_unique(fields.services),
        unaffected=_unique(fields.unaffected),
        times=dated.times,
        detected_by=fields.detected_by,
        impact=dated.impact,
        triggers=_unique(fields.triggers),
        authors=_unique(fields.authors if fields.authors is not None else settings.default_authors),
        tags=_unique(fields.tags),
        actions=read_actions(header, path),
        related=read_relations(header, path),
        aliases=_unique(fields.aliases),
        revisions=read_revisions(header),
        extra=plain_values(fields.extra),
        sections=body.sections,
        timeline=body.timeline,
        footnotes_html=body.footnotes_html,
        word_count=_words(body),
        links=body.links,
        anchors=body.anchors,
        passages=body.passages,
        texts=body.texts,
        allowed=body.allowed,
        where=dict(header.document.values),
    )


def name_of(path: str) -> tuple[str, str | None]:
    """Id and language of a path: `x/2023-a.en.md` is `2023-a` in `en`, `2023-a/index.md` is `2023-a`."""
    stem = posixpath.basename(path).removesuffix(".md")
    ending = _LANGUAGE_ENDING.fullmatch(stem)
    name, lang = (ending[1], ending[2]) if ending else (stem, None)
    if name == "index" and posixpath.dirname(path):
        name = posixpath.basename(posixpath.dirname(path))
    return name, lang


def _report_id(given: str | None, file_id: str, path: str) -> tuple[str, list[Diagnostic]]:
    if given is not None:
        return given, []
    try:
        return parse_slug(file_id), []
    except UnfitError as error:
        message = f"the file's name {error.message}"
        return "untitled", [Diagnostic("PM117", message, Span(path), "rename the file, or give an `id:`")]


def _description(sections: tuple[Section, ...]) -> str:
    """The first sentence of the summary, or of the report where there is none."""
    texts = [s.text for s in sections if s.key == "summary"] + [s.text for s in sections]
    text = next((t for t in texts if t.strip()), "")
    line = " ".join(text.split("\n\n")[0].split())
    end = _SENTENCE.search(line)
    sentence = line[: end.end()] if end else line
    if len(sentence) > _DESCRIPTION_LENGTH:
        sentence = sentence[:_DESCRIPTION_LENGTH].rsplit(" ", 1)[0] + "…"
    return sentence


def _words(body: Body) -> int:
    return sum(len(passage.text.split()) for passage in body.passages)


def _unique(names: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def plain_values(value: Any) -> Any:
    """Numbers without their spelling, so that a theme sees plain values."""
    if isinstance(value, dict):
        return {key: plain_values(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain_values(item) for item in value]
    if isinstance(value, WrittenInt):
        return int(value)
    return float(value) if isinstance(value, WrittenFloat) else value
