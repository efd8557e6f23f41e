"""A file and everything that is packed in it, as far as that can be read in bounded time and memory.

report.docx -> the file itself · `word/document.xml` · `word/embeddings/a.zip/b.txt` · the names of these
"""

from collections.abc import Iterator

import msgspec

from postmortem.packed.kinds import is_packed, sealed

MOST_FILES = 10_000
LARGEST = 8_000_000
LINE, PARAGRAPH, NAME = "line", "paragraph", "name"
_MOST_BYTES = 64_000_000
_MOST_GONE_THROUGH = 256_000_000
_MOST_READ = 64_000_000
_DEEPEST = 4
_LONGEST_NAME = 120


class Part(msgspec.Struct, frozen=True):
    """Some bytes of a file; `place` is the path at which they are packed in it, empty for the file itself.

    `unread` says why there is no more of them, as a clause; it is empty if they are complete. `unit` is what
    a line of them is, if they are no file but text in UTF-8 that was made of what stands at that place: the
    words of its pages, or the names of what is packed there; else it is empty.
    """

    place: str
    data: bytes
    unread: str = ""
    unit: str = ""


class Budget(msgspec.Struct):
    """What may still be done for a file.

    `left` are the bytes that may be unpacked, `gone_through` those that may be gone through for that (a
    stream may be long and hold nothing, and stand in an archive many times), `files` those that may be taken
    from archives, and `words` the bytes that may be read as words of a page, which each font asks for anew.
    """

    left: int = _MOST_BYTES
    gone_through: int = _MOST_GONE_THROUGH
    files: int = MOST_FILES
    words: int = _MOST_READ


def parts_of(data: bytes, budget: Budget | None = None) -> Iterator[Part]:
    """The file itself, then all that is packed in it, from the outside in; never raises."""
    yield from _opened(Part("", data), budget or Budget(), 0)


def below(archive: Part, name: str) -> str:
    """The place of a file in an archive, fit to be shown: names may hold anything, at any length."""
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name[:999])
    if len(shown) > _LONGEST_NAME:
        shown = f"{shown[: _LONGEST_NAME // 2]}…{shown[-_LONGEST_NAME // 2 :]}"
    return f"{archive.place}/{shown}" if archive.place else shown


def _opened(part: Part, budget: Budget, depth: int) -> Iterator[Part]:
    yield part
    why = "" if part.unit else sealed(part.data)
    if why:
        yield Part(part.place, b"", why)
    elif not part.unit and is_packed(part.data):
        if depth < _DEEPEST:
            from postmortem.packed.contents import contents  # noqa: PLC0415 - few sites have archives

            for inner in contents(part, budget):
                yield from _opened(inner, budget, depth + 1)
        else:
            yield Part(part.place, b"", f"it is packed more than {_DEEPEST} times over")
