"""A secret that was found is shown nowhere in full: not in its line, not in another, not in other words."""

from postmortem.app.hiding import hide_secrets
from postmortem.diagnostics import Diagnostic, Span

SECRET = "kX9mQ2vL8pR4"
FOUND = Diagnostic("PM601", "a secret", Span("x.md", 1, 8, 1, 20), secret=True)


def test_the_line_keeps_its_length_and_the_first_letters() -> None:
    _, lines = hide_secrets([FOUND], {"x.md": (f"token: {SECRET}!",)})
    assert lines["x.md"] == ("token: kX9m••••••••!",)


def test_other_lines_and_other_findings_hide_it_too() -> None:
    other = Diagnostic("PM207", f"`{SECRET}` does not exist", Span("y.md"), f"mend `{SECRET}`")
    told, lines = hide_secrets([FOUND, other], {"x.md": (f"token: {SECRET}",), "y.md": (f"[a]({SECRET})",)})
    assert SECRET not in repr(told)
    assert lines["y.md"] == ("[a](kX9m••••••••)",)


def test_a_secret_over_several_lines_is_hidden_on_all() -> None:
    found = Diagnostic("PM601", "a key", Span("x.md", 2, 1, 4, 6), secret=True)
    _, lines = hide_secrets([found], {"x.md": ("before", "BEGIN key", "abcdefghijkl", "END!!", "after")})
    assert lines["x.md"] == ("before", "BEG••••••", "abcd••••••••", "E••••", "after")


def test_a_short_secret_is_hidden_at_its_place_alone() -> None:
    found = Diagnostic("PM601", "a secret", Span("x.md", 1, 1, 1, 5), secret=True)
    _, lines = hide_secrets([found], {"x.md": ("then", "then")})
    assert lines["x.md"] == ("t•••", "then")


def test_without_secrets_nothing_changes() -> None:
    plain = Diagnostic("PM501", "…", Span("x.md"))
    assert hide_secrets([plain], {"x.md": ("a",)}) == ((plain,), {"x.md": ("a",)})
