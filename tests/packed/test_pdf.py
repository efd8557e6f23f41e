"""What a PDF file says on its pages, however its fonts and streams are written."""

import zlib
from base64 import a85encode

import pytest

from packed_files import pdf, stream
from postmortem.packed.parts import parts_of

TABLE = b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
CHARS = (
    TABLE + b"2 beginbfchar <0001> <0041> <0002> <00660069> endbfchar 1 beginbfrange <0003> <0005> <0061>\n"
)
CHARS += b"<0006> <0007> [<0020> <00FC>] endbfrange"


HEXED = b"(Acme paid) Tj".hex().encode() + b">"
LONG = b"/X (" + b"x" * 900 + b") /Filter /FlateDecode"
FORM = b"/ProcSet [/ImageB] /Filter /FlateDecode"
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
    "not packed": (pdf(stream(b"(Acme paid) Tj", b"")), "Acme paid"),
    "in letters": (pdf(stream(A85, b"/Filter [/ASCII85Decode/Fl]")), "Acme paid"),
    "a note": (pdf(rest=b"5 0 obj << /Subtype /Text /Contents (Acme paid) >>\n"), "Acme paid"),
    "a title": (pdf(rest=b"1 0 obj << /Title <FEFF00410063006D0065> >>\n"), "Acme"),
    "packed objects": (pdf(stream(b"<< /T (Acme paid) >>", b"/ObjStm /Filter /FlateDecode")), "Acme paid"),
    "in digits": (pdf(stream(HEXED, b"/Filter /ASCIIHexDecode")), "Acme paid"),
    "with a long head": (pdf(stream(b"(Acme paid) Tj", LONG)), "Acme paid"),
    "of which pictures are named": (pdf(stream(b"(Acme paid) Tj", FORM)), "Acme paid"),
    "brackets": (pdf(stream(b"(Acme (who (as (we) know)) paid) Tj")), "Acme (who (as (we) know)) paid"),
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


def test_a_stream_that_holds_nothing_is_whole() -> None:
    data = b"%PDF-1.7\n4 0 obj << /Length 0 /Filter /FlateDecode >>\nstream\n\nendstream\nendobj\n"
    assert not [part for part in parts_of(data) if part.unread]


def fonts(*letters: bytes) -> bytes:
    """Fonts F1, F2, … in each of which the code 0001 is one of the letters."""
    named = b" ".join(b"/F%d %d 0 R" % (n, n + 20) for n in range(1, len(letters) + 1))
    objects = (
        b"%d 0 obj << /ToUnicode %d 0 R >> endobj\n" % (n + 20, n + 40) for n in range(1, len(letters) + 1)
    )
    tables = (
        stream(b"beginbfchar <0001> <%04x> endbfchar" % ord(letter), number=n + 40)
        for n, letter in enumerate(letters, start=1)
    )
    return b"9 0 obj << /Font << %b >> >> endobj\n" % named + b"".join((*objects, *tables))


def test_a_text_is_read_with_the_table_of_the_font_that_it_is_set_in() -> None:
    page = b"/F2 9 Tf <0001> Tj /F1 9 Tf <00010001> Tj /F3 9.5 Tf <0001> Tj"
    assert "BAAC" in said(pdf(stream(page), rest=fonts(b"A", b"B", b"C")))


def test_a_name_that_two_fonts_have_is_read_with_each() -> None:
    rest = fonts(b"A", b"B") + b"8 0 obj << /F1 22 0 R >> endobj\n"
    assert {"AA", "BB"} <= set(said(pdf(stream(b"/F1 9 Tf <00010001> Tj"), rest=rest)))
