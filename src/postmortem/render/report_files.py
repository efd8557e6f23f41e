"""The files of one report: its page, the report for programs, and its Markdown."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from postmortem.model.plan import PlannedFile
from postmortem.model.report import Metadata, Status
from postmortem.render.report_data import report_json
from postmortem.render.report_source import report_markdown
from postmortem.render.surroundings import Place
from postmortem.render.writer import PageWriter

FindPlace = Callable[[Metadata], Place]
"""Gives the place of a report, always the same one."""


def report_files(writer: PageWriter, report: Metadata, find: FindPlace) -> Iterator[PlannedFile]:
    """Every file that is the report's own; of a retracted one there is no Markdown."""
    files, place = _Files(writer, report, find), find(report)
    frame, around = place.on_page.frame, place.for_programs
    named = tuple((relation.id, relation.relation) for relation in place.related)
    path = frame.path
    yield writer.of_report(
        report, f"{path}index.html", "report", place.on_page, files.page, languages=(frame.lang,)
    )
    data = (around, named, frame.site.internal)
    yield writer.of_report(report, f"{path}report.json", "report.json", data, files.data)
    if report.status is not Status.RETRACTED:
        source = (around.targets, named)
        yield writer.of_report(report, f"{path}report.md", "report.md", source, files.markdown)


class _Files(Struct, frozen=True, gc=False):
    """Makes the files of a report; a site has many, and so its place is found again when one is wanted."""

    writer: PageWriter
    report: Metadata
    find: FindPlace

    def page(self) -> bytes:
        return self.writer.report_page(self.report.path, self.find(self.report).on_page)

    def data(self) -> bytes:
        place, document = self.find(self.report), self.writer.documents(self.report.path)
        around = place.for_programs
        return report_json(document, around, place.related, internal=around.frame.site.internal)

    def markdown(self) -> bytes:
        place, document = self.find(self.report), self.writer.documents(self.report.path)
        return report_markdown(document, place.for_programs, place.related)
