"""Explain a code: what it checks, why, an example, and what to write instead."""

from difflib import get_close_matches

from postmortem.codes import BY_CODE
from postmortem.diagnostics import PostmortemError
from postmortem.edge.shipped import shipped


def explain(code: str) -> str:
    """Give the page of a code such as `PM203` or `section-twice`, as Markdown."""
    wanted = code.strip()
    by_name = {entry.name: entry.code for entry in BY_CODE.values()}
    name = by_name.get(wanted.lower(), wanted.upper())
    if name not in BY_CODE:
        near = get_close_matches(name, BY_CODE, n=1, cutoff=0.6)
        advice = f"did you mean `{near[0]}`?" if near else "codes look like `PM203`"
        raise PostmortemError(f"there is no code `{wanted}`; {advice}")
    page = shipped("codes", "docs/reference/codes") / f"{name}.md"
    return page.read_text("utf-8")


def list_codes() -> str:
    """Give every code with its name and level, one a line."""
    return "".join(f"{c.code}  {c.level.word:<7}  {c.name}\n" for c in BY_CODE.values())
