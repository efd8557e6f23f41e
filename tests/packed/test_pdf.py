"""What a PDF file says on its pages, however its fonts and streams are written."""

import zlib
from base64 import a85encode

import pytest

from postmortem.packed.parts import parts_of

TABLE = b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
CHARS = (
    TABLE + b"2 beginbfchar <0001> <0041> <0002> <00660069> endbfchar 1 beginbfrange <0003> <0005> <0061>\n"
)
CHARS += b"<0006> <0007> [<0020> <00FC>] endbfrange"


def stream(content: bytes, head: bytes = b"/Filter /FlateDecode", *, packed: bool = True) -> bytes:
    data = zlib.compress(content) if packed else content
    return b"4 0 obj\n<< %b /Length %d >>\nstream\n%b\nendstream\nendobj\n" % (head, len(data), data)


def pdf(*streams: bytes, rest: bytes = b"") -> bytes:
    return b"%PDF-1.7\n" + b"".join(streams) + rest + b"trailer << /Info 1 0 R >>\n%%EOF\n"


A85 = a85encode(zlib.compress(b"(Acme paid) Tj")) + b"~>"
FILES = {
    "a string": (pdf(stream(b"BT /F1 9 Tf (Acme paid) Tj ET")), "Acme paid"),
    "kerned": (pdf(stream(b"BT [(Ac) 12 (m) -18.5 (e)-333(paid)] TJ ET")), "Acme paid"),
    "with signs": (pdf(stream(rb"(Acme \(M\374ller\)\040paid)Tj")), "Acme (Müller) paid"),
    "lines": (pdf(stream(b"(Acme) Tj 0 -12 Td (paid) Tj T* (us) Tj")), "Acme\npaid\nus"),
    "words by steps": (pdf(stream(b"(Acme) Tj 30.5 0 Td (paid) Tj")), "Acme paid"),
    "letters by steps": (pdf(stream(b"(Ac) Tj 4 0 Td (me) Tj 9 0 Td ( paid) Tj")), "Acme paid"),
    "with a table": (pdf(stream(b"<00010003000600050007> Tj"), stream(CHARS)), "Aa cü"),
    "a letter for two": (pdf(stream(CHARS), stream(b"[<0001> 3 <0002>] TJ")), "Afi"),
    "not packed": (pdf(stream(b"(Acme paid) Tj", b"", packed=False)), "Acme paid"),
    "in letters": (pdf(stream(A85, b"/Filter [/ASCII85Decode /FlateDecode]", packed=False)), "Acme paid"),
    "a note": (pdf(rest=b"5 0 obj << /Subtype /Text /Contents (Acme paid) >>\n"), "Acme paid"),
    "a title": (pdf(rest=b"1 0 obj << /Title <FEFF00410063006D0065> >>\n"), "Acme"),
    "packed objects": (pdf(stream(b"<< /T (Acme paid) >>", b"/ObjStm /Filter /FlateDecode")), "Acme paid"),
    "never closed": (pdf(stream(b"(Acme) Tj")).partition(b"\nendstream")[0], "Acme"),
}  # fmt: skip


def said(data: bytes) -> list[str]:
    """The words that are read of a file, with single spaces."""
    return [" ".join(part.data.decode().split()) for part in parts_of(data) if part.unit]


@pytest.mark.parametrize("kind", FILES)
def test_the_words_of_a_page_are_read(kind: str) -> None:
    data, words = FILES[kind]
    assert any(" ".join(words.split()) in text for text in said(data)), said(data)


def test_pictures_and_fonts_are_no_text() -> None:
    data = pdf(stream(b"(Acme paid) Tj", b"/Subtype /Image /Filter /FlateDecode"))
    assert not [text for text in said(data) if "Acme" in text]
