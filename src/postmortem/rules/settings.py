"""Rules on `site.yml`."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from difflib import get_close_matches

from postmortem.codes import BY_CODE, FAMILIES
from postmortem.diagnostics import Diagnostic, Span
from postmortem.locales.messages import available, catalogues
from postmortem.model.site import Settings

_FILE = "site.yml"


def check_settings(
    settings: Settings, places: Mapping[tuple[str | int, ...], Span], files: AbstractSet[str]
) -> Iterator[Diagnostic]:
    """Run the rules below; `places` maps a path to where its key stands, `files` are those of the folder."""
    yield from check_rule_names(settings, places)
    yield from check_base_url(settings, places)
    yield from check_unique_ids(settings, places)
    yield from check_translations(settings, places)
    yield from check_logo(settings, places, files)


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


def check_unique_ids(
    settings: Settings, places: Mapping[tuple[str | int, ...], Span]
) -> Iterator[Diagnostic]:
    """PM118: two services or two severities with one id."""
    for field, ids in (
        ("services", [service.id for service in settings.services]),
        ("severities", [severity.id for severity in settings.severities]),
    ):
        for i, name in enumerate(ids):
            if name in ids[:i]:
                span = places.get((field, i, "id"), Span(_FILE))
                yield Diagnostic("PM118", f"the id `{name}` is given twice", span, "remove one of the two")


def check_translations(
    settings: Settings, places: Mapping[tuple[str | int, ...], Span]
) -> Iterator[Diagnostic]:
    """PM107: words in a language that no page has, or for a service or severity that the site has not."""
    for lang, said in settings.translations.items():
        if available(lang) != lang.split("-")[0]:
            help_ = f"pages of this site are in {' or '.join(f'`{code}`' for code in catalogues())}"
            yield _unknown(("translations", lang), places, help_)
        for field, words, known in (
            ("services", said.services, [service.id for service in settings.services]),
            ("severities", said.severities, [severity.id for severity in settings.severities]),
        ):
            for name in words:
                if name not in known:
                    near = get_close_matches(name, known, n=1, cutoff=0.6)
                    help_ = f"did you mean `{near[0]}`?" if near else f"it is not declared under `{field}`"
                    yield _unknown(("translations", lang, field, name), places, help_)


def _unknown(path: tuple[str, ...], places: Mapping[tuple[str | int, ...], Span], help_: str) -> Diagnostic:
    return Diagnostic("PM107", f"unknown key `{path[-1]}`", places.get(path, Span(_FILE)), help_)


def check_base_url(settings: Settings, places: Mapping[tuple[str | int, ...], Span]) -> Iterator[Diagnostic]:
    """PM123: without an address there can be no feed and no sitemap. One that cannot be read is there."""
    if not settings.base_url and ("base_url",) not in places:
        help_ = "add `base_url: https://status.example.com` to site.yml, or build with --base-url"
        yield Diagnostic(
            "PM123", "there is no `base_url`: the site has no feed and no sitemap", Span(_FILE), help_
        )


def check_logo(
    settings: Settings, places: Mapping[tuple[str | int, ...], Span], files: AbstractSet[str]
) -> Iterator[Diagnostic]:
    """PM209: a logo that is not there."""
    if settings.logo and settings.logo not in files:
        near = get_close_matches(settings.logo, sorted(files), n=1, cutoff=0.6)
        help_ = f"did you mean `{near[0]}`?" if near else "give its path from the folder of site.yml"
        span = places.get(("logo",), Span(_FILE))
        yield Diagnostic("PM209", f"the image `{settings.logo}` does not exist", span, help_)
