"""What is packed in a file is read, however deep, and never more than there is room for."""

import bz2
import gzip
import lzma
import random
import zlib
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZIP_STORED

import pytest

from packed_files import TEXT, old_tar, pdf, png, stream, tarred, zipped
from postmortem.packed.parts import parts_of


def encrypted(data: bytes) -> bytes:
    """A zip archive whose files say that they are encrypted, in their heads and in the directory."""
    data = data.replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01")
    return data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")


def broken(data: bytes) -> bytes:
    """With a fault in the middle."""
    middle = len(data) // 2
    return data[:middle] + bytes(200) + data[middle + 200 :]


READ = {
    "zip": (zipped({"a/b.txt": TEXT}), "a/b.txt"),
    "zip behind something else": (b"\xff\xd8 a picture" + zipped({"a.txt": TEXT}), "a.txt"),
    "zip in zip": (zipped({"a.zip": zipped({"b.txt": TEXT})}), "a.zip/b.txt"),
    "tar": (tarred({"log/a.txt": TEXT}), "log/a.txt"),
    "tar in gzip": (gzip.compress(tarred({"a.txt": TEXT})), "a.txt"),
    "gzip": (gzip.compress(TEXT), ""),
    "gzip in two pieces": (gzip.compress(b"") + gzip.compress(TEXT), ""),
    "zip by bzip2": (zipped({"a.txt": TEXT}, ZIP_BZIP2), "a.txt"),
    "tar of before POSIX": (old_tar(b"a.txt", TEXT), "a.txt"),
    "tar with a long name": (tarred({"a" * 110: TEXT}), "a" * 110),
    "xz in two pieces": (lzma.compress(b"") + lzma.compress(TEXT), ""),
    "bzip2 in two pieces, with zeros behind": (bz2.compress(b"") + bz2.compress(TEXT) + bytes(9), ""),
    "the form before xz": (lzma.compress(TEXT, format=lzma.FORMAT_ALONE), ""),
    "gzip before something else": (gzip.compress(b"x") + TEXT, ""),
    "PDF with a file": (pdf(stream(TEXT, b"/Type /EmbeddedFile /Filter /FlateDecode")), "stream 4"),
    "PDF with an archive": (pdf(stream(zipped({"a.txt": TEXT}))), "stream 4/a.txt"),
    "words of a picture": (png((b"zTXt", b"Comment\0\0" + zlib.compress(TEXT))), ""),
    "bzip2": (bz2.compress(TEXT), ""),
    "xz": (lzma.compress(TEXT), ""),
    "gzip in zip": (zipped({"a.gz": gzip.compress(TEXT)}), "a.gz"),
}


@pytest.mark.parametrize("kind", READ)
def test_what_is_packed_is_read_with_its_place(kind: str) -> None:
    data, place = READ[kind]
    parts = list(parts_of(data))
    assert (parts[0].place, parts[0].data) == ("", data)
    assert (place, TEXT) in [(part.place, part.data) for part in parts]
    assert not [part for part in parts if part.unread]


def nested(times: int) -> bytes:
    data = zipped({"a": TEXT})
    for _ in range(times):
        data = zipped({"a.zip": data})
    return data


UNREAD = {
    "zip, encrypted": (encrypted(zipped({"a.txt": TEXT})), "a.txt", "encrypted"),
    "zip, packed in another way": (zipped({"a.txt": TEXT}, ZIP_LZMA), "a.txt", "a rare way"),
    "zip, cut off": (zipped({"a.txt": TEXT})[:-30], "", "broken"),
    "gzip, cut off": (gzip.compress(random.Random(1).randbytes(999))[:-30], "", "broken"),
    "one large file": (zipped({"a.txt": b"0" * 9_000_000}), "a.txt", "more than 8 MB"),
    "much in little": (gzip.compress(b"x" * 50_000_000), "", "more than 8 MB"),
    "many large files": (zipped({f"{n}.txt": b"0" * 7_900_000 for n in range(9)}), "8.txt", "too much"),
    "many files in zip": (zipped({f"{n}": b"" for n in range(10_001)}), "", "more than 10000 files"),
    "a long directory": (zipped({f"{n:0200}": b"" for n in range(17_000)}), "", "more than 10000 files"),
    "many files in tar": (gzip.compress(tarred({f"{n}": b"" for n in range(10_001)})), "", "more than 10000"),
    "too deep": (nested(4), "a.zip/a.zip/a.zip/a.zip", "more than 4 times"),
    "compress": (b"\x1f\x9d\x90abc", "", "packed by compress"),
    "a PDF packed in another way": (pdf(stream(b"x", b"/Filter /LZWDecode")), "", "rare way"),
    "a PDF packed as is told elsewhere": (pdf(stream(b"x", b"/Filter 9 0 R")), "", "rare way"),
    "7-Zip": (b"7z\xbc\xaf\x27\x1c\0\4", "", "7-Zip"),
    "a document, encrypted": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "",
        "encrypted",
    ),
    "an old document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Word.Document.8", "", "old office program"),
    "PDF, encrypted": (b"%PDF-1.7\ntrailer << /Encrypt 9 0 R >>", "", "encrypted"),
}


@pytest.mark.parametrize("kind", UNREAD)
def test_it_is_told_why_something_is_not_read(kind: str) -> None:
    data, place, why = UNREAD[kind]
    unread = [(part.place, part.unread) for part in parts_of(data) if part.unread]
    assert unread[-1][0] == place
    assert why in unread[-1][1]


def wrong_sum(data: bytes) -> bytes:
    return data.replace(zlib.crc32(LINES).to_bytes(4, "little"), b"\1\2\3\4")


LINES = TEXT * 3 + random.Random(2).randbytes(9_000)
CUT = {
    "zip without its directory": (zipped({"a.txt": TEXT, "b.txt": LINES})[:-200], "a.txt", TEXT),
    "zip with a wrong sum": (wrong_sum(zipped({"a.txt": LINES})), "a.txt", LINES),
    "zip, cut off within a file": (zipped({"a.txt": LINES})[:6_000], "a.txt", LINES[:5_000]),
    "zip, cut off in a stored file": (zipped({"a": LINES}, ZIP_STORED)[:6_000], "a", LINES[:5_000]),
    "gzip, cut off": (gzip.compress(LINES)[:-6], "", LINES),
    "gzip with a wrong sum": (wrong_sum(gzip.compress(LINES)), "", LINES),
    "gzip, broken within": (broken(gzip.compress(LINES)), "", TEXT),
    "tar, cut off": (tarred({"a.txt": LINES})[:6_000], "a.txt", LINES[:3_000]),
    "tar, broken behind a file": (tarred({"a.txt": TEXT})[:1_536] + b"x" * 512, "a.txt", TEXT),
    "PDF, cut off": (pdf(stream(b"BT (" + LINES.hex().encode() + b") Tj"))[:6_000], "", TEXT.hex().encode()),
}  # fmt: skip


@pytest.mark.parametrize("kind", CUT)
def test_what_comes_before_a_fault_is_read_and_the_fault_told(kind: str) -> None:
    data, place, text = CUT[kind]
    parts = list(parts_of(data))
    assert any(part.place == place and part.data.strip().startswith(text) for part in parts[1:])
    assert {part.unread for part in parts if part.unread} == {"it is broken"}


NAMED = b"\x1f\x8b\x08\x18" + bytes(6) + b"a.log\0for Acme\0"
NAMES = {
    "zip": (zipped({"a/b.txt": TEXT}, comment=b"for Acme"), "for Acme\na/b.txt"),
    "tar": (tarred({"a/b.txt": TEXT}), "a/b.txt"),
    "gzip": (NAMED + gzip.compress(TEXT)[10:], "a.log\nfor Acme"),
}  # fmt: skip


@pytest.mark.parametrize("kind", NAMES)
def test_the_names_in_an_archive_and_what_is_said_of_them_are_texts(kind: str) -> None:
    data, names = NAMES[kind]
    assert [part.data.decode() for part in parts_of(data) if part.unit == "name"] == [names]


def test_a_file_that_the_directory_of_an_archive_leaves_out_is_read() -> None:
    one, other = zipped({"a.txt": TEXT}), zipped({"b.txt": b"other"})
    head = one[: one.index(b"PK\1\2")]
    assert ("a.txt", TEXT) in [(part.place, part.data) for part in parts_of(head + other)]


def test_a_name_is_fit_to_be_shown() -> None:
    name = "a\n::error::\x1b[31m" + "b" * 900
    shown = {part.place for part in parts_of(tarred({name: TEXT})) if part.place}
    assert len(shown) == 1
    assert all(place.isprintable() and len(place) < 130 for place in shown)


def test_archives_that_hold_each_other_many_times_end() -> None:
    data = zipped({"a": b"0" * 7_000_000})
    for _ in range(3):
        data = zipped({f"{number}.zip": data for number in range(16)})
    held = [len(part.data) for part in parts_of(data)]
    assert sum(held) < 70_000_000
    assert max(held) <= 8_000_000


@pytest.mark.parametrize("data", [b"", b"text", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", b"PK", b"\0" * 600])
def test_what_is_no_archive_is_itself_alone(data: bytes) -> None:
    assert [(part.place, part.data, part.unread) for part in parts_of(data)] == [("", data, "")]


@pytest.mark.parametrize("kind", [name for name in READ if name != "zip in zip"])
def test_a_damaged_archive_is_read_or_told_of_but_never_raises(kind: str) -> None:
    data, _ = READ[kind]
    chance = random.Random(kind)
    for _ in range(150):
        damaged = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        for part in parts_of(bytes(damaged)):
            assert len(part.data) <= 8_000_000
