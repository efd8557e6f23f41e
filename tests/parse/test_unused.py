"""Definitions that nothing refers to go from the source that is published; all others stay to the letter."""

import pytest

from postmortem.parse.unused import without_unused

LEFT = {
    "a [b][r]\n\n[r]: https://b.example": "a [b][r]\n\n[r]: https://b.example",
    "a [r][]\n\n[R]: https://b.example": "a [r][]\n\n[R]: https://b.example",
    "a ![r]\n\n[r]: https://b.example": "a ![r]\n\n[r]: https://b.example",
    "a\n\n[r]: https://b.example\n\nb": "a\n\n\nb",
    "a\n\n[r]: https://b.example\n  'title'\n\nb": "a\n\n\nb",
    "a `[r]`\n\n[r]: https://b.example\n\nb": "a `[r]`\n\n\nb",
    "> a\n>\n> [r]: https://b.example\n\nb": "> a\n>\n\nb",
    "a[^1]\n\n[^1]: note": "a[^1]\n\n[^1]: note",
    "a\n\n[^1]: note\n    more\n\nb": "a\n\n\nb",
    "a\n\n[^1]: note [^2]\n\n[^2]: note\n\nb": "a\n\n\n\nb",
    "a\n[^1]: note\n\nb": "a\n\nb",
    "a[^1]\n\n[^1]: note [^2]\n\n[^2]: note": "a[^1]\n\n[^1]: note [^2]\n\n[^2]: note",
    "a\n\n[^1]: note [b][r]\n\n[r]: https://b.example\n\nb": "a\n\n\n\nb",
    "| a |\n|---|\n| [r] |\n\n[r]: https://b.example": "| a |\n|---|\n| [r] |\n\n[r]: https://b.example",
    "```\n[r]: https://b.example\n```": "```\n[r]: https://b.example\n```",
    "10:00 [x]: not one": "10:00 [x]: not one",
}


@pytest.mark.parametrize("text", LEFT)
def test_what_nothing_refers_to_goes(text: str) -> None:
    assert without_unused(text) == LEFT[text]
    assert without_unused(LEFT[text]) == LEFT[text]


def test_many_notes_that_lead_from_one_to_the_next_end_in_time() -> None:
    chain = "\n\n".join(f"[^{n}]: note [^{n + 1}]" for n in range(60))
    assert len(without_unused(f"a\n\n{chain}\n")) < len(chain)
