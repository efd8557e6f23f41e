"""JUnit's XML: figures that add up, and text that XML can carry."""

from xml.etree import ElementTree as ET

from postmortem.diagnostics import Diagnostic, Level, Span
from postmortem.edge.findings.junit import format_junit

FOUND = [
    Diagnostic("PM205", "a `<b>` & c", Span("r/a.md", 3, 2), 'write "x"', Level.ERROR),
    Diagnostic("PM203", "twice", Span("r/a.md", 9), "", Level.WARNING),
    Diagnostic("PM310", "no entry", Span("r/b.md", 1), "", Level.INFO),
]
LINES = {"r/a.md": (), "r/b.md": (), "r/clean.md": ()}


def suites(found: list[Diagnostic] = FOUND, fails: Level = Level.ERROR) -> ET.Element:
    return ET.fromstring(format_junit(found, LINES, fails=fails).encode())


def test_the_figures_of_all_suites_add_up() -> None:
    root = suites()
    for name, total in {"tests": 4, "failures": 1, "skipped": 2}.items():
        assert int(root.attrib[name]) == total
        assert sum(int(suite.attrib[name]) for suite in root) == total
    assert len(root.findall("./testsuite/testcase")) == 4


def test_only_errors_are_failures() -> None:
    (failure,) = suites().iter("failure")
    assert failure.attrib["type"] == "PM205"
    assert failure.attrib["message"] == "error: a `<b>` & c"
    assert failure.text == 'r/a.md:3:2: a `<b>` & c\nwrite "x"'
    assert [s.attrib["message"] for s in suites().iter("skipped")] == ["warning: twice", "info: no entry"]


def test_warnings_are_failures_when_they_must_be_mended() -> None:
    root = suites(fails=Level.WARNING)
    assert (root.attrib["failures"], root.attrib["skipped"]) == ("2", "1")
    assert [failure.attrib["type"] for failure in root.iter("failure")] == ["PM205", "PM203"]


def test_a_clean_file_has_a_case_that_passes() -> None:
    (clean,) = (suite for suite in suites() if suite.attrib["name"] == "r/clean.md")
    (case,) = clean
    assert case.attrib["name"] == "no findings"
    assert len(case) == 0


def test_what_xml_cannot_carry_is_left_out() -> None:
    root = suites([Diagnostic("PM101", "a \x1b[31m\x00\ufffe b", Span("r/\x07.md"), level=Level.ERROR)])
    assert next(root.iter("failure")).attrib["message"] == "error: a [31m b"


def test_a_finding_in_a_file_that_was_not_read_has_a_suite() -> None:
    root = suites([Diagnostic("PM101", "no", Span("r/gone.md"), level=Level.ERROR)])
    assert "r/gone.md" in [suite.attrib["name"] for suite in root]
