"""The form in which values are kept: JSON, read back into exactly the types they had.

What cannot be read back as the same value is not kept.
"""

from datetime import UTC, datetime
from operator import attrgetter
from sys import intern
from typing import Any, TypeVar

import msgspec
from msgspec.structs import force_setattr

from postmortem.diagnostics import Diagnostic
from postmortem.edge.cache.seal import DamagedError
from postmortem.model.reading import Reading
from postmortem.model.report import Document, Metadata, Section, Status
from postmortem.model.timeline import Entry, Note, Timeline

_BROKEN_MARK = "PM210"  # nobody can say what in such a file is internal

ValueT = TypeVar("ValueT")


class _Kept(msgspec.Struct, array_like=True, frozen=True):
    """A reading without what is not kept: secrets, and whatever is not in the edition."""

    digest: str
    metadata: Metadata
    findings: tuple[Diagnostic, ...]
    silent: tuple[str, ...]
    read_at: datetime | None
    holds_until: datetime | None


class _Text(msgspec.Struct, array_like=True, frozen=True):
    """A document without its metadata; `order` has an `e` for each entry of the timeline, `n` for a note.

    `inside` are the document's own notes.
    """

    content: str
    sections: tuple[Section, ...]
    order: str
    entries: tuple[Entry, ...]
    notes: tuple[Note, ...]
    footnotes_html: str
    anchors: tuple[str, ...]
    front: str
    markdown: str
    inside: dict[str, Any]


_DECODERS: dict[type, Any] = {}
_METADATA = tuple(name for name in Metadata.__struct_fields__ if name != "places")
_METADATA_OF = attrgetter(*_METADATA)


def pack_reading(reading: Reading) -> bytes | None:
    """A reading of a report in the edition; None for one that may not or cannot be kept.

    Of a report that was taken back nothing is kept: its text is not part of the site any more.
    """
    unclear = any(finding.code == _BROKEN_MARK for finding in reading.findings)
    gone = reading.metadata is not None and reading.metadata.status is Status.RETRACTED
    if reading.metadata is None or gone or reading.secrets or unclear or not reading.visible:
        return None
    until = reading.holds_until and reading.holds_until.astimezone(UTC)
    kept = _Kept(reading.digest, reading.metadata, reading.findings, reading.silent, reading.read_at, until)
    return _packed(kept)


def unpack_reading(path: str, data: bytes) -> Reading:
    """The reading of that path; DamagedError if the bytes are none."""
    kept = unpacked(_Kept, data)
    _share_words(path, kept)
    return Reading(
        path,
        kept.digest,
        kept.metadata,
        kept.findings,
        kept.silent,
        read_at=kept.read_at,
        holds_until=kept.holds_until,
    )


def _share_words(path: str, kept: _Kept) -> None:
    """Let what many readings say be one text in memory; nobody else has this one yet."""
    report = kept.metadata
    for finding in kept.findings:
        _share(finding, "code", "help", "message")
    for action in report.actions:
        _share(action, "id", "type", "status", "owner")
    _share(report, "severity", "lang", "timezone")
    for name in ("services", "tags", "authors"):
        force_setattr(report, name, tuple(map(intern, getattr(report, name))))
    pointing: tuple[Any, ...] = (*kept.findings, *report.actions, *report.related, *report.links)
    for place in (*(one.span for one in pointing), *report.places.values(), report):
        if place.path == path:
            force_setattr(place, "path", path)


def _share(value: msgspec.Struct, *names: str) -> None:
    for name in names:
        text = getattr(value, name)
        if text is not None:
            force_setattr(value, name, intern(text))


def pack_document(document: Document) -> bytes | None:
    """A document without its metadata; None for one that cannot be kept."""
    items = document.timeline.items
    text = _Text(
        content=document.content,
        sections=document.sections,
        order="".join("e" if isinstance(item, Entry) else "n" for item in items),
        entries=tuple(item for item in items if isinstance(item, Entry)),
        notes=tuple(item for item in items if isinstance(item, Note)),
        footnotes_html=document.footnotes_html,
        anchors=document.anchors,
        front=document.front,
        markdown=document.markdown,
        inside=dict(document.notes),
    )
    return _packed(text)


def unpack_document(metadata: Metadata, data: bytes) -> Document:
    """The document with that metadata; DamagedError if the bytes are of another, or of none."""
    text = unpacked(_Text, data)
    if text.content != metadata.content or len(text.order) != len(text.entries) + len(text.notes):
        raise DamagedError
    entries, notes = iter(text.entries), iter(text.notes)
    try:
        items = tuple(next(entries) if sign == "e" else next(notes) for sign in text.order)
    except RuntimeError as error:  # a StopIteration within
        raise DamagedError from error
    return Document(
        **dict(zip(_METADATA, _METADATA_OF(metadata), strict=True)),
        sections=text.sections,
        timeline=Timeline(items),
        footnotes_html=text.footnotes_html,
        anchors=text.anchors,
        front=text.front,
        markdown=text.markdown,
        notes=text.inside,
    )


def _packed(value: Any) -> bytes | None:
    try:
        data = msgspec.json.encode(value)
        return data if _decoder(type(value)).decode(data) == value else None
    except (msgspec.MsgspecError, TypeError, UnicodeError, OverflowError):
        return None


def unpacked(kind: type[ValueT], data: bytes) -> ValueT:
    """The value of that type; DamagedError if the bytes are none."""
    try:
        value: ValueT = _decoder(kind).decode(data)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise DamagedError from error
    return value


def _decoder(kind: type) -> Any:
    if kind not in _DECODERS:
        _DECODERS[kind] = msgspec.json.Decoder(kind)
    return _DECODERS[kind]
