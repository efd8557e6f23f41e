"""Canaries: a word in every place where something internal can stand, looked for in all that gets out."""

import gzip
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
import zlib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from unicodedata import normalize

import pytest
from click.testing import CliRunner, Result

from placements import CANARY, PLACEMENTS, STEM, report, written
from postmortem.cli import cli

SITE = (
    "title: Reports\nbase_url: https://status.example.org/pm\nsections: {incident: {required: [summary]}}\n"
    f"safety: {{deny: [{STEM}997x], internal_domains: [{STEM}998x.example]}}  # {STEM}999x\n"
)


def _base64_of(stem: bytes) -> Iterator[bytes]:
    """The stem in base64 for each place in a group of three bytes, without what its neighbours change."""
    for before in range(3):
        coded = b64encode(b"\0" * before + stem)
        yield coded[-(-before * 4 // 3) : len(coded) - 4]


def _forms() -> tuple[bytes, ...]:
    """The stem in every form in which it could stand somewhere, in lower case but for base64."""
    raw = STEM.encode()
    patterns = ("&#{:d};", "&#x{:x};", "%{:02x}", "\\u{:04x}", "\\x{:02x}", "={:02x}")
    escaped = ["".join(pattern.format(char) for char in raw).encode() for pattern in patterns]
    codings = [STEM.encode(coding) for coding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-7")]
    return (raw, raw[::-1], *escaped, *codings, raw.hex().encode())


FORMS = _forms()
CODED = tuple(form for stem in (STEM, STEM.upper()) for form in _base64_of(stem.encode()))


def seen_in(data: bytes) -> list[bytes]:
    """The forms of the stem that stand in the bytes, packed or not."""
    texts = [data]
    for start in re.finditer(rb"\x1f\x8b\x08", data):
        unpacker = zlib.decompressobj(wbits=31)
        try:
            texts.append(unpacker.decompress(data[start.start() :]))
        except zlib.error:
            continue
    return [
        form
        for text in texts
        for form in (*(f for f in FORMS if f in text.lower()), *(f for f in CODED if f in text))
    ]


def test_every_form_of_a_canary_is_seen() -> None:
    word = f"before {STEM}001x after"
    assert seen_in(word.encode())
    assert seen_in(gzip.compress(word.encode()))
    assert seen_in(word.encode("utf-16"))
    assert seen_in("".join(f"&#x{ord(c):X};" for c in word).encode())
    assert seen_in("".join(f"%{ord(c):02X}" for c in word).encode())
    for shift in range(3):
        assert seen_in(b64encode(b"x" * shift + word.encode()))
    assert not seen_in(b"nothing of the kind")


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def build(source: Path, *arguments: str) -> Result:
    command = ["build", str(source), "--output", str(source.parent / "out"), *arguments]
    return CliRunner().invoke(cli, command, catch_exceptions=False)


def build_outside(source: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "postmortem", "build", source, "--output", source.parent / "out", *arguments],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def leaks(source: Path, done: Result | subprocess.CompletedProcess[str]) -> list[str]:
    """Where a canary is seen: in what was printed, and in names and contents of all files but the sources."""
    found = [f"printed {form!r}" for text in (done.stdout, done.stderr) for form in seen_in(text.encode())]
    for path in source.parent.rglob("*"):
        if source not in (path, *path.parents):
            name = str(path.relative_to(source.parent))
            found += [f"name {name}"] if seen_in(name.encode()) else []
            found += [f"{name}: {form!r}" for form in seen_in(path.read_bytes())] if path.is_file() else []
    return found


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "postmortems"
    write(folder, {"site.yml": SITE, "2026-03-01-good.md": report("Fine.")["PLACE.md"]})
    return folder


def test_there_are_canaries_in_many_places() -> None:
    assert len(PLACEMENTS) >= 100
    assert all(CANARY in f"{placement}" for placement in PLACEMENTS.values())


def test_no_canary_gets_out_of_a_public_build(source: Path) -> None:
    for number, placement in enumerate(PLACEMENTS.values()):
        write(source, written(placement, number))
    done = build_outside(source)
    assert done.returncode == 0, done.stderr
    assert "public site of 101 reports" in done.stdout
    assert leaks(source, done) == []
    assert leaks(source, build(source, "--strict")) == []


def test_an_internal_edition_has_every_canary_that_is_published_at_all(source: Path) -> None:
    shown = {
        name: p for name, p in PLACEMENTS.items() if name.startswith(("block", "span", "marked", "title"))
    }
    for number, placement in enumerate(shown.values()):
        write(source, written(placement, number))
    done = build(source, "--audience", "internal")
    assert done.exit_code == 0, done.stderr
    published = b"".join(p.read_bytes() for p in (source.parent / "out").rglob("*.html"))
    silent = {"block with the target of a link outside", "block with a comment", "marked address"}
    missing = {name for n, name in enumerate(shown) if f"{STEM}{n:03}x".encode() not in published}
    assert missing <= silent


BLOCK = "::: internal\nCANARY\n:::"
BROKEN = {
    "draft with an unknown key": report("x", status="draft", fields="CANARY: 1\n"),
    "draft with a wrong value": report("x", status="draft", fields="kind: CANARY\n"),
    "draft with bad YAML": report("x", status="draft", fields="a: [CANARY\n"),
    "draft with a placeholder": report("TODO CANARY\n\n[CANARY](CANARY.md)", status="draft"),
    "internal report with a broken link": report("[CANARY](CANARY.md)", audience="internal"),
    "file without front matter": {"CANARY.md": "CANARY"},
    "file of no encoding": {"CANARY.md": "---\ntitle: CANARY\x00"},
    "block that is not closed": report("::: internal\nCANARY"),
    "block that is misspelt": report("::: intrnal CANARY\nCANARY\n:::"),
    "block that is misspelt and has a finding": report("::: interna\n[CANARY](CANARY.md)\n:::\n\n## CANARY"),
    "block with more words": report("::: internal CANARY\nCANARY\n:::"),
    "span that is not closed": report("Text [CANARY{.internal} text."),
    "span that is misspelt": report("Text [CANARY]{.internl} text."),
    "span with a space": report("Text [CANARY] {.internal} text."),
    "span in a title that is misspelt": report(title="'Outage [CANARY]{internal}'"),
    "comment that is not closed": report("<!-- CANARY"),
    "span in the title of a reference": report("[a][r]\n\n[r]: https://example.org '[CANARY]{.internal}'"),
    "span in an address that nothing refers to": report("a\n\n[r]: https://example.org/[CANARY]{.internal}"),
    "span in the title of one that nothing refers to": report(
        "a\n\n[r]: https://example.org '[CANARY]{.internal}'"
    ),
    "mark indented like code": report("text\n\n    ::: internal\n    CANARY\n    :::"),
    "mark in a block of code": report("```\nlog\n::: internal\nCANARY\n:::\n```"),
    "span in a block of code": report("~~~ sh\nssh [CANARY]{.internal}\n~~~"),
    "span in code indented": report("text\n\n    ssh [CANARY]{.internal}"),
    "span in code": report("Run `ssh [CANARY]{.internal}`."),
    "code with a class": report("```sh {.internal}\nCANARY\n```"),
    "code in the language internal": report("~~~ internal\nCANARY\n~~~"),
    "HTML with a class": report("<div class='internal'>CANARY</div>"),
    "comments as marks": report("<!-- internal -->\nCANARY\n<!-- /internal -->"),
    "comments as marks in a line": report("Text <!-- begin internal -->CANARY<!-- end internal -->."),
    "attribute of another name": report("Text [CANARY]{internal=true} text."),
    "attribute of another kind": report("Text [CANARY]{role=internal} text."),
    "span in a cell without a column": report("| a |\n|---|\n| 1 | [CANARY]{.internal} |"),
    "span in a row without borders": report("a | b\n-|-\n1 | 2 | [CANARY]{.internal} and more"),
    "misspelt span in a cell without a column": report("| a |\n|---|\n| 1 | [CANARY]{.intern} |"),
    "cell without a column in a list": report("- x\n\n  | a |\n  |---|\n  | 1 | [CANARY]{.internal} |"),
    "cell without a column in a quote": report("> | a |\n> |---|\n> | 1 | [CANARY]{.internal} |"),
    "block of a comment in a cell without a column": report("| a |\n|---|\n| 1 | <!-- internal -->CANARY |"),
    "link in a cell without a column": {
        "PLACE.md": report("| a |\n|---|\n| 1 | [a](CANARY.md) |")["PLACE.md"],
        "CANARY.md": report(audience="internal")["PLACE.md"],
    },
    "span in a second definition": report(
        "[r]\n\n[r]: https://e.example 'a'\n[r]: https://e.example '[CANARY]{.internal}'"
    ),
    "span in a second definition in a quote": report(
        "[r]\n\n[r]: https://e.example\n\n> [R]: https://e.example '[CANARY]{.internal}'"
    ),
    "second definition to an internal report": {
        "PLACE.md": report("[r]\n\n[r]: https://e.example\n[r]: CANARY.md")["PLACE.md"],
        "CANARY.md": report(audience="internal")["PLACE.md"],
    },
    "misspelt span in a second footnote": report("a[^1]\n\n[^1]: [CANARY]{.intern}\n\n[^1]: b"),
    "misspelt span around a footnote in a footnote": report(
        "a[^1][^2]\n\n[^1]: [CANARY]{.intern}\n\n    [^2]: b"
    ),
    "span that is nested too deep": report(">" * 101 + " [CANARY]{.internal}"),
    "block that is nested too deep": report("\n".join(">" * 101 + line for line in BLOCK.split("\n"))),
    "span in too long a line": report("x" * 20_001 + " [CANARY]{.internal}"),
    "span as an id": report("Text [CANARY]{#internal} text."),
    "HTML with a class without quotes": report("<details class=internal>\nCANARY\n</details>"),
    "HTML with a name": report("<internal>CANARY</internal>"),
    "comments in German": report("<!-- intern -->\nCANARY\n<!-- /intern -->"),
    "comments with more words": report("<!-- begin internal section -->\nCANARY"),
    "comments with signs": report("<!-- #internal -->\nCANARY\n<!-- .internal -->"),
    "comment with a colon": report("<!-- internal: -->\n\nCANARY"),
    "comment with colons": report("<!-- ::: internal -->\nCANARY\n<!-- ::: -->"),
    "directive in a line": report("Text :internal[CANARY] text."),
    "reference as a mark": report("Text [CANARY][.internal] text."),
    "class without braces": report("Text [CANARY] .internal"),
    "forum code": report("[internal]CANARY[/internal]"),
    "alert": report("> [!INTERNAL]\n> CANARY"),
    "admonition": report("!!! internal\n    CANARY"),
    "block of one colon": report(": internal\nCANARY\n:"),
    "block of one colon below text": report("Text\n: internal\nCANARY\n:"),
    "code in two languages": report("```python internal\nCANARY\n```"),
    "forum code in a title": report(title="'Outage [internal]CANARY[/internal]'"),
    "brace as an entity": report("Text [CANARY]&#123;.internal} text."),
    "braces as entities": report("Text [CANARY]&lbrace;.internal&rbrace; text."),
    "dot as an entity": report("Text [CANARY]{&#46;internal} text."),
    "colons of full width": report("：：： internal\nCANARY\n：：："),
    "ratio signs": report("∶∶∶ internal\nCANARY\n∶∶∶"),
    "braces of full width": report("Text [CANARY]｛.internal｝ text."),
    "span in an address by its codes": report("[a](https://example.org/%5BCANARY%5D%7B.internal%7D)"),
    "block in a text of the front matter": report(
        fields="description: |\n  One\n  ::: internal\n  CANARY\n  :::\n"
    ),
    "action whose audience is misspelt": report(fields="actions: [{title: CANARY, audience: intern}]\n"),
    "action whose audience is marked": report(
        fields="actions: [{title: CANARY, audience: '[internal]{.internal}'}]\n"
    ),
    "status that is marked": report("CANARY", status="'[draft CANARY]{.internal}'"),
    "internal fields of another name": report(fields="internals: {a: CANARY}\n"),
    "internal fields with a capital": report(fields="Internal: CANARY\n"),
    "finding beside a span": report("TODO [CANARY]{.internal} ??"),
    "finding beside a field": report(fields="kindd: x\ntags: ['[CANARY]{.internal}', [a]]\n"),
    "same id as an internal report": {
        "PLACE.md": report(fields="id: taken\n")["PLACE.md"],
        "CANARY.md": report(audience="internal", fields="id: taken\n")["PLACE.md"],
    },
    "link that is almost an internal report": {
        "PLACE.md": report("[a](2026-03-01-quagga.md)")["PLACE.md"],
        "2026-03-01-CANARY.md": report(audience="internal")["PLACE.md"],
    },
    "anchor of an internal report": {
        "PLACE.md": report("[a](CANARYb.md#quaggazebr)")["PLACE.md"].replace("CANARYb", "hidden"),
        "hidden.md": report("## CANARY", audience="internal")["PLACE.md"],
    },
    "audience that is misspelt": report("CANARY", title="CANARY", audience="publc"),
    "status that is misspelt": report("CANARY", title="CANARY", status="publshed", fields="kind: CANARY\n"),
    "key given twice inside": report(fields="internal: {CANARY: 1, CANARY: 2}\n"),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_no_canary_is_printed_by_a_public_build_that_fails(source: Path, what: str) -> None:
    write(source, written(BROKEN[what], 1))
    done = build(source)
    assert done.exit_code == 1, done.stderr
    assert "nothing was written" in done.stderr
    assert leaks(source, done) == []
    partly = build(source, "--keep-going")
    assert partly.exit_code == 1
    assert leaks(source, partly) == []


def test_a_finding_in_a_public_report_is_told_in_full(source: Path) -> None:
    write(source, {"2026-03-02-bad.md": report("[broken](nowhere.md)")["PLACE.md"]})
    done = build(source)
    assert "`nowhere.md` does not exist" in done.stderr
    assert "[broken](nowhere.md)" in done.stderr


def test_remarks_outside_the_edition_are_counted_but_not_told(source: Path) -> None:
    write(source, written(BROKEN["internal report with a broken link"], 1))
    done = build(source)
    assert (
        "1 error in reports outside this edition, or beside broken marks: run `postmortem check`"
        in done.stderr
    )


CHANGES = {
    "published to draft": ("status: published", "status: draft"),
    "published to review": ("status: published", "status: review"),
    "public to internal": ("audience: public", "audience: internal"),
    "under embargo": ("published: 2026-03-02", "published: 2126-03-02\nembargo_until: 2126-03-01 12:00"),
    "block around it": (f"{STEM} text", f"::: internal\n{STEM} text\n:::"),
    "span around it": (f"{STEM} text", f"[{STEM} text]{{.internal}}"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_taken_back_is_gone_with_the_next_build(source: Path, change: str) -> None:
    before, after = CHANGES[change]
    words = f"![{STEM}]({STEM}.png)" if "around" not in change else ""
    text = report(f"{STEM} text\n\n{words}", fields=f"tags: [{STEM}]\n" if words else "")["PLACE.md"]
    name = f"{STEM}.md" if words else "2026-03-01-open.md"
    write(source, {name: text, f"{STEM}.png": "\x89PNG"})
    first = build(source)
    assert first.exit_code == 0, first.stderr
    assert leaks(source, first)
    write(source, {name: text.replace(before, after)})
    second = build(source)
    assert second.exit_code == 0, second.stderr
    assert leaks(source, second) == []


@contextmanager
def served(source: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    command = [sys.executable, "-m", "postmortem", "serve", str(source), "--port", "0", "--poll"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            printed = ""
            for _ in range(50):
                printed += process.stderr.readline()
                address = re.search(r"serving (http://\S+)", printed)
                if address:
                    break
            assert address, printed
            assert not seen_in(printed.encode())
            yield address[1].rstrip("/"), process
        finally:
            process.terminate()
            process.wait(10)


def fetch(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            content: bytes = answer.read()
    except urllib.error.HTTPError as error:
        content = error.read()
    return content


def crawl(base: str) -> dict[str, bytes]:
    """Every page that can be reached from the first one, and what no page links to."""
    todo = [
        "/",
        "/feed.xml",
        "/sitemap.xml",
        "/robots.txt",
        "/404.html",
        "/_headers",
        "/_postmortem/problems",
    ]
    pages: dict[str, bytes] = {}
    while todo and len(pages) < 400:
        path = todo.pop()
        if path in pages:
            continue
        pages[path] = fetch(base + path)
        for link in re.findall(rb'(?:href|src)="([^"#?]+)', pages[path]):
            target = urllib.parse.urljoin(base + path, link.decode())
            if target.startswith(base + "/"):
                todo.append(target.removeprefix(base))
    return pages


def test_no_canary_gets_out_of_a_public_preview(source: Path) -> None:
    for number, placement in enumerate(PLACEMENTS.values()):
        write(source, written(placement, number))
    for number, placement in enumerate(BROKEN.values(), start=500):
        write(source, written(placement, number))
    with served(source) as (base, _):
        pages = crawl(base)
        with urllib.request.urlopen(f"{base}/_postmortem/events", timeout=20) as stream:
            state = b"".join(stream.readline() for _ in range(4))
    assert b'"problems": {' in pages["/_postmortem/problems"].replace(b'":{', b'": {')
    assert b"problems" in state
    assert len(pages) > 100
    assert [path for path, content in {**pages, "events": state}.items() if seen_in(content)] == []


def test_a_line_that_names_a_report_outside_the_edition_is_not_shown(source: Path) -> None:
    related = "related: [{id: CANARYa, relation: same-cause}, {id: nowhere, relation: same-cause}]\n"
    write(source, written({
        "PLACE.md": report("Fine.", fields=related.replace("CANARYa", CANARY))["PLACE.md"],
        "x.md": report("Hidden.", audience="internal", fields=f"id: {CANARY}\n")["PLACE.md"],
    }, 1))  # fmt: skip
    assert leaks(source, build(source)) == []


RETRACTED_SYNTAX = {
    "field twice": report("Fine.", fields="tags: [CANARY]\ntags: [CANARY]\n"),
    "unknown field": report("Fine.", fields="CANARY: CANARY\n"),
    "wrong value": report("Fine.", fields="resolved: CANARY\n"),
    "wrong action": report("Fine.", fields="actions: [{title: CANARY, type: CANARY}]\n"),
    "code that is never closed": report("```CANARY\nCANARY"),
    "lost cell": report("| a |\n|---|\n| b | CANARY |"),
    "second address": report("[a][b]\n\n[b]: https://CANARY.example\n[b]: https://example.org/CANARY"),
    "HTML": report("<b CANARY>CANARY</b>"),
    "footnote without a text": report("CANARY[^CANARY]"),
    "refused link": report("[CANARY](javascript:CANARY)"),
    "heading twice": report("### CANARY {#a}\n\n### CANARY {#a}"),
    "entry": report(entries="- 99:99 CANARY\n"),
    "comment that is never closed": report("<!-- CANARY"),
}


@pytest.mark.parametrize("fault", RETRACTED_SYNTAX)
def test_no_line_of_a_retracted_report_is_printed_or_kept(source: Path, fault: str) -> None:
    files = written(RETRACTED_SYNTAX[fault], 1)
    write(
        source, {path: text.replace("status: published", "status: retracted") for path, text in files.items()}
    )
    assert leaks(source, build(source)) == []
    checked = CliRunner().invoke(cli, ["check", str(source)], catch_exceptions=False)
    assert seen_in(checked.output.encode()), "the writer is told"


def test_a_report_that_is_taken_back_is_forgotten(source: Path) -> None:
    files = written(report("CANARY"), 1)
    write(source, files)
    assert leaks(source, build(source)) != []
    write(
        source, {path: text.replace("status: published", "status: retracted") for path, text in files.items()}
    )
    assert leaks(source, build(source)) == []


def test_no_canary_in_a_mark_of_the_settings_gets_out(source: Path) -> None:
    mark = f"[{STEM}001x]{{.internal}}"
    more = f"footer: 'a {mark}'\nservices: [{{id: api, name: '{mark}'}}]\ndescription: '{mark}'\n"
    (source / "site.yml").write_text(SITE + more, "utf-8")
    for arguments in ((), ("--keep-going",)):
        done = build(source, *arguments)
        assert done.exit_code == 1
        assert leaks(source, done) == []


MISPLACED = {
    "reference": report("A [CANARY][undefined]{.internal} b"),
    "internal definition": report(
        "A [CANARY][r]{.internal} b\n\n::: internal\n[r]: https://example.org\n:::"
    ),
    "empty": report("A CANARY[]{.internal} b"),
    "note": report("A ^[CANARY][x]{.internal} b"),
    "action": report(fields="actions: [{title: CANARY, audience: intern}]\n"),
    "field of an action": report(fields="actions: [{title: CANARY, internal: true}]\n"),
    "revision": report(fields="revisions: [{date: 2026-03-03, note: CANARY, audience: internal}]\n"),
    "field of the site's own": report(fields="extra: {intern: CANARY}\n"),
    "attached file": {**report("[log](log.txt)"), "log.txt": "::: internal\nCANARY\n:::\n"},
}


@pytest.mark.parametrize("place", MISPLACED)
def test_no_canary_gets_out_of_a_mark_that_does_nothing_whatever_the_levels(source: Path, place: str) -> None:
    (source / "site.yml").write_text(SITE + "rules: {PM1xx: 'off', PM2xx: 'off'}\n", "utf-8")
    write(source, written(MISPLACED[place], 1))
    for arguments in ((), ("--keep-going",)):
        done = build(source, *arguments)
        assert done.exit_code == 1
        assert leaks(source, done) == []


@pytest.mark.parametrize("link", ["geheime-st%C3%B6rung.md", "geheime-störung.md", "GEHEIME-STÖRUNG.md"])
def test_a_name_outside_the_edition_is_not_printed_however_it_is_written(source: Path, link: str) -> None:
    hidden = normalize("NFD", "geheime-störung.md")
    write(source, {
        "2026-03-01-a.md": report(f"TODO: see [it]({link}), and `geheime-störung`.")["PLACE.md"],
        hidden: report("Hidden.", audience="internal")["PLACE.md"],
    })  # fmt: skip
    done = build(source)
    printed = normalize("NFC", urllib.parse.unquote(done.stdout + done.stderr)).casefold()
    assert done.exit_code == 1
    assert "todo" in printed
    assert "störung" not in printed


def test_the_folder_of_a_report_outside_the_edition_is_not_kept(source: Path) -> None:
    write(source, written({
        "PLACE.md": report(f"![A chart]({CANARY}/chart.png)")["PLACE.md"],
        f"{CANARY}/index.md": report("Hidden.", audience="internal")["PLACE.md"],
        f"{CANARY}/chart.png": "\x89PNG",
    }, 1))  # fmt: skip
    done = build(source)
    assert done.exit_code == 0, done.stderr
    assert [where for where in leaks(source, done) if "sqlite" in where] == []
