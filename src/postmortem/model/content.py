"""The content digest: a name for all that a report says to its audience, wherever it stands in the file."""

import hashlib
from collections.abc import Iterator
from operator import attrgetter
from typing import Any

import msgspec

from postmortem.model.report import Action, Document, Metadata, Relation, Section
from postmortem.model.timeline import Entry

# Where something stands says nothing; of `links` the targets are said, `content` is what is made here.
_PLACES = frozenset({"span", "links", "content", "anchors", "path", "places"})


def _saying(kind: type[msgspec.Struct]) -> Any:
    return attrgetter(*(name for name in kind.__struct_fields__ if name not in _PLACES))


_ENTRY, _SECTION, _ACTION, _RELATION = (_saying(kind) for kind in (Entry, Section, Action, Relation))
_APART = _PLACES | {"actions", "related", "word_count"}
_METADATA = attrgetter(*(name for name in Metadata.__struct_fields__ if name not in _APART))


def content_digest(document: Document, *, lines: bool = False) -> str:
    """A digest of the document; `lines`: of the lines its timeline stands on as well.

    Digests of this kind are published. So nothing goes in that depends on what the audience may not see:
    neither the source's digest nor, in a public edition, a place in the file.
    """
    data = msgspec.json.encode(tuple(_said(document, lines=lines)))
    return hashlib.blake2b(data, digest_size=32).hexdigest()


def _said(document: Document, *, lines: bool) -> Iterator[Any]:
    yield _METADATA(document)
    yield document.word_count
    yield [_ACTION(action) for action in document.actions]
    yield [_RELATION(relation) for relation in document.related]
    yield [link.target for link in document.links]
    yield [_SECTION(section) for section in document.sections]
    yield [_ENTRY(item) if isinstance(item, Entry) else item.html for item in document.timeline.items]
    yield (document.footnotes_html, document.front, document.markdown)
    if document.notes:
        yield document.notes
    if lines:
        yield [item.span.line for item in document.timeline.items]


def facts_digest(metadata: Metadata) -> str:
    """A digest of what other pages than its own say of a report: a change of its text leaves it as it is."""
    said = (
        _METADATA(metadata),
        metadata.path,
        [_ACTION(action) for action in metadata.actions],
        [_RELATION(relation) for relation in metadata.related],
        [link.target for link in metadata.links],
    )
    return hashlib.blake2b(msgspec.json.encode(said), digest_size=16).hexdigest()
