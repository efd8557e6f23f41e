"""Every rule, in one table, and how they are run."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from postmortem.diagnostics import Diagnostic
from postmortem.model.report import Metadata, Report, Status
from postmortem.model.retraction import standing
from postmortem.rules import (
    across,
    actions,
    allowances,
    front_matter,
    listed_actions,
    marks,
    readability,
    relations,
    stated,
    structure,
    suggested_marks,
    timeline,
    wording,
)
from postmortem.rules.context import RuleContext
from postmortem.rules.safety import attached, files, texts

ReportRule = Callable[[Report, RuleContext], Iterable[Diagnostic]]
LinkRule = Callable[[Metadata, RuleContext], Iterable[Diagnostic]]
SiteRule = Callable[[Sequence[Metadata], RuleContext], Iterable[Diagnostic]]

# What a report says by itself: these look at no other report and at no file.
REPORT_RULES: tuple[ReportRule, ...] = (
    front_matter.check_services,
    front_matter.check_severity,
    front_matter.check_order_of_times,
    front_matter.check_future,
    front_matter.check_embargo,
    front_matter.check_publication_date,
    front_matter.check_recorded_times,
    structure.check_required_sections,
    structure.check_empty_sections,
    structure.check_repeated_sections,
    structure.check_heading_levels,
    structure.check_placeholders,
    structure.check_own_anchors,
    allowances.check_allowances,
    timeline.check_entries_exist,
    timeline.check_times_have_entries,
    timeline.check_something_before_detection,
    timeline.check_entries_near_incident,
    timeline.check_marks_agree,
    timeline.check_windows_within_incident,
    marks.check_marks_are_known,
    stated.check_stated_figures,
    suggested_marks.check_suggested_marks,
    wording.check_wording,
    readability.check_abbreviations,
    readability.check_summary_length,
    texts.check_texts,
    actions.check_action_fields,
    actions.check_action_titles,
    actions.check_promises,
    actions.check_detection,
    listed_actions.check_listed_actions,
)

# What concerns a retracted report too: its title, its days and its revisions are still public.
RETRACTED_RULES: tuple[ReportRule, ...] = (
    front_matter.check_embargo,
    front_matter.check_publication_date,
    texts.check_texts,
)

# What a report refers to: its text is not looked at again.
LINK_RULES: tuple[LinkRule, ...] = (
    structure.check_links,
    attached.check_attached_texts,
    files.check_pictures,
    files.check_drawings,
)

SITE_RULES: tuple[SiteRule, ...] = (
    across.check_addresses,
    relations.check_relations,
    relations.check_translations,
    relations.check_overlaps,
)


def check_report(report: Report, context: RuleContext) -> Iterator[Diagnostic]:
    """Run every rule on a report by itself; `context` need not have any other report, or files."""
    reading = context.reading(report)
    for rule in RETRACTED_RULES if report.status is Status.RETRACTED else REPORT_RULES:
        yield from rule(report, reading)


def check_references(report: Metadata, context: RuleContext) -> Iterator[Diagnostic]:
    """Run the rules on what a report refers to."""
    for rule in LINK_RULES if standing(report).links else ():
        yield from rule(report, context)


def check_site(reports: Sequence[Metadata], context: RuleContext) -> Iterator[Diagnostic]:
    """Run the rules on what reports refer to, then those over all of them."""
    for report in reports:
        yield from check_references(report, context)
    for site_rule in SITE_RULES:
        yield from site_rule(reports, context)
