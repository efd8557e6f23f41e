"""Everything in a file that can be read, as text: what rules look through, and the last gate.

One list for both, so that nothing is known to one of them that passes the other.
"""

from collections.abc import Iterator

import msgspec

from postmortem.packed.encodings import in_utf8, is_text
from postmortem.packed.kinds import is_packed
from postmortem.packed.parts import LINE, PARAGRAPH, Part, parts_of

_PAGE = b"<!doctype html"


class Reading(msgspec.Struct, frozen=True):
    """Something that a file holds, at a place in it (see `Part`).

    `unit` is what its lines are if `data` is text in UTF-8 for a reader of the file; empty if these are bytes
    of another kind, or text that another reading gives without its markup. `unread` says as a clause why
    something at this place could not be read.
    """

    place: str
    data: bytes
    unit: str = ""
    unread: str = ""


def readings_of(data: bytes) -> Iterator[Reading]:
    """All bytes of a file and of what is in it, and the texts that they can be read as; never raises."""
    for part in parts_of(data):
        if part.unit:
            yield Reading(part.place, part.data, part.unit, part.unread)
        elif is_packed(part.data):
            yield Reading(part.place, part.data, unread=part.unread)
        else:
            yield from _read(part)


def _read(part: Part) -> Iterator[Reading]:
    recoded = in_utf8(part.data)
    text = part.data if recoded is None else recoded
    is_plain, is_told = is_text(part.data), True
    if (is_plain or recoded is not None) and (part.place or text[: len(_PAGE)].lower() != _PAGE):
        from postmortem.packed.markup import is_markup, is_office, words_of  # noqa: PLC0415 - few files are

        if is_markup(text):
            is_told = not is_office(text)
            for words in words_of(text):
                yield Reading(part.place, words.encode("utf-8", "ignore"), PARAGRAPH)
    yield Reading(part.place, part.data, LINE if is_plain and is_told else "", part.unread)
    if recoded is not None:
        yield Reading(part.place, recoded, LINE if is_told else "")
