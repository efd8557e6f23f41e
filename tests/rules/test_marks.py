"""Marks that are misspelt, and words in braces that are none."""

from collections.abc import Callable

import pytest

from postmortem.diagnostics import Diagnostic
from postmortem.rules.marks import check_marks_are_known

Run = Callable[..., list[Diagnostic]]


def timeline(entry: str) -> str:
    return f"## Timeline\n\n- 09:47 The index is swapped\n{entry}\n"


@pytest.mark.parametrize(
    ("lang", "entry", "written", "meant"),
    [
        ("en", "- 10:00 All is well {resovled}", "{resovled}", "{resolved}"),
        ("en", "- 10:00 All is well { Detcted }", "{ Detcted }", "{detected}"),
        ("en", "- 10:00 All is well\n\n  And stays so. {mitgated}", "{mitgated}", "{mitigated}"),
        ("en", "### 10:00 All is well {resovled}", "{resovled}", "{resolved}"),
        ("de", "- 10:00 Alles gut {entdekt}", "{entdekt}", "{entdeckt}"),
    ],
)
def test_a_misspelt_mark_is_told_at_its_place(
    run: Run, lang: str, entry: str, written: str, meant: str
) -> None:
    (found,) = run(check_marks_are_known, f"lang: {lang}\n", timeline(entry))
    assert (found.code, found.message) == ("PM319", f"`{written}` marks nothing")
    assert found.help == f"did you mean `{meant}`?"


@pytest.mark.parametrize(
    "entry",
    [
        "- 10:00 All is well {resolved}",
        "- 10:00 `{resovled}`",
        "- 10:00 GET /items/{resovled}",
        "- 10:00 Set the {name}",
        "- 10:00 {resovled} is a word",
    ],
)
def test_other_words_in_braces_are_text(run: Run, entry: str) -> None:
    assert run(check_marks_are_known, "", timeline(entry)) == []
