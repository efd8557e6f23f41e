"""Definitions that nothing refers to go from the source that is published; all others stay to the letter."""

import pytest

from postmortem.model.report import Audience
from postmortem.model.site import Settings
from postmortem.parse import unused
from postmortem.parse.report import parse_report
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


def test_a_long_chain_of_notes_goes_as_a_whole() -> None:
    chain = "\n\n".join(f"[^{n}]: note [^{n + 1}]" for n in range(60))
    assert without_unused(f"a\n\n{chain}\n").split() == ["a"]


def test_a_long_chain_of_notes_stays_if_something_refers_to_its_beginning() -> None:
    chain = "\n\n".join(f"[^{n}]: note [^{n + 1}]" for n in range(60))
    assert without_unused(f"a[^0]\n\n{chain}\n") == f"a[^0]\n\n{chain}\n"


def test_notes_that_refer_to_each_other_alone_go() -> None:
    circle = "[^1]: note [^2]\n\n[^2]: note [b][r] [^1]\n\n[r]: https://b.example"
    assert without_unused(f"a\n\n{circle}\n").split() == ["a"]


def test_a_source_from_which_not_all_could_be_taken_is_not_published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unused, "_MOST_ROUNDS", 1)
    text = "---\ntitle: Outage\naudience: public\n---\n\n## Summary\n\na\n\n[^1]: note\n"
    parsed = parse_report(text.encode(), "a.md", "", Settings(), Audience.PUBLIC)
    assert parsed.report is not None
    assert parsed.report.markdown == ""
    assert [d.span.line for d in parsed.diagnostics if d.code == "PM215"] == [5]
