"""Wording that judges: each phrase of the data with its examples, and what quotes and places do to it."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import from_regex

from postmortem.diagnostics import Diagnostic
from postmortem.locales.wording import Phrase, action_wording, wording
from postmortem.rules.prose import is_excused
from postmortem.rules.wording import check_wording

Run = Callable[..., list[Diagnostic]]

PHRASES = [
    pytest.param(phrase, id=f"{lang}-{idea}-{number}")
    for lang in ("en", "de")
    for data in (wording(lang), action_wording(lang))
    if data is not None
    for idea, phrases in data.phrases.items()
    for number, phrase in enumerate(phrases)
]


def one_line(text: str) -> str:
    return " ".join(text.lower().split())


def found(results: list[Diagnostic]) -> list[tuple[str, int, int]]:
    return [(d.code, d.span.line, d.span.column) for d in results]


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_finds_its_examples_and_not_the_others(phrase: Phrase) -> None:
    assert phrase.matches
    for text in phrase.matches:
        match = phrase.pattern.search(text)
        assert match, text
        assert not is_excused(phrase, text, match.start()), text
        assert any(word in one_line(match[0]) for word in phrase.near), text
    for text in phrase.misses:
        assert all(is_excused(phrase, text, m.start()) for m in phrase.pattern.finditer(text)), text
    assert phrase.suggestion


@pytest.mark.parametrize("phrase", PHRASES)
def test_every_match_of_a_phrase_holds_what_is_near(phrase: Phrase) -> None:
    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(from_regex(phrase.pattern))
    def check(text: str) -> None:
        for match in phrase.pattern.finditer(text):
            assert any(word in one_line(match[0]) for word in phrase.near), match[0]

    check()


@pytest.mark.parametrize("body", ["We dropped\nthe  ball.", "> quoted\n\nWe dropped\u00a0the\nball."])
def test_any_white_space_may_stand_between_the_words(run: Run, body: str) -> None:
    assert [d.code for d in run(check_wording, "", f"## Summary\n\n{body}\n")] == ["PM501"]


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        ("en", "We ask whether it should have been announced.", 0),
        ("en", "See if it worked. It should have been announced.", 1),
        ("en", "It should have been announced, if at all.", 1),
        ("de", "Wir fragen, ob das hätte bemerkt werden müssen.", 0),
        ("de", "Wir fragen, ob es geht. Das hätte bemerkt werden müssen.", 1),
    ],
)
def test_a_question_does_not_count(run: Run, lang: str, text: str, count: int) -> None:
    found = run(check_wording, f"lang: {lang}\n", f"## Impact\n\n{text}\n")
    assert [d.code for d in found] == ["PM503"] * count


def test_every_language_has_every_idea() -> None:
    for read in (wording, action_wording):
        english, german = read("en"), read("de-AT")
        assert english is not None
        assert german is not None
        assert english.phrases.keys() == german.phrases.keys()
        assert english.suggestions.keys() == german.suggestions.keys()


def test_a_language_without_data_is_not_held_to_english_words(run: Run) -> None:
    assert wording("fr") is None
    assert run(check_wording, "lang: fr\n", "## Résumé\n\nhuman error\n") == []


@pytest.mark.parametrize(
    "words",
    [
        "menschliches Versagen", "menschlichen Versagens", "menschlichem Versagen", "menschlicher Fehler",
        "menschliche Fehler", "menschlichen Fehlern", "menschlichen Irrtums", "Menschlichem\nVersagen",
    ],
)  # fmt: skip
def test_inflected_german_is_found(run: Run, words: str) -> None:
    results = run(check_wording, "lang: de\n", f"## Ursachen\n\nWegen {words} stand alles.\n")
    assert found(results) == [("PM501", 7, 7)]


def test_a_place_counts_marks_and_earlier_words(run: Run) -> None:
    body = "Some `human error` in code, then **human error** and\n  - _human error_\n"
    assert found(run(check_wording, "", body)) == [("PM501", 4, 36), ("PM501", 5, 6)]


def test_cells_of_a_table_are_told_apart(run: Run) -> None:
    body = "| a | b |\n|---|---|\n| user error | user error \\| user error |\n"
    assert found(run(check_wording, "", body)) == [("PM501", 6, 3), ("PM501", 6, 16), ("PM501", 6, 30)]


@pytest.mark.parametrize(
    "body",
    [
        "> It was human error.\n",
        "- item\n\n  > nested: human error\n",
        "They wrote “it was human error”.\n",
        "Sie schrieben „human error“.\n",
        'They wrote "human error".\n',
        "Sie schrieben »human error«.\n",
        "`human error`\n\n    human error\n\n```\nhuman error\n```\n",
        "<!-- human error -->\n",
    ],
)
def test_quotes_and_code_are_not_the_reports_own_words(run: Run, body: str) -> None:
    assert run(check_wording, "", body) == []


def test_words_after_a_quote_are_the_reports_own(run: Run) -> None:
    assert found(run(check_wording, "", "> quoted\n\nAfter “a quote”: human error\n")) == [("PM501", 6, 18)]


def test_front_matter_is_read_where_readers_see_it(run: Run) -> None:
    front = (
        "description: >-\n  An outage after human\n  error.\n"
        "actions:\n  - {title: Add a check, note: no human error}\n"
        "extra: {title: human error}\ninternal: {title: human error}\n"
    )
    assert found(run(check_wording, front)) == [("PM501", 4, 19), ("PM501", 7, 35)]


def test_a_longer_finding_is_told_once(run: Run) -> None:
    results = run(check_wording, "lang: de\n", "Es lag an einem Bedienfehler eines Kollegen.\n")
    assert len(results) == 1


@pytest.mark.parametrize(
    "text",
    ["@here", "a@b.example", "@scope/package", "`@jdoe`", "git@host:repo", "@Override(x)", "@Override"],
)
def test_what_is_no_persons_account_is_left_alone(run: Run, text: str) -> None:
    assert run(check_wording, "", f"We told {text} at once.\n") == []


def test_a_persons_account_is_found(run: Run) -> None:
    assert found(run(check_wording, "", "We told @j-doe, (@max) at once.\n")) == [
        ("PM504", 4, 9),
        ("PM504", 4, 18),
    ]


@pytest.mark.parametrize(
    ("lang", "text", "codes"),
    [
        ("de", "Die Datenbank war nicht schuld.", []),
        ("de", "Niemand ist schuld.", []),
        ("de", "Es geht nicht um Schuld.", []),
        ("de", "Der Kollege war schuld.", ["PM501"]),
        ("en", "It was nobody’s fault.", []),
        ("en", "Nobody is to blame.", []),
        ("en", "It wasn’t the engineer’s fault.", []),
        ("en", "It was the engineer’s fault.", ["PM501"]),
        ("en", "The library has a careless default.", []),
        ("en", "The engineer mistakenly ran the wrong command.", ["PM502"]),
        ("en", "The on-call person failed to notice the alert.", ["PM502"]),
        ("en", "A lock prevents that an engineer accidentally deleted it.", []),
        ("de", "Der Techniker hat versehentlich die falsche Tabelle gelöscht.", ["PM502"]),
        ("de", "Er löschte versehentlich die Tabelle.", ["PM502"]),
        ("de", "Aus Versehen wurde neu gestartet.", ["PM502"]),
        ("de", "Wir haben versehentlich gelöschte Dateien wiederhergestellt.", []),
    ],
)
def test_who_is_judged_is_told_from_who_is_not(run: Run, lang: str, text: str, codes: list[str]) -> None:
    assert [d.code for d in run(check_wording, f"lang: {lang}\n", f"## Summary\n\n{text}\n")] == codes
