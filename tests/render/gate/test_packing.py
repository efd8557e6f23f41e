"""What is packed in a file is looked at, too."""

import gzip
import struct
import zlib

import pytest

from postmortem.diagnostics import Span
from postmortem.model.secrets import Secret
from postmortem.render.gate.matcher import Matcher
from postmortem.render.gate.packing import unpacked

TEXT = "The vault of Müller stood open the whole night of the audit"


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + b"\0\0\0\0"


def png(*chunks: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks) + chunk(b"IEND", b"")


FILES = {
    "plain": TEXT.encode(),
    "gzip": gzip.compress(TEXT.encode()),
    "UTF-16 with its mark": TEXT.encode("utf-16"),
    "UTF-16 without": TEXT.encode("utf-16-be"),
    "Latin-1": TEXT.encode("latin-1"),
    "zTXt": png(chunk(b"zTXt", b"Comment\0\0" + zlib.compress(TEXT.encode("latin-1", "replace")))),
    "iTXt": png(chunk(b"iTXt", b"Comment\0\1\0de\0\0" + zlib.compress(TEXT.encode()))),
}


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_a_text_is_found_in_every_packing(data: bytes) -> None:
    matcher = Matcher([Secret(TEXT, Span("a.md"))], ["Something else"])
    assert matcher.find(data) is not None


@pytest.mark.parametrize(
    "data", [b"", b"\x1f\x8bno gzip", png(chunk(b"zTXt", b"x")), b"\x89PNG\r\n\x1a\n\xff", b"\0" * 100]
)
def test_what_cannot_be_unpacked_is_looked_at_as_it_is(data: bytes) -> None:
    assert next(unpacked(data)) == ("", data)
    list(unpacked(data))


def test_much_packed_in_little_is_not_unpacked_whole() -> None:
    assert sum(len(form) for _, form in unpacked(gzip.compress(b"x" * 50_000_000))) < 20_000_000
