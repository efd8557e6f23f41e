"""Show findings: paths as the user would type them, in the wanted format, and a closing line."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from postmortem.diagnostics import Diagnostic, Level
from postmortem.edge.findings.as_json import format_json
from postmortem.edge.findings.concise import format_concise
from postmortem.edge.findings.github import format_github
from postmortem.edge.findings.text import Paint, format_text, plain
from postmortem.model.visibility import LeftOut

Format = Callable[[Sequence[Diagnostic], Mapping[str, Sequence[str]], "View"], str]

MOST_SHOWN = 60  # of findings, by a build


class View(Struct, frozen=True):
    """How findings are shown: colours and width for a terminal, and from which level on they are failures."""

    paint: Paint = plain
    width: int = 80
    fails: Level = Level.ERROR


_PLAIN = View()

_FORMATS: dict[str, Format] = {
    "text": lambda found, lines, view: format_text(found, lines, paint=view.paint, width=view.width),
    "concise": lambda found, _lines, _view: format_concise(found),
    "json": lambda found, _lines, _view: format_json(found),
    "github": lambda found, _lines, _view: format_github(found),
}
_FOR_CI = ("github", "sarif")


def show_findings(
    found: Sequence[Diagnostic],
    lines: Mapping[str, Sequence[str]],
    source: Path,
    *,
    style: str = "text",
    least: Level = Level.INFO,
    view: View = _PLAIN,
) -> str:
    """Give findings, from the level `least` on, in the format `style`; `lines` are source lines by path."""
    prefix = (_from_here(source) if style in _FOR_CI else source).as_posix().rstrip("/")

    def shown(path: str) -> str:
        return path if prefix in (".", "") else f"{prefix}/{path}"

    told = [
        replace(d, span=replace(d.span, path=shown(d.span.path)))
        for d in found
        if (d.level or least) >= least
    ]
    paths = {d.span.path for d in found if (d.level or least) >= least}
    shown_lines = {shown(path): lines[path] for path in paths if path in lines}
    return _format(style)(told, shown_lines, view)


def _format(style: str) -> Format:
    """The format of that name; what only it takes to write it is loaded with it."""
    if style == "sarif":
        from postmortem.edge.findings.sarif import format_sarif  # noqa: PLC0415 - see above

        return lambda found, lines, _view: format_sarif(found, lines)
    if style == "junit":
        from postmortem.edge.findings.junit import format_junit  # noqa: PLC0415 - see above

        return lambda found, lines, view: format_junit(found, lines, fails=view.fails)
    return _FORMATS[style]


def _from_here(source: Path) -> Path:
    """The path from the folder we are in, which CI takes for the root of the repository."""
    here = Path.cwd()
    return source.relative_to(here) if source.is_relative_to(here) else source


def for_a_log(found: Iterable[Diagnostic]) -> tuple[tuple[Diagnostic, ...], str]:
    """What a build shows of findings: errors and warnings, errors rather than others; and how many more.

    A build tells what it meets; `check` is for reading all of it.
    """
    told = [d for d in found if (d.level or Level.ERROR) > Level.INFO]
    weight = sorted(range(len(told)), key=lambda at: -(told[at].level or Level.ERROR))
    shown = tuple(told[at] for at in sorted(weight[:MOST_SHOWN]))
    return shown, more_findings(len(told) - len(shown))


def more_findings(number: int) -> str:
    """Say where to read findings that a build does not show; nothing for none."""
    return f"{counted(number, 'more finding')}: run `postmortem check`\n\n" if number else ""


def count_findings(found: Iterable[Diagnostic]) -> str:
    """Say in words how many findings there are, such as `2 errors, 1 warning`; `no findings` for none."""
    return count_levels(Counter(d.level for d in found)) or "no findings"


def exit_code(found: Iterable[Diagnostic], *, strict: bool) -> int:
    """Give 1 if something must be mended (when strict, warnings too), else 0."""
    return int(any((d.level or Level.ERROR) >= failing(strict=strict) for d in found))


def failing(*, strict: bool) -> Level:
    """From which level on a finding must be mended."""
    return Level.WARNING if strict else Level.ERROR


def count_levels(counts: Mapping[Level | None, int]) -> str:
    """Say in words how many findings of each level there are; empty for none."""
    words = [
        counted(counts[level], noun)
        for level, noun in ((Level.ERROR, "error"), (Level.WARNING, "warning"), (Level.INFO, "remark"))
        if counts.get(level)
    ]
    return ", ".join(words)


def count_omitted(omitted: Counter[LeftOut]) -> str:
    """Say how many reports are left out and why (`2 left out: 1 draft, 1 internal`); empty for none."""
    total = sum(omitted.values())
    if not total:
        return ""
    reasons = ", ".join(f"{omitted[reason]} {reason.value}" for reason in LeftOut if omitted[reason])
    return f"{total} left out: {reasons}"


def counted(number: int, noun: str) -> str:
    """A number with its noun, in English."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
