"""The files of the lists in one language: index, topics, overviews, promises, statistics, and data.

The data files speak for the whole site and stand at its root, with the lists in its own language.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from postmortem.model.content import facts_digest
from postmortem.model.plan import PlannedFile
from postmortem.model.site import Site
from postmortem.render.availability import service_history
from postmortem.render.contexts import StatisticsPage
from postmortem.render.data_files import DataFiles
from postmortem.render.data_schema import reports_schema
from postmortem.render.finding import finding, index_lines, render_index
from postmortem.render.json_lines import json_document
from postmortem.render.lists import Topic, index_pages, overview_page, topic_pages
from postmortem.render.overall import Promise, ServiceHistory
from postmortem.render.promises import action_pages, promises
from postmortem.render.statistics import charts, days_of
from postmortem.render.trees import Tree
from postmortem.render.writer import PageWriter


def tree_files(
    tree: Tree, listed: Mapping[str, Sequence[Topic]], site: Site, writer: PageWriter
) -> Iterator[PlannedFile]:
    """Every file of the tree but its feeds."""
    reports = tree.directory.main
    found = finding(tree) if reports else None
    for page in index_pages(reports, tree, found):
        yield writer.page(page)
    if found is not None:
        context = (tuple(option.value for option in found.severities), index_lines(tree))
        yield writer.words(found.index, "finding", tree.lang, context, partial(render_index, *context))
    histories = _histories(tree, listed["services"])
    for folder, of_folder in listed.items():
        yield writer.page(overview_page(folder, of_folder, tree))
        for topic in of_folder:
            for page in topic_pages(topic, tree, histories.get(topic.path)):
                yield writer.page(page)
    today = site.now.date()
    made = promises(tree, reports, today)
    if tree.site.has_actions:
        for actions in action_pages(tree, made, today):
            yield writer.page(actions)
    yield writer.page(StatisticsPage(tree.frame("statistics/"), charts(tree, made, today)))
    if not tree.home:
        yield from _data(tree, made, writer)


def _histories(tree: Tree, services: Sequence[Topic]) -> Mapping[str, ServiceHistory]:
    """The path of a service's page to its history; a service without incidents has nothing to tell."""
    directory = tree.directory
    told = days_of(directory.main)
    by_path = {directory.path("services", service.id): service for service in directory.settings.services}
    if not told:
        return {}
    histories = {
        topic.path: service_history(by_path[topic.path], topic.reports, tree, min(told), max(told))
        for topic in services
        if topic.path in by_path
    }
    return {path: history for path, history in histories.items() if history is not None}


def _data(tree: Tree, made: Sequence[Promise], writer: PageWriter) -> Iterator[PlannedFile]:
    directory = tree.directory
    files = DataFiles(tree.site.base, tree.site.title, tree.site.description)
    reports = [report for main in directory.main for report in directory.translations[main.id]]
    context = (files, [(facts_digest(r), directory.pages[r.path]) for r in reports])
    for name, render in (
        ("reports.json", files.reports_json),
        ("reports.csv", files.reports_csv),
        ("llms.txt", files.llms_txt),
    ):
        yield writer.text(name, name, context, partial(render, reports, directory))
    schema = reports_schema()
    yield writer.text("reports.schema.json", "schema", schema, partial(json_document, schema))
    if tree.site.has_actions:
        promised = (files, made)
        yield writer.text("actions.csv", "actions.csv", promised, partial(files.actions_csv, made))
        yield writer.text("actions.ics", "actions.ics", promised, partial(files.actions_ics, made))
