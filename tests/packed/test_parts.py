"""What is packed in a file is read, however deep, and never more than there is room for."""

import bz2
import gzip
import lzma
import random
import tarfile
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest

from postmortem.packed.parts import parts_of

TEXT = b"The vault stood open"


def zipped(files: Mapping[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return written.getvalue()


def tarred(files: Mapping[str, bytes]) -> bytes:
    written = BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, BytesIO(data))
    return written.getvalue()


def encrypted(data: bytes) -> bytes:
    """A zip archive whose files say that they are encrypted, in their heads and in the directory."""
    data = data.replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01")
    return data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")


READ = {
    "zip": (zipped({"a/b.txt": TEXT}), "a/b.txt"),
    "zip behind something else": (b"\xff\xd8 a picture" + zipped({"a.txt": TEXT}), "a.txt"),
    "zip in zip": (zipped({"a.zip": zipped({"b.txt": TEXT})}), "a.zip/b.txt"),
    "tar": (tarred({"log/a.txt": TEXT}), "log/a.txt"),
    "tar in gzip": (gzip.compress(tarred({"a.txt": TEXT})), "a.txt"),
    "gzip": (gzip.compress(TEXT), ""),
    "gzip in two pieces": (gzip.compress(b"") + gzip.compress(TEXT), ""),
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
