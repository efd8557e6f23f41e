"""What an internal edition says of internal words in the front matter: they are marked, in words.

The rules read a report without these marks; pages, feeds and data files are made of it with them.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from postmortem.locales.inside import marked
from postmortem.model.report import Report, Revision

Path = tuple[str | int, ...]
MarkedText = tuple[tuple[str, bool], ...]  # parts, each with whether it is internal

_TEXTS_OF_ACTIONS = ("title", "owner", "note")
_NAMES = ("services", "unaffected", "tags", "triggers")


def with_marks(report: Report) -> Report:
    """The report with marks on all that only an internal edition has of its fields."""
    if not report.marked:
        return report
    texts = {at: _said(parts, report.lang) for at, parts in report.marked.items()}

    def text(words: str, *at: str | int) -> str:
        return texts.get(at, words)

    plain = {_plain(parts): texts[at] for at, parts in report.marked.items() if at[0] == "authors"}
    loss = report.impact.data_loss
    windows = tuple(
        replace(window, level=text(window.level, "impact", "windows", i, "level"))
        for i, window in enumerate(report.impact.windows)
    )
    impact = replace(
        report.impact,
        data_loss=loss and replace(loss, note=text(loss.note, "impact", "data_loss", "note")),
        windows=windows,
    )
    actions = tuple(
        replace(
            action,
            title=text(action.title, "actions", i, "title"),
            owner=text(action.owner, "actions", i, "owner"),
            note=text(action.note, "actions", i, "note"),
        )
        for i, action in enumerate(report.actions)
    )
    return replace(
        report,
        title=text(report.title, "title"),
        description=text(report.description, "description"),
        impact=impact,
        authors=tuple(plain.get(author, author) for author in report.authors),
        actions=actions,
        revisions=tuple(_revision(report, texts)),
        extra=_values(report.extra, ("extra",), texts),
        inside=tuple(sorted(set(_others(report)))),
    )


def _said(parts: MarkedText, lang: str) -> str:
    return "".join(marked(words, lang) if internal else words for words, internal in parts).strip()


def _plain(parts: MarkedText) -> str:
    return "".join(words for words, _ in parts).strip()


def _revision(report: Report, texts: Mapping[Path, str]) -> Iterator[Revision]:
    """The revisions, which are in the order of their days, not in that of the file."""
    notes = {_plain(parts): texts[at] for at, parts in report.marked.items() if at[0] == "revisions"}
    return (replace(one, note=notes.get(one.note.strip(), one.note)) for one in report.revisions)


def _values(value: Any, at: Path, texts: Mapping[Path, str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _values(item, (*at, key), texts) for key, item in value.items()}
    if isinstance(value, list):
        return [_values(item, (*at, i), texts) for i, item in enumerate(value)]
    return texts.get(at, value)


def _others(report: Report) -> Iterator[str]:
    """What is no text: names, and fields with a value of their own kind."""
    for at, parts in report.marked.items():
        if at[0] in ("title", "description", "authors", "extra", "internal") or at[-1] in ("note", "level"):
            continue
        if at[0] == "actions" and at[-1] in _TEXTS_OF_ACTIONS:
            continue
        name = next((part for part in reversed(at) if part in _NAMES), None)
        yield f"{name}/{_plain(parts)}" if name else ".".join(map(str, at))
