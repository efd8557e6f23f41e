"""What a theme declares and what a site sets, put together; mistakes name the file and the line."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from types import CodeType

from msgspec.structs import replace

from postmortem.diagnostics import ThemeError
from postmortem.edge.compiled import kept_codes
from postmortem.edge.sources import SETTINGS_FILE
from postmortem.edge.themes import load_theme
from postmortem.model.site import Settings
from postmortem.model.theme import Theme, ThemeFile
from postmortem.parse.theme_file import parse_theme_file

_WANTED = {"switch": "`true` or `false`", "text": "a text", "number": "a number"}


def site_theme(settings: Settings, source: Path) -> Theme:
    """The theme of a site; its own themes are beside the source folder. Raises ThemeError as `load_theme`."""
    theme = load_theme(settings.theme, source.resolve().parent / "themes", read_theme_file)
    if not theme.shipped:
        return theme
    return replace(theme, codes=kept_codes(theme.digest, lambda: _compiled(theme)))


def _compiled(theme: Theme) -> Mapping[str, CodeType]:
    from postmortem.render.environment import Templates  # noqa: PLC0415 - once for each version of the tool

    return Templates(theme).compiled()


def read_theme_file(data: bytes, path: str) -> ThemeFile:
    """What a `theme.yml` says. Raises ThemeError for the first mistake in it."""
    file, problems = parse_theme_file(data, path)
    for problem in problems:
        raise ThemeError(f"{path}:{problem.span.line}: {problem.message}; {problem.help}")
    file = file or ThemeFile()
    for name, option in file.options.items():
        if not option.takes(option.default):
            line = _line(data.decode("utf-8", "replace").splitlines(), name)
            raise ThemeError(f"{path}:{line}: the default of `{name}` is not {_WANTED[option.type]}")
    return file


def with_options(settings: Settings, theme: Theme, lines: Mapping[str, Sequence[str]]) -> Settings:
    """The settings with a value for every option of the theme. Raises ThemeError for one it does not take."""
    for name, value in settings.theme_options.items():
        place = f"{SETTINGS_FILE}:{_line(lines.get(SETTINGS_FILE, ()), name)}"
        option = theme.options.get(name)
        if option is None:
            close = get_close_matches(name, theme.options, n=1)
            known = ", ".join(f"`{known}`" for known in theme.options) or "none"
            hint = f"did you mean `{close[0]}`?" if close else f"its options: {known}"
            raise ThemeError(f"{place}: the theme `{theme.name}` has no option `{name}`; {hint}")
        if not option.takes(value):
            raise ThemeError(f"{place}: `{name}` takes {_WANTED[option.type]}, not `{value}`")
    defaults = {name: option.default for name, option in theme.options.items()}
    return replace(settings, theme_options={**defaults, **settings.theme_options})


def _line(lines: Sequence[str], name: str) -> int:
    """The line on which an option is set, counted from 1; where `theme_options` stands if it is not found."""
    key = re.compile(rf"(?:^\s*|[{{,]\s*){re.escape(name)}\s*:")
    head = next((n for n, line in enumerate(lines) if re.match(r"(?:theme_)?options\s*:", line)), 0)
    return next((n for n in range(head, len(lines)) if key.search(lines[n])), head) + 1
