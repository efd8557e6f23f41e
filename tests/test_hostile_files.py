"""Whatever the bytes are, they are read in time that grows as their size does, and nothing raises."""

import bz2
import gzip
import lzma
import random
import re
import struct
import time
import zlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packed_files import DOCUMENTS, WORDML, old_tar, pdf, stream, zipped
from postmortem.diagnostics import Span
from postmortem.model.plan import AssetFile
from postmortem.model.report import Audience
from postmortem.model.secrets import Secret
from postmortem.model.site import Settings
from postmortem.packed.parts import parts_of
from postmortem.packed.texts import readings_of
from postmortem.parse.report import parse_report
from postmortem.render.gate.matcher import Matcher
from postmortem.rules.context import RuleContext
from postmortem.rules.safety.attached import check_attached_texts
from postmortem.rules.safety.metadata import read_metadata
from postmortem.rules.safety.office import read_document

TEXT = b"---\ntitle: Search\naudience: public\nstatus: published\n---\n[it](it.zip)\n"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
SMALL, LARGE = 2_000, 16_000
LEAST = 0.1  # seconds of the large one, below which nothing is said of how they grow
MOST = 24  # times as long for eight times as much: 64 times would be its square

# What readers look for, again and again: the beginnings of things that never end, and ends without beginning.
UNITS = (
    *(b" ", b"\n", b" \n", b"\\(", b"(", b")", b"((", b"(a", b"<", b"<a", b"<a ", b"<a>", b"</", b"/>"),
    *(b"<w:t", b"<w:p>", b"<w:delText>", b"<w:instrText>", b' title="', b" a='b'", b"<!--", b"<![CDATA["),
    *(b"beginbfchar", b"endbfchar", b"beginbfrange", b"endbfrange", b"<a><a>[", b"<0000> <0041> "),
    *(b"<0000><ffff><0041>", b"<ff> <ffff> <0041>",  b"&", b"&#", b"&#1", b"&#x1", b"&amp;", b"&amp"),
    *(b"1", b"1 ", b"0 ", b"0", b".", b"-123.", b"-123.1", b"stream\n", b"endstream\n", b"1 0 obj\n"),
    *(b"/F1 1 0 R ", b"/F1 1 Tf ", b"/", b"0 0 Td ", b"BT ", b"'", b"<0041>", b"<00", b"<<"),
    *(b"/Author(", b"/Author (\\", b"/Author <", b"<x:xmpmeta", b"Exif\0\0", b"\x1c\x02"),
    *(b"PK\3\4", b"PK\3\4" + bytes(26), b"PK\1\2", b"PK\1\2" + bytes(42), b"PK\5\6" + bytes(18), b"PK\7\b"),
    *(gzip.compress(b""), bz2.compress(b""), lzma.compress(b""), b"20 path=a", b"20 path=a\n"),
    *(b"a", b"a ", b"a.", b"@", b"a@a.", b"a@a.aa ", b"mailto:a@a.", b"pwd=a1234567", b"password is "),
    *(b"cookie: a=", b"secret key ", b"1.1.1.1 ", b"1.1.1.1", b"version 10.2.3.4, ", b"::", b"1:2:"),
    *(b"%41", b"%41 ", b"tel. 0", b"+49 1", b"0049", b"x.corp ", b"x.internal.", b"acme ", b"acme\n"),
    b"/ObjStm stream\n",
    *(b":::", b"::: internal ", b"> ", b"]{", b"https://", b"\\u0041", b"\\'e4", b"{\\*", b"Ab1+"),
    *("ä".encode(), "e\u0301".encode(), "\u0301\u0316".encode(), b"\xff", b"\xe4 ", b"\0", b"a\0\n\0"),
    *(b"<dc:creator>", b"<author>", b' w:author="', b"<a:cmAuthor ", b"-----BEGIN ", b"eyJ", b"://a:b@"),
)  # fmt: skip
WORD = b'<w:d xmlns:w="%b"><w:p>x' % WORDML
WRAPPED: dict[str, Callable[[bytes], bytes]] = {
    "as it is": lambda data: data,
    "in markup": lambda data: zipped({"a.xml": b"<a>x" + data + b"y</a>"}),
    "in a tag": lambda data: zipped({"a.xml": b'<a b="' + data}),
    "in a document": lambda data: zipped({"a.xml": WORD + data}),
    "in RTF": lambda data: b"{\\rtf1 " + data,
    "on a page": lambda data: pdf(stream(b"BT " + data + b" ET")),
    "in a string": lambda data: pdf(stream(b"BT (" + data)),
    "between objects": lambda data: b"%PDF-1.7\n" + data,
    "in a table": lambda data: pdf(stream(b"beginbfrange " + data + b" endbfrange"), stream(b"<0041> Tj")),
    "before a stream": lambda data: b"%PDF-1.7\n4 0 obj << /Filter /FlateDecode " + data + b">>\nstream\n",
    "in objects": lambda data: b"%PDF-1.7\n4 0 obj << /ObjStm /First 99999999 >>\nstream\n" + data,
    "in a zip": lambda data: b"PK\3\4" + data,
    "before a zip's end": lambda data: data + b"PK\5\6" + bytes(18),
    "about a tar": lambda data: old_tar(b"a", data, kind=b"x"),
    "in a tar": lambda data: old_tar(b"a", data),
    "in a picture": lambda data: b"\x89PNG\r\n\x1a\n" + data,
    "in a photograph": lambda data: b"\xff\xd8" + data,
    "in a drawing": lambda data: b"<svg>" + data,
}
GATE = Matcher([Secret("The vault of Müller stood open the whole night", Span("a.md"))], ["Something else"])
DENIED = Settings(safety_deny=("Acme Widgets", "Ärger mit Wörtern"))
Look = Callable[[bytes], None]


def look(data: bytes) -> None:
    """Everything that is done with a linked file."""
    report = parse_report(TEXT, "x.md", "", DENIED, Audience.PUBLIC).report
    assert report is not None
    files = {"it.zip": AssetFile("", lambda: data)}
    list(check_attached_texts(report, RuleContext(DENIED, NOW, {}, frozenset(files), assets=files)))
    list(read_document(data))
    list(read_metadata(data))
    GATE.find(data)


def seconds(look_at: Look, data: bytes) -> float:
    begun = time.process_time()
    look_at(data)
    return time.process_time() - begun


def grown(unit: bytes, size: int) -> bytes:
    return unit * (size // len(unit) + 1)


def too_steep(look_at: Look, wrap: Callable[[bytes], bytes], units: Iterable[bytes]) -> list[str]:
    """The units of which eight times as many take far more than eight times as long."""
    found = []
    for unit in units:
        large = wrap(grown(unit, LARGE))
        if seconds(look_at, large) > LEAST:
            small = wrap(grown(unit, SMALL))
            times = sorted(seconds(look_at, large) / seconds(look_at, small) for _ in range(3))
            found += [f"{unit!r}: {times[0]:.0f} times"] if times[0] > MOST else []
    return found


@pytest.mark.parametrize("where", WRAPPED)
def test_the_time_for_what_comes_again_and_again_grows_with_its_size(where: str) -> None:
    assert too_steep(look, WRAPPED[where], UNITS) == []


def test_the_time_for_two_things_in_turn_grows_with_their_size() -> None:
    chance = random.Random(7)
    pairs = [chance.choice(UNITS) * chance.randint(1, 3) + chance.choice(UNITS) for _ in range(200)]
    for wrap in WRAPPED.values():
        assert too_steep(look, wrap, chance.sample(pairs, 12)) == []


def test_a_reader_that_is_too_steep_is_seen() -> None:
    def slow(data: bytes) -> None:
        for at in range(len(data)):
            re.compile(rb"[a-d]*z").match(data, at)

    assert too_steep(slow, lambda data: data, [b"abcd"]) != []


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_damaged_documents_never_raise(kind: str) -> None:
    chance = random.Random(kind)
    for _ in range(40):
        damaged = bytearray(DOCUMENTS[kind])
        for _ in range(chance.randint(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        cut = chance.randrange(len(damaged)) if chance.random() < 0.3 else len(damaged)
        look(bytes(damaged[:cut]))


@given(st.sampled_from(sorted(DOCUMENTS)), st.data())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_documents_with_something_put_in_never_raise_and_stay_small(kind: str, data: st.DataObject) -> None:
    document = DOCUMENTS[kind]
    at = data.draw(st.integers(0, len(document)))
    skipped = data.draw(st.integers(0, 40))
    inside = data.draw(st.one_of(st.binary(max_size=40), st.sampled_from(UNITS)))
    changed = document[:at] + inside + document[at + skipped :]
    assert sum(len(read.data) for read in readings_of(changed)) < 1_000_000
    list(read_document(changed))
    GATE.find(changed)


@given(st.binary(max_size=2_000), st.sampled_from(sorted(WRAPPED)))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_random_bytes_never_raise(data: bytes, where: str) -> None:
    for read in readings_of(WRAPPED[where](data)):
        read.data.decode("utf-8" if read.unit else "latin-1", "replace")


@pytest.mark.parametrize(
    "data",
    [
        pdf(stream(b"beginbfrange <ff> <ffff> <0041> endbfrange")),
        pdf(stream(b"beginbfrange " + b"<0000><ffff><0041>" * 20_000 + b" endbfrange"), stream(b"<0041> Tj")),
        pdf(*(stream(b"beginbfrange <0000><ffff><%04x> endbfrange" % n, number=n) for n in range(100))),
        zipped({"a.xml": b"<a>&#" + b"1" * 9_000 + b";</a>"}),
        *(old_tar(b"a", b"x", b"\x80" + b"\xff" * 11, kind) for kind in (b"0", b"x", b"g", b"L", b"S", b"D")),
        *(old_tar(b"a", b"x", b"\xff" * 12, kind) for kind in (b"0", b"x", b"L")),
        *(old_tar(b"a", about, kind=b"x") for about in (b"0 a=b\n", b"-5 a", b"9 size=9999999999\n")),
    ],
)  # fmt: skip
def test_what_says_of_itself_more_than_can_be_is_read_at_once(data: bytes) -> None:
    look(data)


def test_files_without_bytes_are_counted_over_all_archives() -> None:
    inner = zipped({f"{number}": b"" for number in range(4_000)})
    parts = list(parts_of(zipped({f"{number}.zip": inner for number in range(9)})))
    assert len(parts) < 10_100
    assert any(part.unread == "it holds more than 10000 files" for part in parts)


def listed_many_times(content: bytes, times: int) -> bytes:
    """An archive with one file, of Flate, that its directory lists many times."""
    sizes = struct.pack("<HHHHHIII", 20, 0, 8, 0, 33, zlib.crc32(b""), len(content), 0)
    head = b"PK\3\4" + sizes + struct.pack("<HH", 1, 0) + b"a" + content
    entries = (b"PK\1\2" + b"\x14\0" + sizes + struct.pack("<HHHHHII", 1, 0, 0, 0, 0, 0, 0) + b"a") * times
    end = struct.pack("<HHHHIIH", 0, 0, times, times, len(entries), len(head), 0)
    return head + entries + b"PK\5\6" + end


def test_a_file_that_is_listed_many_times_is_not_gone_through_each_time() -> None:
    nothing = b"\0\0\0\xff\xff" * 400_000 + b"\3\0"  # blocks of Flate that hold nothing
    parts = list(parts_of(listed_many_times(nothing, 9_000)))
    assert len(parts) < 200
    assert any(part.unread == "too much is packed in it" for part in parts)
