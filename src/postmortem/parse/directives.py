"""Directives in comments: `<!-- postmortem: allow PM501 quoting the customer -->`, on lines of their own."""

import re
from collections.abc import Iterable, Sequence

from postmortem.diagnostics import Diagnostic
from postmortem.model.passage import Allowance
from postmortem.parse.places import Places

_OURS = re.compile(r"\s*postmortem\s*:", re.IGNORECASE)
_ALLOW = re.compile(r"\s*postmortem\s*:\s*allow\b(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_CODE = re.compile(r"[\s,]*\b(PM\w{3,5})\b[:,]?", re.IGNORECASE)
_FORM = "`<!-- postmortem: allow PM501 the reason -->`"


def read_directives(
    comments: Iterable[tuple[Sequence[int] | None, str]], places: Places
) -> tuple[tuple[Allowance, ...], list[Diagnostic]]:
    """What the report allows itself, and a finding for what looks like a directive and is none."""
    allowed: list[Allowance] = []
    found: list[Diagnostic] = []
    for lines, words in comments:
        if not _OURS.match(words):
            continue
        meant = _ALLOW.fullmatch(words)
        if lines is None:
            span = places.find(None, "<!--" + words.split("\n")[0])
            message = "a directive stands within a line, where it has no effect"
            found.append(Diagnostic("PM213", message, span, "write it on a line of its own"))
        elif meant is None:
            message = "this directive is not known"
            found.append(Diagnostic("PM213", message, places.line(lines[0]), f"write {_FORM}"))
        else:
            codes, reason = _split(meant["rest"])
            allowed.append(Allowance(codes, reason, places.line(lines[0])))
    return tuple(allowed), found


def _split(rest: str) -> tuple[tuple[str, ...], str]:
    codes = []
    while code := _CODE.match(rest):
        codes.append(code[1].upper())
        rest = rest[code.end() :]
    return tuple(codes), rest.strip(" \t\n:,-–—")
