"""The size of pictures, and that no file can break a build by being one."""

import zlib
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem.edge.pictures import picture_size


def chunk(name: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))


PNG = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", pack(">IIBBBBB", 40, 30, 8, 2, 0, 0, 0)) + chunk(b"IEND", b"")
GIF = b"GIF89a" + pack("<HH", 40, 30) + b"\0\0\0;"
SVG = b'<?xml version="1.0"?><!-- x --><svg viewBox="0 0 80 60" height="30" width="40"/>\n'
SIZED = b'<svg xmlns="http://www.w3.org/2000/svg" width="40px" height="30"><path d="M0 0"/></svg>\n'


@pytest.mark.parametrize("data", [PNG, GIF, SVG, SIZED])
def test_pictures_say_how_large_they_are(data: bytes) -> None:
    assert picture_size(data) == (40, 30)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        PNG[:20],
        b"<svg",
        b"\xff\xd8\xff\xe0",
        b"RIFF    WEBP",
        b'<svg width="100%" height="30"/>',
        b'<svg viewBox="0 0 9 9"><rect width="1" height="1"/></svg>',
    ],
)
def test_what_does_not_say_has_no_size(data: bytes) -> None:
    assert picture_size(data) is None


@given(
    st.sampled_from([PNG, GIF, SVG, SIZED, b"\xff\xd8\xff\xe1", b"RIFF\x20\0\0\0WEBPVP8 "]),
    st.binary(max_size=64),
)
def test_a_damaged_picture_breaks_nothing(head: bytes, tail: bytes) -> None:
    for cut in (4, 12, 24, len(head)):
        size = picture_size(head[:cut] + tail)
        assert size is None or min(size) > 0
