"""Reports made at random, each twice: with internal parts, and as it is when somebody has deleted these.

Every strategy gives pairs. Within a line, `None` in the place of the second text means that all of the first
is internal; over lines, a line with GONE in it is one that is deleted.
"""

from hypothesis import strategies as st

Pair = tuple[str, str | None]
Lines = tuple[str, str]
GONE = "\0"

WORDS = st.sampled_from(
    [
        *(
            "alpha",
            "beta",
            "Störung",
            "障害",
            "42",
            "it's",
            "1.2.3",
            "<b>",
            "&",
            "&amp;",
            "`code`",
            "``a`b``",
        ),
        *(
            "*em*",
            "**strong**",
            "~~gone~~",
            "[link](https://example.org)",
            "[ref]",
            "[text][ref]",
            "\\*",
            "{x}",
        ),
        *("![graph](graph.png)", "[^1]", "<https://example.org/x>", "https://example.org/y", "C++", "a:b"),
        *("<!--c-->", "^[note]", "10:05", "end."),
    ]
)
SECRET_WORDS = st.sampled_from(
    [
        *(
            "zebra",
            "zebra,",
            "*zebra*",
            "**zebra**",
            "`zebra`",
            "`zebra]`",
            "[zebra]",
            "[a][b]",
            "[ref]",
            "[^1]",
        ),
        *(
            "[zebra](https://zebra.example)",
            "[^9]",
            "![zebra](zebra.png)",
            "^[zebra]",
            "<https://zebra.example>",
        ),
        *("https://zebra.example", "\\]", "\\[", "&zwnj;", "Zürich", ":::", "10:59", "[zebra]{.internal}"),
        *("<!--zebra-->", "|", "~~zebra~~"),
    ]
)


SIGNS = (",", ".", ";", "!", "?", ")", "…")


def _row(pairs: list[Pair]) -> Pair:
    """The pairs in a line; what is internal leaves nothing behind, not even the space before it.

    A pair may end in a sign that stays: `("[zebra]{.internal},", ",")`.
    """
    left = ""
    for _, shown in pairs:
        if shown is not None:
            left += shown if shown in SIGNS or not left else f" {shown}"
    return " ".join(text for text, _ in pairs), left or None


def _stacked(pairs: list[Lines], by: str) -> Lines:
    """The pairs below each other; empty lines between them stay, whatever is internal."""
    return by.join(text for text, _ in pairs), by.join(shown for _, shown in pairs)


def without_gone(text: str) -> str:
    """The text without its deleted lines."""
    return "\n".join(line for line in text.split("\n") if GONE not in line)


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
def signed_spans(draw: st.DrawFn) -> Pair:
    """An internal span with a sign right behind it, which moves to the word before."""
    sign = draw(st.sampled_from(SIGNS))
    return f"{draw(spans())[0]}{sign}", sign


@st.composite
def lines(draw: st.DrawFn) -> Pair:
    """Words with internal spans among them."""
    pairs: list[Pair] = []
    for _ in range(draw(st.integers(1, 5))):
        if draw(st.integers(0, 3)) == 0:
            pairs.append(draw(spans()))
        elif draw(st.integers(0, 7)) == 0:
            word = draw(st.sampled_from(["alpha", "Störung", "`code`", "*em*"]))
            pairs += [(word, word), draw(signed_spans())]
        elif draw(st.integers(0, 5)) == 0:
            word = draw(WORDS)
            inside, left = _row([(word, word), ("pub", "pub"), draw(spans())])
            pairs.append((f"**{inside}**", f"**{left}**"))
        else:
            word = draw(WORDS)
            pairs.append((word, word))
    return _row(pairs)


@st.composite
def paragraphs(draw: st.DrawFn) -> Lines:
    pairs = draw(st.lists(lines(), min_size=1, max_size=3))
    left = [shown for _, shown in pairs if shown is not None]
    return "\n".join(text for text, _ in pairs), "\n".join(left) if left else GONE


@st.composite
def headings(draw: st.DrawFn) -> Lines:
    text, shown = draw(lines())
    if draw(st.booleans()) and shown is not None:
        return f"{text}\n---", f"{shown}\n---"
    return f"### {text}", GONE if shown is None else f"### {shown}"


@st.composite
def tables(draw: st.DrawFn) -> Lines:
    rows: list[Lines] = [("| a | b |\n|---|---|", "| a | b |\n|---|---|")]
    for _ in range(draw(st.integers(0, 3))):
        cells = [draw(lines()), draw(lines())]
        if any("|" in text for text, _ in cells):
            continue
        row = "| " + " | ".join(text for text, _ in cells) + " |"
        left = "".join(f"| {shown} " if shown else "| " for _, shown in cells) + "|"
        rows.append((row, GONE if all(shown is None for _, shown in cells) else left))
    return _stacked(rows, "\n")


CODE = st.sampled_from(
    [
        *("```markdown\n::: internal\ncode\n:::\n```", "~~~ md\n[x]{.internal}\n~~~"),
        "code:\n\n    indented = 1",
        "```markdown\n[shown]{.internal}\n```",
    ]
).map(lambda text: (text, text))  # fmt: skip
PLAIN = st.sampled_from(
    [
        *("---", "<!-- a comment -->", "<!--\n::: internal\n-->", "[ref]: https://example.org/ref 'title'"),
        *("[^1]: a footnote", "[^1]: a footnote\n\n    of two paragraphs", "term\n: definition"),
        "- [ ] task\n- [x] done",
    ]
).map(lambda text: (text, text))
SECRET_LINES = st.sampled_from(
    [
        *("zebra", "# zebra", "- zebra\n- zebra", "> zebra", "[ref]: https://zebra.example", "[^1]: zebra"),
        *("[^9]: zebra", "```\nzebra\n:::\n```", "~~~\n::: internal\n~~~", "| z | z |\n|---|---|\n| z | z |"),
        *("zebra\n===", "    zebra", "::: internal\nzebra\n:::", "[zebra]{.internal}", "![zebra](zebra.png)"),
        *("zebra[^1]", "", "<!-- zebra -->", "- 10:59 zebra", "## Timeline", "[zebra]{.intrnal}"),
        "  ::: internal\n  zebra\n  :::",
    ]
)


@st.composite
def blocks_inside(draw: st.DrawFn) -> Lines:
    """An internal block."""
    lines = "\n\n".join(draw(st.lists(SECRET_LINES, min_size=1, max_size=3)))
    mark = draw(st.sampled_from(["::: internal", ":::internal", ":::: internal", "::: internal "]))
    return f"{mark}\n{lines}\n:::", GONE


def _indented(text: str, first: str, rest: str) -> str:
    head, *tail = text.split("\n")
    return "\n".join([first + head, *(rest + line if line else rest.rstrip() for line in tail)])


@st.composite
def lists(draw: st.DrawFn, depth: int) -> Lines:
    tight = draw(st.booleans())
    marker, indent = draw(st.sampled_from([("- ", "  "), ("1. ", "   "), ("* ", "  ")]))
    items: list[Lines] = []
    for _ in range(draw(st.integers(1, 3))):
        first = draw(paragraphs())
        below = [draw(blocks(depth - 1)) for _ in range(draw(st.integers(0, 2)) if depth else 0)]
        if first[1] == GONE and any(without_gone(shown).strip() for _, shown in below):
            first = "first", "first"
        # A paragraph right below a nested list would be the end of that list's last item.
        start = _stacked([first, *below[:1]], "\n" if tight else "\n\n")
        text, left = _stacked([start, *below[1:]], "\n\n")
        items.append((_indented(text, marker, indent), _indented(left, marker, indent)))
    return _stacked(items, "\n" if tight else "\n\n")


@st.composite
def quotes(draw: st.DrawFn, depth: int) -> Lines:
    text, shown = _stacked([draw(blocks(depth - 1)) for _ in range(draw(st.integers(1, 3)))], "\n\n")
    return _indented(text, "> ", "> "), _indented(shown, "> ", "> ")


def blocks(depth: int) -> st.SearchStrategy[Lines]:
    """A block: any kind at a depth over 0, one without blocks in it at 0."""
    simple = [paragraphs(), headings(), tables(), CODE, PLAIN, blocks_inside(), blocks_inside()]
    return st.one_of(*simple, lists(depth), quotes(depth)) if depth else st.one_of(*simple)


@st.composite
def timelines(draw: st.DrawFn) -> Lines:
    """A timeline as a list, with internal entries and internal words in public ones."""
    entries: list[Lines] = [("- 10:00 Change", "- 10:00 Change")]
    for minute in range(draw(st.integers(0, 4))):
        text, shown = draw(lines())
        time = f"10:{minute + 10}"
        kind = draw(st.sampled_from(["entry", "entry", "block", "span", "below"]))
        if kind == "entry":
            entries.append((f"- {time} all {text}", f"- {time} all {shown}" if shown else f"- {time} all"))
        elif kind == "block":
            entries.append((f"::: internal\n- {time} zebra\n:::", GONE))
        elif kind == "span":
            entries.append((f"- [{time} zebra]{{.internal}}", GONE))
        else:
            entries.append((f"- {time} all\n  ::: internal\n  zebra\n  :::", f"- {time} all"))
    return _stacked(entries, "\n")


@st.composite
def bodies(draw: st.DrawFn) -> Lines:
    parts: list[Lines] = []
    for title in ("Summary", "Impact", "Detection"):
        name = draw(st.sampled_from([title, f"{title} [zebra]{{.internal}}"]))
        parts.append((f"## {name}", f"## {title}"))
        parts += [draw(blocks(2)) for _ in range(draw(st.integers(1, 3)))]
    parts += [("## Timeline", "## Timeline"), draw(timelines())]
    # An internal span behind words in brackets that lead nowhere would be an error.
    parts.append(("[ref]: https://example.org/ref 'title'",) * 2)
    return _stacked(parts, "\n\n")


Z = "[zebra]{.internal}"
FIELDS: list[tuple[str, str | None]] = [
    (f"description: 'One {Z} sentence.'", "description: 'One sentence.'"),
    (f"description: '{Z}'", None),
    ("internal: {zebra: [zebra, {a: zebra}]}", None),
    ("internal:\n  zebra: zebra\n  list:\n    - zebra", None),
    (f"services: [api, '{Z}', web]", "services: [api, web]"),
    (f"tags: ['{Z}', cache]", "tags: [cache]"),
    (f"authors: ['Team {Z}']", "authors: [Team]"),
    (
        "actions: [{title: One}, {title: zebra, audience: internal}, {title: Two}]",
        "actions: [{title: One}, {title: Two}]",
    ),
    (f"actions:\n- {{title: 'One {Z}', owner: '{Z}'}}", "actions:\n- {title: One}"),
    ("actions: [{title: zebra, audience: internal}]", "actions: []"),
    (
        f"revisions: [{{date: 2026-03-04, kind: correction, note: 'Was {Z} wrong'}}]",
        "revisions: [{date: 2026-03-04, kind: correction, note: Was wrong}]",
    ),
    (f"impact: {{data_loss: {{note: 'Some {Z} rows'}}}}", "impact: {data_loss: {note: Some rows}}"),
    ("related: [{id: hidden, relation: same-cause}]", "related: [{id: hidden, relation: same-cause}]"),
    (f"extra: {{a: 'b {Z}', c: ['{Z}'], internal: zebra}}", "extra: {a: b, c: []}"),
    ("aliases: ['old/place']", "aliases: ['old/place']"),
]


@st.composite
def reports(draw: st.DrawFn) -> tuple[str, str]:
    """A report with internal parts, and without them."""
    start = (
        "---\ntitle: {}\nstatus: published\npublished: 2026-03-02\naudience: public\n"
        "started: 2026-03-01 10:00\ndetected: 2026-03-01 10:05\nresolved: 2026-03-01 11:00\n"
    )
    titles = ["Outage [zebra [z] zebra]{.internal}", f"{Z} Outage", "Outage"]
    title = draw(st.sampled_from(titles))
    fields = st.lists(st.sampled_from(FIELDS), max_size=5, unique_by=lambda field: field[0].split(":")[0])
    chosen = draw(fields)
    body, shown = draw(bodies())
    marked = start.format(f'"{title}"') + "".join(f"{text}\n" for text, _ in chosen)
    plain = start.format("Outage") + "".join(f"{left}\n" for _, left in chosen if left is not None)
    return f"{marked}---\n\n{body}\n", f"{plain}---\n\n{without_gone(shown)}\n"
