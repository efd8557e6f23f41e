"""Reads a timeline: block tokens of its section in, entries and notes with located diagnostics out.

    tokens -> carriers: pieces -> reckoning: instants -> assembly: Timeline

Any text is read to its end: what cannot be read is an entry without an instant, and a diagnostic.
"""

from collections.abc import Sequence

from markdown_it.token import Token

from postmortem.diagnostics import Diagnostic
from postmortem.model.timeline import Timeline
from postmortem.parse.timeline.assembly import assemble
from postmortem.parse.timeline.blocks import blocks_of
from postmortem.parse.timeline.carriers import read_blocks
from postmortem.parse.timeline.context import TimelineContext
from postmortem.parse.timeline.daytitles import day_head
from postmortem.parse.timeline.head import read_head
from postmortem.parse.timeline.marked_times import fill_times
from postmortem.parse.timeline.reader import reader_of
from postmortem.parse.timeline.sides import Scan
from postmortem.parse.timeline.vocabulary import vocabulary

__all__ = ["TimelineContext", "fill_times", "is_entry_title", "read_timeline"]


def is_entry_title(title: str, lang: str) -> bool:
    """Whether a heading with these words begins with a time, or is nothing but a date."""
    scan = Scan(title, vocabulary(lang))
    head = read_head(scan, title)
    if head is None:
        return day_head(scan, title) is not None
    return not head.named and (head.begin.has_time or head.cut_end == len(title))


def read_timeline(tokens: Sequence[Token], context: TimelineContext) -> tuple[Timeline, list[Diagnostic]]:
    """The timeline of the blocks that stand under its heading."""
    reader = reader_of(context, (token for token in tokens if token.type == "inline"))
    pieces = read_blocks(blocks_of(tokens), reader)
    statement = reader.title_statement()
    return assemble([statement, *pieces] if statement else pieces, reader)
