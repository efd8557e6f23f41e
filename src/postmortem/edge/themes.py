"""Themes from disk: a folder with `templates/` and `assets/`, the site's own before those shipped.

What a site's theme does not have comes from the shipped `default`, whose templates can be extended as
`default/base.html`. Names are kept inside the theme's
folder, links that lead out of it are refused, and templates have to be UTF-8.
"""

import hashlib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from importlib.metadata import version
from pathlib import Path

from postmortem.diagnostics import ThemeError
from postmortem.edge.shipped import shipped
from postmortem.model.theme import Theme

PARENT = "default"
LARGEST_FILE = 4 * 1024 * 1024

# The same templates give other bytes under another version of these.
_ENGINES = ("jinja2", "markupsafe", "babel")


def load_theme(name: str, beside: Path) -> Theme:
    """The theme of that name: from `beside` (the site's `themes` folder, which may be absent), or shipped.

    Raises ThemeError if there is none, or if one of its files cannot be used.
    """
    shipped_themes = shipped("themes", "themes")
    own = _theme_folder(beside, name)
    folder = own or _theme_folder(shipped_themes, name)
    if folder is None:
        raise ThemeError(_unknown(name, beside, shipped_themes))
    layers = [folder] if own is None and name == PARENT else [shipped_themes / PARENT, folder]
    templates: dict[str, str] = {}
    assets: dict[str, bytes] = {}
    files: dict[str, str] = {}
    for layer in layers:
        shown = f"themes/{layer.name}"
        for relative, content in _read_all(layer / "templates", layer, shown):
            templates[relative] = _decoded(content, f"{shown}/templates/{relative}")
            files[relative] = f"{shown}/templates/{relative}"
            if layer != folder:
                templates[f"{PARENT}/{relative}"] = templates[relative]
                files[f"{PARENT}/{relative}"] = files[relative]
        assets.update(_read_all(layer / "assets", layer, shown))
    return Theme(name, templates, assets, files, _digest(templates, assets))


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
        total.update(f"{engine} {version(engine)}\0".encode())
    for name, content in sorted({**assets, **{f"/{n}": t.encode() for n, t in templates.items()}}.items()):
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()
