"""Which of the parser's rules are asked: only those that can find something.

Blocks are known by the first sign of a line, what some rules for whole texts look for by signs in the source.
"""

from collections.abc import Callable, Sequence

from markdown_it import MarkdownIt
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

_BlockRule = Callable[[StateBlock, int, int, bool], bool]
_CoreRule = Callable[[StateCore], None]

# What the blocks of these rules begin with, behind the indentation; all others are asked at every line.
_BEGINNINGS = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "easy_list": "*+-0123456789",
    "list": "*+-0123456789",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
    "internal": ":",
    "comment": "<",
}

# One of these is in a text that these rules change. Texts are joined where an escape or an entity parts them.
_SIGNS = {
    "normalize": ("\r", "\0"),
    "github-tasklists": ("[ ]", "[x]", "[X]"),
    "text_join": ("\\", "&"),
}


def choose_rules(md: MarkdownIt) -> None:
    """Let the parser ask each rule only where it can find something.

    Rules may be added and replaced later; one that is replaced must begin as the former did.
    """
    md.block.ruler = _Choosing(md.block.ruler)
    for rule in tuple(md.core.ruler.__rules__):
        if rule.name in _SIGNS:
            md.core.ruler.at(rule.name, _where_any(_SIGNS[rule.name], rule.fn))


def _where_any(signs: Sequence[str], rule: _CoreRule) -> _CoreRule:
    def ask(state: StateCore) -> None:
        if any(sign in state.src for sign in signs):
            rule(state)

    return ask


class _Choosing(Ruler[_BlockRule]):
    """The rules of another ruler, in each chain behind a single one that chooses among them."""

    def __init__(self, ruler: Ruler[_BlockRule]) -> None:
        super().__init__()
        self.__rules__ = ruler.__rules__
        self._chosen: dict[str, tuple[Sequence[_BlockRule], list[_BlockRule]]] = {}

    def getRules(self, chainName: str = "") -> list[_BlockRule]:  # noqa: N802, N803  markdown-it's names
        rules = super().getRules(chainName)
        known = self._chosen.get(chainName)
        if known is None or known[0] is not rules:
            names = dict(zip(super().getRules(), self.get_active_rules(), strict=True))
            known = self._chosen[chainName] = rules, [_choice([(names[rule], rule) for rule in rules])]
        return known[1]


def _choice(rules: Sequence[tuple[str, _BlockRule]]) -> _BlockRule:
    """A rule that asks those of the rules, in their order, that can begin with the line's first sign."""
    signs = {sign for name, _ in rules for sign in _BEGINNINGS.get(name, "")}
    by_sign = {sign: _beginning_with(sign, rules) for sign in signs}
    elsewhere = tuple(rule for name, rule in rules if name not in _BEGINNINGS)

    def ask(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        start = state.bMarks[line] + state.tShift[line]
        for rule in by_sign.get(state.src[start : start + 1], elsewhere):
            if rule(state, line, end, silent):
                return True
        return False

    return ask


def _beginning_with(sign: str, rules: Sequence[tuple[str, _BlockRule]]) -> tuple[_BlockRule, ...]:
    return tuple(rule for name, rule in rules if sign in _BEGINNINGS.get(name, sign))
