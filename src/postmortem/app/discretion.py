"""What a public build says of findings: nothing that the public may not read, for its log may be public.

Of reports outside the edition only the number of findings is told. In those inside it, source lines with
internal parts are not shown, nor are words that stand in internal text alone. Of a report that was taken back
nothing is shown but what a finding is about and where.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

from msgspec.structs import replace

from postmortem.app.assemble import Assembly
from postmortem.app.gate import public_texts, secrets_of
from postmortem.app.public_lines import PublicLines, folded
from postmortem.app.show import count_levels
from postmortem.codes import BY_CODE
from postmortem.diagnostics import Diagnostic, Level, Span
from postmortem.edge.sources import SETTINGS_FILE
from postmortem.locales.sections import written_names
from postmortem.model.report import Audience, Status
from postmortem.parse.report import name_of
from postmortem.parse.report_schema import FrontMatter

MARK = "PM210"
# What these say is what must not be published: the log must not do that either. Secrets (PM601) are dotted.
TELLING = ("PM602", "PM603", "PM604", "PM605", "PM606", "PM607")
_QUOTED = re.compile(r"`([^`]*)`")
_FILE = re.compile(r"[^\s#]+\.[A-Za-z]{2,5}(?:#.*)?")
_WORD = re.compile(r"\w+")
_AT_ONCE = 1024  # texts


def discreet(assembly: Assembly, seen: Collection[str] = ()) -> tuple[Assembly, str]:
    """The assembly with what may be told of its findings, and a sentence about the others, or nothing.

    `seen` are files of which reports were shown before: where one cannot be read any more, its place is told.
    """
    if assembly.site.edition is Audience.INTERNAL:
        return assembly, ""
    names = _hidden_names(assembly)
    lines: Mapping[str, Sequence[str]] = PublicLines(assembly.lines, assembly.readings, names)
    if is_all_public(assembly):
        return replace(assembly, lines=lines), ""
    unclear = {d.span.path for d in assembly.diagnostics if d.code == MARK}
    retracted = frozenset(_retracted(assembly))
    told: list[Diagnostic] = []
    untold: Counter[Level | None] = Counter()
    private = _Private(assembly, names)
    for diagnostic in assembly.diagnostics:
        path = diagnostic.span.path
        here = assembly.shows(path) or path in assembly.assets or path == SETTINGS_FILE
        if path in seen and _is_unreadable(assembly, path):
            told.append(_nameless(diagnostic, "in a report that cannot be read"))
        elif not here or (path in unclear and diagnostic.code != MARK):
            untold[diagnostic.level] += diagnostic.level is not Level.INFO
        elif path in retracted:
            told.append(_nameless(diagnostic, "in a retracted report"))
        elif diagnostic.code in TELLING:
            told.append(_nameless(diagnostic, "which is not shown here"))
        elif diagnostic.code == MARK or private.holds(f"{diagnostic.message} {diagnostic.help}", path):
            told.append(_nameless(diagnostic, "beside internal text"))
        else:
            told.append(diagnostic)
    clear = {d.span.path for d in told if d.span.path in assembly.lines} - unclear - retracted
    clear -= {path for path in clear if _is_unreadable(assembly, path)}
    telling = [d.span for d in told if d.code in TELLING]
    lines = _ToldLines(lines, clear, telling)
    return replace(assembly, diagnostics=tuple(told), lines=lines), _elsewhere(untold)


def _is_unreadable(assembly: Assembly, path: str) -> bool:
    """Whether nobody can tell whom a report is for."""
    reading = assembly.readings.get(path)
    return reading is not None and reading.metadata is None


class _ToldLines(Mapping[str, Sequence[str]]):
    """The lines of these files, blank where a finding would tell what must not be published.

    A log shows few of them: none is read before it is asked for.
    """

    def __init__(
        self, lines: Mapping[str, Sequence[str]], paths: Collection[str], telling: Iterable[Span]
    ) -> None:
        self._lines, self._paths = lines, frozenset(paths)
        self._blank: Mapping[str, set[int]] = defaultdict(set)
        for span in telling:
            self._blank[span.path].update(range(span.line, span.end_line + 1))

    def __getitem__(self, path: str) -> Sequence[str]:
        """The lines of a file."""
        if path not in self._paths:
            raise KeyError(path)
        lines, blank = self._lines[path], self._blank.get(path)
        return (
            tuple("" if at in blank else line for at, line in enumerate(lines, start=1)) if blank else lines
        )

    def __iter__(self) -> Iterator[str]:
        """Every path."""
        return iter(self._paths)

    def __len__(self) -> int:
        """How many files there are."""
        return len(self._paths)


def is_all_public(assembly: Assembly) -> bool:
    """Whether nothing was cut, left out or taken back, no mark is wrong, and no finding tells too much."""
    readings = assembly.readings.values()
    return (
        all(reading.visible for reading in readings)
        and next(_retracted(assembly), None) is None
        and not any(d.code in (MARK, *TELLING) for d in assembly.diagnostics)
        and next(secrets_of(assembly), None) is None
    )


def _retracted(assembly: Assembly) -> Iterator[str]:
    """The files of reports of which a public site says no more than that they were taken back."""
    for path, reading in assembly.readings.items():
        if reading.metadata is not None and reading.metadata.status is Status.RETRACTED:
            yield path


def _hidden_names(assembly: Assembly) -> frozenset[str]:
    """How reports outside the edition are called: by their files, their folders and their ids."""
    hidden = [reading for reading in assembly.readings.values() if not reading.visible]
    names = {name_of(reading.path)[0] for reading in hidden}
    names |= {reading.metadata.id for reading in hidden if reading.metadata is not None}
    return frozenset(map(folded, names))


class _Private:
    """The words of internal text, against those of the public one; read when first asked.

    `names` are those of reports outside the edition.
    """

    def __init__(self, assembly: Assembly, names: frozenset[str]) -> None:
        self._assembly, self._names = assembly, tuple(map(_bounded, names))
        self._judged: dict[str, bool] = {}  # the same words stand in thousands of findings
        self._read: list[str] = []
        self._unread = self._outside()

    def holds(self, message: str, path: str) -> bool:
        """Whether something that a message quotes stands in internal text alone, or names another file.

        `path` is that of the file which the message is about: what it quotes is mostly there.
        """
        return any(self._is_private(part, path) for part in _QUOTED.findall(message))

    def _is_private(self, part: str, path: str) -> bool:
        if part not in self._judged:
            self._judged[part] = self._judge(part, _bounded(part), path)
        return self._judged[part]

    def _judge(self, part: str, text: str, path: str) -> bool:
        if any(name in text for name in self._names):
            return True
        is_telling = text.strip() and (text in self._inside or _FILE.fullmatch(part))
        return bool(is_telling) and not any(text in public for public in self._public(path))

    @cached_property
    def _inside(self) -> str:
        return _bounded("\n".join(secret.text for secret in secrets_of(self._assembly)))

    def _public(self, first: str) -> Iterator[str]:
        """What is public, a part at a time: what was read before, the report of that path, the others."""
        yield from self._read
        if self._assembly.shows(first):
            yield _bounded("\n".join(self._assembly.library.words(first)))
        while some := list(islice(self._unread, _AT_ONCE)):
            self._read.append(_bounded("\n".join(some)))
            yield self._read[-1]

    def _outside(self) -> Iterator[str]:
        """What is public: what reports say, and the names that findings suggest of their own."""
        yield from public_texts(self._assembly)
        yield from FrontMatter.__struct_fields__
        for lang in {"en", *(report.lang for report in self._assembly.site.reports)}:
            for names in written_names(lang).values():
                yield from names


def _bounded(text: str) -> str:
    """The words of a text with a space on both sides of each, so that only whole words are found."""
    return f" {' '.join(_WORD.findall(folded(text)))} "


def _nameless(diagnostic: Diagnostic, where: str) -> Diagnostic:
    """The finding with nothing but its code's name and its place."""
    name = BY_CODE[diagnostic.code].name.replace("-", " ")
    return replace(diagnostic, message=f"{name}, {where}", help="run `postmortem check` to read it")


def _elsewhere(untold: Mapping[Level | None, int]) -> str:
    counts = count_levels(untold)
    return (
        f"{counts} in reports outside this edition, or beside broken marks: run `postmortem check`\n\n"
        if counts
        else ""
    )
