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
    "not closed": (b"<p>Acme <<b> paid <", "Acme < paid <"),
}  # fmt: skip


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_words_that_programs_part_are_whole(kind: str) -> None:
    data, words = DOCUMENTS[kind]
    assert list(words_of(data)) == [words]


@pytest.mark.parametrize("data", [b"", b"text", b"a < b", b"{}", b"\xff\xfe<\0", b"< 5 ms"])
def test_what_is_no_markup_has_no_such_words(data: bytes) -> None:
    assert not is_markup(data)
