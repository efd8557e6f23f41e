"""The spaces around what is cut: a stretch of text is widened so that one run of them stays.

A stretch is the places of its first character and of the one after its last.
"""

import re

_EMPHASIS = ("*", "_", "~")
_LINE_START = re.compile(r"[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*")
# With a space or nothing behind it: `.env` is a word.
_PUNCTUATION = re.compile(r"[,.;:!?)…]+(?=[\s,.;:!?)…*_~\]\"”“’»]|$)")
_RUN = re.compile(r"[ \t]{2,}")


def with_spaces(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch with those spaces beside it that nobody would leave who deleted it by hand."""
    before = start - len(text[:start].rstrip(" \t"))
    after = len(text[end:]) - len(text[end:].lstrip(" \t"))
    if _LINE_START.fullmatch(text, text.rfind("\n", 0, start) + 1, start):
        return start, end + after
    if text[end + after : end + after + 1] in ("", "\n"):
        return start - before, end
    if before and after:
        return (start, end + after) if before >= after else (start - before, end)
    if before and _closes(text, end):
        return start - before, end
    if after and _opens(text, start):
        return start, end + after
    return start, end


def _closes(text: str, at: int) -> bool:
    """Whether emphasis, a pair of brackets, a sentence or a part of one ends at a place."""
    if _PUNCTUATION.match(text, at):
        return True
    marks = text[at : at + 1]
    return marks == "]" or (marks in _EMPHASIS and not text[at:].lstrip(marks)[:1].isalnum())


def _opens(text: str, at: int) -> bool:
    """Whether emphasis or a pair of brackets begins right before a place."""
    marks = text[at - 1 : at]
    return marks in ("[", "(") or (marks in _EMPHASIS and not text[:at].rstrip(marks)[-1:].isalnum())


def single_spaced(text: str) -> str:
    """The text as a browser shows it: several spaces count as one."""
    return _RUN.sub(" ", text) if "  " in text or "\t" in text else text
