"""The last gate of a public edition: what it must not hold, and a plan that refuses to render it.

assembly -> secrets, and what is public -> matcher -> the plan, with every file looked through
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, partial
from hashlib import blake2b

from msgspec.structs import replace

from postmortem.app.assemble import Assembly
from postmortem.diagnostics import PostmortemError, Span
from postmortem.edge.tool import identity
from postmortem.locales.messages import available, source
from postmortem.model.plan import PlannedFile
from postmortem.model.report import TIME_NAMES, Audience, Metadata
from postmortem.model.secrets import Secret
from postmortem.model.theme import Theme
from postmortem.render.data_schema import reports_schema
from postmortem.render.gate.matcher import Matcher
from postmortem.render.json_lines import as_json
from postmortem.render.language import Language


class LeakError(PostmortemError):
    """Something internal stands in what was about to be published."""


class Gate:
    """Renders files and looks through them; what to look for is gathered with the first one.

    `paths` are those of the planned site, which are public.
    """

    def __init__(self, assembly: Assembly, theme: Theme, paths: Sequence[str]) -> None:
        self._assembly, self._theme, self._paths = assembly, theme, paths

    def guard(self, plan: Sequence[PlannedFile]) -> tuple[PlannedFile, ...]:
        """The plan, each file of which raises LeakError instead of giving bytes with something internal."""
        if not self._is_needed:
            return tuple(plan)
        return tuple(
            replace(file, render=partial(self.render, file), inspect=partial(self.inspect, file.path))
            for file in plan
        )

    def trust(self, plan: Sequence[PlannedFile], passed: str) -> tuple[PlannedFile, ...]:
        """The plan, of which nothing that passed a gate of that name is looked through again."""
        if passed != self.looked_for:
            return tuple(plan)
        return tuple(replace(file, inspect=None) for file in plan)

    @cached_property
    def looked_for(self) -> str:
        """A name for what files are looked through for: those that passed a gate of the same name pass this.

        It is a digest, which tells nothing of it. Empty if there is no need to look.
        """
        if not self._is_needed:
            return ""
        return blake2b(f"{identity()}\0{self._matcher.digest()}".encode(), digest_size=16).hexdigest()

    @cached_property
    def _is_needed(self) -> bool:
        internal = self._assembly.site.edition is Audience.INTERNAL
        return not internal and next(secrets_of(self._assembly), None) is not None

    @cached_property
    def _matcher(self) -> Matcher:
        public = (*_public(self._assembly, self._theme), *self._addresses())
        return Matcher(secrets_of(self._assembly), public)

    def _addresses(self) -> Iterator[str]:
        """Where everything public stands."""
        base = self._assembly.site.settings.base_url
        for path in self._paths:
            yield f"{base}/{path} {path}"
            yield f"{base}/{path.removesuffix('index.html')}"

    def render(self, file: PlannedFile) -> bytes:
        """The file's bytes, looked through."""
        data = file.render()
        self.inspect(file.path, data)
        return data

    def inspect(self, path: str, data: bytes) -> None:
        """Raise LeakError if the file, or its path, holds something internal."""
        if self._matcher:
            found = self._matcher.find(data) or self._matcher.find(path.encode())
            if found is not None:
                secret, place = found
                known = self._assembly.shows(secret.span.path)
                raise LeakError(_refusal(path, place, secret.span, known=known))


def _zones(reports: Iterable[Metadata]) -> Iterator[str]:
    """What pages call the time zones of reports: `Europe/Berlin CET`."""
    languages: dict[str, Language] = {}
    for report in reports:
        if report.lang not in languages:
            languages[report.lang] = Language(report.lang)
        instants = (report.times.get(name) for name in TIME_NAMES)
        for instant in instants:
            if instant is not None:
                yield f"{report.timezone} {languages[report.lang].short_zone(instant, report.timezone)}"


def _refusal(path: str, place: str, span: Span, *, known: bool) -> str:
    where = f"`{span.path}`, line {span.line}" if known else "a report outside this edition"
    packed = f", in its part `{place}`," if place else ""
    return (
        f"nothing was published: the file `{path}` would hold{packed} a text that is internal in {where}; "
        "remove it from what is public (a title, a file's name or content, a setting, a template), "
        "or mark it there too"
    )


def secrets_of(assembly: Assembly) -> Iterator[Secret]:
    """Everything that this edition must not hold."""
    for reading in assembly.readings.values():
        yield from reading.secrets


def public_texts(assembly: Assembly) -> Iterator[str]:
    """What the edition's reports and settings say, of reports with errors as well."""
    for path, reading in assembly.readings.items():
        if reading.visible:
            yield from assembly.library.words(path)
    yield repr(replace(assembly.site.settings, safety_deny=(), internal_domains=()))


def _public(assembly: Assembly, theme: Theme) -> Iterator[str]:
    """What may stand in the site."""
    site = assembly.site
    yield from public_texts(assembly)
    yield from theme.templates.values()
    for name, content in theme.assets.items():
        yield f"{name} {content.decode('utf-8', 'ignore')}"
    yield as_json(reports_schema())
    yield from _zones(site.reports)
    languages = {site.settings.language, *site.settings.languages, *(report.lang for report in site.reports)}
    yield from map(source, sorted({available(language) for language in languages}))
