"""Persons by name: what is found, and what only looks like a name."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem.diagnostics import Diagnostic
from postmortem.rules.people import _each, _pattern
from postmortem.rules.wording import check_wording

Run = Callable[..., list[Diagnostic]]


def named(run: Run, text: str, lang: str = "en") -> list[str]:
    found = run(check_wording, f"lang: {lang}\n", f"## Response\n\n{text}\n")
    return [d.message.split("`")[1] for d in found if d.code == "PM504"]


@pytest.mark.parametrize(
    ("text", "lang", "names"),
    [
        ("Tim restarted the node.", "en", ["Tim"]),
        ("It was Tim's change, and (Chris) saw it.", "en", ["Tim", "Chris"]),
        ("**Priya** and Zoë Márquez acknowledged it.", "en", ["Priya", "Zoë Márquez"]),
        ("Ask Mr. Smith or Mrs O’Neil.", "en", ["Mr. Smith", "Mrs O’Neil"]),
        ("Peter bemerkte es zuerst.", "de", ["Peter"]),
        ("Herr Müller und Frau von der Heide waren dabei.", "de", ["Herr Müller", "Frau von der Heide"]),
        (
            "Fr. Müller rief Hr. Schmidt und Hrn. von Berg an.",
            "de",
            ["Fr. Müller", "Hr. Schmidt", "Hrn. von Berg"],
        ),
        ("Am Morgen sahen Hr. Schmidt und Fr. Dr. Weiß es.", "de", ["Hr. Schmidt", "Fr. Dr. Weiß"]),
        ("We asked Dr. Watson.", "en", ["Dr. Watson"]),
        ("Jürgen Weiß-Groß rief an.", "de", ["Jürgen Weiß-Groß"]),
        ("Tim looked. Then Tim left.", "en", ["Tim"]),
    ],
)
def test_a_name_is_told_once(run: Run, text: str, lang: str, names: list[str]) -> None:
    assert named(run, text, lang) == names


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The time of the timer.", "en"),
        ("`Tim` is a host, so are tim, TIM, tim.example.com, Tim-7, Tim_1 and a/Tim.", "en"),
        ("The region San Jose and the St. Louis office.", "en"),
        ("It took 40 ms MS Office.", "en"),
        ("> Tim said so.", "en"),
        ("He said “ask Tim”.", "en"),
        ("Die Frau am Telefon, der Herr der Lage.", "de"),
        ("Kai, Ernst, Rosa, Mark und Max sind Wörter.", "de"),
        ("Herr im Haus", "de"),
        ("Wartung Mo., Mi. und Fr. Abnahme, dann Mo.–Fr. Bereitschaft.", "de"),
        ("Am Fr. Wartung, Fr. Nachmittag Umzug, Fr. März, jeden Fr. Sicherung", "de"),
        ("5 Fr. Gebühr, Di./Fr. Abholung, Do. bis Fr. Pause", "de"),
        ("Fr Müller steht für Fr 12:00, Fr. 14:30 und Fr. der 13.", "de"),
        ("A DR. Site, 24 hr. Support, the dr. Folder and Dr Strange", "en"),
    ],
)
def test_what_is_no_name_is_not_told(run: Run, text: str, lang: str) -> None:
    assert named(run, text, lang) == []


def test_a_name_is_told_where_it_first_stands(run: Run) -> None:
    (found,) = run(check_wording, "", "## Response\n\nNobody.\n\nThen Chris\nand Chris.\n")
    assert (found.code, found.span.line, found.span.column, found.span.end_column) == ("PM504", 8, 6, 11)


NAMES = frozenset(("Tim", "Tom", "Zoë", "Karl-Heinz", "Karl"))
TITLES = frozenset(("Mr", "Mrs"))
SAID = st.sampled_from(
    [
        "Tim",
        "Tom",
        "Zoë",
        "Karl-Heinz",
        "Karl",
        "Mr",
        "Mrs.",
        "Smith",
        "von der Heide",
        "San",
        "St.",
        "and",
        "’s",
        "/",
    ]
)


@given(st.lists(st.tuples(SAID, st.sampled_from([" ", " ", "-", "", ". ", "\n"])), max_size=8))
def test_names_sought_one_by_one_are_found_as_by_one_pattern_of_all(words: list[tuple[str, str]]) -> None:
    text = "".join(word + gap for word, gap in words)
    whole = _pattern(NAMES, TITLES).finditer(text)
    apart = [_pattern(frozenset(), TITLES)]
    apart += [_pattern(frozenset((name,)), frozenset()) for name in sorted(NAMES, key=len, reverse=True)]
    assert [found.span() for found in _each(apart, text)] == [found.span() for found in whole]
