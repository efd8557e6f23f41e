"""Image files that tell a place or a person, and drawings that act; all made here, byte by byte."""

import struct
import zlib
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from packed_files import zipped
from postmortem.model.plan import AssetFile
from postmortem.model.report import Report
from postmortem.model.site import Settings
from postmortem.rules.context import RuleContext
from postmortem.rules.safety.drawings import find_activity
from postmortem.rules.safety.exif import PLACE
from postmortem.rules.safety.files import check_drawings, check_pictures
from postmortem.rules.safety.metadata import read_metadata

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def tiff(entries: list[tuple[int, int, bytes]], *, gps: bool = False, order: str = "<") -> bytes:
    """A TIFF directory with text entries `(tag, type, value)`, and a directory of a position."""
    count = len(entries) + gps
    at = 8 + 2 + 12 * count + 4
    head, tail = b"", b""
    for tag, kind, value in entries:
        head += struct.pack(order + "HHII", tag, kind, len(value), at + len(tail))
        tail += value
    if gps:
        head += struct.pack(order + "HHII", 0x8825, 4, 1, at + len(tail))
        tail += struct.pack(order + "HHHII", 1, 2, 5, 3, 0) + b"\0" * 4
    start = b"II*\0" if order == "<" else b"MM\0*"
    return start + struct.pack(order + "IH", 8, count) + head + b"\0" * 4 + tail


ARTIST = (0x013B, 2, b"Jane Doe, photographer\0")
PLAIN = (0x010F, 2, b"Some camera maker\0")


def jpeg(*parts: tuple[int, bytes]) -> bytes:
    body = b"".join(struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data for marker, data in parts)
    return b"\xff\xd8" + body + b"\xff\xda\0\2" + b"picture\xff\xd9"


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(
        struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def pdf(*objects: bytes) -> bytes:
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (number, data) for number, data in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer << /Info 1 0 R >>\n%%EOF\n"


def packed(what: bytes, data: bytes) -> bytes:
    return b"<< %b /Filter /FlateDecode >>\nstream\n%b\nendstream" % (what, zlib.compress(data))


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(k + struct.pack("<I", len(d)) + d + b"\0" * (len(d) % 2) for k, d in chunks)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


XMP = (
    b'<x:xmpmeta><rdf:Description exif:GPSLatitude="52,31.2N"/>'
    b"<dc:creator><rdf:Seq><rdf:li>Jane Doe</rdf:li></rdf:Seq></dc:creator></x:xmpmeta>"
)
CREATOR = b"<dc:creator><cc:Agent><dc:title>Jane Doe</dc:title></cc:Agent></dc:creator>"
RAW_PROFILE = b"Raw profile type exif\0\nexif\n 99\n"
EMPTY_XMP = b'<x:xmpmeta><rdf:Description photoshop:City="" xmp:CreatorTool="An editor"/></x:xmpmeta>'
IPTC = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x20\x1c\x02\x50\0\x08Jane Doe\x1c\x02\x5a\0\x06Berlin"
BOTH = {PLACE, "Jane Doe"}
EXIF = b"Exif\0\0"
ITXT = b"XML:com.adobe.xmp\0\0\0\0\0"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (jpeg((0xE1, EXIF + tiff([PLAIN], gps=True))), {PLACE}),
        (jpeg((0xE0, b"JFIF\0"), (0xE1, EXIF + tiff([PLAIN], gps=True, order=">"))), {PLACE}),
        (jpeg((0xE1, EXIF + tiff([PLAIN, ARTIST]))), {"Jane Doe, photographer"}),
        (jpeg((0xE1, EXIF + tiff([(0x9C9D, 1, "Jane Doe\0".encode("utf-16-le"))]))), {"Jane Doe"}),
        (jpeg((0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)), BOTH),
        (jpeg((0xED, IPTC)), BOTH),
        (png((b"IHDR", b"x" * 13), (b"eXIf", tiff([], gps=True))), {PLACE}),
        (png((b"tEXt", b"Author\0Jane Doe")), {"Jane Doe"}),
        (png((b"zTXt", b"Artist\0\0" + zlib.compress(b"Jane Doe"))), {"Jane Doe"}),
        (png((b"iTXt", ITXT + XMP)), BOTH),
        (png((b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(XMP))), BOTH),
        (png((b"tEXt", RAW_PROFILE + (EXIF + tiff([], gps=True)).hex().encode())), {PLACE}),
        (webp((b"VP8 ", b"abc"), (b"EXIF", tiff([], gps=True)), (b"XMP ", XMP)), BOTH),
        (b"GIF89a..." + XMP, BOTH),
        (tiff([PLAIN], gps=True), {PLACE}),
        (b"\0\0\0\x18ftypheic" + EXIF + tiff([], gps=True), {PLACE}),
        (pdf(b"<< /Author (Jane \\(D\\) \\104oe) /Creator (Writer) >>"), {"Jane (D) Doe"}),
        (pdf(b"<</Author<FEFF004A00E4 006E>>>"), {"Jän"}),
        (pdf(b"<</Author (\xfe\xff\0J\0D)>>"), {"JD"}),
        (pdf(b"<< /Type /Metadata >> stream\n" + XMP + b"\nendstream"), {PLACE, "Jane Doe"}),
        (pdf(packed(b"/Type /ObjStm", b"<< /Author (Jane Doe) >>")), {"Jane Doe"}),
        (pdf(packed(b"/Type /Metadata", XMP)), {PLACE, "Jane Doe"}),
        (pdf(b"stream\n" + jpeg((0xE1, EXIF + tiff([ARTIST], gps=True)))), {PLACE, "Jane Doe, photographer"}),
        (b"<svg><metadata>" + CREATOR + b"</metadata></svg>", {"Jane Doe"}),
        (b'<svg inkscape:export-filename="/home/jdoe/x.png"/>', {"jdoe"}),
    ],
)  # fmt: skip
def test_a_place_and_a_person_are_found(data: bytes, told: set[str]) -> None:
    assert set(read_metadata(data)) == told


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b"II*\0", b"plain text",
        jpeg((0xE1, EXIF + tiff([PLAIN]))),
        jpeg((0xE1, b"http://ns.adobe.com/xap/1.0/\0" + EMPTY_XMP)),
        png((b"tEXt", b"Software\0An editor"), (b"tEXt", b"Author\0 "), (b"zTXt", b"Author\0\0broken")),
        b"\xff\xd8\xff\xe1\0\0" * 100,
        b"\xff\xd8\xff\xe1\xff\xff" + EXIF + b"II*\0\xff\xff\xff\xff",
        b"II*\0\x08\0\0\0\xff\xff" + struct.pack("<HHII", 0x8769, 4, 1, 8) * 600,
        b'<svg inkscape:export-filename="x.png"/>',
        pdf(b"<< /Author () /Producer (A program) >>"), pdf(b"<< /Author ( ) >>"),
        pdf(b"/Author (never closed"), pdf(b"<< /Author <> >>"),
        pdf(packed(b"/Type /ObjStm", b"")), pdf(b"/ObjStm stream\nbroken"),
        pdf(packed(b"/Type /XObject", b"/Author (drawn)")), pdf(EXIF * 1000), pdf(b"stream\n" * 10_000),
    ],
)  # fmt: skip
def test_broken_and_harmless_files_tell_nothing(data: bytes) -> None:
    assert set(read_metadata(data)) == set()


def test_any_cut_of_a_file_is_read_to_its_end() -> None:
    whole = jpeg((0xE1, EXIF + tiff([ARTIST], gps=True)), (0xED, IPTC))
    for end in range(len(whole)):
        assert set(read_metadata(whole[:end])) <= {PLACE, "Jane Doe", *_cuts("Jane Doe, photographer")}


def _cuts(text: str) -> set[str]:
    return {text[:end].strip() for end in range(1, len(text) + 1)}


def context(**files: bytes) -> RuleContext:
    assets = {name.replace("_", "."): AssetFile("", lambda data=data: data) for name, data in files.items()}
    return RuleContext(Settings(safety_allow=("Acme press",)), NOW, {}, frozenset(assets), assets=assets)


def test_a_photograph_is_told_at_its_link(read: Callable[..., Report]) -> None:
    report = read("audience: public\nstatus: published\n", "One.\n\n![a](x.jpg) ![b](y.jpg)\n")
    found = list(
        check_pictures(report, context(x_jpg=jpeg((0xE1, EXIF + tiff([ARTIST], gps=True))), y_jpg=jpeg()))
    )
    assert [(d.span.line, d.level) for d in found] == [(8, None)]
    assert (
        found[0].message
        == "the file `x.jpg` says where it was taken and who made it: `Jane Doe, photographer`"
    )


def test_a_name_that_the_site_allows_is_fine(read: Callable[..., Report]) -> None:
    data = png((b"tEXt", b"Author\0acme press"))
    assert list(check_pictures(read("", "![a](x.png)\n"), context(x_png=data))) == []


def test_a_program_that_knows_no_name_names_nobody(read: Callable[..., Report]) -> None:
    data = pdf(b"<< /Author (\\(anonymous\\)) >>")
    assert list(check_pictures(read("", "[a](x.pdf)\n"), context(x_pdf=data))) == []


def test_a_document_is_told_with_a_way_that_does_not_only_hide_it(read: Callable[..., Report]) -> None:
    report = read("audience: public\nstatus: published\n", "[a](x.pdf)\n")
    (found,) = check_pictures(report, context(x_pdf=pdf(b"<< /Author (Jane Doe) >>")))
    assert found.message == "the file `x.pdf` says who made it: `Jane Doe`"
    assert "qpdf" in found.help


CORE = b"<cp:core><dc:creator>%b</dc:creator><cp:lastModifiedBy>%b</cp:lastModifiedBy></cp:core>"
META = b"<office:meta><meta:initial-creator>J&#228;ne\nDoe</meta:initial-creator><dc:creator/></office:meta>"


@pytest.mark.parametrize(
    ("name", "files", "told"),
    [
        ("x_docx", {"docProps/core.xml": CORE % (b"Jane Doe", b"J")}, "who made it: `Jane Doe`"),
        ("x_xlsx", {"docProps/core.xml": CORE % (b"openpyxl", b"Jane Doe")}, "who made it: `Jane Doe`"),
        ("x_odt", {"meta.xml": META}, "who made it: `Jäne Doe`"),
        ("x_docx", {"word/comments.xml": b'<w:comment w:author="Jane Doe">'}, "who made it: `Jane Doe`"),
        ("x_xlsx", {"xl/comments1.xml": b"<authors><author>Jane Doe</author>"}, "who made it: `Jane Doe`"),
        ("x_xlsm", {"xl/persons/person.xml": b'<person displayName="Jane Doe">'}, "who made it: `Jane Doe`"),
        ("x_zip", {"a.docx": zipped({"meta.xml": META})}, "who made it: `Jäne Doe`"),
        ("x_pptx", {"ppt/media/a.jpg": jpeg((0xE1, EXIF + tiff([PLAIN], gps=True)))}, "where it was taken"),
    ],
)  # fmt: skip
def test_what_an_office_document_tells_of_persons_and_places_is_found(
    read: Callable[..., Report], name: str, files: dict[str, bytes], told: str
) -> None:
    path = name.replace("_", ".")
    report = read("audience: public\nstatus: published\n", f"[a]({path})\n")
    (found,) = check_pictures(report, context(**{name: zipped(files)}))
    assert found.message == f"the file `{path}` says {told}"
    assert "exiftool" not in found.help


@pytest.mark.parametrize(
    "data",
    [
        zipped({"docProps/core.xml": CORE % (b"", b"Acme Press"), "word/document.xml": b"<w:t>Jane</w:t>"}),
        zipped({"docProps/core.xml": CORE % (b"python-docx", b" ")}),
        zipped({"notes/core.xml": CORE % (b"Jane Doe", b"Jane Doe")}),
        b"no document",
    ],
)
def test_an_office_document_that_tells_nothing_is_fine(read: Callable[..., Report], data: bytes) -> None:
    assert list(check_pictures(read("", "[a](x.docx)\n"), context(x_docx=data))) == []


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ("<script>alert(1)</script>", "a script"),
        ("<g><SCRIPT/></g>", "a script"),
        ('<rect onclick="x()"/>', "an event handler"),
        ('<rect ONLOAD="x()"/>', "an event handler"),
        ("<foreignObject><p>x</p></foreignObject>", "foreign content"),
        ('<image href="https://example.com/x.png"/>', "a reference to another file"),
        ('<image xlink:href="x.png"/>', "a reference to another file"),
        ('<use xlink:href="other.svg#a"/>', "a reference to another file"),
        ('<a href="javascript:alert(1)"><text>x</text></a>', "a script"),
        ('<a href="java&#10;script:alert(1)"><text>x</text></a>', "a script"),
        ('<a href="data:text/html,x"><text>x</text></a>', "a link to a file inside it"),
        ('<set attributeName="href" to="javascript:x"/>', "a script"),
        ("<style>@import 'https://example.com/x.css';</style>", "a reference to another file"),
        ("<style>@im<!-- -->port 'x.css';</style>", "a reference to another file"),
        (
            "<style><![CDATA[rect { fill: url(https://example.com/x) }]]></style>",
            "a reference to another file",
        ),
        ("<style>@\\69mport 'x.css';</style>", "a reference to another file"),
        ('<rect style="fill: url(https://example.com/x)"/>', "a reference to another file"),
        ('<rect fill="url(https://example.com/x#y)"/>', "a reference to another file"),
        ("<g>" * 1200 + "</g>" * 1200, "elements nested too deep"),
        ("<g>", "something that cannot be read as XML"),
    ],
)
def test_a_drawing_that_acts_or_loads_is_refused(inside: str, what: str) -> None:
    assert find_activity(SVG.format(inside).encode()) == what


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b'<!DOCTYPE svg [<!ENTITY a "x">]><svg>&a;</svg>', "an entity of its own"),
        (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>', "an entity of its own"),
        (b'<?xml-stylesheet href="https://example.com/x.css"?><svg/>', "a style sheet from another file"),
        (b"\x1f\x8b\x08 packed", "something that cannot be read as XML"),
        (b'<?xml version="1.0" encoding="no-such"?><svg/>', "something that cannot be read as XML"),
        (b"", "something that cannot be read as XML"),
    ],
)
def test_what_hides_its_content_is_refused(data: bytes, what: str) -> None:
    assert find_activity(data) == what


@pytest.mark.parametrize(
    "inside",
    [
        '<defs><linearGradient id="a"/></defs><rect fill="url(#a)"/><use href="#a"/>',
        "<rect style=\"stroke: url( '#a' )\"/>",
        '<a href="https://example.com/"><text>more at https://example.com</text></a>',
        '<image href="data:image/png;base64,AAAA"/>',
        "<style>rect { fill: url(#a) } @font-face { src: url(data:font/woff2;base64,AAAA) }</style>",
        "<title>An outage on 9 February</title><desc>one script, on purpose</desc>",
        '<animate attributeName="x" values="1;2"/>',
    ],
)
def test_a_plain_drawing_is_fine(inside: str) -> None:
    assert find_activity(SVG.format(inside).encode()) is None


def test_a_drawing_is_told_once_at_its_first_link(read: Callable[..., Report]) -> None:
    report = read("audience: public\nstatus: published\n", "![a](x.svg)\n\n[again](x.svg)\n")
    found = list(check_drawings(report, context(x_svg=b"<svg><script/></svg>")))
    assert [(d.code, d.span.line, d.level) for d in found] == [("PM609", 6, None)]
