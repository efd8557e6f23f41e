"""Rules across reports: addresses that two of them claim."""

from collections.abc import Iterator, Sequence

from postmortem.diagnostics import Diagnostic
from postmortem.model.report import Metadata
from postmortem.rules.context import RuleContext


def check_addresses(reports: Sequence[Metadata], context: RuleContext) -> Iterator[Diagnostic]:
    """PM118: an id that two reports of one language share (as file systems compare), or an alias."""
    taken: dict[tuple[str, str], Metadata] = {}
    for report in reports:
        key = (report.id.casefold(), report.lang)
        if key in taken:
            message = f"the id `{report.id}` is taken by `{taken[key].path}`"
            help_ = "give one of them another `id`; a translation needs another `lang`"
            yield Diagnostic("PM118", message, report.span("id"), help_)
        taken.setdefault(key, report)
    yield from _check_aliases(reports)


def _check_aliases(reports: Sequence[Metadata]) -> Iterator[Diagnostic]:
    pages = {f"reports/{report.id}".casefold(): report for report in reversed(reports)}
    aliases: dict[str, Metadata] = {}
    for report in reports:
        for i, alias in enumerate(report.aliases):
            address = alias.casefold().removesuffix("index.html").strip("/")
            if address in pages:
                message = f"the alias `{alias}` is the address of `{pages[address].path}`"
                yield Diagnostic("PM118", message, report.span("aliases", i), "remove it; that page is there")
            elif address in aliases and (aliases[address] is report or aliases[address].id != report.id):
                message = f"the alias `{alias}` is taken by `{aliases[address].path}`"
                yield Diagnostic("PM118", message, report.span("aliases", i), "remove one of the two")
            aliases.setdefault(address, report)
