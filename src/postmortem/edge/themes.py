"""Themes from disk: a folder with `templates/` and `assets/`, the site's own before those shipped.

What a theme does not have comes from the one that its `theme.yml` extends (`default` if it does not say),
whose templates can be extended by name, as `default/base.html`. An asset without a byte takes that of the
theme below away. Names are kept inside the theme's
folder, links that lead out of it are refused, and templates have to be UTF-8.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from postmortem.diagnostics import ThemeError
from postmortem.edge.shipped import shipped
from postmortem.edge.tool import version_of
from postmortem.model.theme import Theme, ThemeFile

PARENT = "default"
THEME_FILE = "theme.yml"
LARGEST_FILE = 4 * 1024 * 1024

# The same templates give other bytes under another version of these.
_ENGINES = ("jinja2", "markupsafe", "babel")


def load_theme(
    name: str, beside: Path, read_file: Callable[[bytes, str], ThemeFile] = lambda *_: ThemeFile()
) -> Theme:
    """The theme of that name: from `beside` (the site's `themes` folder, which may be absent), or shipped.

    `read_file` reads a `theme.yml`, given its bytes and the path to name in messages. Raises ThemeError if
    there is no such theme, or if one of its files cannot be used.
    """
    described = tuple(_chain(name, beside, read_file))
    folder = described[-1][0]
    layers = [layer for layer, _ in described]
    options = {key: option for _, file in described for key, option in file.options.items()}
    templates: dict[str, str] = {}
    assets: dict[str, bytes] = {}
    files: dict[str, str] = {}
    for layer in layers:
        shown = f"themes/{layer.name}"
        for relative, content in _read_all(layer / "templates", layer, shown):
            templates[relative] = _decoded(content, f"{shown}/templates/{relative}")
            files[relative] = f"{shown}/templates/{relative}"
            if layer != folder:
                templates[f"{layer.name}/{relative}"] = templates[relative]
                files[f"{layer.name}/{relative}"] = files[relative]
        assets.update(_read_all(layer / "assets", layer, shown))
    assets = {asset: content for asset, content in assets.items() if content}
    below = shipped("themes", "themes").resolve()
    own = any(layer.resolve().parent != below for layer in layers)
    return Theme(name, templates, assets, files, _digest(templates, assets), options, shipped=not own)


def _chain(
    name: str, beside: Path, read_file: Callable[[bytes, str], ThemeFile]
) -> Sequence[tuple[Path, ThemeFile]]:
    """The theme's folder and those that it builds on, the undermost first, each with what it says."""
    shipped_themes = shipped("themes", "themes")
    chain: list[tuple[Path, ThemeFile]] = []
    while True:
        # A theme that extends its own name means the shipped one below it.
        above = [known.name for known, _ in chain]
        own = None if name in above else _theme_folder(beside, name)
        folder = own or _theme_folder(shipped_themes, name)
        if folder in [known for known, _ in chain] or (folder is None and name in above):
            raise ThemeError(f"themes/{above[-1]}/{THEME_FILE}: the theme extends itself, through `{name}`")
        if folder is None:
            raise ThemeError(_unknown(name, beside, shipped_themes))
        file = _theme_file(folder, read_file)
        chain.append((folder, file))
        if folder == shipped_themes / PARENT:
            return chain[::-1]
        name = file.extends or PARENT


def _theme_file(folder: Path, read_file: Callable[[bytes, str], ThemeFile]) -> ThemeFile:
    path, shown = folder / THEME_FILE, f"themes/{folder.name}/{THEME_FILE}"
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ThemeError(f"{shown}: leads out of the theme's folder; put the file itself there")
    return read_file(_content(path, shown), shown) if path.is_file() else ThemeFile()


def _theme_folder(parent: Path, name: str) -> Path | None:
    if not _is_name(name):
        return None
    folder = parent / name
    return folder if folder.is_dir() and folder.resolve().parent == parent.resolve() else None


def _is_name(name: str) -> bool:
    return name not in ("", ".", "..") and not any(sign in name for sign in "/\\:\0")


def _unknown(name: str, *parents: Path) -> str:
    known = sorted(
        {
            folder.name
            for parent in parents
            if parent.is_dir()
            for folder in parent.iterdir()
            if folder.is_dir()
        }
    )
    close = get_close_matches(name, known, n=1)
    hint = f"did you mean `{close[0]}`? " if close else ""
    return f"there is no theme `{name}`: {hint}themes that exist: {', '.join(f'`{n}`' for n in known)}"


def _read_all(folder: Path, theme: Path, shown: str) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder with its POSIX path from there, in order; hidden ones are left out."""
    if not folder.is_dir():
        return
    home = theme.resolve()
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in relative.split("/")):
            continue
        place = f"{shown}/{folder.name}/{relative}"
        if not path.resolve().is_relative_to(home):
            raise ThemeError(f"{place}: leads out of the theme's folder; put the file itself there")
        if path.is_file():
            yield relative, _content(path, place)


def _content(path: Path, place: str) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ThemeError(f"{place}: is larger than {LARGEST_FILE // 1024 // 1024} MB")
        return path.read_bytes()
    except OSError as error:
        raise ThemeError(f"{place}: cannot be read: {error.strerror}") from error


def _decoded(content: bytes, place: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ThemeError(f"{place}:{line}: is not UTF-8; save the file in that encoding") from error


def _digest(templates: Mapping[str, str], assets: Mapping[str, bytes]) -> str:
    total = hashlib.sha256()
    for engine in _ENGINES:
        total.update(f"{engine} {version_of(engine)}\0".encode())
    for name, content in sorted({**assets, **{f"/{n}": t.encode() for n, t in templates.items()}}.items()):
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()
