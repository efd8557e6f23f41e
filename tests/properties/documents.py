"""Reports made at random, each twice: with internal parts, and as it is when somebody has deleted these.

Every strategy gives pairs. `None` in the place of the second text means that all of the first is internal.
"""

from hypothesis import strategies as st

Pair = tuple[str, str | None]

WORDS = st.sampled_from(
    "alpha beta gamma delta Störung 障害 42 it's 1.2.3 <b> & &amp; `code` ``a ` b`` *em* **strong** ~~gone~~ "
    "[link](https://example.org) [ref] [text][ref] ![graph](graph.png) [^1] <https://example.org/x> "
    "https://example.org/y \\* {x} C++ a:b <!--c--> ^[note] 10:05 end.".split()
)
SECRET_WORDS = st.sampled_from(
    "zebra zebra, *zebra* **zebra** `zebra` `zebra]` [zebra] [a][b] [zebra](https://zebra.example) [ref] [^1] [^9] "
    "![zebra](zebra.png) ^[zebra] <https://zebra.example> https://zebra.example \\] \\[ &zwnj; Zürich ::: 10:59 "
    "[zebra]{.internal} <!--zebra--> | ~~zebra~~".split()
)


def _joined(pairs: list[Pair], by: str) -> Pair:
    """The pairs in a row; what is internal leaves nothing behind, not even what stood between."""
    left = [shown for _, shown in pairs if shown is not None]
    return by.join(text for text, _ in pairs), by.join(left) if left else None


@st.composite
def spans(draw: st.DrawFn) -> Pair:
    """An internal span of any kind."""
    kind = draw(st.sampled_from(["words", "words", "link", "image", "code", "emphasis"]))
    words = " ".join(draw(st.lists(SECRET_WORDS, min_size=1, max_size=4)))
    if "|" in words:
        words = words.replace("|", "zebra")
    texts = {
        "words": f"[{words}]{{.internal}}",
        "link": "[zebra *z*](https://zebra.example 'zebra'){.internal}",
        "image": "![zebra](zebra.png){.internal}",
        "code": "`zebra ]`{.internal}",
        "emphasis": f"**[{words}]{{.internal}}**",
    }
    return texts[kind], None


@st.composite
def lines(draw: st.DrawFn) -> Pair:
    """Words with internal spans among them."""
    pairs: list[Pair] = []
    for _ in range(draw(st.integers(1, 5))):
        if draw(st.integers(0, 3)) == 0:
            pairs.append(draw(spans()))
        elif draw(st.integers(0, 5)) == 0:
            text, shown = _joined([(w, w) for w in draw(st.lists(WORDS, max_size=1))] + [("pub", "pub")], " ")
            inside, left = _joined([(text, shown), draw(spans())], " ")
            pairs.append((f"**{inside}**", f"**{left}**"))
        else:
            word = draw(WORDS)
            pairs.append((word, word))
    return _joined(pairs, " ")


paragraphs = st.lists(lines(), min_size=1, max_size=3).map(lambda pairs: _joined(pairs, "\n"))


@st.composite
def headings(draw: st.DrawFn) -> Pair:
    text, shown = draw(lines())
    if draw(st.booleans()):
        return f"{text}\n---", None if shown is None else f"{shown}\n---"
    return f"### {text}", None if shown is None else f"### {shown}"


@st.composite
def tables(draw: st.DrawFn) -> Pair:
    rows: list[Pair] = [("| a | b |\n|---|---|", "| a | b |\n|---|---|")]
    for _ in range(draw(st.integers(0, 3))):
        cells = [draw(lines()), draw(lines())]
        if any("|" in text for text, _ in cells):
            continue
        row = "| " + " | ".join(text for text, _ in cells) + " |"
        left = "| " + " | ".join(shown or "" for _, shown in cells) + " |"
        rows.append((row, None if all(shown is None for _, shown in cells) else left))
    return _joined(rows, "\n")


CODE = st.sampled_from(
    [
        "```\n::: internal\ncode\n:::\n```", "~~~ python\nprint('[x]{.internal}')\n~~~", "    ::: nothing",
        "```\n[shown]{.internal}\n```",
    ]
).map(lambda text: (text, text))  # fmt: skip
PLAIN = st.sampled_from(
    [
        "---", "<!-- a comment -->", "<!--\n::: internal\n-->", "[ref]: https://example.org/ref 'title'",
        "[^1]: a footnote", "[^1]: a footnote\n\n    of two paragraphs", "term\n: definition", "- [ ] task\n- [x] done",
    ]
).map(lambda text: (text, text))  # fmt: skip
SECRET_LINES = st.sampled_from(
    [
        "zebra", "# zebra", "- zebra\n- zebra", "> zebra", "[ref]: https://zebra.example", "[^1]: zebra", "[^9]: zebra",
        "```\nzebra\n:::\n```", "~~~\n::: internal\n~~~", "| z | z |\n|---|---|\n| z | z |", "zebra\n===", "    zebra",
        "::: internal\nzebra\n:::", "[zebra]{.internal}", "![zebra](zebra.png)", "zebra[^1]", "", "<!-- zebra -->",
        "- 10:59 zebra", "## Timeline", "[zebra]{.intrnal}", "  ::: internal\n  zebra\n  :::",
    ]
)  # fmt: skip


@st.composite
def blocks_inside(draw: st.DrawFn) -> Pair:
    """An internal block."""
    lines = "\n\n".join(draw(st.lists(SECRET_LINES, min_size=1, max_size=3)))
    mark = draw(st.sampled_from(["::: internal", ":::internal", ":::: internal", "::: internal "]))
    return f"{mark}\n{lines}\n:::", None


def _indented(text: str, first: str, rest: str) -> str:
    head, *tail = text.split("\n")
    return "\n".join([first + head, *(rest + line if line else rest.rstrip() for line in tail)])


@st.composite
def lists(draw: st.DrawFn, depth: int) -> Pair:
    tight = draw(st.booleans())
    marker, indent = draw(st.sampled_from([("- ", "  "), ("1. ", "   "), ("* ", "  ")]))
    items: list[Pair] = []
    for _ in range(draw(st.integers(1, 3))):
        text, shown = draw(paragraphs)
        whole: list[Pair] = [(text, shown)]
        below = [draw(blocks(depth - 1)) for _ in range(draw(st.integers(0, 2)) if depth else 0)]
        if shown is None and any(left is not None for _, left in below):
            whole = [("first", "first")]
        whole += below
        text, left = _joined(whole, "\n\n" if not tight or below else "\n")
        item = _indented(text, marker, indent), None if left is None else _indented(left, marker, indent)
        items.append(item)
    return _joined(items, "\n" if tight else "\n\n")


@st.composite
def quotes(draw: st.DrawFn, depth: int) -> Pair:
    text, shown = _joined([draw(blocks(depth - 1)) for _ in range(draw(st.integers(1, 3)))], "\n\n")
    return _indented(text, "> ", "> "), None if shown is None else _indented(shown, "> ", "> ")


def blocks(depth: int) -> st.SearchStrategy[Pair]:
    """A block: any kind at a depth over 0, one without blocks in it at 0."""
    simple = [paragraphs, headings(), tables(), CODE, PLAIN, blocks_inside(), blocks_inside()]
    return st.one_of(*simple, lists(depth), quotes(depth)) if depth else st.one_of(*simple)


@st.composite
def timelines(draw: st.DrawFn) -> Pair:
    """A timeline as a list, with internal entries and internal words in public ones."""
    entries: list[Pair] = [("- 10:00 Change", "- 10:00 Change")]
    for minute in range(draw(st.integers(0, 4))):
        text, shown = draw(lines())
        time = f"10:{minute + 10}"
        kind = draw(st.sampled_from(["entry", "entry", "block", "span", "below"]))
        if kind == "entry":
            entries.append((f"- {time} all {text}", f"- {time} all {shown}" if shown else f"- {time} all"))
        elif kind == "block":
            entries.append((f"::: internal\n- {time} zebra\n:::", None))
        elif kind == "span":
            entries.append((f"- [{time} zebra]{{.internal}}", None))
        else:
            entries.append((f"- {time} all\n  ::: internal\n  zebra\n  :::", f"- {time} all"))
    return _joined(entries, "\n")


@st.composite
def bodies(draw: st.DrawFn) -> Pair:
    parts: list[Pair] = []
    for title in ("Summary", "Impact", "Detection"):
        name = draw(st.sampled_from([(title, title), (f"{title} [zebra]{{.internal}}", title)]))
        parts.append((f"## {name[0]}", f"## {name[1]}"))
        parts += [draw(blocks(2)) for _ in range(draw(st.integers(1, 3)))]
    parts += [("## Timeline", "## Timeline"), draw(timelines())]
    return _joined(parts, "\n\n")


FIELDS: list[tuple[str, str | None]] = [
    ("description: 'One [zebra]{.internal} sentence.'", "description: 'One sentence.'"),
    ("description: '[zebra]{.internal}'", None),
    ("internal: {zebra: [zebra, {a: zebra}]}", None),
    ("internal:\n  zebra: zebra\n  list:\n    - zebra", None),
    ("services: [api, '[zebra]{.internal}', web]", "services: [api, web]"),
    ("tags: ['[zebra]{.internal}', cache]", "tags: [cache]"),
    ("authors: ['Team [zebra]{.internal}']", "authors: [Team]"),
    ("actions: [{title: One}, {title: zebra, audience: internal}, {title: Two}]", "actions: [{title: One}, {title: Two}]"),
    ("actions:\n- {title: 'One [zebra]{.internal}', owner: '[zebra]{.internal}'}", "actions:\n- {title: One}"),
    ("actions: [{title: zebra, audience: internal}]", "actions: []"),
    ("revisions: [{date: 2026-03-04, kind: correction, note: 'Was [zebra]{.internal} wrong'}]",
     "revisions: [{date: 2026-03-04, kind: correction, note: Was wrong}]"),
    ("impact: {data_loss: {note: 'Some [zebra]{.internal} rows'}}", "impact: {data_loss: {note: Some rows}}"),
    ("related: [{id: hidden, relation: same-cause}]", "related: [{id: hidden, relation: same-cause}]"),
    ("extra: {a: 'b [zebra]{.internal}', c: ['[zebra]{.internal}'], internal: zebra}", "extra: {a: b, c: []}"),
    ("aliases: ['old/place']", "aliases: ['old/place']"),
]  # fmt: skip


@st.composite
def reports(draw: st.DrawFn) -> tuple[str, str]:
    """A report with internal parts, and without them."""
    start = (
        "---\ntitle: {}\nstatus: published\npublished: 2026-03-02\naudience: public\nstarted: 2026-03-01 10:00\n"
        "detected: 2026-03-01 10:05\nresolved: 2026-03-01 11:00\n"
    )
    title = draw(st.sampled_from(["Outage [zebra [z] zebra]{.internal}", "[zebra]{.internal} Outage", "Outage"]))
    chosen = draw(st.lists(st.sampled_from(FIELDS), max_size=5, unique_by=lambda field: field[0].split(":")[0]))
    body, shown = draw(bodies())
    marked = start.format(f'"{title}"') + "".join(f"{text}\n" for text, _ in chosen)
    plain = start.format("Outage") + "".join(f"{left}\n" for _, left in chosen if left is not None)
    return f"{marked}---\n\n{body}\n", f"{plain}---\n\n{shown}\n"
