"""Front matter to the parts of a report: validated fields, instants with offsets, actions, impact."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from postmortem.diagnostics import Diagnostic, Span
from postmortem.model.impact import DataLoss, Impact, Quantity, Window
from postmortem.model.marking import MarkedText
from postmortem.model.report import TIME_NAMES, Action, Audience, Relation, Revision, Times
from postmortem.model.secrets import Secret
from postmortem.parse.field_redaction import redact_fields
from postmortem.parse.field_types import WallTime
from postmortem.parse.instants import in_zone, instants_of
from postmortem.parse.report_schema import FrontMatter, ImpactFields, QuantityFields
from postmortem.parse.strict_yaml import YamlDocument, YamlPath
from postmortem.parse.validation import faulty_fields, place_of, validate, without

_WHO_MAY_READ = ("status", "audience", "embargo_until")


class Header(Struct, frozen=True):
    """A validated front matter with its document, for places, what was cut from it, and what is marked.

    `written` are the fields as the audience may have them, with the marks that it may see.
    """

    fields: FrontMatter
    document: YamlDocument
    secrets: tuple[Secret, ...]
    marked: Mapping[YamlPath, MarkedText]
    written: Mapping[str, Any]


def validate_front_matter(
    document: YamlDocument, path: str, audience: Audience
) -> tuple[Header | None, list[Diagnostic]]:
    """Validate what the audience may see of the front matter.

    Fields that do not fit are reported and left out, so that the rest of the report is still checked.
    """
    seen = redact_fields(document, audience, path)
    written = seen.document.data if audience is Audience.PUBLIC else document.data
    document, found = seen.document, seen.found
    fields, problems = validate(FrontMatter, document, path)
    found += problems
    if fields is None:
        repaired = _repaired(document.data, problems, document)
        fields, left = validate(FrontMatter, YamlDocument(repaired, document.keys, document.values), path)
        if fields is None:
            found += [p for p in left if p not in found]
            return None, found
    return Header(fields, document, seen.secrets, seen.marked, written), found


def _repaired(data: dict[str, Any], problems: Sequence[Diagnostic], document: YamlDocument) -> dict[str, Any]:
    """The data without the top-level fields in which something is wrong, and with a title."""
    places = faulty_fields(document, problems)
    repaired = {"title": "untitled"} | without(data, places)
    # Who may read it, and when, must not be decided by a value that could not be read: it fails closed.
    if any(get_close_matches(str(path[0]), _WHO_MAY_READ, n=1, cutoff=0.7) for path in places):
        repaired |= {"audience": "internal"}
    if ("status",) in places:
        repaired |= {"status": "review"}
    return repaired


class _Clock(Struct):
    """Turns written times into instants of one zone, collecting what cannot be turned."""

    zone: ZoneInfo
    header: Header
    path: str
    found: list[Diagnostic]

    def instant(self, value: WallTime | str | None, *loc: str | int) -> datetime | None:
        """The instant with the zone's offset then; None for `unknown` or what has no single meaning."""
        if not isinstance(value, WallTime):
            return None
        if value.offset is not None:
            return in_zone(value.wall.replace(tzinfo=value.offset), self.zone)
        meanings = instants_of(value.wall, self.zone)
        if len(meanings) == 1:
            return meanings[0]
        self.found.append(
            self._clock_change(value.wall, meanings, place_of(self.header.document, loc, self.path))
        )
        return None

    def _clock_change(self, wall: datetime, meanings: tuple[datetime, ...], span: Span) -> Diagnostic:
        shown = f"{wall:%Y-%m-%d %H:%M}"
        if not meanings:
            later = f"{wall + timedelta(hours=1):%H:%M}"
            message = f"`{shown}` does not exist in {self.zone.key}: the clocks skip it"
            return Diagnostic("PM112", message, span, f"correct the time; an hour later it is `{later}`")
        choices = " or ".join(f"`{m:%Y-%m-%d %H:%M}{_offset(m)}`" for m in meanings)
        message = f"`{shown}` occurs twice in {self.zone.key}: the clocks go back over it"
        return Diagnostic("PM112", message, span, f"write the offset: {choices}")


def read_times(header: Header, zone: ZoneInfo, path: str) -> tuple[Times, list[Diagnostic]]:
    """The incident's instants."""
    clock = _Clock(zone, header, path, [])
    fields = header.fields
    instants = {name: clock.instant(getattr(fields, name), name) for name in TIME_NAMES}
    unknown = tuple(name for name in TIME_NAMES if isinstance(getattr(fields, name), str))
    return Times(**instants, unknown=unknown), clock.found


def read_embargo(header: Header, zone: ZoneInfo, path: str) -> tuple[datetime | None, list[Diagnostic]]:
    """The moment before which the report is in no public build.

    Where the clocks leave it unclear, it is taken a day later: an embargo must never end by a mistake.
    """
    clock = _Clock(zone, header, path, [])
    given = header.fields.embargo_until
    until = clock.instant(given, "embargo_until")
    if until is None and isinstance(given, WallTime):
        until = in_zone(given.wall.replace(tzinfo=UTC) + timedelta(days=1), zone)
    return until, clock.found


def read_impact(header: Header, zone: ZoneInfo, path: str) -> tuple[Impact, list[Diagnostic]]:
    """What the incident did, in figures."""
    clock = _Clock(zone, header, path, [])
    given: ImpactFields = header.fields.impact
    loss = None
    if given.data_loss is not None:
        loss = DataLoss(
            clock.instant(given.data_loss.from_, "impact", "data_loss", "from"),
            clock.instant(given.data_loss.to, "impact", "data_loss", "to"),
            given.data_loss.note,
        )
    windows = []
    for i, window in enumerate(given.windows):
        start = clock.instant(window.from_, "impact", "windows", i, "from")
        end = clock.instant(window.to, "impact", "windows", i, "to")
        if start is not None:
            windows.append(Window(start, end, tuple(window.services), window.fraction, window.level))
    impact = Impact(_quantity(given.users), _quantity(given.requests_failed), loss, tuple(windows))
    return impact, clock.found


def read_actions(header: Header, path: str) -> tuple[Action, ...]:
    """What was promised, numbered where no id is given."""
    return tuple(
        Action(
            id=given.id or f"a{number}",
            title=given.title.strip(),
            type=given.type or "",
            status=given.status,
            owner=given.owner,
            due=given.due,
            link=given.link,
            note=given.note,
            audience=Audience(given.audience),
            span=place_of(header.document, ("actions", number - 1), path),
        )
        for number, given in enumerate(header.fields.actions, start=1)
    )


def read_relations(header: Header, path: str) -> tuple[Relation, ...]:
    """Links to other reports."""
    return tuple(
        Relation(given.id, given.relation, place_of(header.document, ("related", i, "id"), path))
        for i, given in enumerate(header.fields.related)
    )


def read_revisions(header: Header) -> tuple[Revision, ...]:
    """Changes after publication, oldest first."""
    revisions = [Revision(r.date, r.kind, r.note, r.significant) for r in header.fields.revisions]
    return tuple(sorted(revisions, key=lambda r: r.date))


def _quantity(given: QuantityFields | None) -> Quantity | None:
    if given is None:
        return None
    return Quantity(given.count, given.total, given.percent, given.estimate)


def _offset(instant: datetime) -> str:
    return instant.isoformat()[-6:]
