"""A finding is known again wherever it moves, and is another one when its line changes."""

from postmortem.diagnostics import Diagnostic, Span
from postmortem.model.fingerprints import fingerprints

LINES = {"a.md": ("one", "two  words", "three"), "b.md": ("two words",)}


def finding(line: int, code: str = "PM205", path: str = "a.md") -> Diagnostic:
    return Diagnostic(code, f"in line {line}", Span(path, line))


def test_a_line_that_moves_keeps_the_names_of_its_findings() -> None:
    before = fingerprints([finding(2)], LINES)
    after = fingerprints([finding(4)], {"a.md": ("new", "one", "", "two words ", "three")})
    assert before == after


def test_another_line_code_or_path_is_another_finding() -> None:
    found = [finding(1), finding(2), finding(2, code="PM501"), finding(1, path="b.md")]
    assert len(set(fingerprints(found, LINES))) == 4
    assert fingerprints([finding(2)], LINES) != fingerprints(
        [finding(2)], {"a.md": ("one", "two other words")}
    )


def test_equal_findings_are_counted() -> None:
    first, second = fingerprints([finding(2), finding(2)], LINES)
    assert first != second
    assert fingerprints([finding(2)], LINES) == (first,)


def test_a_finding_without_a_line_has_a_name_too() -> None:
    assert fingerprints([finding(9), finding(1, path="gone.md")], LINES)[0].isalnum()
