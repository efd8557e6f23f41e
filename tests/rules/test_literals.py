"""Literals found word by word: never one too few, and the same whatever was asked before."""

from hypothesis import given
from hypothesis.strategies import lists, sampled_from, text

from postmortem.rules.literals import Literals, places

WORDS = lists(text("ab c", max_size=60), max_size=30)


@given(sampled_from([("ab", "ba"), ("a b", "cc"), ("abc", "b c a")]), lists(WORDS, max_size=3))
def test_whatever_a_text_holds_is_among_them(literals: tuple[str, ...], texts: list[list[str]]) -> None:
    asked_before = Literals(literals)
    for words in texts:
        whole = " ".join(" ".join(words).split())
        found = asked_before.among(frozenset(whole.split()))
        assert {literal for literal in literals if literal in whole} <= found
        assert found & set(literals) == Literals(literals).among(frozenset(whole.split())) & set(literals)


def test_a_literal_that_no_word_holds_is_not_among_them() -> None:
    literals = Literals(("key", "private key", "public key"))
    assert literals.among(frozenset(("monkey", "prices"))) & {"private key", "public key"} == set()
    assert {"key", "private key"} <= literals.among(frozenset(("private", "monkey")))
    assert literals.among(frozenset()) == set()


def test_places_are_those_of_the_texts_that_hold_one() -> None:
    assert places(["a", "b", "ab"], ["b"]) == [1, 2]
    assert places(["a", "b", "c"], ["a", "c"]) == [0, 2]
