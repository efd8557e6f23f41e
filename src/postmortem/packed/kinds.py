"""What form a file has, told by its first bytes: whether it is packed, and can be unpacked."""

import re

ZIP = b"PK\x03\x04"
ZIP_ENTRY = b"PK\x01\x02"
END_OF_ZIP = b"PK\x05\x06"
GZIP = b"\x1f\x8b\x08"
BZIP2 = b"BZh"
PNG = b"\x89PNG\r\n\x1a\n"
PDF = b"%PDF-"
XZ = b"\xfd7zXZ\0"
LZMA = b"]\0\0"
BLOCK = 512
"""Bytes of a head in a tar archive."""

_PDF_WITHIN = 1_024
_FARTHEST_END = 65_557  # bytes: the record itself, and the longest comment behind it
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_DOCUMENT = "EncryptedPackage".encode("utf-16-le")
_PDF_ENCRYPTED = re.compile(rb"/Encrypt\s{1,9}\d{1,10}\s{1,9}\d{1,5}\s{1,9}R")
_OTHERS = {
    b"7z\xbc\xaf\x27\x1c": "7-Zip",
    b"Rar!\x1a\x07": "RAR",
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"\x04\x22\x4d\x18": "LZ4",
    b"\x1f\x9d": "compress",
    b"\x1f\xa0": "compress",
    b"LZIP": "lzip",
    b"\x89LZO\0": "lzop",
    b"\xff\x06\0\0sNaPpY": "Snappy",
    b"MSCF\0\0\0\0": "a program for cabinets",
    b"\x60\xea": "ARJ",
    b"!<arch>\n": "ar",
    b"070701": "cpio",
    b"070702": "cpio",
    b"070707": "cpio",
    b"\xc7\x71": "cpio",
    b"\x71\xc7": "cpio",
    b"\xed\xab\xee\xdb": "RPM",
    b"xar!": "xar",
    b"hsqs": "squashfs",
    b"ITSF": "a program for help files",
    b"!BDN": "a program for mail",
    b"PAR1": "Parquet",
    b"ORC": "ORC",
    b"Obj\x01": "Avro",
}
_BZIP2 = re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")
_OCTAL = re.compile(rb"[ \0]*+([0-7]{1,8}+)[ \0]*+")


def sealed(data: bytes) -> str:
    """Why what is packed in a file cannot be read at all, as a clause; else an empty text."""
    if data.startswith(_COMPOUND):
        encrypted = _ENCRYPTED_DOCUMENT in data
        return "it is encrypted" if encrypted else "it has the form of an old office program"
    if is_pdf(data) and _PDF_ENCRYPTED.search(data):
        return "it is encrypted"
    by = next((by for start, by in _OTHERS.items() if data.startswith(start)), "")
    if not by and len(data) > BLOCK:
        by = "LHA" if data.startswith(b"-lh", 2) else by
        by = (
            "a program for disks" if data.startswith(b"CD001", 32_769) or data[-BLOCK:][:4] == b"koly" else by
        )
    return f"it is packed by {by}" if by else ""


def is_packed(data: bytes) -> bool:
    """Whether something can be taken out of it; an archive of zip may have anything before it."""
    starts = data.startswith((ZIP, GZIP, XZ, PNG)) or bool(_BZIP2.match(data)) or is_lzma(data)
    return starts or is_pdf(data) or is_zip(data) or is_head_of_tar(data[:BLOCK])


def is_pdf(data: bytes) -> bool:
    """Whether it is a PDF; some programs write something before its head."""
    return PDF in data[:_PDF_WITHIN]


def is_zip(data: bytes) -> bool:
    """Whether it begins or ends as an archive of zip does."""
    return data.startswith(ZIP) or data.find(END_OF_ZIP, max(0, len(data) - _FARTHEST_END)) >= 0


def is_lzma(data: bytes) -> bool:
    """Whether it is in the form before xz: its head ends in the size of all, which may be unknown."""
    return data.startswith(LZMA) and (data[5:13] == b"\xff" * 8 or data[10:14] == b"\0\0\0\0")


def is_head_of_tar(head: bytes) -> bool:
    """Whether a block is the head of a file in a tar archive, of whatever age: its sum is right."""
    found = _OCTAL.fullmatch(head[148:156]) if len(head) == BLOCK else None
    return found is not None and int(found[1], 8) == sum(head[:148]) + 8 * 32 + sum(head[156:])
