"""`report.md`: the report's own Markdown as its audience may have it, for programs and for people who copy.

The body is the writer's text to the letter, but for what was cut from it, comments, and links to other files
of the site, which lead to where these are published. Front matter is written anew from what was read.
"""

from collections.abc import Sequence

from postmortem.model.markdown import resolve_markdown
from postmortem.model.report import Document, Relation
from postmortem.render.surroundings import Surroundings


def report_markdown(report: Document, around: Surroundings, related: Sequence[Relation]) -> bytes:
    """The report as Markdown. `related` are its relations to reports of this site."""
    relations = "".join(f"- id: {r.id}\n  relation: {r.relation}\n" for r in related)
    front = report.front + (f"related:\n{relations}" if relations else "")
    body = resolve_markdown(report.markdown, around.targets.get)
    end = "" if body.endswith("\n") else "\n"
    return f"---\n{front}---\n{body}{end}".encode("utf-8", "replace")
