"""Everything in a file that can be read, as text: what rules look through, and the last gate.

One list for both, so that nothing is known to one of them that passes the other.
"""

import re
from collections.abc import Iterator

import msgspec

from postmortem.packed.encodings import in_utf8, is_text, runs_of
from postmortem.packed.kinds import is_packed
from postmortem.packed.parts import LINE, PARAGRAPH, Part, parts_of

RUN = "run"
_RTF = b"{\\rtf"
_ESCAPED = re.compile(rb"\\u([0-9a-fA-F]{4})")


class Reading(msgspec.Struct, frozen=True):
    """Something that a file holds, at a place in it (see `Part`).

    `unit` is what its lines are if `data` is text in UTF-8 for a reader of the file; empty if these are bytes
    of another kind, or text that another reading gives without its markup. `unread` says as a clause why
    something at this place could not be read. Runs are letters in a row among bytes that are no text: they
    may be there by chance.
    """

    place: str
    data: bytes
    unit: str = ""
    unread: str = ""


def readings_of(data: bytes, *, of_site: bool = False) -> Iterator[Reading]:
    """All bytes of a file and of what is in it, and the texts that they can be read as; never raises.

    A file `of_site` may be a page or a feed, of whose tags and escapes the caller takes care itself.
    """
    for part in parts_of(data):
        if part.unit:
            yield Reading(part.place, part.data, part.unit, part.unread)
        elif is_packed(part.data):
            yield Reading(part.place, part.data, unread=part.unread)
        else:
            yield from _read(part, is_own=of_site and not part.place)


def _read(part: Part, *, is_own: bool) -> Iterator[Reading]:
    recoded, is_plain = in_utf8(part.data), is_text(part.data)
    if recoded is None and not is_plain:
        yield Reading(part.place, part.data, unread=part.unread)
        if runs := runs_of(part.data):
            yield Reading(part.place, runs, RUN)
        return
    text = part.data if recoded is None else recoded
    words, is_told = _words_in(text, is_own=is_own)
    for read in words:
        yield Reading(part.place, read, PARAGRAPH)
    yield Reading(part.place, part.data, LINE if is_plain and is_told else "", part.unread)
    if recoded is not None:
        yield Reading(part.place, recoded, LINE if is_told else "")
    if not is_own and is_told and b"\\u" in text:
        yield Reading(part.place, _ESCAPED.sub(_character, text), LINE)


def _words_in(text: bytes, *, is_own: bool) -> tuple[Iterator[bytes], bool]:
    """The words of a text in markup, and whether the text itself tells anything beside them."""
    if text.startswith(_RTF):
        from postmortem.packed.rtf import words_of_rtf  # noqa: PLC0415 - few files are

        return iter((words_of_rtf(text),)), False
    if text.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        from postmortem.packed.markup import is_markup, is_office, words_of  # noqa: PLC0415 - few files are

        is_of_office = is_office(text)
        if is_markup(text) and (is_of_office or not is_own):
            return (words.encode("utf-8", "ignore") for words in words_of(text)), not is_of_office
    return iter(()), True


def _character(found: re.Match[bytes]) -> bytes:
    return chr(int(found[1], 16)).encode("utf-8", "ignore")
