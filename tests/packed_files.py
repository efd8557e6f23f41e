"""Small documents of each kind that is looked into, made here."""

import bz2
import gzip
import lzma
import struct
import tarfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

TEXT = b"The vault stood open"
WORDML = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWINGML = b"http://schemas.openxmlformats.org/drawingml/2006/main"


def zipped(
    files: Mapping[str, bytes] | Mapping[str, str], method: int = ZIP_DEFLATED, comment: bytes = b""
) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", method) as archive:
        archive.comment = comment
        for name, data in files.items():
            archive.writestr(name, data)
    return written.getvalue()


def tarred(files: Mapping[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    written = BytesIO()
    with tarfile.open(fileobj=written, mode="w", format=form) as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, BytesIO(data))
    return written.getvalue()


def old_tar(name: bytes, data: bytes, size: bytes | None = None, kind: bytes = b"0") -> bytes:
    """A tar archive of before POSIX: nothing but the sum says that it is one."""
    head = bytearray(512)
    head[: len(name)] = name
    head[124:136] = size or b"%011o\0" % len(data)
    head[156:157] = kind
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    return bytes(head) + data + bytes(-len(data) % 512) + bytes(1024)


def stream(content: bytes, head: bytes = b"/Filter /FlateDecode", *, number: int = 4) -> bytes:
    data = zlib.compress(content) if b"Flate" in head else content
    return b"%d 0 obj\n<< %b /Length %d >>\nstream\n%b\nendstream\nendobj\n" % (
        number, head, len(data), data,
    )  # fmt: skip


def pdf(*streams: bytes, rest: bytes = b"") -> bytes:
    return b"%PDF-1.7\n" + b"".join(streams) + rest + b"trailer << /Info 1 0 R >>\n%%EOF\n"


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    parts = (struct.pack(">I", len(data)) + kind + data + b"\0" * 4 for kind, data in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def word(paragraph: bytes) -> bytes:
    """A document of Word with that in a paragraph."""
    text = b'<?xml version="1.0"?>\n<w:document xmlns:w="%b"><w:body><w:p>%b</w:p></w:body></w:document>'
    return zipped({"word/document.xml": text % (WORDML, paragraph)})


TABLE = b"beginbfchar <0001> <0041> endbfchar beginbfrange <0003> <0005> [<0061> <0062>] endbfrange"
DOCUMENTS = {
    "word": word(b"<w:r><w:t>Ac</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>me</w:t></w:r>"),
    "pdf": pdf(stream(b"BT /F1 9 Tf [(Ac) 12 <0001>] TJ ET"), stream(TABLE, number=5)),
    "zip": zipped({"a.txt": TEXT, "b.gz": gzip.compress(TEXT)}, comment=TEXT),
    "tar": tarred({"a/b.txt": TEXT, "c" * 120: TEXT}),
    "gzip": gzip.compress(tarred({"a.txt": TEXT})),
    "bzip2": bz2.compress(TEXT),
    "xz": lzma.compress(TEXT) + lzma.compress(TEXT),
    "png": png((b"tEXt", b"Comment\0" + TEXT), (b"zTXt", b"Comment\0\0" + zlib.compress(TEXT))),
    "rtf": rb"{\rtf1\ansi Ac{\b me} M\'fcller\par}",
    "UTF-16": TEXT.decode().encode("utf-16-le"),
}
