"""The prose of a body for the rules that read it: what a reader sees, without code, and where it stands."""

import re
from collections.abc import Iterable, Sequence

from markdown_it.token import Token

from postmortem.diagnostics import Diagnostic
from postmortem.model.passage import Passage
from postmortem.parse.places import Places
from postmortem.parse.runs import read_runs

_HTML = re.compile(
    r"</?(?P<name>a|abbr|b|blockquote|br|button|center|code|details|div|em|embed|font|form|h[1-6]|hr|i|iframe|img|"
    r"input|kbd|li|link|mark|meta|object|ol|p|pre|q|s|script|small|span|strike|strong|style|sub|summary|sup|svg|"
    r"table|tbody|td|th|thead|tr|u|ul|video)\b[^<>\n]{0,300}>",
    re.IGNORECASE,
)


MAX_FINDINGS = 100


def read_passages(
    parts: Iterable[tuple[str | None, Sequence[Token]]], places: Places
) -> tuple[tuple[Passage, ...], list[Diagnostic]]:
    """Give the passages of each part in order, and a finding for every HTML tag that will show up as text."""
    passages = []
    for section, tokens in parts:
        for run in read_runs(tokens, places):
            text = _words(run.token.children or [])
            if text.strip():
                source = _without_code(run.source, run.token.children or [])
                passages.append(Passage(text, section, places.path, run.line, source, quoted=run.quoted))
    return tuple(passages), _html_tags(passages)


def _without_code(source: tuple[str, ...], children: Sequence[Token]) -> tuple[str, ...]:
    """The source lines with code blank, so that words are not looked for in it."""
    for token in children:
        if token.type == "code_inline":
            code = token.markup + token.content
            row = next((i for i, line in enumerate(source) if code in line), None)
            if row is not None:
                line = source[row].replace(code, " " * len(code), 1)
                source = (*source[:row], line, *source[row + 1 :])
    return source


def _html_tags(passages: Iterable[Passage]) -> list[Diagnostic]:
    """One finding for each tag; an end tag is not named beside its beginning."""
    findings = []
    opened: set[str] = set()
    for passage in passages:
        for found in _HTML.finditer(passage.text) if "<" in passage.text else ():
            name = found["name"].lower()
            if found[0].startswith("</") and name in opened:
                continue
            opened.add(name)
            message = f"`{found[0][:40]}` is shown as text: reports hold no HTML"
            help_ = "write it in Markdown, or put it in backticks if it is to be shown"
            findings.append(Diagnostic("PM212", message, passage.locate(*found.span()), help_))
            if len(findings) == MAX_FINDINGS:
                return findings
    return findings


def _words(children: Sequence[Token]) -> str:
    """The text of a run, its line breaks kept; code counts as nothing, an image as its alternative text."""
    parts = []
    for token in children:
        if token.type in ("text", "text_special"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif token.type == "image":
            parts.append(_words(token.children or []))
    return "".join(parts)
