"""All texts of a file, for rules and the last gate alike."""

import pytest

from packed_files import WORDML, pdf, stream, zipped
from postmortem.packed.texts import readings_of

TEXT = "The vault of Müller stood open the whole night of the audit\n"


def texts(data: bytes) -> list[tuple[str, str]]:
    return [(read.unit, read.data.decode("utf-8-sig")) for read in readings_of(data) if read.unit]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_a_text_is_read_in_whatever_encoding_it_is(encoding: str) -> None:
    assert texts(TEXT.encode(encoding)) == [("line", TEXT)]


def test_latin_letters_are_read_too() -> None:
    assert [(read.unit, read.data) for read in readings_of(TEXT.encode("latin-1"))] == [
        ("line", TEXT.encode("latin-1")),
        ("line", TEXT.encode()),
    ]


def test_the_text_of_another_script_is_read_without_a_mark() -> None:
    text = "Хранилище было открыто всю ночь\n" * 3
    assert texts(text.encode("utf-16-le")) == [("line", text)]


def test_letters_in_a_row_among_other_bytes_are_runs() -> None:
    data = (
        b"\0\xd8\1\2\xff\xd8" * 2_000
        + b"\0Acme Widgets\0\1"
        + "told in March".encode("utf-16-le")
        + b"\1\xff\xfe"
    )
    assert texts(data) == [("run", "Acme Widgets\ntold in March")]


def test_of_an_office_document_the_words_are_read_and_not_its_markup() -> None:
    data = b'<w:d xmlns:w="%b"><w:t>Acme</w:t></w:d>' % WORDML
    assert texts(data) == [("paragraph", "Acme")]
    assert [read.data for read in readings_of(data)] == [b"Acme", data]


def test_a_document_in_another_encoding_is_one() -> None:
    data = f'<w:d xmlns:w="{WORDML.decode()}"><w:t>Ac</w:t><w:t>me</w:t></w:d>'
    assert texts(zipped({"a.xml": data.encode("utf-16")}))[0] == ("paragraph", "Acme")


def test_of_other_markup_both_are_read() -> None:
    assert texts(b"<p>Ac<b>me</b></p>") == [("paragraph", "Acme"), ("line", "<p>Ac<b>me</b></p>")]


def test_the_markup_of_a_page_of_the_site_is_left_to_who_asks() -> None:
    data = b"<!doctype html><p>Ac<b>me</b></p>"
    assert [read.data for read in readings_of(data, of_site=True)] == [data]
    assert len(list(readings_of(data))) == 2


def test_letters_that_json_escapes_are_read() -> None:
    assert ("line", '{"a": "Müller"}') in texts(b'{"a": "M\\u00fcller"}')


def test_the_words_on_pages_are_lines() -> None:
    assert ("line", "Acme paid") in [
        (unit, text.strip()) for unit, text in texts(pdf(stream(b"(Acme paid) Tj")))
    ]
