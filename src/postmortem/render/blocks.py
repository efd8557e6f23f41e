"""Blocks of a template that would never be shown, because nothing that it extends has one of that name."""

from difflib import get_close_matches

from jinja2 import Environment, nodes

from postmortem.diagnostics import ThemeError
from postmortem.model.theme import Theme


def check_blocks(name: str, theme: Theme, environment: Environment) -> None:
    """Raise a ThemeError for the first such block of a template or of those that it extends.

    What cannot be read, or is not there, is left to be told when it is rendered.
    """
    chain: list[tuple[str, nodes.Template]] = []
    next_one: str | None = name
    while next_one is not None and next_one in theme.templates and next_one not in dict(chain):
        tree = environment.parse(theme.templates[next_one], filename=theme.files.get(next_one))
        chain.append((next_one, tree))
        next_one = _extended(tree)
    known: set[str] = set()
    for number, (template, tree) in enumerate(reversed(chain)):
        blocks = [node for node in tree.body if isinstance(node, nodes.Block)]
        lost = next((block for block in blocks if number and block.name not in known), None)
        if lost is not None:
            close = get_close_matches(lost.name, known, n=1)
            hint = f"did you mean `{close[0]}`?" if close else f"there are {', '.join(sorted(known))}"
            place = f"{theme.files.get(template, template)}:{lost.lineno}"
            raise ThemeError(f"{place}: what it extends has no block `{lost.name}`; {hint}")
        known |= {block.name for block in tree.find_all(nodes.Block)}


def _extended(tree: nodes.Template) -> str | None:
    """The template that one extends, if it is named outright."""
    extends = tree.find(nodes.Extends)
    named = extends.template if extends is not None else None
    return str(named.value) if isinstance(named, nodes.Const) else None
