"""The files of one report: its page, the report for programs, and its Markdown."""

from collections.abc import Iterator

from postmortem.model.plan import PlannedFile
from postmortem.model.report import Metadata, Status
from postmortem.render.report_data import report_json
from postmortem.render.report_source import report_markdown
from postmortem.render.surroundings import Place
from postmortem.render.writer import PageWriter


def report_files(writer: PageWriter, report: Metadata, place: Place) -> Iterator[PlannedFile]:
    """Every file that is the report's own; of a retracted one there is no Markdown."""
    yield writer.report(report, place.on_page)
    around, related = place.for_programs, place.related
    internal = around.frame.site.internal
    named = tuple((relation.id, relation.relation) for relation in related)
    path = place.on_page.frame.path
    yield writer.data(
        report,
        f"{path}report.json",
        "report.json",
        (around, named, internal),
        lambda document: report_json(document, around, related, internal=internal),
    )
    if report.status is not Status.RETRACTED:
        yield writer.data(
            report,
            f"{path}report.md",
            "report.md",
            (around.targets, named),
            lambda document: report_markdown(document, around, related),
        )
