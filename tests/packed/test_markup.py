"""The words of documents in markup, as their writers see them."""

import pytest

from postmortem.packed.markup import is_markup, words_of

WORD = (
    b'<?xml version="1.0"?>\n<w:document xmlns:w="http://schemas.example/w"><w:body><w:p>'
    b'<w:pPr><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Ac</w:t></w:r>'
    b'<w:proofErr w:type="x"/><w:r w:rsidR="1"><w:t>me paid</w:t></w:r></w:p>'
    b"<w:p><w:r><w:t>4711 &amp; more</w:t></w:r></w:p></w:body></w:document>"
)
DOCUMENTS = {
    "Word": (WORD, "Acme paid\n4711 & more\nleft\npreserve"),
    "a tab and a line's end": (b"<w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/>three", "one two\nthree"),
    "Excel": (b"<sst><si><t>Acme</t></si><si><r><t>pa</t></r><r><t>id</t></r></si></sst>", "Acme\npaid"),
    "PowerPoint": (b"<a:p><a:r><a:t>Acme</a:t></a:r></a:p><a:p><a:t>paid</a:t></a:p>", "Acme\npaid"),
    "OpenDocument": (b"<text:p>Acme<text:s/><text:span a='T1'>pa</text:span>id</text:p>", "Acme paid"),
    "which program wrote it": (b"<meta:generator>Office/7.4.7.2$Linux</meta:generator><a>b</a>", "b"),
    "a link": (b'<a><Relationship Target="https://a.example/x?a=1&amp;b"/></a>', "https://a.example/x?a=1&b"),
    "HTML": (b"\n<p>Ac<b>me</b> paid<br>4711</p>", "Acme paid\n4711"),
    "letters in colour": (
        (b'<a:p><a:r><a:rPr><a:solidFill><a:srgbClr val="F"/></a:solidFill></a:rPr><a:t>Ac</a:t></a:r>'
         b"<a:r><a:rPr><a:solidFill><a:schemeClr/></a:solidFill></a:rPr><a:t>me</a:t></a:r></a:p>"),
        "Acme",
    ),
    "a change of letters that was recorded": (
        b"<w:t>Ac</w:t><w:rPr><w:b/><w:rPrChange><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>me</w:t>",
        "Acme",
    ),
    "a form": (b"<w:t>Ac</w:t><w:sdt><w:sdtContent><w:t>me</w:t></w:sdtContent></w:sdt>", "Acme"),
    "a field": (b"<w:t>Ac</w:t><w:instrText> MERGE </w:instrText><w:t>me</w:t>", "Acme\nMERGE"),
    "a hyphen": (b"<w:t>Acme</w:t><w:noBreakHyphen/><w:t>Widgets</w:t>", "Acme-Widgets"),
    "another name for the namespace": (
        (b'<x:d xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><x:p><x:r><x:t>Ac</x:t></x:r>'
         b"<x:any><x:t>me</x:t></x:any></x:p><x:p>paid</x:p></x:d>"),
        "Acme\npaid",
    ),
    "no name for the namespace": (
        (b'<d xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><p><r><t>Ac</t></r>'
         b"<any><t>me</t></any></p><p>paid</p></d>"),
        "Acme\npaid",
    ),
    "a sheet's name": (b'<workbook><sheet name="Acme &amp; Co" sheetId="1"/></workbook>', "Acme & Co"),
    "a sheet's margin": (b"<oddHeader>&amp;L&amp;12Acme&amp;R&amp;P</oddHeader>", "Acme"),
    "properties": (b"<p:x><dc:creator>Jane</dc:creator><cp:by>Bob</cp:by></p:x>", "Jane\nBob"),
    "a comment, and what is no markup": (b"<a><!-- Acme --><![CDATA[paid & more]]></a>", "Acme\npaid & more"),
    "a number that is none": (b"<a>&#" + b"1" * 5_000 + b";x</a>", "\N{REPLACEMENT CHARACTER}x"),
    "not closed": (b"<p>Acme <<b> paid <", "Acme < paid <"),
}  # fmt: skip


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_words_that_programs_part_are_whole(kind: str) -> None:
    data, words = DOCUMENTS[kind]
    assert list(words_of(data)) == [words]


@pytest.mark.parametrize("data", [b"", b"text", b"a < b", b"{}", b"\xff\xfe<\0", b"< 5 ms"])
def test_what_is_no_markup_has_no_such_words(data: bytes) -> None:
    assert not is_markup(data)


def test_what_was_taken_out_with_changes_recorded_is_read_without_and_with_it() -> None:
    data = b"<w:p><w:t>Ac</w:t><w:del><w:delText>ne</w:delText></w:del><w:t>me paid</w:t></w:p>"
    assert list(words_of(data)) == ["Acme paid", "Acneme paid"]
