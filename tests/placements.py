"""Every place in a source folder where something internal can stand, each with a canary in it.

A placement is the files that hold it; `CANARY` in their texts and names is replaced by a word of its own.
"""

STEM = "quaggazebra"
CANARY = "CANARY"

FRONT = """---
title: {title}
status: {status}
published: 2026-03-02
audience: {audience}
started: 2026-03-01 10:00
detected: 2026-03-01 10:05
resolved: 2026-03-01 11:00
{fields}---
"""
BODY = """
## Summary

The service was down.

{body}

## Impact

All requests failed.

## Timeline

- 10:00 Change rolled out
{entries}- 10:05 Alert fires
- 11:00 All requests succeed
"""


def report(
    body: str = "",
    *,
    fields: str = "",
    entries: str = "",
    title: str = "Outage",
    status: str = "published",
    audience: str = "public",
) -> dict[str, str]:
    """A report with something in one place."""
    front = FRONT.format(title=title, status=status, audience=audience, fields=fields)
    return {"PLACE.md": front + BODY.format(body=body, entries=entries)}


def _block(words: str, indent: str = "", first: str = "") -> str:
    lines = ["::: internal", *words.split("\n"), ":::"]
    return (first or indent) + ("\n" + indent).join(lines)


BLOCKS = {
    "block": report(_block("CANARY")),
    "block without a space": report(":::internal\nCANARY\n:::"),
    "block of four colons": report(":::: internal\nCANARY\n::::"),
    "block right below a paragraph": report("Text\n" + _block("CANARY") + "\nmore text"),
    "nested block": report(_block("a\n\n::: internal\nCANARY\n:::\n\nCANARY")),
    "block in a list item": report("- one\n" + _block("CANARY", "  ") + "\n- two"),
    "block in a nested list": report("- one\n  1. two\n" + _block("CANARY", "     ")),
    "block as a list item": report("- one\n" + _block("CANARY", "  ", "- ") + "\n- two"),
    "block of list items": report("- one\n" + _block("- CANARY") + "\n- two"),
    "block in a quote": report(_block("CANARY", "> ")),
    "block in a quote in a list": report("- one\n\n" + _block("CANARY", "  > ")),
    "block in a list in a quote": report("> - one\n" + _block("CANARY", ">   ")),
    "block between rows": report("| a |\n|---|\n| 1 |\n" + _block("| CANARY |") + "\n| 2 |"),
    "block below a table": report("| a |\n|---|\n| 1 |\n" + _block("CANARY")),
    "block around a heading": report(_block("## CANARY\n\nCANARY")),
    "block around a section": report(_block("## Recovery\n\nCANARY")),
    "block with a footnote that is referred to outside": report(
        "<!-- postmortem: allow PM207 the mark stays -->\n\ntext[^c]\n\n" + _block("[^c]: CANARY")
    ),
    "block with a reference to a footnote outside": report(_block("CANARY[^d]") + "\n\n[^d]: note"),
    "block with the target of a link outside": report(
        "a [link][c]\n\n" + _block("[c]: https://CANARY.example")
    ),
    "block with code": report(_block("```\n:::\nCANARY\n```")),
    "block with code by another fence": report(_block("~~~ python\nCANARY = 1\n~~~")),
    "block with a table": report(_block("| CANARY |\n|---|\n| CANARY |")),
    "block with an image": report(_block("![CANARY](CANARY.png)")) | {"CANARY.png": "\x89PNG"},
    "block with a link to another report": {
        "PLACE.md": report(_block("[a](CANARY.md)"))["PLACE.md"],
        "CANARY.md": report(audience="internal")["PLACE.md"],
    },
    "two blocks": report(_block("CANARY") + "\n" + _block("CANARY")),
    "block with a comment": report(_block("<!-- CANARY -->")),
    "block in a definition": report("term\n: definition\n\n" + _block("CANARY", "  ")),
}
SPANS = {
    "span": report("Text [CANARY]{.internal} text."),
    "span at the start": report("[CANARY]{.internal} text."),
    "span at the end": report("Text [CANARY]{.internal}"),
    "span alone": report("[CANARY]{.internal}"),
    "span over lines": report("Text [CANARY\nCANARY]{.internal} text."),
    "span with brackets": report("Text [a [CANARY] [b]]{.internal}."),
    "span with a link": report("Text [a [CANARY](https://CANARY.example 'CANARY') b]{.internal}."),
    "span with an image": report("Text [![CANARY](CANARY.png)]{.internal}.") | {"CANARY.png": "\x89PNG"},
    "span with code": report("Text [a `CANARY ]` b]{.internal}."),
    "span with emphasis": report("Text [a **CANARY** *CANARY* b]{.internal}."),
    "span in emphasis": report("Text **a [CANARY]{.internal}** b."),
    "span alone in emphasis": report("Text **[CANARY]{.internal}** b."),
    "span with a footnote": report("Text [a ^[CANARY] b]{.internal}."),
    "span with a reference": report("Text [a[^e]]{.internal}.\n\n" + _block("[^e]: CANARY")),
    "span in a span": report("Text [a [CANARY]{.internal} CANARY]{.internal}."),
    "span in a heading": report("### Text [CANARY]{.internal}\n\ntext"),
    "span as a heading": report("### [CANARY]{.internal}\n\ntext"),
    "span as an underlined heading": report("[CANARY]{.internal}\n---\n\ntext"),
    "span in a section's name": report("## Recovery [CANARY]{.internal}\n\ntext"),
    "span in a cell": report("| a | b |\n|---|---|\n| 1 [CANARY]{.internal} | 2 |"),
    "span in a head": report("| a [CANARY]{.internal} | b |\n|---|---|\n| 1 | 2 |"),
    "spans as a row": report(
        "| a | b |\n|---|---|\n| [CANARY]{.internal} | [CANARY]{.internal} |\n| 1 | 2 |"
    ),
    "span in an item": report("- one\n- two [CANARY]{.internal}"),
    "span as an item": report("- one\n- [CANARY]{.internal}\n- two"),
    "span in a task": report("- [ ] one\n- [x] [CANARY]{.internal}"),
    "span in a quote": report("> one [CANARY]{.internal}\n> two"),
    "span in an image's text": report("![a [CANARY]{.internal} b](g.png)") | {"g.png": "\x89PNG"},
    "span in a link's text": report("[a [CANARY]{.internal} b](https://example.org)"),
    "span in a footnote": report("text[^f]\n\n[^f]: note [CANARY]{.internal}"),
    "span in an inline footnote": report("text ^[note [CANARY]{.internal}]"),
    "marked reference to a footnote": report("text [[^f]]{.internal}.\n\n[^f]: CANARY"),
    "marked reference to a footnote of another": report(
        "text [[^f]]{.internal}[^g].\n\n[^f]: CANARY [CANARY][h]\n\n[^g]: note\n\n[h]: https://CANARY.example"
    ),
    "marked reference to an address": report(
        "Text [a [b][r]]{.internal}.\n\n[r]: https://CANARY.example 'CANARY'"
    ),
    "marked name of an address": report("Text [CANARY]{.internal}.\n\n[CANARY]: https://example.org"),
    "span in a term": report("term [CANARY]{.internal}\n: definition [CANARY]{.internal}"),
    "marked image": report("Text ![CANARY](CANARY.png){.internal}.") | {"CANARY.png": "\x89PNG"},
    "marked link": report("Text [CANARY](https://CANARY.example 'CANARY'){.internal}."),
    "marked code": report("Text `CANARY`{.internal}."),
    "marked reference": report("Text [CANARY][g]{.internal}.\n\n[g]: https://example.org"),
    "marked address": report("Text <https://CANARY.example>{.internal}."),
    "mark with an id": report("Text [CANARY]{#c .internal}."),
    "two marks": report("Text [CANARY]{#c}{.internal}."),
}
TIMELINES = {
    "entry in a block": report(entries="::: internal\n- 10:01 CANARY\n:::\n"),
    "block below an entry": report(entries="- 10:01 a\n  ::: internal\n  CANARY\n  :::\n"),
    "span in an entry": report(entries="- 10:01 a [CANARY]{.internal} b\n"),
    "span as an entry": report(entries="- [10:01 CANARY]{.internal}\n"),
    "span in a label": report(entries="- 10:01 [CANARY]{.internal} a\n"),
    "strong label": report(entries="- **10:01 [CANARY]{.internal}** a\n"),
}
FIELDS = {
    "title": report(title="'Outage [CANARY]{.internal} a'"),
    "description": report(fields="description: 'One [CANARY]{.internal} sentence.'\n"),
    "whole description": report(fields="description: '[CANARY]{.internal}'\n"),
    "folded description": report(fields="description: >\n  One [CANARY\n  CANARY]{.internal} sentence.\n"),
    "internal mapping": report(fields="internal: {CANARY: CANARY, list: [CANARY, {a: CANARY}]}\n"),
    "internal block mapping": report(fields="internal:\n  CANARY:\n    - CANARY\n"),
    "internal action": report(
        fields="actions: [{title: CANARY, owner: CANARY, note: CANARY, link: 'https://CANARY.example', "
        "audience: internal}, {title: Add a check}]\n"
    ),
    "span in an action": report(
        fields="actions: [{title: 'Add [CANARY]{.internal}', owner: '[CANARY]{.internal}', "
        "note: 'a [CANARY]{.internal}'}]\n"
    ),
    "service": report(fields="services: [api, '[CANARY]{.internal}']\n"),
    "unaffected service": report(fields="unaffected: ['[CANARY]{.internal}']\n"),
    "tag": report(fields="tags: [cache, '[CANARY]{.internal}']\n"),
    "trigger": report(fields="triggers: ['[CANARY]{.internal}']\n"),
    "author": report(fields="authors: ['Team [CANARY]{.internal}']\n"),
    "revision": report(
        fields="revisions: [{date: 2026-03-03, kind: update, note: 'More [CANARY]{.internal}'}]\n"
    ),
    "data loss": report(fields="impact: {data_loss: {note: 'Rows [CANARY]{.internal}'}}\n"),
    "window": report(
        fields="impact: {windows: [{from: 2026-03-01 10:00, level: 'a [CANARY]{.internal}'}]}\n"
    ),
    "extra": report(
        fields="extra: {a: 'b [CANARY]{.internal}', c: ['[CANARY]{.internal}'], internal: CANARY}\n"
    ),
    "YAML comment": report(fields="# CANARY\n"),
}
WHOLE = {
    "draft": report("CANARY", title="CANARY", status="draft", fields="description: CANARY\ntags: [CANARY]\n"),
    "report in review": report("CANARY", title="CANARY", status="review", fields="services: [CANARY]\n"),
    "internal report": report(
        "CANARY", title="CANARY", audience="internal", fields="aliases: [CANARY/old]\n"
    ),
    "embargo": {
        path: text.replace("2026-03-02", "2126-03-02")
        for path, text in report("CANARY", title="CANARY", fields="embargo_until: 2126-03-01 12:00\n").items()
    },
    "name of a draft": {"CANARY.md": report(status="draft")["PLACE.md"]},
    "folder of an internal report": {"CANARY/index.md": report(audience="internal")["PLACE.md"]},
    "id of an internal report": report(audience="internal", fields="id: CANARY\n"),
    "image of an internal report": {
        "CANARY/index.md": report("![CANARY](CANARY.png)", audience="internal")["PLACE.md"],
        "CANARY/CANARY.png": "CANARY",
    },
    "actions of a draft": report(status="draft", fields="actions: [{title: CANARY, owner: CANARY}]\n"),
    "link to an internal report": {
        "PLACE.md": report("See [that one](CANARY.md#summary).")["PLACE.md"],
        "CANARY.md": report(audience="internal")["PLACE.md"],
    },
    "relation to an internal report": {
        "PLACE.md": report(fields="related: [{id: CANARY, relation: same-cause}]\n")["PLACE.md"],
        "CANARY.md": report(audience="internal")["PLACE.md"],
    },
    "internal translation": {
        "PLACE.md": report()["PLACE.md"],
        "PLACE.de.md": report("CANARY", title="CANARY", audience="internal")["PLACE.md"],
    },
    "comment": report("<!-- CANARY -->"),
    "comment over lines": report("<!--\nCANARY\n\nCANARY\n-->"),
    "comment in a line": report("Text <!-- CANARY --> text."),
    "reason in a directive": report("<!-- postmortem: allow PM501 CANARY said so -->"),
    "file that nobody refers to": {"CANARY.txt": "CANARY", "CANARY.svg": "<svg>CANARY</svg>"},
    "README": {"README.md": "CANARY"},
    "folder that is not read": {"_CANARY/CANARY.md": "CANARY", ".CANARY": "CANARY"},
}
PLACEMENTS = {**BLOCKS, **SPANS, **TIMELINES, **FIELDS, **WHOLE}


def written(placement: dict[str, str], number: int) -> dict[str, str]:
    """The placement's files, with a place and a canary of its own."""
    canary, place = f"{STEM}{number:03}x", f"2026-03-01-place-{number:03}"
    return {
        path.replace("PLACE", place).replace(CANARY, canary): text.replace(CANARY, canary)
        for path, text in placement.items()
    }
