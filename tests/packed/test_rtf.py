"""The words of RTF, as their writers see them."""

import pytest

from postmortem.packed.rtf import words_of_rtf


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (rb"{\rtf1\ansi Ac{\b me} paid\par us}", "Acme paid\nus"),
        (rb"{\rtf1 M\'fcller \u8364?5 \{x\}\~y}", "Müller €5 {x} y"),
        (rb"{\rtf1 one\tab two{\*\note three} four", "one two\n three four"),
        (b"{\\rtf1 Ac\r\nme\\", "Acme"),
    ],
)
def test_words_and_letters_are_whole(data: bytes, words: str) -> None:
    lines = [line.strip() for line in words_of_rtf(data).decode().split("\n")]
    assert [line for line in lines if line] == [line.strip() for line in words.split("\n")]
