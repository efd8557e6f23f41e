"""Every rule, in one table, and how they are run."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from postmortem.diagnostics import Diagnostic
from postmortem.model.report import Report
from postmortem.rules import (
    across,
    actions,
    allowances,
    front_matter,
    readability,
    stated_durations,
    stated_times,
    structure,
    suggested_marks,
    timeline,
    wording,
)
from postmortem.rules.context import RuleContext
from postmortem.rules.safety import files, texts

ReportRule = Callable[[Report, RuleContext], Iterable[Diagnostic]]
SiteRule = Callable[[Sequence[Report], RuleContext], Iterable[Diagnostic]]

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
    structure.check_links,
    allowances.check_allowances,
    timeline.check_entries_exist,
    timeline.check_times_have_entries,
    timeline.check_something_before_detection,
    timeline.check_entries_near_incident,
    timeline.check_marks_agree,
    stated_durations.check_labelled_durations,
    stated_durations.check_told_durations,
    stated_times.check_stated_ranges,
    stated_times.check_stated_moments,
    stated_times.check_ranges_end_at_entries,
    suggested_marks.check_suggested_marks,
    wording.check_wording,
    readability.check_abbreviations,
    readability.check_summary_length,
    texts.check_texts,
    texts.check_attached_texts,
    files.check_pictures,
    files.check_drawings,
    actions.check_action_fields,
    actions.check_action_titles,
    actions.check_promises,
    actions.check_detection,
)

SITE_RULES: tuple[SiteRule, ...] = (across.check_addresses, texts.check_settings_texts)


def check_reports(reports: Sequence[Report], context: RuleContext) -> Iterator[Diagnostic]:
    """Run every rule over every report, then those over all of them."""
    for report in reports:
        reading = context.reading(report)
        for rule in REPORT_RULES:
            yield from rule(report, reading)
    for site_rule in SITE_RULES:
        yield from site_rule(reports, context)
