"""Rules on `site.yml`."""

from collections.abc import Iterator, Mapping

from postmortem.codes import BY_CODE, FAMILIES
from postmortem.diagnostics import Diagnostic, Span
from postmortem.model.site import Settings

_FILE = "site.yml"


def check_settings(settings: Settings, places: Mapping[tuple[str | int, ...], Span]) -> Iterator[Diagnostic]:
    """Run the rules below; `places` maps a path to where its key stands."""
    yield from check_rule_names(settings, places)
    yield from check_base_url(settings)


def check_rule_names(
    settings: Settings, places: Mapping[tuple[str | int, ...], Span]
) -> Iterator[Diagnostic]:
    """PM122: a level for a code that does not exist, or for one whose level cannot be changed."""
    for name in settings.rules:
        if name in FAMILIES or (name in BY_CODE and not BY_CODE[name].fixed):
            continue
        message, help_ = f"the level of `{name}` cannot be changed", "remove this line"
        if name not in BY_CODE:
            message = f"there is no rule `{name}`"
            help_ = f"write a code such as `PM205`, or a family: {', '.join(FAMILIES)}"
        yield Diagnostic("PM122", message, places.get(("rules", name), Span(_FILE)), help_)


def check_base_url(settings: Settings) -> Iterator[Diagnostic]:
    """PM123: without an address there can be no feed and no sitemap."""
    if not settings.base_url:
        help_ = "add `base_url: https://status.example.com` to site.yml, or build with --base-url"
        yield Diagnostic(
            "PM123", "there is no `base_url`: the site has no feed and no sitemap", Span(_FILE), help_
        )
